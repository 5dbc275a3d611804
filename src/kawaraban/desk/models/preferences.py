"""The choices of the desk's owner: one row, made on first use."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _reads() -> list[str]:
    return ["ja", "en"]


class Preferences(models.Model):
    class Hold(models.TextChoices):
        ALL = "all", _("Read every comment first")
        FIRST = "first", _("Read a writer's first comment first")
        NONE = "none", _("Publish comments at once")

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
    public_address = models.CharField(
        max_length=200, blank=True
    )  # "https://yofuke.example"; empty: as it was asked for
    about = models.TextField(blank=True)  # Markdown of the page about the blog
    how_we_check = models.TextField(blank=True)  # Markdown of that page; empty: what the desk does, in words
    hub = models.CharField(max_length=500, blank=True)  # a WebSub hub to tell of new posts
    hub_said = models.CharField(max_length=300, blank=True)  # how it went last, where it went wrong
    hub_told_at = models.DateTimeField(null=True, blank=True)  # the newest change of a post that the hub knows of
    hub_failures = models.PositiveSmallIntegerField(default=0)  # in a row
    hub_due_at = models.DateTimeField(null=True, blank=True)  # when to try again after a failure
    comments_open = models.BooleanField(default=True)
    comments_hold = models.CharField(max_length=5, choices=Hold.choices, default=Hold.FIRST)
    comments_links = models.PositiveSmallIntegerField(default=2)  # more links than that, and a comment is held
    comments_words = models.TextField(blank=True)  # one a line: a comment that has one is held
    comments_close_after = models.PositiveSmallIntegerField(null=True, blank=True)  # days after publication
    keep_addresses_hours = models.PositiveSmallIntegerField(default=24)  # how long a sender's key is kept
    #: what the addresses of a day's senders are digested with; another the next day, and the former one is gone
    sender_secret = models.CharField(max_length=64, blank=True)
    sender_secret_day = models.DateField(null=True, blank=True)
    notices_to = models.EmailField(blank=True)  # where notices of comments are sent too
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
