"""What engines did and what it cost, what they left out, and where one fails."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from kawaraban.desk.models.articles import Article


class EngineUse(models.Model):
    """What an engine did on a day, so that its costs can be shown."""

    day = models.DateField()
    engine = models.CharField(max_length=40)
    model = models.CharField(max_length=200, blank=True)
    source_language = models.CharField(max_length=8)
    target_language = models.CharField(max_length=8)
    texts = models.PositiveIntegerField(default=0)
    characters = models.PositiveBigIntegerField(default=0)  # of the originals
    tokens = models.PositiveBigIntegerField(default=0)  # where the engine counts them
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)  # in the currency of its price
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("day", "engine", "model", "source_language", "target_language", "currency"),
                name="engine_use_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day:%F} {self.engine}: {self.characters}"


class LeftOut(models.Model):
    """A part for which an engine gave no translation that could be used, and why; not asked again for the same text."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="left_out")
    pid = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    source_digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=40)
    model = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=20)  # translate.model.Fault
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "pid", "language"), name="left_out_once"),)

    def __str__(self) -> str:
        return f"{self.article_id} {self.pid}: {self.fault}"


class EnginePause(models.Model):
    """An engine that failed: why, and until when it is left alone. The row goes when it works again."""

    place = models.CharField(max_length=300, unique=True)  # translate.EngineChoice.place
    engine = models.CharField(max_length=40)
    failures = models.PositiveIntegerField(default=1)  # in a row; never a reason to stop for good
    problem = models.CharField(max_length=30)  # translate.TranslateError.problem
    detail = models.TextField()  # its sentence
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"
