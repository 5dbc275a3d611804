"""A part of the index of similar texts: an inverted index of some thousand texts in one file, which is never changed.

The method is prefix filtering (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins in data cleaning,
2006): of each text only its `MARKS_KEPT` rarest marks are indexed, since texts that are alike share rare ones too, and
the common ones lead to everything. The file is mapped, not read: processes share its pages.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kawaraban.translate.memory.shingles import Marks, marks_of

MARKS_KEPT = 32  # of one text
SAMPLES = 32  # texts of a segment by which it is told whether it still belongs to a memory
_MAGIC = b"KWBMEM2\n"
_LEAST_RATIO = 0.4  # of two lengths, under which no text is worth a look
_NOTHING = np.empty(0, np.uint32)
_HEAD = 5  # numbers after the magic: after, upto, texts, marks, postings

Ids = NDArray[np.int64]
Weights = NDArray[np.float64]


class Text(NamedTuple):
    """A text as it goes into the index: the id and stamp it has in the memory, and in whose company it is sought."""

    id: int
    stamp: int
    space: str  # "en-ja"
    text: str


class Proposals(NamedTuple):
    """Ids of texts, and how much each seems to share with what was asked."""

    ids: Ids
    weights: Weights


class _Arrays(NamedTuple):
    """A segment's parts: `postings[starts[n]:starts[n + 1]]` are the places in `ids` of the texts with `marks[n]`."""

    ids: Ids
    stamps: NDArray[np.int32]
    lengths: NDArray[np.uint32]
    marks: Marks
    counts: NDArray[np.uint32]  # texts that have each mark, whether it was kept of them or not
    starts: NDArray[np.uint32]
    postings: NDArray[np.uint32]


class Segment:
    """Texts with ids over `after` and up to `upto`. Raises ValueError where the file is no such segment."""

    def __init__(self, path: Path):
        self.path = path
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise ValueError(f"{path} is no index of similar texts")
        head = np.frombuffer(self._map, np.int64, _HEAD, len(_MAGIC))
        self.after, self.upto, texts, marks, postings = map(int, head)
        kinds = (np.int64, np.int32, *[np.uint32] * 5)
        lengths = (texts, texts, texts, marks, marks, marks + 1, postings)
        at = len(_MAGIC) + head.nbytes
        sizes = [np.dtype(kind).itemsize * length for kind, length in zip(kinds, lengths, strict=True)]
        if min(lengths) < 0 or at + sum(sizes) != len(self._map):
            raise ValueError(f"{path} is torn")
        parts: list[Any] = []
        for kind, length, size in zip(kinds, lengths, sizes, strict=True):
            parts.append(np.frombuffer(self._map, kind, length, at))
            at += size
        self._arrays = _Arrays(*parts)

    def __len__(self) -> int:
        return len(self._arrays.ids)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self._map)

    def samples(self) -> dict[int, int]:
        """Ids of some texts with their stamps, the newest among them."""
        chosen = np.unique(np.linspace(0, len(self) - 1, min(SAMPLES, len(self))).astype(np.int64))
        return dict(zip(self._arrays.ids[chosen].tolist(), self._arrays.stamps[chosen].tolist(), strict=True))

    def counts(self, marks: Marks) -> Ids:
        """How many of its texts have each of the marks, which ascend; 0 for one that was kept of none."""
        places, there = self._places(marks)
        found = np.zeros(len(marks), np.int64)
        found[there] = self._arrays.counts[places[there]]
        return found

    def propose(self, marks: Marks, weights: Weights, length: int, limit: int) -> Proposals:
        """The texts whose marks among these weigh most, `limit` at most.

        `marks` ascend; `length` is the asked text's in characters: texts far shorter or longer are left out.
        """
        places, there = self._places(marks)
        weights, starts = weights[there], self._arrays.starts[places[there]]
        ends = self._arrays.starts[places[there] + 1]
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        found = np.concatenate([self._arrays.postings[start:end] for start, end in spans] or [_NOTHING])
        texts, which = np.unique(found, return_inverse=True)
        shared = np.bincount(which, np.repeat(weights, ends - starts), len(texts))
        ratio = self._arrays.lengths[texts] / max(length, 1)
        likely = (ratio >= _LEAST_RATIO) & (ratio <= 1 / _LEAST_RATIO)
        texts, shared = texts[likely], shared[likely]
        if len(texts) > limit:
            best = np.argpartition(-shared, limit)[:limit]
            texts, shared = texts[best], shared[best]
        return Proposals(self._arrays.ids[texts], shared)

    def _places(self, marks: Marks) -> tuple[Ids, NDArray[np.bool_]]:
        """The place of each mark among those that it has, and whether it has it."""
        known = self._arrays.marks
        if not len(known):
            return np.zeros(len(marks), np.int64), np.zeros(len(marks), np.bool_)
        places = np.minimum(np.searchsorted(known, marks), len(known) - 1)
        return places, known[places] == marks


