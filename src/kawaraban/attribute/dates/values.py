"""The days that a TIMEX3 value stands for."""

from __future__ import annotations

import re
from datetime import date

from kawaraban.attribute.dates.reckoning import SEASONS, day_of

_VALUE = re.compile(
    r"(?:FY)?([0-9]{2,4})(?:-(?:W(?P<week>[0-9]{2})(?:-(?P<in_week>[1-7]|WE))?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?(?:T.*)?"
)


def first_day(value: str) -> date | None:
    """The first day of a TIMEX3 value: 2022-05-01 of 2022-05, 1990-01-01 of 199. None for lengths, sets, references
    and values with an X."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match[1].ljust(4, "0"))
    if match["week"]:
        return _of_week(year, int(match["week"]), match["in_week"])
    if match["quarter"]:
        return day_of(year, int(match["quarter"]) * 3 - 2, 1)
    if match["half"]:
        return day_of(year, int(match["half"]) * 6 - 5, 1)
    if match["season"]:
        return day_of(year, SEASONS[match["season"]], 1)
    return day_of(year, int(match["month"] or 1), int(match["day"] or 1))


def _of_week(year: int, week: int, day: str | None) -> date | None:
    try:
        return date.fromisocalendar(year, week, 6 if day == "WE" else int(day or 1))
    except ValueError:
        return None
