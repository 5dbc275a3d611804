"""What readers write under the posts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kawaraban.desk.models.blog import Post


class Comment(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined")
        SPAM = "spam", _("spam")

    class Held(models.TextChoices):
        ALL = "all", _("every comment is read first")
        FIRST = "first", _("the writer's first")
        LINKS = "links", _("it has links")
        WORD = "word", _("it has a word from the list")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    #: the comment that this one answers; threads have one level, so that one answers none itself
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(  # of somebody who was signed in
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)  # never shown, never exported
    text = models.TextField(max_length=5000)  # Markdown of the safe kind
    written_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    held_for = models.CharField(max_length=40, blank=True)  # why it waits: values of Held, with spaces between
    changed_at = models.DateTimeField(null=True, blank=True)  # when its writer last changed it
    decided_at = models.DateTimeField(null=True, blank=True)  # when the owner published or declined it
    seen_at = models.DateTimeField(null=True, blank=True)  # when the post's author was shown the notice of it
    told_at = models.DateTimeField(null=True, blank=True)  # when a letter about it was written
    answer_told_at = models.DateTimeField(null=True, blank=True)  # and one to the writer of what it answers
    writer_key = models.CharField(max_length=64, blank=True)  # a random cookie: lets the writer see it while it waits
    #: a keyed digest of the sender's address, to count what one address sends; emptied after
    #: `Preferences.keep_addresses_hours`. The address itself is never stored.
    sender_key = models.CharField(max_length=64, blank=True)
    #: of a comment from another blog: a digest of what it was called there, and which move brought it
    foreign_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    move = models.ForeignKey("Move", null=True, blank=True, on_delete=models.SET_NULL, related_name="comments")

    class Meta:
        indexes = (
            models.Index(fields=("post", "state", "written_at")),
            models.Index(fields=("state", "-written_at")),
            models.Index(fields=("writer_key", "-written_at")),
            models.Index(fields=("sender_key", "-written_at")),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Letter(models.Model):
    """A notice by e-mail. Written in the same transaction that marks its comments as told, sent once.

    A letter whose sending was cut off half-way may have arrived: it is `unsure`, and only a person sends it again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not sent")
        UNSURE = "unsure", _("may have been sent")

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(default=timezone.now)  # of one that waits: not before
    problem = models.CharField(max_length=300, blank=True)  # what the mail server said last

    class Meta:
        indexes = (models.Index(fields=("state", "next_at")),)

    def __str__(self) -> str:
        return self.subject
