"""The tree of a paragraph's words: heads, relations, how far each word reaches, where sentences begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_LIFTED = "||"  # "prep||dobj": a "prep" whose true head is a "dobj" further down, which crosses another arc
_PASSES = 10  # over a tree whose arcs cross, until every sentence holds its heads


@dataclass(slots=True)
class Tree:
    """`heads` are places in the paragraph, a root being its own; `left` and `right` how far the words under one go."""

    heads: list[int]
    relations: list[str]
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    _crossed: bool = False

    def __post_init__(self) -> None:
        self._reach()
        lifted = [i for i, relation in enumerate(self.relations) if _LIFTED in relation]
        self._crossed = bool(lifted)
        for i in lifted:
            self.relations[i], _, head = self.relations[i].partition(_LIFTED)
            self.heads[i] = self._below(i, head)
        if lifted:
            self._reach()

    def sentences(self) -> list[int]:
        """The first words of the sentences: as far as a root reaches to the left."""
        left, right = self.left, self.right
        if self._crossed:
            left, right = list(left), list(right)
            for _ in range(_PASSES):
                if self._holds(left):
                    break
                _widen(self.heads, left, right)
        return sorted({0, *(left[i] for i, head in enumerate(self.heads) if head == i)}) if self.heads else []

    def _reach(self) -> None:
        self.left, self.right = list(range(len(self.heads))), list(range(len(self.heads)))
        _widen(self.heads, self.left, self.right)

    def _below(self, i: int, relation: str) -> int:
        """The nearest word with a relation under the head of a word, level by level; else the head."""
        level = [self.heads[i]]
        while level:
            under = [child for head in level for child in self._children(head) if child != i]
            if (found := next((child for child in under if self.relations[child] == relation), None)) is not None:
                return found
            level = under
        return self.heads[i]

    def _children(self, head: int) -> list[int]:
        return [i for i in range(self.left[head], self.right[head] + 1) if self.heads[i] == head and i != head]

    def _holds(self, left: Sequence[int]) -> bool:
        """Whether each word's head lies in its own sentence, as far as the roots reach to the left."""
        starts = {left[i] for i, head in enumerate(self.heads) if head == i}
        first, last = 0, len(self.heads) - 1
        for end in range(len(self.heads)):
            if (end > 0 and end in starts) or end == last:
                if any(not first <= head <= end for head in self.heads[first:end]):
                    return False
                first = end
        return True


def _widen(heads: Sequence[int], left: list[int], right: list[int]) -> None:
    """A pass to the right for what stands before its head, one to the left for what stands behind."""
    places = range(len(heads))
    for i in (*places, *reversed(places)):
        head = heads[i]
        if left[i] < left[head]:
            left[head] = left[i]
        if right[i] > right[head]:
            right[head] = right[i]
