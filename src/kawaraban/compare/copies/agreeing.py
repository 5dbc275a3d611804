"""Whether two reports tell the same facts: numbers by value, names by sound. In one language or two."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from kawaraban.compare.model import Print

_SOUND = 0.75  # names that sound as like as this are one
_NUMBERS = 0.5  # of a copy's numbers, those that the original has too: they differ before names do
_LOOSE, _CLOSE, _ALL = 0.4, 0.6, 0.9  # the mean of both shares
_FEW = 2  # facts that say nothing by not agreeing, being so few


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one report's numbers and names, the share (0 to 1) that another has too; None where it has none.

    `shared` is how many they have in common.
    """

    numbers: float | None
    names: float | None
    shared: int

    def holds(self) -> bool:
        """Whether nothing speaks against both being one report."""
        return (self.numbers is None or self.numbers >= _NUMBERS) and self._mean(1.0) >= _LOOSE

    def is_close(self) -> bool:
        """Whether the facts alone are nearly enough: most of them are the same, and they are several."""
        mean = self._mean(0.0)
        return self.holds() and mean >= _CLOSE and self.shared >= (_FEW + 1 if mean >= _ALL else 2 * _FEW)

    def _mean(self, nothing: float) -> float:
        told = [share for share in (self.numbers, self.names) if share is not None]
        return sum(told) / len(told) if told else nothing


def agreement(one: Print, other: Print) -> Agreement:
    """How the facts of the first stand in the second. Where either has hardly any, they say nothing."""
    numbers, names = len(one.numbers & other.numbers), _heard(one.names, other.names)
    return Agreement(
        numbers / len(one.numbers) if len(one.numbers) >= _FEW and other.numbers else None,
        names / len(one.names) if len(one.names) >= _FEW and other.names else None,
        numbers + names,
    )


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
