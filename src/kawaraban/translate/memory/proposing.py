"""Which texts of an index's parts are most likely to be like a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from kawaraban.translate.memory.segment import Ids, Proposals, Weights
from kawaraban.translate.memory.shingles import Marks


class Part(Protocol):
    """A part of an index: a Segment, or the Tail."""

    def __len__(self) -> int: ...
    def counts(self, marks: Marks) -> Ids: ...
    def propose(self, marks: Marks, weights: Weights, length: int, limit: int) -> Proposals: ...


def propose(parts: Sequence[Part], marks: Marks, length: int, *, postings: int, limit: int) -> list[int]:
    """Ids of the texts that share most with marks (ascending), best first, `limit` at most.

    The rarer a mark is in all parts together, the more it counts. The rarest are looked at, as long as no more than
    `postings` texts have them in sum; the rarest of all is, however many have it. `length` is the asked text's.
    A Tail is asked apart from Segments: it keeps all marks of a text, so that its texts would outweigh theirs.
    """
    if not parts:
        return []
    counts: Ids = np.array([part.counts(marks) for part in parts]).sum(axis=0)
    order = np.argsort(counts, kind="stable")
    order = order[counts[order] > 0]
    chosen = np.sort(order[: max(1, int(np.searchsorted(np.cumsum(counts[order]), postings, "right")))])
    weights = np.log1p(sum(map(len, parts)) / counts[chosen])
    weighed: dict[int, float] = {}
    for part in parts:
        ids, shared = part.propose(marks[chosen], weights, length, limit)
        weighed.update(zip(ids.tolist(), shared.tolist(), strict=True))
    return sorted(weighed, key=lambda key: -weighed[key])[:limit]
