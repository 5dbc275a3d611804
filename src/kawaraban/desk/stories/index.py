"""Which prints may be near a new one: in memory, of the time around it, filled from the database as it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kawaraban.compare.model import Print, Report
from kawaraban.compare.stories.matching import WINDOW, Nearby
from kawaraban.compare.stories.model import Rarity
from kawaraban.desk.models import Fingerprint
from kawaraban.desk.stories.packing import unpack_lead

MOST = 200_000  # prints held; beyond it those are let go that lie far from what is asked for
_KEPT = MOST * 3 // 4  # of which the latest are read again: with all of them it would be full at once, and begin anew
_BATCH = 2_000
_OVERLAP = timedelta(minutes=5)  # a transaction that noted its time earlier may end later
_FIELDS = ("article_id", "version_id", "at", "language", "lead", "data")


class Index:
    """The prints of articles that are placed. One process's own, not safe for several threads at once."""

    def __init__(self) -> None:
        self._clear()

    def __len__(self) -> int:
        return len(self._nearby)

    def reach(self, times: Sequence[datetime]) -> None:
        """Takes in what is placed around these times and is not held yet, and what was placed anew since.

        At most three queries, and nothing that is held already is read again.
        """
        low, high = min(times) - WINDOW, max(times) + WINDOW
        if len(self) > MOST:
            self._clear()
        placed = Fingerprint.objects.exclude(placed_at=None)
        if self._low is None or self._high is None:
            self._take(placed.filter(at__range=(low, high)))
            self._low, self._high = low, high
        else:
            self._refresh(placed)
            low, high = min(low, self._low), max(high, self._high)
            further = Q(at__gte=low, at__lt=self._low) | Q(at__gt=self._high, at__lte=high)
            if (low, high) != (self._low, self._high):
                self._take(placed.filter(further))
                self._low, self._high = low, high

    def near(self, one: Print, at: datetime, most: int) -> list[int]:
        """Ids of the articles that may be on the same event, the nearest first; not the article itself."""
        found = (article for article in self._nearby.near(one, at) if str(article) != one.report.key)
        return [article for article, _ in zip(found, range(most), strict=False)]

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
        self._low: datetime | None = None
        self._high: datetime | None = None
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

    def _take(self, found: QuerySet[Fingerprint]) -> None:
        rows = found.order_by("-at").values_list(*_FIELDS, "placed_at")[:_KEPT]
        for article, version, at, language, lead, data, placed_at in rows.iterator(_BATCH):
            if placed_at is not None and (self._upto is None or placed_at > self._upto):
                self._upto = placed_at
            if self._versions.get(article) == version:
                continue
            report = Report(str(article), language, "", ())
            self._nearby.add(article, unpack_lead(bytes(lead), bytes(data), report), at)
            self._versions[article] = version
