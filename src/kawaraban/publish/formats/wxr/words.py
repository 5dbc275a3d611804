"""WordPress' words for the states of posts and comments, and how its moments are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from kawaraban.publish.formats.dates import read_date
from kawaraban.publish.formats.model import CommentState, PostStatus

STATUSES: dict[str, PostStatus] = {
    "publish": "published",
    "draft": "draft",
    "pending": "waiting",
    "future": "scheduled",
}
APPROVED: dict[str, CommentState] = {"1": "published", "0": "waiting", "spam": "spam", "trash": "declined"}
#: How a moment is written that is not known.
NEVER = "0000-00-00 00:00:00"

_QUARTER = timedelta(minutes=15)
_WIDEST = timedelta(hours=15)


def read_moment(local: str, gmt: str) -> tuple[datetime | None, bool]:
    """(the moment, whether it had to be guessed), from its two writings: by the blog's clock and by Greenwich's.

    Aware in the blog's zone where both are there and tell a zone, aware in UTC where they don't, else naive.
    """
    here, guessed = (None, False) if local.startswith("0000") else read_date(local)
    if not gmt or gmt.startswith("0000"):
        return here, guessed
    there, gmt_guessed = read_date(gmt)
    if there is None or (gmt_guessed and here is not None):
        return here, guessed
    if here is None or guessed:
        return there.replace(tzinfo=UTC), gmt_guessed
    offset = here - there
    if abs(offset) <= _WIDEST and not offset % _QUARTER:
        return here.replace(tzinfo=timezone(offset)), False
    return there.replace(tzinfo=UTC), False


def write_moment(moment: datetime | None) -> tuple[str, str]:
    """By the clock of its own zone, and by Greenwich's where the zone is known."""
    if moment is None:
        return NEVER, NEVER
    if moment.tzinfo is None:
        return _written(moment), NEVER
    try:
        return _written(moment), _written(moment.astimezone(UTC))
    except OverflowError:
        return _written(moment), NEVER


def _written(moment: datetime) -> str:
    return moment.replace(tzinfo=None, microsecond=0).isoformat(" ")
