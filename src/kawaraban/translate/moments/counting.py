"""Days that a text counts from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

from kawaraban.translate.moments.model import Moment

WEEK = 7


def days_of(moment: Moment, published: date) -> frozenset[date]:
    """The days that a weekday or a relative day can mean in a text of that day; none for others.

    A weekday is the one before or after, or the day itself: news says "on Tuesday" of both, and of one a week off.
    """
    if moment.relative and moment.relative[0] == "day":
        return frozenset({published + timedelta(days=moment.relative[1])})
    if moment.weekday is None:
        return frozenset()
    ahead = (moment.weekday - published.weekday()) % WEEK
    return frozenset(published + timedelta(days=ahead + weeks * WEEK) for weeks in (-2, -1, 0, 1))


def weekday_of(moment: Moment, published: date | None) -> int | None:
    """The weekday of a date that says its day: by its year and month, or those nearest to the day of publication."""
    year, month, day = moment.part("year"), moment.part("month"), moment.part("day")
    if day is None or moment.before_christ or (published is None and not (year and month)):
        return None
    near = published or date(1, 1, 1)
    try:
        if year and month:
            return date(year.value, month.value, day.value).weekday()
        return _nearest(near, month.value if month else None, day.value).weekday()
    except ValueError:
        return None


def _nearest(near: date, month: int | None, day: int) -> date:
    """The day of that number (and month) nearest to another; raises ValueError where there is none."""
    if month:
        found = [_or_none(near.year + years, month, day) for years in (-1, 0, 1)]
    else:
        months = [near.year * 12 + near.month - 1 + step for step in (-1, 0, 1)]
        found = [_or_none(number // 12, number % 12 + 1, day) for number in months]
    return min((one for one in found if one), key=lambda one: abs(one - near))


def _or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
