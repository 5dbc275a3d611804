"""Pictures in posts: the blog's own copies, by digest, so that no reader is sent to another host for one."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Picture(models.Model):
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the bytes, in hexadecimal
    name = models.CharField(max_length=150)  # of the file as it came
    media_type = models.CharField(max_length=40)  # image/jpeg, image/png, image/gif, image/webp
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    source = models.CharField(max_length=2000, blank=True)  # the address it was fetched from; empty: put in by hand
    kept_at = models.DateTimeField(default=timezone.now)
    move = models.ForeignKey("Move", null=True, blank=True, on_delete=models.SET_NULL, related_name="pictures")

    class Meta:
        indexes = (models.Index(fields=("-kept_at",)), models.Index(fields=("source",)))

    def __str__(self) -> str:
        return self.name
