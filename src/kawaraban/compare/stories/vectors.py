"""One vector a report, and which of many lie nearest."""

from __future__ import annotations

import re
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.model import Print, SmallVectors

SmallVector: TypeAlias = NDArray[np.int8]  # (512,)
Floats: TypeAlias = NDArray[np.float32]

SIZE = 512
ONE = 127  # what a vector of unit length is multiplied by to be kept in bytes


#: Sentences after the title that tell what a report is on; an agency says it in its first two.
LEAD = 2

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORT, _SHORT_DENSE = 28, 12


def telling(one: Print) -> list[int]:
    """The title and the sentences that say something, as indexes: no datelines ("KRALEVO, Nov. 22."), no "No."."""
    found = [
        at
        for at, sentence in enumerate(one.sentences)
        if sentence.paragraph < 0 or len(sentence.text) >= (_SHORT_DENSE if _DENSE.search(sentence.text) else _SHORT)
    ]
    return found if len(found) > 1 else list(range(len(one.sentences)))


def lead_vector(one: Print) -> SmallVector | None:
    """The vector of what a report is on: the mean of its title and first two sentences, of unit length times 127.

    None where the print has no vectors, or nothing but vectors of no length.
    """
    if one.vectors is None or not len(one.vectors):
        return None
    mean = one.vectors[telling(one)[: LEAD + 1]].astype(np.float32).mean(axis=0)
    length = float(np.linalg.norm(mean))
    if not length:
        return None
    small: SmallVector = np.rint(mean * (ONE / length)).astype(np.int8)
    return small


def cosines(one: SmallVectors, other: SmallVectors) -> Floats:
    """(n, m) cosines of the rows of two arrays of small vectors (n, 512) and (m, 512)."""
    found: Floats = one.astype(np.float32) @ other.astype(np.float32).T / np.float32(ONE * ONE)
    return found


class Matrix:
    """Small vectors by row, in one array that grows; a row that was freed is used again.

    100,000 rows are 51 MB. A row is a number that stays the vector's until it is freed.
    """

    _AT_ONCE = 256  # rows turned into floats at a time: 512 KB, which stay in the cache

    def __init__(self) -> None:
        self._rows = np.zeros((1024, SIZE), dtype=np.int8)
        self._end = 0
        self._free: list[int] = []

    def __len__(self) -> int:
        return self._end - len(self._free)

    @property
    def rows(self) -> int:
        """How many rows there are, with those freed."""
        return self._end

    def add(self, vector: SmallVector) -> int:
        """The row that the vector has from now on."""
        if self._free:
            row = self._free.pop()
        else:
            if self._end == len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            row, self._end = self._end, self._end + 1
        self._rows[row] = vector
        return row

    def drop(self, row: int) -> None:
        """Frees a row: nothing is near it any more."""
        self._rows[row] = 0
        self._free.append(row)

    def scores(self, vector: SmallVector) -> Floats:
        """The cosine of every row with the vector, (rows,); 0 for freed ones."""
        asked = vector.astype(np.float32) / np.float32(ONE * ONE)
        found = np.empty(self._end, dtype=np.float32)
        floats = np.empty((self._AT_ONCE, SIZE), dtype=np.float32)  # the same memory again and again: that is in reach
        for start in range(0, self._end, self._AT_ONCE):
            end = min(start + self._AT_ONCE, self._end)
            some = floats[: end - start]
            np.copyto(some, self._rows[start:end])
            np.dot(some, asked, out=found[start:end])
        return found
