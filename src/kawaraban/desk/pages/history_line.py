"""The last versions of a post as points on a line, with what changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Window
from django.utils.translation import gettext, pgettext

from kawaraban.desk.models import Post, PostVersion
from kawaraban.publish import PublishError, quote_blocks

POINTS = 4


@dataclass(frozen=True, slots=True)
class VersionPoint:
    pk: int
    saved_at: datetime
    change: str  # since the point before it, in words; "" for the first that is shown


@dataclass(frozen=True, slots=True)
class HistoryLine:
    points: tuple[VersionPoint, ...]  # oldest first
    count: int  # of all versions


def history_line(post: Post) -> HistoryLine:
    """One query."""
    rows = list(
        PostVersion.objects.filter(post=post)
        .defer("html")
        .annotate(count=Window(Count("pk")))
        .order_by(F("saved_at").desc(), "-pk")[: POINTS + 1]
    )
    count = rows[0].count if rows else 0  # type: ignore[attr-defined]
    return HistoryLine(points_of(rows[::-1])[-POINTS:], count)


def points_of(versions: Sequence[PostVersion]) -> tuple[VersionPoint, ...]:
    """Versions, oldest first, with what each changed."""
    return tuple(
        VersionPoint(version.pk, version.saved_at, _said(before, version))
        for before, version in zip([None, *versions], versions, strict=False)
    )


def _said(before: PostVersion | None, version: PostVersion) -> str:
    words = [changed(before, version)] if before else []
    return " · ".join([*words, pgettext("a version of a post", "public")] if version.published_at else words)


def changed(before: PostVersion, after: PostVersion) -> str:
    """What one version changed of another: quotations first, then how many characters more or fewer."""
    added, removed = _quoted(after) - _quoted(before), _quoted(before) - _quoted(after)
    words = [gettext("quoted")] if added else [gettext("a quotation taken out")] if removed else []
    more = _length(after) - _length(before)
    if more:
        words.append(gettext("%(count)s characters") % {"count": f"{more:+d}".replace("-", "−")})
    elif not words:
        words.append(gettext("title") if before.title != after.title else gettext("rewritten"))
    return " ".join(words)


def _quoted(version: PostVersion) -> set[str]:
    try:
        return {block.key for block in quote_blocks(version.body)} if ":::" in version.body else set()
    except PublishError:
        return set()


def _length(version: PostVersion) -> int:
    return len("".join(version.body.split()))
