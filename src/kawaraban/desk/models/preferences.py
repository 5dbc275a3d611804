"""The choices of the desk's owner: one row, made on first use."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone


def _reads() -> list[str]:
    return ["ja", "en"]


class Preferences(models.Model):
    welcomed = models.BooleanField(default=False)  # the three steps of the welcome page are done
    reads = models.JSONField(default=_reads)  # languages the owner reads; their originals come first
    language = models.CharField(max_length=8, default="ja")  # the readers' language: renderings and the blog
    blog_title = models.CharField(max_length=60, default="瓦版")
    blog_tagline = models.CharField(max_length=200, blank=True)
    signature = models.CharField(max_length=100, blank=True)
    time_zone = models.CharField(max_length=60, default="Asia/Tokyo")
    #: the choice for a language pair, as the fields of translate.EngineChoice:
    #: {"en-ja": {"engine": "firefox", "folder": "..."}, "ru-ja": {"engine": "deepl", "key": "...", "options": {...}}}
    engines = models.JSONField(default=dict)
    ahead = models.BooleanField(default=False)  # translate every article whole, not its headline alone
    blog_changed_at = models.DateTimeField(default=timezone.now)  # when any public page may last have changed

    def __str__(self) -> str:
        return "preferences"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.blog_changed_at = timezone.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "blog_changed_at"}
        super().save(*args, **kwargs)

    @classmethod
    def blog_changed(cls) -> None:
        """Say that a public page changed, so that readers' copies of any are asked for anew."""
        cls.objects.filter(pk=1).update(blog_changed_at=timezone.now())

    @classmethod
    def load(cls) -> Preferences:
        """The one row, made with its defaults where there is none."""
        return cls.objects.get_or_create(pk=1)[0]
