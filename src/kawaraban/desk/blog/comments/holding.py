"""What makes a comment wait for an editor, and whether a post takes comments at all."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.models import Comment, Post, Preferences
from kawaraban.publish import comment_links

Held = Comment.Held
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}  # to the hiragana of the same sound
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def reasons(name: str, text: str, writer_key: str, preferences: Preferences, changed: int = 0) -> list[str]:
    """Why such a comment waits, as values of Held; empty where it goes out at once. At most one query.

    `changed`: the number of the comment whose text this will be, which is no evidence for its own writer.
    """
    found: list[str] = []
    if preferences.comments_hold == Preferences.Hold.ALL:
        found.append(Held.ALL)
    elif preferences.comments_hold == Preferences.Hold.FIRST and not _is_known(writer_key, changed):
        found.append(Held.FIRST)
    if len(comment_links(text)) > preferences.comments_links:
        found.append(Held.LINKS)
    if word_in(f"{name}\n{text}", preferences.comments_words):
        found.append(Held.WORD)
    return [str(reason) for reason in found]


def word_in(text: str, words: str) -> str:
    """The first of `words` (one a line) that stands in the text, however it is written there; "" if none."""
    folded = fold(text)
    return next((word.strip() for word in words.splitlines() if (f := fold(word.strip())) and f in folded), "")


def fold(text: str) -> str:
    """The text with what writers vary taken away: width, case, which kana, characters that can't be seen.

    NFKC and case folding as Unicode defines them; marks of voicing stay, since カ and ガ are two sounds.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _UNSEEN.sub("", folded).translate(_KATAKANA)


def reasons_of(comment: Comment) -> str:
    """Why a comment waits, for an editor: はじめての人・リンク1."""
    labels = {str(held.value): str(held.label) for held in Comment.Held}
    found = [labels[name] for name in comment.held_for.split() if name in labels and name != Comment.Held.LINKS]
    links = len(comment_links(comment.text))
    if links:
        found.append(gettext("links: %(count)s") % {"count": links})
    return gettext(" · ").join(found)


def closes_at(post: Post, preferences: Preferences) -> datetime | None:
    """When a post ceases to take comments by its age; None where it doesn't."""
    days = preferences.comments_close_after
    if days is None or post.takes_comments or post.published_at is None:
        return None
    return post.published_at + timedelta(days=days)


def closed_because(post: Post, preferences: Preferences) -> str:
    """The sentence that stands in the form's place; "" where the post takes comments.

    The blog's own switch closes all posts; one post's may close it, or keep it open however old it is.
    """
    if not preferences.comments_open:
        return gettext("This blog takes no comments at present.")
    if post.takes_comments is False:
        return gettext("This post takes no comments.")
    closing = closes_at(post, preferences)
    if closing is not None and closing <= timezone.now():
        return gettext("Comments were closed %(days)s days after the post was published.") % {
            "days": preferences.comments_close_after
        }
    return ""


def _is_known(writer_key: str, changed: int) -> bool:
    earlier = Q(writer_key=writer_key, state=Comment.State.PUBLISHED)
    return bool(writer_key) and Comment.objects.filter(earlier).exclude(pk=changed).exists()
