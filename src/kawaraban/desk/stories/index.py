"""Which prints may be near a new one: in memory, of the days around it, filled from the database as it is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

import numpy as np
from django.db.models import Max, Q, QuerySet

from kawaraban.compare.model import Print, SmallVectors
from kawaraban.compare.stories.matching import WINDOW, Nearby
from kawaraban.compare.stories.model import Rarity
from kawaraban.compare.stories.vectors import SIZE
from kawaraban.desk.models import Fingerprint

MOST = 200_000  # prints held; beyond it those are let go that nobody asks for now
_KEPT = MOST * 3 // 4  # of which the latest are read again: with all of them it would be full at once, and begin anew
_BATCH = 2_000
_OVERLAP = timedelta(minutes=5)  # a transaction that noted its time earlier may end later
_FIELDS = ("article_id", "version_id", "at", "lead", "terms")
_NOTHING = bytes(SIZE)


class Index:
    """The prints of articles that are placed, by days. One process's own, not safe for several threads at once."""

    def __init__(self) -> None:
        self._clear()

    def __len__(self) -> int:
        return len(self._nearby)

    def reach(self, times: Sequence[datetime]) -> None:
        """Takes in what is placed around these times and is not held yet, and what was placed anew since.

        Of each time the days around it, and no others between: an article of long ago, or one that says so, has its
        own. At most four queries, and nothing that is held already is read again.
        """
        if len(self) > MOST:
            self._clear()
        placed = Fingerprint.objects.exclude(placed_at=None)
        if self._days:
            self._refresh(placed)
        else:
            self._upto = placed.aggregate(upto=Max("placed_at"))["upto"]
        missing = _days(times) - self._days
        if missing:
            self._take(placed.filter(_on(missing)))
            self._days |= missing

    def near(self, one: Print, at: datetime, most: int) -> list[int]:
        """Ids of the articles that may be on the same event, the nearest first; not the article itself."""
        found = (article for article in self._nearby.near(one, at) if str(article) != one.report.key)
        return list(islice(found, most))

    def rarity(self, prints: Iterable[Print]) -> Rarity:
        """How rare the terms of these prints are among those held."""
        return self._nearby.rarity(*prints)

    def drop(self, articles: Iterable[int]) -> None:
        """Lets go of articles that are gone."""
        for article in articles:
            self._nearby.drop(article)
            self._versions.pop(article, None)

    def _clear(self) -> None:
        self._nearby: Nearby[int] = Nearby()
        self._versions: dict[int, int] = {}
        self._days: set[int] = set()  # ordinals, of UTC
        self._upto: datetime | None = None

    def _refresh(self, placed: QuerySet[Fingerprint]) -> None:
        """Takes in what was placed since, by this process or another."""
        recent = placed.filter(placed_at__gte=self._upto - _OVERLAP) if self._upto else placed
        new = [
            article
            for article, version in recent.values_list("article_id", "version_id")
            if self._versions.get(article) != version
        ]
        for start in range(0, len(new), _BATCH):
            self._take(placed.filter(article__in=new[start : start + _BATCH]))
        if new:
            self._upto = recent.aggregate(upto=Max("placed_at"))["upto"]

    def _take(self, found: QuerySet[Fingerprint]) -> None:
        rows = found.order_by("-at").values_list(*_FIELDS)[:_KEPT].iterator(_BATCH)
        while batch := list(islice(rows, _BATCH)):
            new = [row for row in batch if self._versions.get(row[0]) != row[1]]
            self._nearby.add_many(
                [article for article, *_ in new],
                _vectors([row[3] for row in new]),
                [np.frombuffer(row[4], dtype=np.uint64) for row in new],
                [row[2] for row in new],
            )
            self._versions.update((article, version) for article, version, *_ in new)


def _vectors(leads: Iterable[bytes]) -> SmallVectors:
    """(n, 512); zeros where nothing is known."""
    return np.frombuffer(b"".join(bytes(lead) or _NOTHING for lead in leads), dtype=np.int8).reshape(-1, SIZE)


def _days(times: Iterable[datetime]) -> set[int]:
    """The days that lie within the window of one of these times; none before there were any."""
    whole = [time.astimezone(UTC).toordinal() if time.year > 1 else 1 for time in set(times)]
    return {day for middle in whole for day in range(max(middle - WINDOW.days, 1), middle + WINDOW.days + 1)}


def _on(days: Collection[int]) -> Q:
    """The prints of these days."""
    found = Q()
    for first, last in _runs(days):
        begins, ends = (datetime.fromordinal(day).replace(tzinfo=UTC) for day in (first, last + 1))
        found |= Q(at__gte=begins, at__lt=ends)
    return found


def _runs(days: Collection[int]) -> Iterator[tuple[int, int]]:
    """The first and last of days that follow one another."""
    for day in sorted(days):
        if day - 1 not in days:
            first = day
        if day + 1 not in days:
            yield first, day
