"""In which rows each of many terms stands, in little memory: terms are 64 bits of a hash, rows lie in one array."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Hashes: TypeAlias = NDArray[np.uint64]
Rows: TypeAlias = NDArray[np.int32]

#: Pairs of a term and a row that wait in a dictionary before they are sorted in among the others.
_WAITING = 1 << 18
#: Pairs that come at once from which on sorting them in is cheaper.
_MANY = 1 << 15


def hashed(terms: Iterable[str]) -> Hashes:
    """Each term as 64 bits, (n,), in their order; the same in every process and on every machine."""
    return np.fromiter(map(_hashed, terms), dtype=np.uint64)


@lru_cache(maxsize=1 << 17)
def _hashed(term: str) -> int:
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Postings:
    """Rows by term. Most lie sorted by term, (pairs,); what came one by one since waits in a dictionary.

    Six million pairs are 24 MB, and 20 bytes more for every different term. Not safe for several threads at once.
    """

    def __init__(self) -> None:
        self._terms: Hashes = np.empty(0, dtype=np.uint64)  # each once, sorted
        self._starts: NDArray[np.int64] = np.zeros(1, dtype=np.int64)  # where the rows of each begin; the end
        self._rows: Rows = np.empty(0, dtype=np.int32)  # -1 where one was dropped
        self._counts: Rows = np.empty(0, dtype=np.int32)  # rows of each term that were not
        self._heaps: list[tuple[Hashes, Rows]] = []  # many at once, to be sorted in when something is asked
        self._waiting: dict[int, list[int]] = {}
        self._pairs = 0  # that wait

    def add(self, rows: Rows, terms: Hashes) -> None:
        """Notes pairs, (n,) and (n,), each once. Of many the work is put off until something is asked."""
        if len(terms) >= _MANY:
            self._heaps.append((terms, rows))
            return
        for term, row in zip(terms.tolist(), rows.tolist(), strict=True):
            self._waiting.setdefault(term, []).append(row)
        self._pairs += len(terms)

    def drop(self, row: int) -> None:
        """Forgets a row, which has no terms then."""
        self._settle()
        for term, rows in [(term, rows) for term, rows in self._waiting.items() if row in rows]:
            rows.remove(row)
            self._pairs -= 1
            if not rows:
                del self._waiting[term]
        places = np.flatnonzero(self._rows == row)
        self._rows[places] = -1
        self._counts[np.searchsorted(self._starts, places, side="right") - 1] -= 1

    def counts(self, terms: Hashes) -> NDArray[np.int64]:
        """In how many rows each of the terms stands, (n,)."""
        self._settle()
        found = np.zeros(len(terms), dtype=np.int64)
        if len(self._terms):
            places = np.minimum(np.searchsorted(self._terms, terms), len(self._terms) - 1)
            found += np.where(self._terms[places] == terms, self._counts[places], 0)
        if self._waiting:
            found += np.array([len(self._waiting.get(term, ())) for term in terms.tolist()], dtype=np.int64)
        return found

    def rows(self, term: int) -> Rows:
        """The rows in which a term stands, each once."""
        self._settle()
        waiting = np.array(self._waiting.get(term, ()), dtype=np.int32)
        place = int(np.searchsorted(self._terms, np.uint64(term)))
        if place == len(self._terms) or self._terms[place] != term:
            return waiting
        rows = self._rows[self._starts[place] : self._starts[place + 1]]
        return np.concatenate([rows[rows >= 0], waiting])

    def _settle(self) -> None:
        """Sorts in what waits, where it is much."""
        if not self._heaps and self._pairs < _WAITING:
            return
        of_each = [len(rows) for rows in self._waiting.values()]
        terms = [
            np.repeat(self._terms, np.diff(self._starts)),
            np.repeat(np.fromiter(self._waiting, dtype=np.uint64), of_each),
            *(heap[0] for heap in self._heaps),
        ]
        rows = [
            self._rows,
            np.array([row for rows in self._waiting.values() for row in rows], dtype=np.int32),
            *(heap[1] for heap in self._heaps),
        ]
        self._heaps, self._waiting, self._pairs = [], {}, 0
        self._sort(np.concatenate(terms), np.concatenate(rows))

    def _sort(self, terms: Hashes, rows: Rows) -> None:
        living = rows >= 0
        terms, rows = terms[living], rows[living]
        order = np.argsort(terms, kind="stable")
        terms, self._rows = terms[order], rows[order]
        self._terms, starts = np.unique(terms, return_index=True)
        self._starts = np.append(starts, len(terms)).astype(np.int64)
        self._counts = np.diff(self._starts).astype(np.int32)
