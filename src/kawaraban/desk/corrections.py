"""Notes that readers see under a post: what was changed or added after it was published."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk import public_versions
from kawaraban.desk.models import Correction, Post, Preferences
from kawaraban.desk.publishing import PublishingError

MAX_TEXT = 1000


@transaction.atomic
def add(post: Post, text: str, by: AbstractBaseUser, *, compares: bool = True) -> Correction:
    """A note dated now; `compares` lets readers hold the text before it against the text now.

    Raises PublishingError without a text, or under a draft, which has no readers yet."""
    if post.state != Post.State.PUBLISHED:
        raise PublishingError(gettext("Nobody has read this draft yet: change its text instead."))
    now = timezone.now()
    text = _tidy(text)
    before = public_versions.before(post, now) if compares else None
    note = Correction.objects.create(post=post, text=text, at=now, by=by, before=before)
    Preferences.blog_changed()
    return note


@transaction.atomic
def change(note: Correction, text: str, *, compares: bool = True) -> None:
    """Other words for a note; it keeps its date. `compares` as for `add`. Raises PublishingError without a text."""
    note.text = _tidy(text)
    if not compares:
        note.before = None
    elif note.before is None:
        note.before = public_versions.before(note.post, note.at)
    note.save(update_fields=["text", "before"])
    Preferences.blog_changed()


@transaction.atomic
def remove(note: Correction) -> None:
    note.delete()
    Preferences.blog_changed()


def _tidy(text: str) -> str:
    text = text.replace("\0", "").strip()[:MAX_TEXT]
    if not text:
        raise PublishingError(gettext("Write the note first."))
    return text
