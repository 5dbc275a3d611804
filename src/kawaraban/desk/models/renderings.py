"""Renderings of paragraphs, what they were before, and the memory of approved pairs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kawaraban.desk.models.articles import Article

#: A rendering of the headline or the deck goes by these ids; a paragraph's by its own.
TITLE, DECK = "title", "deck"


class _RenderingText(models.Model):
    """Text, who or what made it, and its state: the part that a rendering and its past share."""

    class State(models.TextChoices):
        MACHINE = "machine", _("machine")
        EDITED = "edited", _("edited")
        APPROVED = "approved", _("approved")
        STALE = "stale", _("to check")

    class Maker(models.TextChoices):
        PERSON = "person"
        MEMORY = "memory"
        ENGINE = "engine"

    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices)
    maker = models.CharField(max_length=10, choices=Maker.choices)
    engine = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=200, blank=True)  # the engine's model, or the memory's origin
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    source_digest = models.CharField(max_length=64)  # of the text that was rendered; another one now means stale
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Rendering(_RenderingText):
    """The translation of one paragraph (or headline, or deck) into one language."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="renderings")
    pid = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    #: what the proof finds in it that nobody dismissed, kept for the counts of the river
    errors = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    again = models.BooleanField(default=False)  # a person asked for the machine's text anew

    class Meta:
        # The first three answer how many articles have a rendering in some state or with open findings, of all articles
        # and of some, without reading a text. The last finds what an engine has made of the same text before.
        indexes = (
            models.Index(fields=("language", "state", "article")),
            models.Index(fields=("language", "article"), condition=models.Q(errors__gt=0), name="rendering_errors"),
            models.Index(fields=("article", "language", "state", "errors"), name="rendering_of_article"),
            models.Index(fields=("source_digest", "language", "engine")),
        )
        constraints = (models.UniqueConstraint(fields=("article", "pid", "language"), name="rendering_once"),)

    def __str__(self) -> str:
        return self.text[:60]


class RenderingRevision(_RenderingText):
    """What a rendering was before it was changed, so that a change can be undone."""

    rendering = models.ForeignKey(Rendering, on_delete=models.CASCADE, related_name="revisions")

    class Meta:
        ordering = ("rendering", "-id")

    def __str__(self) -> str:
        return self.text[:60]


class MemoryEntry(models.Model):
    """An approved pair. Found again by the digest of its source."""

    source_language = models.CharField(max_length=8)
    target_language = models.CharField(max_length=8)
    source_text = models.TextField()
    target_text = models.TextField()
    source_digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    #: who approved or wrote the pair on this desk; null where a file brought it
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    deleted_at = models.DateTimeField(null=True, blank=True)  # kept, so that it can be undone
    stamp = models.IntegerField(default=0)  # the digest's first 31 bits, by which the index tells texts apart
    #: the rendering whose approval made the pair; null where a file brought it
    rendering = models.ForeignKey(Rendering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: the pairs it replaced, newest first, so that an approval can be undone: target_text, origin, made_at, rendering
    replaced = models.JSONField(default=list, blank=True)

    class Meta:
        # The first is read by every look-up, the others page through the memory, newest first.
        indexes = (
            models.Index(fields=("id", "stamp"), name="memory_entry_stamp"),
            models.Index(fields=("made_at", "id"), name="memory_entry_made"),
            models.Index(fields=("source_language", "target_language", "made_at", "id"), name="memory_entry_pair"),
            models.Index(fields=("origin", "made_at"), name="memory_entry_origin"),
            models.Index(fields=("made_at", "id"), condition=Q(person__isnull=False), name="memory_entry_persons"),
            models.Index(fields=("made_at", "id"), condition=Q(deleted_at__isnull=False), name="memory_entry_deleted"),
        )
        constraints = (
            # The newest approval of a text wins; there is one rendering a memory offers for it.
            models.UniqueConstraint(
                fields=("source_digest", "source_language", "target_language"), name="memory_entry_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_text[:40]} -> {self.target_text[:40]}"
