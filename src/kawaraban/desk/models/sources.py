"""Outlets, the sources of theirs that the desk follows, and how the last polls went."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Outlet(models.Model):
    """Who publishes. One a host; its facts stand in the registry, in the profile that has that host."""

    name = models.CharField(max_length=200)
    host = models.CharField(max_length=255, unique=True)  # host[:port], lower case
    language = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """An outlet's feed, sitemap, page or account that the desk follows."""

    class Kind(models.TextChoices):
        FEED = "feed", _("feed")
        SITEMAP = "sitemap", _("sitemap")
        PAGE = "page", _("page")
        ACCOUNT = "account", _("account")

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    format = models.CharField(max_length=20, blank=True)  # "Atom", "RSS 1.0", ...
    address = models.URLField(max_length=2000, unique=True)
    site_address = models.URLField(max_length=2000, blank=True)
    bundle = models.CharField(max_length=100, blank=True)  # the heading it stands under on the Sources page
    language = models.CharField(max_length=8, blank=True)
    ahead = models.BooleanField(default=False)  # translate its articles whole, before anybody opens them
    created_at = models.DateTimeField(default=timezone.now)

    # What to remember between polls (follow.PollState)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=80, blank=True)

    # Health
    interval = models.PositiveIntegerField(default=1800)  # seconds between polls
    next_poll_at = models.DateTimeField(default=timezone.now, db_index=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row; never a reason to stop for good
    problem = models.CharField(max_length=30, blank=True)  # follow.Problem, of the last poll
    problem_detail = models.TextField(blank=True)

    class Meta:
        ordering = ("bundle", "name")

    def __str__(self) -> str:
        return self.name


class Poll(models.Model):
    """One poll of a source and what came of it; the last ten are drawn on the Sources page."""

    class Outcome(models.TextChoices):
        NEW = "new"
        UNCHANGED = "unchanged"
        FAILED = "failed"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="polls")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    new = models.PositiveIntegerField(default=0)  # articles that were new
    requests = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    problem = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = (models.Index(fields=("source", "-at")),)

    def __str__(self) -> str:
        return f"{self.source_id} {self.at:%F %T} {self.outcome}"


class Heartbeat(models.Model):
    """What the pipeline is doing: one row, written every few seconds while it runs."""

    at = models.DateTimeField()
    working_on = models.JSONField(default=list)  # names of outlets and sources
    pace = models.FloatField(default=0.0)  # steps a second, over the last minute

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
