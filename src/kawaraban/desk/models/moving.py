"""Moving in from another blog: each move with its report, the addresses it left behind, the pairs it offers."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from kawaraban.desk.models.blog import Post


class Move(models.Model):
    """Files taken in, or looked through first. Everything they brought names it, so that it can be undone whole."""

    class State(models.TextChoices):
        LOOKING = "looking"  # at the dry run
        LOOKED = "looked"
        TAKING = "taking"
        TAKEN = "taken"
        UNDONE = "undone"
        FAILED = "failed"

    token = models.CharField(max_length=32, unique=True)  # names its folder in the data folder, and its page
    kind = models.CharField(max_length=12)  # movabletype, wxr, feed, page; several
    file_name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()  # bytes
    options = models.JSONField(default=dict)  # date, zone, and what was decided about each kind of doubt
    state = models.CharField(max_length=8, choices=State.choices, default=State.LOOKING)
    done = models.PositiveIntegerField(default=0)  # posts looked at, or taken in
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    trouble = models.CharField(max_length=500, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)  # the last sign of life of who is at it
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("-began_at",)),)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class Redirect(models.Model):
    """An address of the old blog, and where its readers are sent: to a post, or to an address of the blog."""

    path = models.CharField(max_length=500, unique=True)  # "/article/4471.html", with a query where it had one
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="redirects")
    target = models.CharField(max_length=500, blank=True)  # where there is no post: "/2022/02/"
    move = models.ForeignKey(Move, null=True, blank=True, on_delete=models.CASCADE, related_name="redirects")

    def __str__(self) -> str:
        return self.path


class OfferedPair(models.Model):
    """A paragraph and its translation, found in an old post: not in the memory until a person takes it."""

    class State(models.TextChoices):
        OFFERED = "offered"
        TAKEN = "taken"
        DECLINED = "declined"

    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="pairs")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="offered_pairs")
    source = models.TextField()
    target = models.TextField()
    source_language = models.CharField(max_length=8)
    target_language = models.CharField(max_length=8)
    score = models.FloatField()  # of the alignment, 0 to 1
    doubt = models.CharField(max_length=40, blank=True)  # why it is not offered without a look: "2-1", "crossed", "gap"
    state = models.CharField(max_length=8, choices=State.choices, default=State.OFFERED)

    class Meta:
        indexes = (models.Index(fields=("move", "state", "doubt")),)

    def __str__(self) -> str:
        return self.source[:60]
