"""What becomes of the comments under one post of another blog. Pure: no database, no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.texts import comment_text, looks_like_advert, one_line
from kawaraban.publish.formats.model import ForeignComment, ForeignPost

MAX_COMMENT = 50_000  # characters of one comment


@dataclass(frozen=True, slots=True)
class PlannedComment:
    key: str
    name: str
    text: str
    written_at: datetime
    state: str
    answers: str = ""  # the key of the one that it answers


def comments_of(
    post: ForeignPost, key: str, moment: datetime, options: Options
) -> tuple[tuple[PlannedComment, ...], int]:
    """The comments in order, an answer tied to the first of its thread; and how many look like advertisements."""
    roots = _roots(post.comments)
    found: list[PlannedComment] = []
    keys: dict[str, str] = {}
    adverts = 0
    for number, comment in enumerate(post.comments):
        text = comment_text(comment.text)[:MAX_COMMENT]
        advert = comment.state == "published" and looks_like_advert(text)
        adverts += advert
        own = hashlib.sha256(f"{key}\x1f{comment.key or number}\x1f{comment.written_at}".encode()).hexdigest()
        if not text or (advert and options.adverts == "out"):
            continue
        keys[comment.key] = own
        found.append(
            PlannedComment(
                key=own,
                name=one_line(comment.author, 60),
                text=text,
                written_at=options.aware(comment.written_at) or moment,
                state="waiting" if advert else comment.state,
                answers=keys.get(roots.get(comment.key, ""), "") if comment.parent else "",
            )
        )
    return tuple(found), adverts


def _roots(comments: Iterable[ForeignComment]) -> dict[str, str]:
    """By key, the first comment of each one's thread: threads have one level here."""
    parents = {comment.key: comment.parent for comment in comments if comment.key}
    roots: dict[str, str] = {}
    for key in parents:
        at, seen = key, {key}
        while (parent := parents.get(at)) and parent in parents and parent not in seen:
            at = roots.get(parent, parent)
            seen.add(at)
        roots[key] = at
    return roots
