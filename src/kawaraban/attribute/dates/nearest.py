"""Which year, or which month, words mean that don't say it: the nearest in the direction that the sentence points."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from kawaraban.attribute.dates.reckoning import day_of

_FAR, _CLOSE = 240, 75  # days: where nothing points anywhere, what is close ahead stands before what is long past


class Near(NamedTuple):
    """The day of publication; where words point (-1 past, 0 unknown, 1 future), and whether they say so themselves."""

    published: date | None
    lean: int
    told: bool

    def year(self, day_in: Callable[[int], date | None], given: int | None, whole: int = 1) -> int | None:
        """The year in which `day_in` lies nearest to publication; `given` where the words name it.

        `whole` is how many days it goes on. Past is what has begun, future what is not over. None where nothing is
        known, or `day_in` has no day.
        """
        if given is not None:
            return given
        published = self.published
        if published is None:
            return None
        around = (day_in(year) for year in range(published.year - 4, published.year + 5) if 0 < year < 10_000)
        found = [day for day in around if day]
        over = timedelta(days=whole - 1)
        past = [day for day in found if (day + over < published if self.told else day <= published)]
        future = [day for day in found if (day > published if self.told else _end(day, over) >= published)]
        return self._chosen(past, future, published)

    def _chosen(self, past: list[date], future: list[date], published: date) -> int | None:
        if self.lean > 0 and future:
            return future[0].year
        if past and future and self.lean == 0:
            ahead, behind = (future[0] - published).days, (published - past[-1]).days
            if behind > _FAR and ahead < _CLOSE:
                return future[0].year
        return past[-1].year if past else None

    def day_of_month(self, day: int) -> date | None:
        """The nearest such day of a month."""
        published = self.published
        if published is None:
            return None
        step = 1 if self.lean > 0 else -1
        for months in range(4):
            year, month = divmod(published.year * 12 + published.month - 1 + step * months, 12)
            found = day_of(year, month + 1, day)
            if found and (found - published).days * step >= 0:
                return found
        return None


def near(published: date | None, told: int | None, lean: int) -> Near:
    return Near(published, told if told is not None else lean, told is not None)


def _end(day: date, over: timedelta) -> date:
    return day + over if day.year < 9999 else day
