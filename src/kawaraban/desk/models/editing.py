"""What keeps persons at work from losing or overwriting anything: drafts, locks, and dismissed findings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from kawaraban.desk.models.articles import Article


class RenderingDraft(models.Model):
    """What a person has typed and not yet saved; it outlives a closed tab."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="drafts")
    pid = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    base = models.TextField(blank=True)  # the rendering as it was when the person began: what a merge starts from
    seen = models.CharField(max_length=64, blank=True)  # digest of the original that the person had before them
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("article", "pid", "language", "person"), name="rendering_draft_once"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class RenderingLock(models.Model):
    """Who is at work on a part of an article. It lapses when the page stops renewing it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="locks")
    pid = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    window = models.CharField(max_length=40)  # the same person may have two windows open
    since = models.DateTimeField(default=timezone.now)
    renewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "pid", "language"), name="rendering_lock_once"),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.pid} by {self.person_id}"


class Dismissal(models.Model):
    """A finding of the proof that a person looked at and let stand, with the reason."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="dismissals")
    pid = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=32)  # translate.proof.Issue.fingerprint
    check_id = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("article", "pid", "language", "fingerprint"), name="dismissal_once"),
        )

    def __str__(self) -> str:
        return f"{self.check_id}: {self.reason}"
