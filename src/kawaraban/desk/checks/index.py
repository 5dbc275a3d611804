"""The sentences of all articles by their vectors: which articles have one near a statement.

A vector's signs, 512 bits, keep its direction well enough to choose who is looked at: two vectors at an angle of a
differ in a share of a/π of them (Charikar, 2002, https://doi.org/10.1145/509907.509965). They are kept in rows of their
own, so that a process reads 64 bytes a sentence and not the vectors, and are held in memory: two million sentences are
128 MB. The fingerprints are the truth; what is held is looked through against the database at every question.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
from django.db.models import Max, QuerySet
from numpy.typing import NDArray

from kawaraban.desk.models import Fingerprint, SentenceSketches

SIZE = 512  # numbers in a vector
WORDS = SIZE // 64  # of 64 bits in a sketch
_BATCH = 500  # articles read or written at a time
_STRETCH = 1 << 16  # sentences compared at a time
_OVERLAP = timedelta(minutes=5)  # a transaction that noted its time earlier may end later
_NEVER = np.iinfo(np.int64).min
_FAR = SIZE + 1  # further than any

Sketches = NDArray[np.uint64]


def sketches_of(vectors: NDArray[np.int8]) -> Sketches:
    """The signs of (n, 512) vectors as (n, 8) words of 64 bits."""
    return np.packbits(vectors > 0, axis=1).view(np.uint64)


class SentenceIndex:
    """Sketches as one process has them; safe between its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clear()

    def __len__(self) -> int:
        return self._used

    def nearest(
        self, vector: NDArray[np.int8], *, since: datetime, until: datetime | None = None, limit: int
    ) -> list[int]:
        """Ids of the fingerprints that have a sentence near `vector` (512,), the nearest first, of that time."""
        with self._lock:
            self._refresh()
            return self._near(sketches_of(vector.reshape(1, SIZE))[0], since, until, limit)

    def _near(self, sketch: Sketches, since: datetime, until: datetime | None, limit: int) -> list[int]:
        if not self._ids:
            return []
        apart = np.empty(self._used, dtype=np.int16)
        for start in range(0, self._used, _STRETCH):
            end = min(start + _STRETCH, self._used)
            apart[start:end] = np.bitwise_count(self._sketches[start:end] ^ sketch).sum(axis=1, dtype=np.int16)
        distances = np.minimum.reduceat(apart, self._starts[: len(self._ids)])  # of each article's nearest sentence
        times = self._times[: len(self._ids)]
        distances[times < _seconds(since)] = _FAR
        if until is not None:
            distances[times > _seconds(until)] = _FAR
        most = min(limit, len(distances))
        near = np.argpartition(distances, most - 1)[:most]
        near = near[distances[near] < _FAR]
        return [self._ids[place] for place in near[np.argsort(distances[near], kind="stable")]]

    def _clear(self) -> None:
        self._sketches: Sketches = np.empty((0, WORDS), dtype=np.uint64)
        self._used = self._dropped = 0  # rows of it, and those among them that nobody asks for any more
        self._ids: list[int] = []  # of fingerprints; each has its own place in the next two
        self._starts: NDArray[np.int64] = np.empty(0, dtype=np.int64)  # its first row
        self._times: NDArray[np.int64] = np.empty(0, dtype=np.int64)  # `_NEVER` where it was dropped
        self._held: dict[int, tuple[int, int, datetime]] = {}  # by fingerprint: place, rows, `placed_at`
        self._upto: datetime | None = None

    def _refresh(self) -> None:
        """Takes in what was placed since; where the numbers differ then, whatever else is not as it is held."""
        if self._dropped > self._used // 2:
            self._clear()
        rows = SentenceSketches.objects.all()
        self._take(rows.filter(placed_at__gte=self._upto - _OVERLAP) if self._upto else rows)
        if rows.count() == len(self._held):
            return
        there = dict(rows.values_list("pk", "placed_at").iterator(_BATCH))
        for gone in self._held.keys() - there.keys():
            self._drop(gone)
        unknown = [pk for pk, at in there.items() if pk not in self._held or self._held[pk][2] != at]
        for start in range(0, len(unknown), _BATCH):
            self._take(rows.filter(pk__in=unknown[start : start + _BATCH]))

    def _take(self, found: QuerySet[SentenceSketches]) -> None:
        fields = ("fingerprint_id", "at", "placed_at", "data")
        for pk, at, placed_at, data in found.order_by("placed_at").values_list(*fields).iterator(_BATCH):
            self._upto = max(self._upto or placed_at, placed_at)
            if pk in self._held:
                if self._held[pk][2] == placed_at:
                    continue
                self._drop(pk)
            self._add(pk, at, placed_at, np.frombuffer(bytes(data), dtype=np.uint64).reshape(-1, WORDS))

    def _add(self, pk: int, at: datetime, placed_at: datetime, sketches: Sketches) -> None:
        self._held[pk] = (len(self._ids), len(sketches), placed_at)
        if not len(sketches):  # in no language of the embedder
            return
        place, end = len(self._ids), self._used + len(sketches)
        self._sketches = _with_room(self._sketches, end)
        self._starts, self._times = _with_room(self._starts, place + 1), _with_room(self._times, place + 1)
        self._sketches[self._used : end] = sketches
        self._starts[place], self._times[place] = self._used, _seconds(at)
        self._ids.append(pk)
        self._used = end

    def _drop(self, pk: int) -> None:
        place, rows, _ = self._held.pop(pk)
        if rows:
            self._times[place] = _NEVER
            self._dropped += rows


