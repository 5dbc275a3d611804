"""On which day each post of a page was published: what stands above it, else the file's name, else what is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Literal

from kawaraban.publish.formats.page.cutting import Cut
from kawaraban.publish.formats.page.dates import day_between, day_in_name, month_end, month_in_name, month_said
from kawaraban.publish.formats.page.line import Line, folded

Source = Literal["page", "told", "month", ""]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A post's day, None where nothing says it; `source` is "month" where only its month is known."""

    day: date | None
    clock: time | None
    source: Source


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a page besides the dates above its posts."""

    newest: date | None  # the day of its first post
    source: Source
    whole_day: bool  # the page is one day's archive
    month: tuple[int, int] | None


def context_of(lines: Iterable[Line], name: str, told: date | None) -> Context:
    """From the page's navigation, its file's name, and the day that a person told, which stands above the name."""
    month, between = None, None
    for line in lines:
        plain = folded(line.text)
        month = month or month_said(plain)
        between = between or day_between(plain)
    named = day_in_name(name)
    month = month or month_in_name(name)
    if told or between or named:
        return Context(told or between or named, "told", told is None, month)
    return Context(month_end(*month) if month else None, "month" if month else "", False, month)


def days_of(cuts: Sequence[Cut], context: Context) -> list[Day]:
    """The day of each post, in the order of the page.

    Posts run newest first: under no date, a time that is later than the one above it is of the day before. On a page
    that is one day's archive they may run oldest first instead.
    """
    upwards = context.whole_day and _only_rises([_clock(cut) for cut in cuts])
    found: list[Day] = []
    current, above = context.newest, None
    for cut in cuts:
        clock = _clock(cut)
        said = _said(cut, context)
        if said:
            found.append(Day(said, clock, "page"))
            current = said
        else:
            if current and clock and above and clock > above and not upwards:
                current -= _DAY
            found.append(Day(current, clock, context.source if current else ""))
        above = clock or above
    return found


def _clock(cut: Cut) -> time | None:
    if cut.footer and cut.footer.clock:
        return cut.footer.clock
    return cut.heading.clock if cut.heading else None


def _said(cut: Cut, context: Context) -> date | None:
    """The day that the page itself gives a post."""
    if cut.footer and cut.footer.day:
        return cut.footer.day
    if not cut.heading:
        return None
    year = context.month[0] if context.month else context.newest.year if context.newest else None
    day = cut.heading.on(year)
    if day and not cut.heading.year and context.newest and not context.month and day > context.newest:
        return cut.heading.on(context.newest.year - 1)  # December, on a page whose newest day is in January
    return day


def _only_rises(clocks: Sequence[time | None]) -> bool:
    told = [clock for clock in clocks if clock]
    return len(told) > 1 and all(one <= other for one, other in pairwise(told))
