"""Which reports of one call are looked at together: those that share keys, and those whose vectors lie close.

A thousand copies are each held against a few. Only the products of their vectors grow with the square of the number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.copies.timing import moment
from kawaraban.compare.model import Print

#: Reports that one is held against: by keys, and by vectors in each language.
_BY_KEYS, _BY_VECTORS = 12, 5
#: Of all that have a key, the earliest: where more do, it stands in what everybody prints.
_HOLDERS = 32
#: Sentences from the beginning on, the title with them, whose mean vector says what a report is about.
_LEAD = 6
_LEAST = 0.35  # cosine of two leads that are on one matter
_APART = timedelta(days=14)  # a copy that comes later than this is another story
_BLOCK = 256


def pairs(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    """Numbers of two prints that may have text in common, the earlier in the sequence first; each pair once.

    `prints` stand in order of time, so that of many equal ones the first are looked at.
    """
    seen: set[tuple[int, int]] = set()
    for found in (_by_keys(prints), _by_vectors(prints)):
        for pair in found:
            if pair not in seen:
                seen.add(pair)
                yield pair


def _by_keys(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(prints):
        shared = Counter(holder for key in one.keys for holder in holders[key])
        for holder, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_BY_KEYS]:
            if _near(prints[holder], one):
                yield holder, number
        for key in one.keys:
            if len(holders[key]) < _HOLDERS:
                holders[key].append(number)


def _by_vectors(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    known = [number for number, one in enumerate(prints) if one.vectors is not None and len(one.vectors)]
    if len(known) < 2:
        return
    leads = np.array([lead(prints[number]) for number in known])
    languages = np.array([prints[number].report.language for number in known])
    for start in range(0, len(known), _BLOCK):
        cosines = leads[start : start + _BLOCK] @ leads.T
        for row, at in enumerate(range(start, min(start + _BLOCK, len(known)))):
            for near in _nearest(cosines[row], at, languages):
                one, other = sorted((known[at], known[near]))
                if _near(prints[one], prints[other]):
                    yield one, other


def lead(one: Print) -> NDArray[np.float32]:
    """(512,) the unit vector of what a report begins with; zeros for a print without vectors."""
    if one.vectors is None or not len(one.vectors):
        return np.zeros(512, dtype=np.float32)
    mean = one.vectors[:_LEAD].astype(np.float32).mean(axis=0)
    found: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-6)
    return found


def _nearest(cosines: NDArray[np.float32], at: int, languages: NDArray[np.str_]) -> list[int]:
    """The nearest ones of each language, of equal ones the first."""
    found: list[int] = []
    for language in np.unique(languages):
        there = np.flatnonzero((languages == language) & (cosines >= _LEAST))
        there = there[there != at]
        found += there[np.argsort(-cosines[there], kind="stable")[:_BY_VECTORS]].tolist()
    return found


def _near(one: Print, other: Print) -> bool:
    """Whether the two came at about one time, or nobody knows."""
    came, came_too = moment(one), moment(other)
    return came is None or came_too is None or abs(came - came_too) <= _APART
