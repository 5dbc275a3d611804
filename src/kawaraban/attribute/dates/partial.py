"""What words say of a time before it is held against a day: some of its parts, and which way they point."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

from kawaraban.attribute.dates.model import Type
from kawaraban.attribute.dates.reckoning import Unit
from kawaraban.attribute.model import Span

#: What a step is counted from: the day of publication, or the last day that the text named.
Anchor = Literal["published", "text"]


@dataclass(frozen=True, slots=True)
class Step:
    """So many units from an anchor: ("month", -1, "published") is last month."""

    unit: Unit
    count: int
    anchor: Anchor = "published"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, of 24 hours; `offsets` are the named zone's minutes east of
    Greenwich: none, one, or two where it has a summer time and the words don't say which."""

    hour: int
    minute: int | None = 0
    second: int | None = None
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Partial:
    """The parts of a time that the words give. `weekday` counts from Monday, 1; `season` and `part` are TIMEX3's."""

    step: Step | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    weekend: bool | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    fiscal: int | None = None  # the month that the year of accounts begins with
    holiday: str | None = None
    part: str | None = None  # MO, AF, EV, NI
    clock: Clock | None = None
    lean: int | None = None  # -1 and 1 where the words themselves say "last" and "next"

    def having(self) -> frozenset[str]:
        """The names of the parts that are given."""
        return frozenset([name for name in _PARTS if getattr(self, name) is not None])

    def with_parts_of(self, other: Partial) -> Partial:
        """Both together; the caller has seen that none of them has what the other has."""
        given = {name: getattr(other, name) for name in other.having()}
        return replace(self, **given, lean=self.lean or other.lean)


_PARTS = tuple(one.name for one in fields(Partial) if one.name != "lean")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a rule found at `span`: parts of a time, or a `type` and `value` that need no day.

    `weak` is what counts only beside another piece: a bare "morning".
    """

    span: Span
    partial: Partial | None = None
    type: Type = "DATE"
    value: str = ""
    weak: bool = False
