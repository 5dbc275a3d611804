"""Points in time as a text names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]  # code points, half-open

#: What a moment says. A `day` may lack parts (10月, the 21st, Tuesday); `relative` ones are counted from today (昨日).
Kind = Literal["day", "year", "decade", "century", "clock", "relative"]
Meridian = Literal["am", "pm"]
Name = Literal["year", "month", "day", "hour", "minute", "decade", "century"]


@dataclass(frozen=True, slots=True)
class Part:
    """A number of a moment where it is written: the 21 of "Nov. 21"."""

    name: Name
    span: Span
    value: int
    digits: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, weekday, year, time of day and the like, at `span`.

    `weekday` counts from Monday, 0. `relative` counts days, weeks, months or years from the day of publication:
    ("day", -1) is yesterday. `zone` is the time zone where it is named (see zones.toml), "" where it is not. A year of
    a 元号 is the year of our calendar.
    `sure` where it can be nothing else: "May" may be a word, 3日 may be three days.
    """

    span: Span
    kind: Kind
    parts: tuple[Part, ...] = ()
    weekday: int | None = None
    relative: tuple[str, int] | None = None
    meridian: Meridian | None = None
    zone: str = ""
    before_christ: bool = False
    sure: bool = True

    def part(self, name: Name) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)
