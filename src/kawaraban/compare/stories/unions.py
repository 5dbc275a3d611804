"""Keys that go together, by pairs."""

from __future__ import annotations

from collections.abc import Iterable


class Unions:
    """Sets of keys that grow together; a key that was never joined is a set of its own.

    The head of a set is its least key, whatever the order of the pairs.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._sets: dict[str, set[str]] = {}
        for one, other in pairs:
            self.join(one, other)

    def join(self, one: str, other: str) -> None:
        """Puts the sets of two keys together; the smaller is added to the larger, so that n joins cost n log n."""
        ours, theirs = self._sets.setdefault(one, {one}), self._sets.setdefault(other, {other})
        if ours is theirs:
            return
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours |= theirs
        for key in theirs:
            self._sets[key] = ours

    def head(self, key: str) -> str:
        """The least key of a key's set."""
        return min(self._sets.get(key, {key}))
