"""What alignment answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Segments of the source that belong to segments of the target, by index, ascending; one side may be empty.

    `score` is 0 to 1, how sure the aligner is; 0 for a link with an empty side.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0
