"""What alignment answers."""

from __future__ import annotations

from dataclasses import dataclass

#: Segments a side that are aligned at once; a book has fewer.
MAX_SEGMENTS = 50_000


class AlignError(Exception):
    """Texts that can't be aligned; `str(error)` is one plain English sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """Segments of the source that belong to segments of the target, by index, ascending; one side may be empty.

    `score` is 0 to 1, how sure the aligner is; 0 for a link with an empty side.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0
