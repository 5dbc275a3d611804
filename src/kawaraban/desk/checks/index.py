"""The sentences of all articles by their vectors: which articles have one near a statement.

A vector's signs, 512 bits, keep its direction well enough to choose who is looked at: two vectors at an angle of a
differ in a share of a/π of them (Charikar, 2002, https://doi.org/10.1145/509907.509965). They are kept in rows of their
own, so that a process reads 64 bytes a sentence and not the vectors, and are held in memory: two million sentences are
128 MB. The fingerprints are the truth; what is held is looked through against the database at every question.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import Max, QuerySet
from numpy.typing import NDArray

from kawaraban.desk.models import Fingerprint, SentenceSketches

SIZE = 512  # numbers in a vector
WORDS = SIZE // 64  # of 64 bits in a sketch
_BATCH = 1_000  # articles read or written at a time
_STRETCH = 1 << 16  # sentences compared at a time
_OVERLAP = 5 * 60 * 1_000_000  # microseconds: a transaction that noted its time earlier may end later
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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
        if not self._places:
            return []
        # Of each article's nearest sentence.
        distances = np.minimum.reduceat(self._apart(sketch), self._starts[: self._places])
        times = self._times[: self._places]
        distances[times < _seconds(since)] = _FAR
        if until is not None:
            distances[times > _seconds(until)] = _FAR
        most = min(limit, self._places)
        near = np.argpartition(distances, most - 1)[:most]
        near = near[distances[near] < _FAR]
        return [int(self._ids[place]) for place in near[np.argsort(distances[near], kind="stable")]]

    def _apart(self, sketch: Sketches) -> NDArray[np.uint16]:
        """In how many signs each sentence differs: word by word, which takes a third of the time of row by row."""
        apart = np.zeros(self._used, dtype=np.uint16)
        differing, counts = np.empty(_STRETCH, dtype=np.uint64), np.empty(_STRETCH, dtype=np.uint8)
        for start in range(0, self._used, _STRETCH):
            end = min(start + _STRETCH, self._used)
            here = slice(end - start)
            for word in range(WORDS):
                np.bitwise_xor(self._sketches[word, start:end], sketch[word], out=differing[here])
                apart[start:end] += np.bitwise_count(differing[here], out=counts[here])
        return apart

    def _clear(self) -> None:
        self._sketches: Sketches = np.empty((WORDS, 0), dtype=np.uint64)  # a column a sentence
        self._used = self._dropped = 0  # columns of it, and those among them that nobody asks for any more
        # Of each article with sketches, at its place: its fingerprint, its first column, when it was published.
        self._places = 0
        self._ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._starts: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._times: NDArray[np.int64] = np.empty(0, dtype=np.int64)  # `_NEVER` where it was dropped
        self._held: dict[int, tuple[int, int]] = {}  # by fingerprint: place (-1 without sketches), `placed_at`
        self._upto: int | None = None

    def _refresh(self) -> None:
        """Takes in what was placed since; where the numbers differ then, whatever else is not as it is held."""
        if self._dropped > self._used // 2:
            self._clear()
        rows = SentenceSketches.objects.all()
        if self._upto is None:
            self._take(rows)
        else:
            self._take_new(rows.filter(placed_at__gte=self._upto - _OVERLAP))
        if rows.count() == len(self._held):
            return
        for gone in self._held.keys() - set(rows.values_list("pk", flat=True).iterator(_BATCH)):
            self._drop(gone)
        self._take_new(rows)

    def _take_new(self, found: QuerySet[SentenceSketches]) -> None:
        """Takes those of the rows that are not held as they are."""
        there = found.values_list("pk", "placed_at").iterator(_BATCH)
        unknown = [pk for pk, at in there if pk not in self._held or self._held[pk][1] != at]
        for start in range(0, len(unknown), _BATCH):
            self._take(SentenceSketches.objects.filter(pk__in=unknown[start : start + _BATCH]))

    def _take(self, found: QuerySet[SentenceSketches]) -> None:
        rows = found.order_by("placed_at").values_list("pk", "at", "placed_at", "data").iterator(_BATCH)
        while batch := list(islice(rows, _BATCH)):
            self._upto = max(self._upto or 0, batch[-1][2])
            for gone in [row[0] for row in batch if row[0] in self._held]:
                self._drop(gone)
            self._held |= {row[0]: (-1, row[2]) for row in batch}
            self._add([row for row in batch if row[3]])  # the others are in no language of the embedder

    def _add(self, batch: list[tuple[int, int, int, bytes]]) -> None:
        """Rows of (fingerprint, published, placed, sketches), none of which has a place."""
        sketches = np.frombuffer(b"".join(row[3] for row in batch), dtype=np.uint64).reshape(-1, WORDS)
        lengths = np.array([len(row[3]) // (8 * WORDS) for row in batch], dtype=np.int64)
        places, columns = self._places + len(batch), self._used + len(sketches)
        self._ids, self._starts, self._times = (_with_room(of, places) for of in (self._ids, self._starts, self._times))
        self._sketches = _with_room(self._sketches, columns)
        here = slice(self._places, places)
        self._ids[here], self._times[here] = [row[0] for row in batch], [row[1] for row in batch]
        self._starts[here] = self._used + np.cumsum(lengths) - lengths
        self._sketches[:, self._used : columns] = sketches.T
        self._held |= {row[0]: (place, row[2]) for place, row in enumerate(batch, start=self._places)}
        self._places, self._used = places, columns

    def _drop(self, pk: int) -> None:
        place, _ = self._held.pop(pk)
        if place >= 0:
            end = self._starts[place + 1] if place + 1 < self._places else self._used
            self._times[place] = _NEVER
            self._dropped += int(end - self._starts[place])


def _with_room(held: NDArray[Any], needed: int) -> NDArray[Any]:
    """The array, made longer where it is too short; what is new in it is not set."""
    there = held.shape[-1]
    if needed <= there:
        return held
    grown = np.empty((*held.shape[:-1], max(needed, there + there // 2, 1024)), dtype=held.dtype)
    grown[..., :there] = held
    return grown


def keep_sketches() -> int:
    """Makes the sketches of articles that were placed since they were made last; answers of how many."""
    made = 0
    latest = SentenceSketches.objects.aggregate(latest=Max("placed_at"))["latest"]
    placed = Fingerprint.objects.exclude(placed_at=None)
    if latest is not None:
        placed = placed.filter(placed_at__gte=_EPOCH + timedelta(microseconds=latest - _OVERLAP))
    rows = placed.order_by("placed_at").values_list("pk", "placed_at").iterator(_BATCH)
    while batch := {pk: _micro(at) for pk, at in islice(rows, _BATCH)}:
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
                at=_seconds(at),
                placed_at=_micro(placed_at),
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


def _seconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(seconds=1)


def _micro(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


@cache
def index() -> SentenceIndex:
    """The one index of this process."""
    return SentenceIndex()