def write_segment(path: Path, texts: Sequence[Text], after: int, upto: int) -> Segment:
    """A segment of texts, which come in the order of their ids."""
    marks, owners = marks_of([text.text for text in texts], [text.space for text in texts])
    distinct, which, counts = np.unique(marks, return_inverse=True, return_counts=True)
    chosen = _rarest(counts[which], owners, len(texts))
    kept, owners = marks[chosen], owners[chosen]
    order = np.argsort(kept, kind="stable")
    return _write(
        path,
        after,
        upto,
        _inverted(
            np.array([text.id for text in texts], np.int64),
            np.array([text.stamp for text in texts], np.int32),
            np.array([len(text.text) for text in texts], np.uint32),
            kept[order],
            owners[order],
            lambda marks: counts[np.searchsorted(distinct, marks)],
        ),
    )


def merge_segments(path: Path, one: Segment, other: Segment) -> Segment:
    """One segment of two that follow each other."""
    a, b = one._arrays, other._arrays
    marks = np.concatenate([np.repeat(s.marks, np.diff(s.starts)) for s in (a, b)])
    owners = np.concatenate([a.postings, b.postings + np.uint32(len(one))])
    order = np.argsort(marks, kind="stable")
    whole = _inverted(
        np.concatenate([a.ids, b.ids]),
        np.concatenate([a.stamps, b.stamps]),
        np.concatenate([a.lengths, b.lengths]),
        marks[order],
        owners[order],
        lambda marks: one.counts(marks) + other.counts(marks),
    )
    return _write(path, one.after, other.upto, whole)


def _rarest(counts: Ids, owners: Marks, texts: int) -> Ids:
    """The places of each text's rarest marks, given how many texts have each mark."""
    order = np.lexsort((counts, owners))
    firsts = np.searchsorted(owners, np.arange(texts))  # the owners ascend already
    rank = np.arange(len(owners)) - firsts[owners]
    return order[rank < MARKS_KEPT]


def _inverted(
    ids: Ids,
    stamps: NDArray[np.int32],
    lengths: NDArray[np.uint32],
    marks: Marks,
    owners: Marks,
    counts: Callable[[Marks], Ids],
) -> _Arrays:
    distinct, firsts = np.unique(marks, return_index=True)
    starts = np.append(firsts, len(marks)).astype(np.uint32)
    return _Arrays(ids, stamps, lengths, distinct, counts(distinct).astype(np.uint32), starts, owners)


def _write(path: Path, after: int, upto: int, arrays: _Arrays) -> Segment:
    """Writes the file whole or not at all: a process killed here leaves nothing that is taken for a segment."""
    head = np.array([after, upto, len(arrays.ids), len(arrays.marks), len(arrays.postings)], np.int64)
    making = path.with_name(f".{path.name}.{os.getpid()}")
    with making.open("wb") as file:
        file.write(_MAGIC + head.tobytes())
        for array in arrays:
            file.write(array.tobytes())
        file.flush()
        os.fsync(file.fileno())
    making.replace(path)
    return Segment(path)
