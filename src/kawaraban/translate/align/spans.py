"""Runs of neighbouring segments, described so that two runs can be held against each other in bulk."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kawaraban.translate.align.words import tokens
from kawaraban.translate.vectors import MAX_LENGTH, Embedder, Vectors

#: Segments of both texts up to which runs get vectors of their own, joined as one text. Beyond, the run's vector is
#: the sum of its segments' (measured: a third of a point of F1 less, at a third of the time).
MAX_JOINED = 400
#: Segments in the longest run that is embedded as one text.
LONGEST_JOINED = 2

_WIDE = re.compile("[⺀-鿿가-힯豈-﫿\uff00-\uffef]")
_WIDE_LETTERS = 2.3  # letters of an alphabet that say what one wide character says
_SPACELESS = frozenset({"ja", "zh", "th"})
_BUCKETS = 256  # that tokens are hashed into


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of one length of a text, a row each.

    Vectors (if any) of unit length, bags of tokens, widths in letters, and whether a segment of the run is blank.
    """

    vectors: Vectors | None
    words: Vectors
    widths: NDArray[np.float32]
    blank: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.widths)

    def joined(self, length: int, vectors: Vectors | None = None) -> Runs:
        """Runs of that many of these, with sums for vectors where none are given."""
        if vectors is None and self.vectors is not None:
            vectors = _unit(_summed(self.vectors * np.sqrt(self.widths)[:, None], length))
        return Runs(
            vectors, _summed(self.words, length), _summed(self.widths, length), _summed(self.blank, length).astype(bool)
        )


def width(text: str) -> float:
    """How long a text is, in letters of an alphabet."""
    return len(text) + (_WIDE_LETTERS - 1) * len(_WIDE.findall(text))


def vectors_needed(source: int, target: int) -> int:
    """How many texts an embedder is given for texts of that many segments."""
    lengths = LONGEST_JOINED if source + target <= MAX_JOINED else 1
    return sum(max(0, side - length + 1) for side in (source, target) for length in range(1, lengths + 1))


def runs_of(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str], embedder: Embedder | None, longest: int
) -> tuple[dict[int, Runs], dict[int, Runs]]:
    """The runs of 1 to `longest` segments of both texts, by length."""
    joined = LONGEST_JOINED if len(source) + len(target) <= MAX_JOINED else 1
    bags = _bags(source, target)
    sides = []
    for texts, bag, language in ((source, bags[0], languages[0]), (target, bags[1], languages[1])):
        heads = [text[:MAX_LENGTH] for text in texts]
        between = "" if language in _SPACELESS else " "
        single = Runs(
            None if embedder is None else embedder.embed(heads),
            bag,
            np.array([width(text) for text in texts], dtype=np.float32),
            np.array([not text.strip() for text in texts], dtype=bool),
        )
        runs = {1: single}
        for length in range(2, longest + 1):
            own = None
            if embedder is not None and length <= joined:
                own = embedder.embed([between.join(heads[at : at + length]) for at in range(len(heads) - length + 1)])
            runs[length] = single.joined(length, own)
        sides.append(runs)
    return sides[0], sides[1]


def grouped(single: Runs, size: int, longest: int) -> dict[int, Runs]:
    """The runs of 1 to `longest` groups, each of `size` segments that follow each other (the last may have fewer)."""
    starts = np.arange(0, len(single), size)
    vectors = single.vectors
    if vectors is not None:
        vectors = _unit(np.add.reduceat(vectors * np.sqrt(single.widths)[:, None], starts, axis=0))
    group = Runs(
        vectors,
        np.add.reduceat(single.words, starts, axis=0),
        np.add.reduceat(single.widths, starts),
        np.logical_and.reduceat(single.blank, starts),
    )
    return {1: group} | {length: group.joined(length) for length in range(2, longest + 1)}


def _summed(rows: NDArray[np.float32] | NDArray[np.bool_], length: int) -> NDArray[np.float32]:
    count = max(0, len(rows) - length + 1)
    total = rows[:count].astype(np.float32)
    for shift in range(1, length):
        total += rows[shift : shift + count]
    return total


def _unit(rows: Vectors) -> Vectors:
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _bags(source: Sequence[str], target: Sequence[str]) -> tuple[Vectors, Vectors]:
    """Bags of the tokens that both texts have, rare ones heavier, hashed with signs so that collisions cancel out."""
    counted = [[Counter(tokens(text)) for text in side] for side in (source, target)]
    seen = [Counter(token for bag in bags for token in bag) for bags in counted]
    weight = _weights(seen[0], seen[1], len(source) + len(target))
    made = []
    for bags in counted:
        rows = np.zeros((len(bags), _BUCKETS), dtype=np.float32)
        for row, bag in enumerate(bags):
            for token, times in bag.items():
                if token in weight:
                    digest = zlib.crc32(token.encode("utf-8", "surrogatepass"))
                    rows[row, digest % _BUCKETS] += times * weight[token] * (1 if digest >> 31 else -1)
        made.append(rows)
    return made[0], made[1]


def _weights(source: Mapping[str, int], target: Mapping[str, int], total: int) -> dict[str, float]:
    """By token: the logarithm of how many of all segments there are to one that has it."""
    return {token: math.log(total / (source[token] + target[token])) for token in source.keys() & target.keys()}
