"""How much of one text stands in another of a different language: by sentence vectors, and by what both tell.

Absolute cosines of true and false pairs overlap, so a sentence's nearest one is held against the next nearest ones of
both texts (the margin of Artetxe and Schwenk, 2019, https://aclanthology.org/P19-1309/, within two texts). And two
reports on one event lie close to each other without one being the other's: names, numbers and days have to agree too.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from kawaraban.compare.copies.overlap import Body, body
from kawaraban.compare.model import Print

_NEAREST = 4  # sentences that a margin is taken against
_SOUND = 0.75  # names that sound as like as this are one
_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rendered:
    """How one text stands in the other: each 0 to 1, or None where the first has nothing of the kind.

    `sentences` is the share of its text that has its like in the other; `numbers`, `names` and `days` those of its
    facts that the other has too; `shared` how many numbers and names they have in common.
    """

    sentences: float
    numbers: float | None
    names: float | None
    days: float | None
    shared: int
    best: tuple[int, int]  # the sentences (numbers in either print) that are most alike


def rendered(one: Print, other: Print) -> tuple[Rendered, Rendered] | None:
    """How the first stands in the second, and the second in the first; None where a language has no vectors."""
    if one.vectors is None or other.vectors is None:
        return None
    a, b = body(one), body(other)
    if not len(a.numbers) or not len(b.numbers):
        return None
    cosines = _unit(one.vectors[a.numbers]) @ _unit(other.vectors[b.numbers]).T
    sure = _alike(cosines)
    return _told(one, other, sure, (a, b)), _told(other, one, sure.T, (b, a))


def _told(one: Print, other: Print, sure: _Numbers, bodies: tuple[Body, Body]) -> Rendered:
    alike = sure.max(axis=1)
    lengths = np.array([len(one.sentences[number].text) for number in bodies[0].numbers], dtype=float)
    mine = int((alike * lengths).argmax())
    best = int(bodies[0].numbers[mine]), int(bodies[1].numbers[int(sure[mine].argmax())])
    numbers, names = one.numbers & other.numbers, _heard(one.names, other.names)
    days = one.dates & other.dates
    return Rendered(
        float((alike * lengths).sum() / lengths.sum()),
        len(numbers) / len(one.numbers) if one.numbers else None,
        names / len(one.names) if one.names and other.names else None,
        len(days) / len(one.dates) if one.dates else None,
        len(numbers) + names,
        best,
    )


def _unit(vectors: NDArray[np.int8]) -> NDArray[np.float32]:
    plain = vectors.astype(np.float32)
    lengths = np.linalg.norm(plain, axis=1, keepdims=True)
    unit: NDArray[np.float32] = plain / np.maximum(lengths, 1e-6)
    return unit


def _alike(cosines: NDArray[np.float32]) -> _Numbers:
    """For each sentence of the one and each of the other, 0 to 1, how sure it is that they say the same."""
    rows = np.sort(cosines, axis=1)[:, ::-1][:, :_NEAREST].mean(axis=1, keepdims=True)
    columns = np.sort(cosines, axis=0)[::-1][:_NEAREST].mean(axis=0, keepdims=True)
    margins = cosines / np.maximum((rows + columns) / 2, 0.05)
    sure: _Numbers = np.clip((cosines - 0.35) / 0.3, 0, 1) * np.clip((margins - 1.0) / 0.3, 0, 1)
    return sure.astype(np.float64)


def _heard(ones: Set[str], others: Set[str]) -> int:
    """How many of the names the other has, by their sound."""
    exact = ones & others
    rest = [name for name in others if len(name) > 2]
    near = sum(
        any(Indel.normalized_similarity(name, one, score_cutoff=_SOUND) for one in rest)
        for name in ones - exact
        if len(name) > 2
    )
    return len(exact) + near
