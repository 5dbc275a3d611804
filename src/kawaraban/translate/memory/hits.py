"""Hits of the memory: remembered pairs whose source is the text that is asked for, or like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kawaraban.translate.glossary import Term
from kawaraban.translate.memory.adapting import Replacement, adapt
from kawaraban.translate.memory.comparing import Difference, differences, most_similar
from kawaraban.translate.model import MemoryPair


@dataclass(frozen=True, slots=True)
class MemoryHit:
    """A remembered pair held against a text. `score` is 1.0 where the source is the very text, else under it.

    `differences` are between the text and `source`; `adapted` is `target` with the numbers and names of the text in
    place of the pair's, where that is unambiguous, and `replaced` says which.
    """

    source: str
    target: str
    adapted: str
    score: float
    origin: str
    differences: tuple[Difference, ...] = ()
    replaced: tuple[Replacement, ...] = ()


def hits(asked: str, pairs: Sequence[MemoryPair], terms: tuple[Term, ...] = (), limit: int = 5) -> list[MemoryHit]:
    """The pairs that help with a text, best first: those no less like it than `LEAST_SCORE`.

    `pairs` are candidates, as an index proposes them; `terms` are the glossary's for the two languages.
    """
    best = most_similar(asked, [pair.source for pair in pairs], limit)
    return [_hit(asked, pairs[place], score, terms) for score, place in best]


def _hit(asked: str, pair: MemoryPair, score: float, terms: tuple[Term, ...]) -> MemoryHit:
    found = differences(asked, pair.source)
    adapted, replaced = adapt(asked, pair, found, terms)
    return MemoryHit(pair.source, pair.target, adapted, score, pair.origin, found, replaced)
