"""How much of one text stands in another of the same language, sentence by sentence, by shingles of characters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.model import Print
from kawaraban.compare.shingles import Shingled, shingled
from kawaraban.compare.texts import LONGEST, quoted_spans

#: A shingle that stands in more sentences than these of one text is looked up in the first of them alone.
_MOST_PLACES = 8
_STANDS = 0.3  # the share of a sentence's shingles from which on it stands there, whatever was changed in it
_LEAD = 2  # sentences that a report begins with


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What of a print is held against others: the sentences without the title, and how each is made up."""

    numbers: NDArray[np.intp]  # of the print's sentences
    text: Shingled
    own: NDArray[np.float64]  # the share of each sentence that is not in quotation marks


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """How one body's sentences stand in the other's.

    `stands` is the share of each sentence's shingles that its best place in the other has, `place` which sentence that
    is (-1: none), `size` its shingles.
    """

    stands: NDArray[np.float64]
    place: NDArray[np.intp]
    size: NDArray[np.float64]
    own: NDArray[np.float64]

    def share_of_own(self) -> float:
        """Of its own words, what it quotes left out, the share that stands in the other, 0 to 1."""
        weight = self.size * self.own
        whole = float(weight.sum())
        return float((self.stands * weight).sum()) / whole if whole else 0.0

    def of_leads(self) -> bool:
        """Whether one of the two begins with what the other has: two that print a third's words have other leads."""
        stand = self.stands >= _STANDS
        return bool(stand[:_LEAD].any() or (stand & (self.place < _LEAD)).any())


@lru_cache(maxsize=512)
def body(one: Print) -> Body:
    """The body of a print; kept for the prints that were asked for last."""
    numbers = [number for number, sentence in enumerate(one.sentences) if sentence.paragraph >= 0]
    texts = [one.sentences[number].text for number in numbers]
    return Body(np.array(numbers, dtype=np.intp), shingled(texts), np.array(_unquoted(one, numbers)))


def overlap(one: Body, other: Body) -> Overlap:
    """How the first stands in the second."""
    return _best(_shared(one.text, other.text), one)


def _unquoted(one: Print, numbers: list[int]) -> list[float]:
    """The share of each sentence outside of quotation marks."""
    looked_at = {one.sentences[number].paragraph for number in numbers}
    spans = {at: quoted_spans(one.report.paragraphs[at][:LONGEST], one.report.language) for at in looked_at}
    found = []
    for number in numbers:
        sentence = one.sentences[number]
        start, end = sentence.span
        inside = sum(max(0, min(end, high) - max(start, low)) for low, high in spans.get(sentence.paragraph, ()))
        found.append(1 - inside / max(end - start, 1))
    return found


def _shared(one: Shingled, other: Shingled) -> NDArray[np.int32]:
    """(sentences of one, sentences of other): how many shingles the two have in common."""
    low = np.searchsorted(other.hashes, one.hashes, side="left")
    high = np.searchsorted(other.hashes, one.hashes, side="right")
    times = np.minimum(high - low, _MOST_PLACES)
    mine = np.repeat(one.owners, times).astype(np.intp)
    first = np.repeat(low - np.concatenate(([0], np.cumsum(times)[:-1])), times) if len(times) else low
    theirs = other.owners[first + np.arange(len(mine))].astype(np.intp)
    width = len(other.counts)
    counted = np.bincount(mine * width + theirs, minlength=len(one.counts) * width)
    return counted.reshape(len(one.counts), width).astype(np.int32)


def _best(shared: NDArray[np.int32], one: Body) -> Overlap:
    """Each sentence's best place: one sentence of the other, with the next, for where two were joined."""
    size = one.text.counts.astype(np.float64)
    if not shared.size:
        none = np.zeros(len(size))
        return Overlap(none, np.full(len(size), -1, dtype=np.intp), size, one.own)
    pairs = shared.copy()
    pairs[:, :-1] += shared[:, 1:]
    place = pairs.argmax(axis=1)
    rows = np.arange(len(size))
    stands = np.minimum(pairs[rows, place] / np.maximum(size, 1), 1.0)
    following = np.minimum(place + 1, shared.shape[1] - 1)
    place = np.where(shared[rows, following] > shared[rows, place], following, place)
    return Overlap(stands, np.where(stands > 0, place, -1), size, one.own)
