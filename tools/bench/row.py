"""One line of the benchmarks' table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the figure, and what stands beside it: a peer from the same run, or the aim."""

    what: str
    figure: str
    beside: str = ""
    missed: bool = False  # the aim was not reached


def percentile(values: list[float], share: float) -> float:
    """The smallest of the values that at least `share` (0 to 1) of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
