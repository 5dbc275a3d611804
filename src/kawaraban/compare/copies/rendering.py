"""How much of one text stands in another of a different language: by sentence vectors, and by what both tell.

Absolute cosines of true and false pairs overlap, so a sentence's nearest one is held against the next nearest ones of
both texts (the margin of Artetxe and Schwenk, 2019, https://aclanthology.org/P19-1309/, within two texts). And two
reports on one event lie close to each other without one being the other's: names, numbers and days have to agree too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.copies.overlap import body
from kawaraban.compare.model import Print

_NEAREST = 4  # sentences that a margin is taken against
_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rendered:
    """How one text stands in the other: `sentences` is the share (0 to 1) of it that has its like there, and `best`
    the two sentences (numbers in either print) that are most alike.
    """

    sentences: float
    best: tuple[int, int]


def rendered(one: Print, other: Print) -> Rendered | None:
    """How the first stands in the second; None where a language has no vectors, or a text no sentences."""
    if one.vectors is None or other.vectors is None:
        return None
    mine, theirs = body(one), body(other)
    if not len(mine.numbers) or not len(theirs.numbers):
        return None
    sure = _sure(_unit(one.vectors[mine.numbers]) @ _unit(other.vectors[theirs.numbers]).T)
    alike = sure.max(axis=1)
    lengths = np.array([len(one.sentences[number].text) for number in mine.numbers], dtype=float)
    at = int((alike * lengths).argmax())
    best = int(mine.numbers[at]), int(theirs.numbers[int(sure[at].argmax())])
    return Rendered(float((alike * lengths).sum() / lengths.sum()), best)


def _unit(vectors: NDArray[np.int8]) -> NDArray[np.float32]:
    plain = vectors.astype(np.float32)
    lengths = np.linalg.norm(plain, axis=1, keepdims=True)
    unit: NDArray[np.float32] = plain / np.maximum(lengths, 1e-6)
    return unit


def _sure(cosines: NDArray[np.float32]) -> _Numbers:
    """For each sentence of the one and each of the other, 0 to 1, how sure it is that they say the same."""
    rows = np.sort(cosines, axis=1)[:, ::-1][:, :_NEAREST].mean(axis=1, keepdims=True)
    columns = np.sort(cosines, axis=0)[::-1][:_NEAREST].mean(axis=0, keepdims=True)
    margins = cosines / np.maximum((rows + columns) / 2, 0.05)
    sure: _Numbers = np.clip((cosines - 0.35) / 0.3, 0, 1) * np.clip((margins - 1.0) / 0.3, 0, 1)
    return sure.astype(np.float64)
