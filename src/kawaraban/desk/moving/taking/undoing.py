"""A move taken back whole: its posts, comments, old addresses, offered pairs, pictures.

What people have done with it since is not taken from them: a post that was changed here, or that readers have written
under, stays with all that belongs to it, and is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kawaraban.desk.models import Category, Comment, Move, OfferedPair, Picture, Post, Preferences, Redirect, Tag

DAYS = 30
BATCH = 200  # posts a transaction
_PICTURE = re.compile(r"/pictures/([0-9a-f]{64})\.")


def can_be_undone(move: Move) -> bool:
    """Whether a move brought something, less than 30 days ago."""
    if move.state == Move.State.UNDONE or move.pk is None:
        return False
    return timezone.now() - (move.ended_at or move.began_at) < timedelta(days=DAYS)


def undo(move: Move) -> dict[str, int]:
    """Takes a move back, by batches; what was undone of one that was killed in between stays undone.

    Answers how many posts went and how many were kept. Raises DatabaseError.
    """
    gone = 0
    while keys := list(_untouched(move).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            Post.objects.filter(pk__in=keys).delete()
        gone += len(keys)
    kept = Post.objects.filter(move=move).count()
    with transaction.atomic():
        OfferedPair.objects.filter(move=move).exclude(state=OfferedPair.State.TAKEN).delete()
        Redirect.objects.filter(move=move, post=None).delete()
        # Under the posts of an earlier move; a comment that somebody answered since stays with the answer.
        answered = Comment.objects.filter(parent=OuterRef("pk")).exclude(move=move)
        Comment.objects.filter(~Exists(answered), move=move).exclude(post__move=move).delete()
        _pictures(move)
        made = move.options.get("made", {})
        Category.objects.filter(pk__in=made.get("category", ()), posts=None).delete()
        for some in _parts(made.get("tag", [])):
            Tag.objects.filter(pk__in=some, posts=None).delete()
        move.state, move.report = Move.State.UNDONE, move.report | {"undone": {"posts": gone, "kept": kept}}
        move.save(update_fields=["state", "report"])
    Preferences.blog_changed()
    return {"posts": gone, "kept": kept}


def _untouched(move: Move) -> QuerySet[Post]:
    """The posts that nobody has changed since, nor written under."""
    written = Comment.objects.filter(post=OuterRef("pk"), move=None)
    rows = Post.objects.filter(Q(saved_at=F("created_at")), move=move, pending__isnull=True, deleted_at=None)
    return rows.filter(~Exists(written))


def _pictures(move: Move) -> None:
    """Forgets the move's pictures, but for those that a post still shows. Their files lie on, under their digests."""
    pictures = Picture.objects.filter(move=move)
    if not pictures.exists():
        return
    shown: set[str] = set()
    posts = Post.objects.filter(Q(body__contains="/pictures/") | Q(html__contains="/pictures/"))
    for texts in posts.values_list("body", "html", "pending").iterator(chunk_size=100):
        shown.update(digest for text in texts for digest in _PICTURE.findall(str(text or "")))
    for some in _parts(list(pictures.values_list("digest", flat=True))):
        pictures.filter(digest__in=[digest for digest in some if digest not in shown]).delete()


def _parts(values: list[Any]) -> Iterator[list[Any]]:
    return (values[at : at + 500] for at in range(0, len(values), 500))
