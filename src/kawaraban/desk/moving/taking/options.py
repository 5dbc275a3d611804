"""What was decided about a move: asked beside the report, kept in `Move.options`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: What may be decided about each kind of doubt; the first is the default.
CHOICES: dict[str, tuple[str, ...]] = {
    "empties": ("draft", "out"),  # posts without a body
    "undated": ("guess", "draft", "out"),  # posts without a date
    "adverts": ("waiting", "out"),  # comments that look like advertisements
    "twice": ("once", "both"),  # posts that are in the file twice
    "doubled": ("join", "keep"),  # categories that are one but for a sign
    "pictures": ("fetch", "leave"),
    "unsure": ("look", "out"),  # pairs whose alignment is in doubt
}


@dataclass(frozen=True, slots=True)
class Options:
    """`home` is the old blog's address with its last slash, "" where nothing told it; `hosts` all that it had.

    `renames` has the categories that take another's name. `date` is the newest day on a page that doesn't say it.
    """

    zone: str = "Asia/Tokyo"
    date: date | None = None
    language: str = "ja"
    signature: str = ""
    home: str = ""
    hosts: tuple[str, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    empties: Literal["draft", "out"] = "draft"
    undated: Literal["guess", "draft", "out"] = "guess"
    adverts: Literal["waiting", "out"] = "waiting"
    twice: Literal["once", "both"] = "once"
    doubled: Literal["join", "keep"] = "join"
    pictures: Literal["fetch", "leave"] = "fetch"
    unsure: Literal["look", "out"] = "look"

    @property
    def tz(self) -> ZoneInfo:
        """The zone of dates that name none; UTC where this machine knows no zone of that name."""
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")

    def aware(self, moment: datetime | None) -> datetime | None:
        """In UTC; without a zone it is of the chosen one. None for a year that no calendar here can show."""
        if moment is None or not 1900 <= moment.year <= 2200:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.tz)).astimezone(UTC)

    def deciding(self, kind: str, choice: str) -> Options:
        """With another decision; the same where there is no such choice."""
        return replace(self, **{kind: choice}) if choice in CHOICES.get(kind, ()) else self

    def stored(self) -> dict[str, Any]:
        """As JSON has it."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return found | {
            "date": self.date.isoformat() if self.date else None,
            "hosts": list(self.hosts),
            "renames": dict(self.renames),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """From what `stored` made; what else is there is passed over."""
        known = {one.name: stored[one.name] for one in fields(cls) if one.name in stored}
        day = known.get("date")
        known["date"] = datetime.strptime(day, "%Y-%m-%d").date() if day else None
        known["hosts"] = tuple(known.get("hosts", ()))
        return cls(**known)
