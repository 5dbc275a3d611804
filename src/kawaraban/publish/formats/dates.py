"""Dates as exports write them, without a zone, and those among them that do not exist."""

from __future__ import annotations

import calendar
import re
from datetime import datetime

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_TIME = re.compile(r"[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\s*([AaPp][Mm])?")


def read_date(text: str) -> tuple[datetime | None, bool]:
    """(the moment, whether it had to be guessed). 24 hours without AM or PM; 12 AM is midnight.

    Of a date that does not exist the nearest that does is taken: the month's last day, day and month the other way
    round, the day alone where the time is impossible. (None, False) where there is no date at all.
    """
    day = _DATE.match(text)
    if day is not None:
        month, number, year = map(int, day.groups())
    else:
        day = _YEAR_FIRST.match(text)
        if day is None:
            return None, False
        year, month, number = map(int, day.groups())
    existing = _existing_day(year, month, number)
    if existing is None:
        return None, False
    time = _time(text[day.end() :])
    guessed = existing != (month, number) or time is None
    return datetime(year, *existing, *(time or (0, 0, 0))), guessed


def _existing_day(year: int, month: int, day: int) -> tuple[int, int] | None:
    if year < 1:
        return None
    if month > 12 >= day:
        month, day = day, month
    if not 1 <= month <= 12 or day < 1:
        return None
    return month, min(day, calendar.monthrange(year, month)[1])


def _time(text: str) -> tuple[int, int, int] | None:
    """Hours of 24, minutes, seconds; None for a time that is none. A day alone is its midnight."""
    if not text.strip():
        return 0, 0, 0
    found = _TIME.match(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").upper()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
