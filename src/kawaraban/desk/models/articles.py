"""Articles, from a line in a feed to a text beside its captures and versions."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from kawaraban.desk.models.sources import Outlet, Source


class Stage(models.TextChoices):
    """How far an article has come. A step moves it on only if it still stands where the step found it."""

    LISTED = "listed"  # a source named it; no page yet
    KEPT = "kept"  # the page is captured
    READ = "read"  # its text is there and can be searched
    READY = "ready"  # what the memory and the engine had to say is there too


class Article(models.Model):
    """A page that a source published or a person kept; its text is in its current version."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="articles")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles")
    address = models.URLField(max_length=2000, unique=True)  # where it was first found
    entry_key = models.CharField(max_length=2000, blank=True)  # the feed's own id for it
    listed_at = models.DateTimeField(default=timezone.now)

    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.LISTED)
    attempts = models.PositiveSmallIntegerField(default=0)  # at the next step
    due_at = models.DateTimeField(null=True, default=timezone.now)  # when to try the next step; null: never again
    problem = models.CharField(max_length=30, blank=True)  # follow.Problem or "not-an-article", of the last try
    problem_detail = models.TextField(blank=True)
    revisit_at = models.DateTimeField(null=True, blank=True)  # when to look whether it was edited
    gone_at = models.DateTimeField(null=True, blank=True)  # the outlet took it down
    moved_to = models.URLField(max_length=2000, blank=True)

    language = models.CharField(max_length=8, blank=True)
    title = models.TextField(blank=True)  # as listed, then as read
    summary = models.TextField(blank=True)  # plain text, as listed
    published_at = models.DateTimeField(null=True, blank=True)  # as read, else as listed
    sort_at = models.DateTimeField(default=timezone.now)  # published, else listed: the order of the river
    is_latest = models.BooleanField(default=True)  # no report of its story is later: the river shows the story by it
    edited_at = models.DateTimeField(null=True, blank=True)  # when a later version was found
    capture = models.ForeignKey("Capture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.ForeignKey("Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    seen_at = models.DateTimeField(null=True, blank=True)  # a person opened it; null: unread
    wanted_at = models.DateTimeField(null=True, blank=True)  # a person or a rule asked for its whole text, translated
    marked_at = models.DateTimeField(null=True, blank=True)  # a person put a mark on it

    class Meta:
        indexes = (
            models.Index(fields=("-sort_at", "-id")),
            models.Index(fields=("stage", "due_at")),
            models.Index(fields=("outlet", "-sort_at")),
            models.Index(fields=("revisit_at",)),
            models.Index(fields=("source", "entry_key")),
            # Holds all that the river's counts ask, so that counting reads no row.
            models.Index(
                fields=("language", "source", "seen_at", "marked_at", "edited_at", "gone_at"), name="article_counts"
            ),
        )

    def __str__(self) -> str:
        return self.title or self.address


class Capture(models.Model):
    """The bytes that came, when, from where, with digest. The WARC file itself lies in the capture store."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="captures")
    address = models.URLField(max_length=2000)
    final_address = models.URLField(max_length=2000)
    captured_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()  # bytes of the payload
    file = models.CharField(max_length=300, unique=True)  # path in the capture store
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "digest", "captured_at"), name="capture_once"),)

    def __str__(self) -> str:
        return f"{self.address} at {self.captured_at:%F %T}"


#: Among a version's warnings: its text was too much for the rules of `attribute`.
NO_CLAIMS = "no-claims"


class Version(models.Model):
    """An article's text at a capture. Two versions that follow each other differ by an edit."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    capture = models.OneToOneField(Capture, on_delete=models.CASCADE, related_name="version")
    number = models.PositiveSmallIntegerField()  # from 1
    digest = models.CharField(max_length=80)  # over title, deck and paragraphs
    title = models.TextField()
    deck = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    published = models.CharField(max_length=40, blank=True)  # as the page said it
    modified = models.CharField(max_length=40, blank=True)
    images = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    attributed = models.PositiveSmallIntegerField(default=0)  # the `attribute.RULES` that found its claims; 0: none yet
    printed = models.PositiveSmallIntegerField(default=0)  # the `compare.RULES` that made its print; 0: none yet

    class Meta:
        ordering = ("article", "number")
        # Find what was not attributed or printed yet, or by older rules, the newest first.
        indexes = (
            models.Index(fields=("attributed", "-id"), name="version_attributed"),
            models.Index(fields=("printed", "-id"), name="version_printed"),
        )
        constraints = (models.UniqueConstraint(fields=("article", "number"), name="version_number_once"),)

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Paragraph(models.Model):
    """`pid` stays the same through later versions, also where the text was edited."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveIntegerField()  # from 0
    pid = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    text = models.TextField()
    digest = models.CharField(max_length=64)  # translate.text_digest

    class Meta:
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "position"), name="paragraph_position_once"),
            models.UniqueConstraint(fields=("version", "pid"), name="paragraph_id_once"),
        )

    def __str__(self) -> str:
        return self.text[:60]
