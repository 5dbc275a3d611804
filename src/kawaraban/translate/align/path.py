"""The best monotone way through two texts: dynamic programming over runs of segments, inside a band.

After Gale and Church (1993, https://aclanthology.org/J93-1004/), with gains instead of costs: a link has to earn its
place, and leaving a segment alone earns nothing and costs nothing, so that a missing chapter is as cheap as it is long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Sizes of a link: how many segments of the source, how many of the target.
Kind: TypeAlias = tuple[int, int]
Gains: TypeAlias = NDArray[np.float32]

KINDS: tuple[Kind, ...] = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1))
_LONGEST = max(max(kind) for kind in KINDS)
_ALONE_SOURCE, _ALONE_TARGET = 254, 255
_MARGIN = 8  # groups that a coarse way may be off
_ROWS = 64  # rows whose gains are computed together
_NOWHERE = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Step:
    """A link on the way: it begins at these segments, has these sizes, and earned `gain` (0 for one-sided ones)."""

    source: int
    target: int
    kind: Kind
    gain: float = 0.0


#: `gains(kind, rows, columns)`: what links of a kind earn that begin in these rows and columns, (rows, columns).
GainsOf: TypeAlias = Callable[[Kind, slice, slice], Gains]

#: For each of the n + 1 rows the columns [from, to) that the way may pass.
Band: TypeAlias = Sequence[tuple[int, int]]


def whole_band(sizes: tuple[int, int]) -> Band:
    """All there is."""
    return [(0, sizes[1] + 1)] * (sizes[0] + 1)


def band_around(coarse: Sequence[Step], group: int, sizes: tuple[int, int]) -> Band:
    """What lies near a way through groups of `group` segments: `_MARGIN` groups on every side of it."""
    height, width = sizes
    rows = height // group + 2
    low, high = np.full(rows, width // group + 2), np.zeros(rows, dtype=np.int64)
    for step in coarse:
        near = slice(max(0, step.source - _MARGIN), step.source + step.kind[0] + _MARGIN + 1)
        low[near] = np.minimum(low[near], step.target - _MARGIN)
        high[near] = np.maximum(high[near], step.target + step.kind[1] + _MARGIN + 1)
    return [
        (max(0, int(low[row // group]) * group), min(width + 1, int(high[row // group]) * group + 1))
        for row in range(height + 1)
    ]


def best_path(sizes: tuple[int, int], band: Band, gains: GainsOf) -> list[Step]:
    """The steps of the way from (0, 0) to (n, m) that earns most, in order.

    Rows of the band must overlap their neighbours, the first hold column 0 and the last column m. Time and memory grow
    with the band.
    """
    height, width = sizes
    back: list[NDArray[np.uint8]] = []
    before: list[NDArray[np.float32]] = []  # the last `_LONGEST` rows, the newest first
    earned: list[dict[Kind, tuple[int, Gains]]] = []
    rows = _gain_rows(sizes, band, gains)
    for row in range(height + 1):
        best, chosen = _row(band[row], width, before, earned)
        back.append(chosen)
        before = [best, *before[: _LONGEST - 1]]
        earned = [next(rows), *earned[: _LONGEST - 1]] if row < height else earned
    return _traced(sizes, band, back, gains)


def _row(
    span: tuple[int, int],
    width: int,
    before: Sequence[NDArray[np.float32]],
    earned: Sequence[dict[Kind, tuple[int, Gains]]],
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """What can be earned up to each point of a row, and by which last step."""
    start, stop = span
    best = np.full(width + 1, _NOWHERE, dtype=np.float32)
    chosen = np.full(stop - start, _ALONE_TARGET, dtype=np.uint8)
    here = best[start:stop]
    if not before:
        here[:] = 0.0
        return best, chosen
    here[:] = before[0][start:stop]
    chosen[:] = _ALONE_SOURCE
    for number, (tall, wide) in enumerate(KINDS):
        if tall > len(before):
            continue
        at, gain = earned[tall - 1][tall, wide]
        low, high = max(start, at + wide), min(stop, at + wide + len(gain))
        if low >= high:
            continue
        reached = before[tall - 1][low - wide : high - wide] + gain[low - wide - at : high - wide - at]
        better = reached > best[low:high]
        best[low:high][better] = reached[better]
        chosen[low - start : high - start][better] = number
    closed = np.maximum.accumulate(here)
    chosen[closed > here] = _ALONE_TARGET
    here[:] = closed
    return best, chosen


def _gain_rows(sizes: tuple[int, int], band: Band, gains: GainsOf) -> Iterator[dict[Kind, tuple[int, Gains]]]:
    """For each row, by kind: the first column, and the gains of the links that begin there."""
    height, width = sizes
    for first in range(0, height, _ROWS):
        last = min(first + _ROWS, height)
        low = min(start for start, _ in band[first:last])
        high = max(stop for _, stop in band[first:last])
        blocks: dict[Kind, Gains] = {}
        for tall, wide in KINDS:
            rows, columns = slice(first, min(last, height - tall + 1)), slice(low, min(high, width - wide + 1))
            usable = rows.start < rows.stop and columns.start < columns.stop
            blocks[tall, wide] = gains((tall, wide), rows, columns) if usable else np.empty((0, 0), dtype=np.float32)
        for row in range(last - first):
            none = np.empty(0, dtype=np.float32)
            yield {kind: (low, block[row] if row < len(block) else none) for kind, block in blocks.items()}


def _traced(sizes: tuple[int, int], band: Band, back: Sequence[NDArray[np.uint8]], gains: GainsOf) -> list[Step]:
    row, column = sizes
    steps: list[Step] = []
    while row or column:
        chosen = int(back[row][column - band[row][0]])
        if chosen == _ALONE_TARGET:
            column -= 1
            steps.append(Step(row, column, (0, 1)))
        elif chosen == _ALONE_SOURCE:
            row -= 1
            steps.append(Step(row, column, (1, 0)))
        else:
            kind = KINDS[chosen]
            row, column = row - kind[0], column - kind[1]
            gain = gains(kind, slice(row, row + 1), slice(column, column + 1))
            steps.append(Step(row, column, kind, float(gain[0, 0])))
    return steps[::-1]
