"""Translation models that the owner asked for, and how far each has come."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class ModelDownload(models.Model):
    """One language pair's model, wanted. The pipeline fetches it; the row outlives reloads and restarts."""

    class State(models.TextChoices):
        WANTED = "wanted"  # due, under way, or to be tried again at due_at
        UNWANTED = "unwanted"  # cancelled: the pipeline clears away what came, then the row
        DONE = "done"
        FAILED = "failed"  # no second try would mend it

    source_language = models.CharField(max_length=8)
    target_language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)  # bytes
    total = models.PositiveBigIntegerField(default=0)  # bytes; 0 while it is not known
    pace = models.FloatField(default=0.0)  # bytes a second, lately
    told_at = models.DateTimeField(null=True, blank=True)  # when the one who fetches it last said how far it is
    problem = models.CharField(max_length=30, blank=True)  # translate.models.ModelsProblem
    details = models.JSONField(default=dict, blank=True)  # what the problem's sentence is about

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("source_language", "target_language"), name="model_download_once"),
        )

    def __str__(self) -> str:
        return f"{self.pair}: {self.state}"

    @property
    def pair(self) -> str:
        return f"{self.source_language}-{self.target_language}"
