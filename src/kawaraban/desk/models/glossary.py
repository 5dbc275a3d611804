"""The glossary's terms as the desk keeps them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """How a word is rendered (`translate.glossary.Term`), with who entered it and where it came from."""

    class Kind(models.TextChoices):
        TERM = "term", _("term")
        PERSON = "person", _("person")
        PLACE = "place", _("place")
        OUTLET = "outlet", _("outlet")
        ORGANISATION = "organisation", _("organisation")

    source_language = models.CharField(max_length=8)
    target_language = models.CharField(max_length=8)
    source = models.CharField(max_length=200)
    target = models.CharField(max_length=200, blank=True)  # empty where it is kept as it is
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.TERM)
    variants = models.JSONField(default=list, blank=True)  # other ways in which the source is written
    accepted = models.JSONField(default=list, blank=True)  # other renderings that are right too
    match_case = models.BooleanField(default=False)
    keep = models.BooleanField(default=False)  # never translate
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=200, blank=True)  # the file it came from; empty where a person entered it
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)  # kept, so that it can be undone

    class Meta:
        ordering = ("source_language", "source")
        indexes = (models.Index(fields=("source_language", "target_language", "deleted_at")),)
        constraints = (
            models.UniqueConstraint(
                fields=("source_language", "target_language", "source"),
                name="term_once",
                condition=models.Q(deleted_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} -> {self.target or self.source}"


class TermSuggestion(models.Model):
    """What persons corrected the same way more than once: offered as a term until it is taken or declined."""

    source_language = models.CharField(max_length=8)
    target_language = models.CharField(max_length=8)
    source = models.CharField(max_length=200)
    target = models.CharField(max_length=200)  # what persons wrote
    was = models.CharField(max_length=200, blank=True)  # what the engine had written
    renderings = models.JSONField(default=list)  # keys of the renderings in which it was corrected, each once
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("source_language", "target_language", "source", "target"), name="term_suggestion_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} -> {self.target}"
