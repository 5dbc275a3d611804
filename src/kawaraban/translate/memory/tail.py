"""The newest texts of the index of similar texts, in memory, until there are enough of them for a segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import numpy as np

from kawaraban.translate.memory.segment import Ids, Proposals, Text, Weights
from kawaraban.translate.memory.shingles import Marks, marks_of


class Tail:
    """Texts that come and go one at a time."""

    def __init__(self) -> None:
        self._stamps: dict[int, int] = {}
        self._texts: dict[int, set[int]] = defaultdict(set)  # by mark
        self._marks: dict[int, list[int]] = {}

    @property
    def stamps(self) -> dict[int, int]:
        """What is in it: each text's id and stamp."""
        return dict(self._stamps)

    def add(self, texts: Iterable[Text]) -> None:
        new = list(texts)
        marks, owners = marks_of([text.text for text in new], [text.space for text in new])
        bounds = np.searchsorted(owners, np.arange(len(new) + 1))
        for text, start, end in zip(new, bounds[:-1], bounds[1:], strict=True):
            self._stamps[text.id] = text.stamp
            self._marks[text.id] = marks[start:end].tolist()
            for mark in self._marks[text.id]:
                self._texts[mark].add(text.id)

    def remove(self, ids: Collection[int]) -> None:
        for key in ids:
            del self._stamps[key]
            for mark in self._marks.pop(key):
                self._texts[mark].discard(key)
                if not self._texts[mark]:
                    del self._texts[mark]

    def __len__(self) -> int:
        return len(self._stamps)

    def counts(self, marks: Marks) -> Ids:
        """How many of its texts have each of the marks."""
        return np.array([len(self._texts.get(mark, ())) for mark in marks.tolist()], np.int64)

    def propose(self, marks: Marks, weights: Weights, length: int, limit: int) -> Proposals:
        """The texts whose marks among these weigh most, `limit` at most."""
        shared: dict[int, float] = defaultdict(float)
        for mark, weight in zip(marks.tolist(), weights.tolist(), strict=True):
            for key in self._texts.get(mark, ()):
                shared[key] += weight
        best = sorted(shared, key=lambda key: -shared[key])[:limit]
        return Proposals(np.array(best, np.int64), np.array([shared[key] for key in best], np.float64))
