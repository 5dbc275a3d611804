"""Parts of a time, held against the day of publication and the days named before: a TIMEX3 value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kawaraban.attribute.dates.model import Type
from kawaraban.attribute.dates.nearest import Near, near
from kawaraban.attribute.dates.partial import Clock, Partial, Step
from kawaraban.attribute.dates.reckoning import SEASONS, Unit, day_of, monday_of, moved, value_at, weekday_near
from kawaraban.attribute.dates.words import holiday_in

_FINENESS: dict[Unit, int] = {"day": 3, "week": 2, "month": 2, "quarter": 1, "half": 1, "year": 1}
_STAYS = 3  # sentences for which a day once named is what "the next day" is counted from
_YEARS = range(1000, 2200)
_SUMMER = range(4, 11)  # months of summer time; the days on which clocks change differ by country, and are few


@dataclass(slots=True)
class Reference:
    """What times are held against, as a text is read: its day of publication, and the last time it named."""

    published: date | None
    named: date | None = None
    fineness: int = 0
    sentence: int = 0
    at: int = 0  # the sentence that named it

    def anchor(self, step: Step) -> date | None:
        """The day that a step is counted from."""
        stays = self.sentence - self.at <= _STAYS and self.fineness >= _FINENESS.get(step.unit, 0)
        return self.named if step.anchor == "text" and self.named and stays else self.published

    def name(self, day: date, fineness: int) -> None:
        self.named, self.fineness, self.at = day, fineness, self.sentence

    def day_here(self) -> date | None:
        """The day of a bare time of day: the one that its sentence named, else the day of publication."""
        return self.named if self.named and self.fineness == 3 and self.at == self.sentence else self.published


@dataclass(frozen=True, slots=True)
class Place:
    """A value as fine as its words, and its first day; None where that is not known."""

    value: str
    day: date | None = None
    fineness: int = 0


def resolve(partial: Partial, reference: Reference, lean: int) -> tuple[Type, str] | None:
    """The type and value; None for what no calendar has. `lean` is where the sentence points: -1 past, 1 future.

    A time that is as fine as a year or finer becomes what the next words may refer to.
    """
    if partial.year is not None and partial.year not in _YEARS:
        return None
    clock = partial.clock
    if clock and not _on_a_clock(clock):
        return None
    place = _place(partial, reference, lean)
    if place is None:
        return None
    if place.day and place.fineness:
        reference.name(place.day, place.fineness)
    if clock or partial.part:
        return "TIME", f"{place.value}T{_written(clock, place.day) if clock else partial.part}"
    if partial.step and partial.step.unit in ("hour", "minute", "second"):
        return "TIME", f"{place.value}TXX:XX"
    return "DATE", place.value


def _on_a_clock(clock: Clock) -> bool:
    return clock.hour * 60 + (clock.minute or 0) <= 24 * 60 and (clock.minute or 0) < 60


def _written(clock: Clock, day: date | None) -> str:
    time = f"{clock.hour:02d}" if clock.minute is None else f"{clock.hour:02d}:{clock.minute:02d}"
    if clock.second is not None:
        time += f":{clock.second:02d}"
    if not clock.offsets:
        return time
    offset = clock.offsets[-1 if day and day.month in _SUMMER else 0]
    if offset == 0:
        return time + "Z"
    hours, minutes = divmod(abs(offset), 60)
    return f"{time}{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}"


def _place(partial: Partial, reference: Reference, lean: int) -> Place | None:
    if partial.step:
        return _stepped(partial, partial.step, reference)
    for part, work in _WAYS:
        if getattr(partial, part) is not None:
            return work(partial, near(reference.published, partial.lean, lean))
    day = reference.day_here()
    return _day(day) if day else Place("XXXX-XX-XX")


def _stepped(partial: Partial, step: Step, reference: Reference) -> Place | None:
    """ "Last month", and what stands within it: "the 11th of last month", "Tuesday of last week"."""
    anchor = reference.anchor(step)
    if anchor is None:
        return _unanchored(partial, step)
    if partial.fiscal is not None:
        # Accounts that begin in April: January belongs to the year before.
        return Place(f"FY{anchor.year + step.count - (anchor.month < partial.fiscal):04d}")
    base = moved(anchor, step.unit, step.count)
    if base is None:
        return None
    if step.unit in ("week", "weekend"):
        return _in_week(partial, step.unit, base)
    inside = replace(partial, step=None, lean=None)
    if step.unit == "year":
        inside = replace(inside, year=base.year)
    elif step.unit == "month":
        inside = replace(inside, year=base.year, month=base.month)
    elif step.unit == "day":
        return _day(base)
    else:
        return Place(value_at(base, step.unit), base, _FINENESS.get(step.unit, 0))
    return _place(inside, reference, 0)


def _in_week(partial: Partial, unit: Unit, base: date) -> Place | None:
    monday = monday_of(base)
    if monday is None:
        return None
    if partial.weekday:
        day = moved(monday, "day", partial.weekday - 1)
        return _day(day) if day else None
    return Place(value_at(monday, "weekend" if partial.weekend else unit), monday, 2)


def _unanchored(partial: Partial, step: Step) -> Place:
    if step.unit == "day":
        return Place("XXXX-XX-XX")
    if step.unit in ("week", "weekend"):
        tail = f"-{partial.weekday}" if partial.weekday else "-WE" if "weekend" in (step.unit, partial.weekend) else ""
        return Place(f"XXXX-WXX{tail}")
    if step.unit == "month":
        return Place(f"XXXX-XX-{partial.day:02d}" if partial.day else "XXXX-XX")
    inside = _place(replace(partial, step=None), Reference(None), 0) if partial.having() > {"step"} else None
    return inside or Place("XXXX")


def _day(day: date) -> Place:
    return Place(day.isoformat(), day, 3)


def _of_holiday(partial: Partial, near: Near) -> Place | None:
    year = near.year(lambda year: holiday_in(partial.holiday or "", year), partial.year)
    day = holiday_in(partial.holiday or "", year) if year else None
    return _day(day) if day else Place("XXXX-XX-XX")


def _of_month(partial: Partial, near: Near) -> Place | None:
    month, day = partial.month or 0, partial.day
    if not 1 <= month <= 12:
        return None
    if day is None:
        year = near.year(lambda year: day_of(year, month, 1), partial.year, whole=31)
        if year is None:
            return Place(f"XXXX-{month:02d}")
        return Place(f"{year:04d}-{month:02d}", date(year, month, 1), 2)
    if not 1 <= day <= 31 or day_of(2000, month, day) is None:
        return None
    year = near.year(lambda year: day_of(year, month, day), partial.year)
    if year is None:
        return Place(f"XXXX-{month:02d}-{day:02d}") if partial.year is None else None
    found = day_of(year, month, day)
    return _day(found) if found else None


def _of_day(partial: Partial, near: Near) -> Place | None:
    day = partial.day or 0
    if not 1 <= day <= 31:
        return None
    found = near.day_of_month(day)
    return _day(found) if found else Place(f"XXXX-XX-{day:02d}")


def _of_weekday(partial: Partial, near: Near) -> Place | None:
    weekday = partial.weekday or 1
    if near.published is None:
        return Place(f"XXXX-WXX-{weekday}")
    found = weekday_near(near.published, weekday, near.lean, strictly=near.told)
    return _day(found) if found else None


def _of_weekend(partial: Partial, near: Near) -> Place | None:
    saturday = weekday_near(near.published, 6, near.lean, strictly=near.told) if near.published else None
    return Place(value_at(saturday, "weekend"), saturday, 2) if saturday else Place("XXXX-WXX-WE")


def _part_of_year(suffix: str, month: int, months: int, partial: Partial, near: Near) -> Place | None:
    year = near.year(lambda year: day_of(year, month, 1), partial.year, whole=months * 30)
    if year is None:
        return Place(f"XXXX-{suffix}")
    return Place(f"{year:04d}-{suffix}", date(year, month, 1), 1)


def _of_quarter(partial: Partial, near: Near) -> Place | None:
    quarter = partial.quarter or 0
    return _part_of_year(f"Q{quarter}", quarter * 3 - 2, 3, partial, near) if 1 <= quarter <= 4 else None


def _of_half(partial: Partial, near: Near) -> Place | None:
    half = partial.half or 0
    return _part_of_year(f"H{half}", half * 6 - 5, 6, partial, near) if 1 <= half <= 2 else None


def _of_season(partial: Partial, near: Near) -> Place | None:
    season = partial.season or ""
    return _part_of_year(season, SEASONS[season], 3, partial, near)


def _of_year(partial: Partial, near: Near) -> Place | None:
    year = partial.year or 0
    return Place(f"FY{year:04d}") if partial.fiscal is not None else Place(f"{year:04d}", date(year, 1, 1), 1)


#: The finest part that words give decides how the time is found.
_WAYS: tuple[tuple[str, Callable[[Partial, Near], Place | None]], ...] = (
    ("holiday", _of_holiday),
    ("month", _of_month),
    ("day", _of_day),
    ("weekday", _of_weekday),
    ("weekend", _of_weekend),
    ("quarter", _of_quarter),
    ("half", _of_half),
    ("season", _of_season),
    ("year", _of_year),
)