def _with_room(rows: NDArray[Any], needed: int) -> NDArray[Any]:
    """The array, grown where it is too short; what is new in it is not set."""
    if needed <= len(rows):
        return rows
    grown = np.empty((max(needed, 2 * len(rows), 1024), *rows.shape[1:]), dtype=rows.dtype)
    grown[: len(rows)] = rows
    return grown


def keep_sketches() -> int:
    """Makes the sketches of articles that were placed since they were made last; answers of how many."""
    made = 0
    latest = SentenceSketches.objects.aggregate(latest=Max("placed_at"))["latest"]
    placed = Fingerprint.objects.exclude(placed_at=None)
    if latest is not None:
        placed = placed.filter(placed_at__gte=latest - _OVERLAP)
    for batch in _batches(placed.values_list("pk", "placed_at").order_by("placed_at").iterator(_BATCH)):
        there = dict(SentenceSketches.objects.filter(pk__in=batch).values_list("pk", "placed_at"))
        wanted = [pk for pk, at in batch.items() if there.get(pk) != at]
        made += len(wanted)
        _make(wanted)
    return made


def _make(fingerprints: list[int]) -> None:
    rows = Fingerprint.objects.filter(pk__in=fingerprints).exclude(placed_at=None)
    SentenceSketches.objects.bulk_create(
        (
            SentenceSketches(
                fingerprint_id=pk,
                at=at,
                placed_at=placed_at,
                data=sketches_of(vectors_in(vectors)).tobytes() if vectors else b"",
            )
            for pk, at, placed_at, vectors in rows.values_list("pk", "at", "placed_at", "vectors")
        ),
        update_conflicts=True,
        unique_fields=["fingerprint"],
        update_fields=["at", "placed_at", "data"],
    )


def vectors_in(data: bytes) -> NDArray[np.int8]:
    """(n, 512) vectors of a fingerprint, a row a sentence."""
    return np.frombuffer(data, dtype=np.int8).reshape(-1, SIZE)


def _batches(rows: Iterable[tuple[int, datetime | None]]) -> Iterator[dict[int, datetime | None]]:
    batch: dict[int, datetime | None] = {}
    for pk, at in rows:
        batch[pk] = at
        if len(batch) == _BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch


def _seconds(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp())


@cache
def index() -> SentenceIndex:
    """The one index of this process."""
    return SentenceIndex()
