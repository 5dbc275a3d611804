"""Reckoning with days: steps of a unit, values as fine as the unit, the nearest day of a kind."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Unit = Literal[
    "second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"
]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month that each begins with
#: What a unit is in a length of time: before T, letter, and how many of it.
_LENGTHS = {
    "second": ("T", "S", 1),
    "minute": ("T", "M", 1),
    "hour": ("T", "H", 1),
    "day": ("", "D", 1),
    "week": ("", "W", 1),
    "weekend": ("", "WE", 1),
    "month": ("", "M", 1),
    "quarter": ("", "M", 3),
    "half": ("", "M", 6),
    "year": ("", "Y", 1),
    "decade": ("", "DE", 1),
    "century": ("", "CE", 1),
}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    if MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def moved(day: date, unit: Unit, steps: int) -> date | None:
    """That many units on; the last of the month where it is shorter; None where the calendar ends before."""
    if abs(steps) > 120_000:
        return None
    if unit in _DAYS:
        try:
            return day + timedelta(days=steps * _DAYS[unit])
        except OverflowError:
            return None
    if unit not in _MONTHS:
        return day
    months = day.year * 12 + day.month - 1 + steps * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def value_at(day: date, unit: Unit) -> str:
    """The day's value as fine as the unit: 2022-05-11, 2022-W19, 2022-W19-WE, 2022-05, 2022-Q2, 2022-H1, 2022, 202."""
    year = f"{day.year:04d}"
    if unit in ("week", "weekend"):
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{year}-{day.month:02d}"
    if unit == "quarter":
        return f"{year}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{year}-H{1 if day.month < 7 else 2}"
    return {"year": year, "decade": year[:3], "century": year[:2]}.get(unit, day.isoformat())


def length(unit: Unit, count: str) -> str:
    """A length of time: P3D, PT5H, P1DE; `count` is a number, or X where the words don't say how many."""
    before, letter, times = _LENGTHS[unit]
    if times > 1:
        count = f"{float(count) * times:g}" if count != "X" else count
    return f"P{before}{count}{letter}"


def weekday_near(day: date, weekday: int, lean: int, *, strictly: bool = False) -> date | None:
    """The nearest such weekday (Monday is 1) before the day, or after it where `lean` is over 0; the day itself too,
    unless `strictly`."""
    steps = (weekday - day.isoweekday()) % 7 if lean > 0 else -((day.isoweekday() - weekday) % 7)
    if strictly and steps == 0:
        steps = 7 if lean > 0 else -7
    return moved(day, "day", steps)


def monday_of(day: date) -> date | None:
    return moved(day, "day", 1 - day.isoweekday())


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian reckoning (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
