"""How well a run of the source and a run of the target go together, for many pairs of runs at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kawaraban.translate.align.path import Gains, GainsOf, Kind
from kawaraban.translate.align.spans import Runs


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much. A link of m and n segments gains `worth * (m + n) / 2 - cost * (m * n) ** power - ...`."""

    worth: float  # of a link, a segment; a dearer link is not made
    length: float  # of the squared logarithm of the ratio of lengths
    words: float  # of shared numbers, names and words
    power: float = 0.75  # by the product of the sizes: by their mean, long links would swallow short ones
    joining: float = 0.1  # for each segment beyond one on a side


WITH_VECTORS = Weights(worth=0.75, length=0.6, words=0.05)
WITHOUT_VECTORS = Weights(worth=0.6, length=1.2, words=0.4)

_LONGEST_RATIO = 0.25  # squared logarithm of a ratio beyond which worse is no worse
_BLUR = 10.0  # letters by which lengths of short texts differ for no reason
_FEW_WORDS = 4.0  # weight of tokens under which their agreement says little
_NEVER = -1e6
_SAMPLE = 64  # segments a side, for what unrelated segments have in common
_USUAL, _USUAL_PAIRS = 0.1, 200  # the mean cosine of unrelated sentences of one article


class Costs:
    """Gains of links between runs of two texts."""

    def __init__(self, source: Mapping[int, Runs], target: Mapping[int, Runs], weights: Weights):
        self._source, self._target, self._weights = source, target, weights
        self._unrelated = _unrelated(source[1], target[1])

    def gains(self, kind: Kind, rows: slice, columns: slice) -> Gains:
        """(rows, columns): what links of this kind earn that begin there."""
        weights = self._weights
        source, target = self._source[kind[0]], self._target[kind[1]]
        size = (kind[0] * kind[1]) ** weights.power
        worth = weights.worth * (kind[0] + kind[1]) / 2 - weights.joining * (kind[0] + kind[1] - 2)
        cost = weights.length * _lengths(source, target, rows, columns)
        cost += weights.words * _words(source, target, rows, columns)
        if source.vectors is not None and target.vectors is not None:
            alike = source.vectors[rows] @ target.vectors[columns].T
            # A margin, not a cosine: how far from what any two segments of these texts have in common.
            cost += (1 - alike) / (1 - self._unrelated)
        gains: Gains = (worth - size * cost).astype(np.float32)
        gains[source.blank[rows]] = _NEVER
        gains[:, target.blank[columns]] = _NEVER
        return gains

    def within(self, top: int, left: int, lenience: float) -> GainsOf:
        """`gains` for a part that begins at these segments, each link worth that much more a segment."""

        def gains(kind: Kind, rows: slice, columns: slice) -> Gains:
            told = self.gains(
                kind, slice(rows.start + top, rows.stop + top), slice(columns.start + left, columns.stop + left)
            )
            return told + np.float32(lenience * (kind[0] + kind[1]) / 2)

        return gains


def _lengths(source: Runs, target: Runs, rows: slice, columns: slice) -> Gains:
    difference = np.log(source.widths[rows] + _BLUR)[:, None] - np.log(target.widths[columns] + _BLUR)[None, :]
    lengths: Gains = np.minimum(difference * difference, _LONGEST_RATIO)
    return lengths


def _words(source: Runs, target: Runs, rows: slice, columns: slice) -> Gains:
    """0 where two runs have the same tokens (or none), towards 1 the more they differ in."""
    one, other = source.words[rows], target.words[columns]
    mass = np.einsum("ij,ij->i", one, one)[:, None] + np.einsum("ij,ij->i", other, other)[None, :]
    words: Gains = (mass - 2 * (one @ other.T)) / (mass + _FEW_WORDS)
    return words


def _unrelated(source: Runs, target: Runs) -> float:
    """The mean cosine of segments of the two texts, most of which have nothing to do with each other."""
    if source.vectors is None or target.vectors is None:
        return 0.0
    one = source.vectors[:: max(1, len(source) // _SAMPLE)]
    other = target.vectors[:: max(1, len(target) // _SAMPLE)]
    alike = one @ other.T
    # In short texts most pairs are related: what is usual counts as much as `_USUAL_PAIRS` of their own.
    return float((alike.sum() + _USUAL_PAIRS * _USUAL) / (alike.size + _USUAL_PAIRS))
