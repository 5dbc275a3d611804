"""Stories, where each article stands in one, whom it copies, and what a person split or merged."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kawaraban.desk.models.articles import Article, Version


class Story(models.Model):
    """Articles on one event. What the river shows of it is written whenever a report comes in or is judged again."""

    headline = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="+")  # whose stands for it
    made_at = models.DateTimeField(default=timezone.now)
    first_at = models.DateTimeField()  # its earliest report
    last_at = models.DateTimeField()  # its latest: the order of the river
    reports = models.PositiveIntegerField(default=0)
    origins = models.PositiveIntegerField(default=0)  # independent ones
    unknown = models.PositiveIntegerField(default=0)  # reports whose origin can't be told; not among the origins
    owners = models.PositiveIntegerField(default=0)  # of the outlets, as far as they are known; an unknown one is one
    countries = models.PositiveIntegerField(default=0)
    languages = models.JSONField(default=dict)  # {"en": 3, "ru": 1}, the most first
    is_denied = models.BooleanField(default=False)  # one report denies what another conveys
    edited_at = models.DateTimeField(null=True, blank=True)  # the latest edit of a report
    #: what differs between reports: [{"what": {"en", "ja"}, "values": [{"text", "number", "articles": [id, ...]}]}]
    differences = models.JSONField(default=list)
    #: what its reports claim, and how each stands to it: [{"claim": id, "text", "language", "speaker", "unnamed",
    #: "cells": {article id: {"stands": "states|attributes|denies", "pid", "stance", "numbers"}}}];
    #: a report without a cell says nothing of it
    claims = models.JSONField(default=list)
    told_at = models.DateTimeField(null=True, blank=True)  # differences and claims are of then; null: to be made anew

    class Meta:
        verbose_name_plural = "stories"
        indexes = (models.Index(fields=("-last_at", "-id")), models.Index(fields=("told_at",)))

    def __str__(self) -> str:
        return f"{self.headline or self.pk} ({self.reports} reports, {self.origins} origins)"


class Placing(models.Model):
    """Where an article stands: in which story and why, and whether it has reporting of its own.

    Made by the machine from `version`, and made anew when the article has another. What a person said of it stands in
    `StoryDecision` and `CopyDecision`, and holds before what the machine finds.
    """

    class Standing(models.TextChoices):
        OWN = "own", _("own reporting")
        COPY = "copy", _("copy")
        UNKNOWN = "unknown", _("origin unknown")

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="placing")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="placings")
    why = models.JSONField(default=list)  # compare.Why as [{"kind", "text", "score"}]; empty: the first of its story
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OWN)
    copy_of = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="copied_by")
    #: the original's version that it was held against and carries: the original may have been edited since
    copied_version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    evidence = models.JSONField(default=list)  # compare.Evidence as [{"kind", "text", "score"}]
    origin = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # of all
    credits = models.JSONField(default=list)  # whom it credits: [{"name", "kind", "text"}]
    #: what a person said of its story: the machine leaves it there
    decision = models.ForeignKey(
        "StoryDecision", null=True, blank=True, on_delete=models.SET_NULL, related_name="placings"
    )
    judged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=("story", "standing")),)

    def __str__(self) -> str:
        return f"{self.article_id} in {self.story_id}: {self.standing}"


class StoryDecision(models.Model):
    """What a person split or merged; remembered, so that the machine does not do the contrary, and can be undone."""

    class Kind(models.TextChoices):
        SPLIT = "split", _("split")
        MERGE = "merge", _("merged")

    kind = models.CharField(max_length=5, choices=Kind.choices)
    articles = models.JSONField(default=list)  # ids of those that were moved
    others = models.JSONField(default=list)  # ids of those they were parted from, or put with
    story = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # it made, or left
    #: {article id: [story id, decision id or null]} of all that it concerns, to undo by
    before = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.kind} of {len(self.articles)} at {self.made_at:%F %T}"


class CopyDecision(models.Model):
    """A person's word on one article: its own reporting (`original` is null), or a copy of `original`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="copy_decisions")
    original = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)  # the placing's fields as they stood, to undo by
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.article_id} copies {self.original_id}"


class Fingerprint(models.Model):
    """What an article's text is compared by (`compare.Print`), made by a worker and kept."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="fingerprint")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    rules = models.PositiveSmallIntegerField()  # the `compare.RULES` that made it
    at = models.DateTimeField(db_index=True)  # published, else first seen: who is too far off in time is not looked at
    language = models.CharField(max_length=8, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True, db_index=True)  # null: to be placed in a story
    # What an index reads comes before what is large: SQLite reads a row from its beginning.
    lead = models.BinaryField(default=b"")  # (512,) int8: what its title and beginning say; empty where none is known
    terms = models.BinaryField(default=b"")  # (n,) uint64: what it is about, as `compare.stories` counts it
    data = models.BinaryField()  # the print without texts and vectors, packed
    vectors = models.BinaryField(default=b"")  # (n, 512) int8; last, so that the others are read without it

    def __str__(self) -> str:
        return f"print of {self.article_id}"


class FingerprintKey(models.Model):
    """One key of a print. Articles that share one may have text in common, and are looked at."""

    fingerprint = models.ForeignKey(Fingerprint, on_delete=models.CASCADE, related_name="keys")
    key = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("key", "fingerprint")),)

    def __str__(self) -> str:
        return str(self.key)
