"""Which of many reports a new one may share its event with: a look-up that costs no reading of all.

What comes out is only looked at closer, by `place`. So it errs towards too many: by vectors, or by rare terms.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.model import Print, SmallVectors
from kawaraban.compare.stories.model import Rarity, terms
from kawaraban.compare.stories.postings import Hashes, Postings, Rows, hashed
from kawaraban.compare.stories.vectors import Matrix, lead_vector

Key = TypeVar("Key", bound=Hashable)

#: Reports that lie further apart in time are not on one event, but for copies, which say so themselves.
WINDOW = timedelta(days=14)
#: Candidates of each way that are given on.
BY_VECTORS = 30
BY_TERMS = 30
#: Terms of a report that are looked up, the rarest first; and in how many reports a term may stand to be looked up.
RAREST = 40
_COMMON_SHARE = 0.02
_COMMON_LEAST = 50

_EMPTY = np.zeros(512, dtype=np.int8)
_NO_TERMS: Hashes = np.empty(0, dtype=np.uint64)


class Nearby(Generic[Key]):
    """The reports of the last days, or of all time, by lead vector, by term and by time; in memory.

    100,000 reports of 60 terms are about 51 MB of vectors and 40 MB of terms. `add` what is placed, `add_many` what is
    stored when the process starts; nothing of it need be kept. Not safe for several threads at once.
    """

    def __init__(self) -> None:
        self._matrix = Matrix()
        self._rows: dict[Key, int] = {}
        self._keys: dict[int, Key] = {}
        self._times = np.zeros(1024, dtype=np.float64)
        self._postings = Postings()

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, key: Key, one: Print, at: datetime | None) -> None:
        """Takes a report in, or takes it in anew where its text has changed. One without a time is near in any."""
        self.drop(key)
        vector = lead_vector(one)
        rows = self._put([key], (_EMPTY if vector is None else vector)[np.newaxis], [at])
        terms = counted(one)
        self._postings.add(np.repeat(rows, len(terms)), terms)

    def add_many(
        self, keys: Sequence[Key], vectors: SmallVectors, terms: Sequence[Hashes], times: Sequence[datetime | None]
    ) -> None:
        """Takes in reports by what `lead_vector` (n, 512; zeros for none) and `counted` make of each."""
        for key in keys:
            self.drop(key)
        rows = self._put(keys, vectors, times)
        self._postings.add(np.repeat(rows, [len(some) for some in terms]), np.concatenate([_NO_TERMS, *terms]))

    def _put(self, keys: Sequence[Key], vectors: SmallVectors, times: Sequence[datetime | None]) -> Rows:
        """The rows that these reports have from now on."""
        rows = np.array([self._matrix.add(vector) for vector in vectors], dtype=np.int32)
        while self._matrix.rows > len(self._times):
            self._times = np.concatenate([self._times, np.zeros_like(self._times)])
        self._times[rows] = [at.timestamp() if at else np.nan for at in times]
        self._rows.update(zip(keys, rows.tolist(), strict=True))
        self._keys.update(zip(rows.tolist(), keys, strict=True))
        return rows

    def drop(self, key: Key) -> None:
        """Forgets a report, if it is there."""
        row = self._rows.pop(key, None)
        if row is None:
            return
        del self._keys[row]
        self._matrix.drop(row)
        self._postings.drop(row)

    def near(self, one: Print, at: datetime | None, window: timedelta = WINDOW) -> list[Key]:
        """The reports that may be on the same event, at most `BY_VECTORS` + `BY_TERMS`, the nearest first.

        Those further away in time than the window are left out, and the report itself is not, if it was added.
        """
        if not self._rows:
            return []
        vector = lead_vector(one)
        found: dict[int, None] = {}
        live = self._live(at, window)
        if vector is not None:
            found |= dict.fromkeys(_highest(np.where(live, self._matrix.scores(vector), 0), BY_VECTORS))
        found |= dict.fromkeys(_highest(np.where(live, self._shared(one), 0), BY_TERMS))
        return [self._keys[row] for row in found if row in self._keys]

    def _live(self, at: datetime | None, window: timedelta) -> NDArray[np.bool_]:
        """Which rows lie within the window, (rows,): all where no time is known."""
        if at is None:
            return np.ones(self._matrix.rows, dtype=np.bool_)
        away = np.abs(self._times[: self._matrix.rows] - at.timestamp())
        found: NDArray[np.bool_] = ~(away > window.total_seconds())  # what has no time is not further away
        return found

    def rarity(self, *prints: Print) -> Rarity:
        """How rare the terms of these prints are among the reports that are here."""
        asked = list(set[str]().union(*(terms(one) for one in prints)))
        counts = self._postings.counts(hashed(asked)).tolist()
        return Rarity(len(self), {term: count for term, count in zip(asked, counts, strict=True) if count})

    def _shared(self, one: Print) -> NDArray[np.float64]:
        """The rarity of what each row shares with the print, summed, (rows,)."""
        limit = max(_COMMON_LEAST, _COMMON_SHARE * len(self))
        asked = sorted(terms(one))
        hashes = hashed(asked)
        known = sorted((count, at) for at, count in enumerate(self._postings.counts(hashes).tolist()) if count)
        found = np.zeros(self._matrix.rows)
        for count, at in known[:RAREST]:
            if count > limit:
                break
            found[self._postings.rows(int(hashes[at]))] += math.log((len(self) + 1) / count)
        return found


def counted(one: Print) -> Hashes:
    """What of a print an index takes beside its lead vector, (n,), sorted."""
    return np.sort(hashed(terms(one)))


def _highest(scores: NDArray[np.floating], count: int) -> list[int]:
    """The rows with the highest scores over 0, the highest first, the earlier row first where they are equal."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > count:
        least = np.partition(scores[rows], len(rows) - count)[len(rows) - count]
        rows = rows[scores[rows] >= least]
    order = np.lexsort((rows, -scores[rows]))
    return [int(row) for row in rows[order][:count]]
