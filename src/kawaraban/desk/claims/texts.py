"""A version's paragraphs as the one text that `attribute` reads, and its offsets back in the paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kawaraban.attribute import Span

#: What a person is quoted in. A table has no sentences, a heading is the outlet's and is said again below it.
KINDS = ("p", "quote", "li", "caption")
_GAP = "\n\n"

#: `[pid, start, end]`: code points of one paragraph, half-open.
Point = list[str | int]


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of one paragraph."""

    pid: str
    start: int
    end: int

    @classmethod
    def of(cls, point: Sequence[str | int]) -> Words:
        pid, start, end = point
        return cls(str(pid), int(start), int(end))

    @property
    def point(self) -> Point:
        return [self.pid, self.start, self.end]


class TextMap:
    """`text` is the paragraphs `(pid, text)` with a blank line between; `points` leads from its offsets to theirs."""

    def __init__(self, paragraphs: Iterable[tuple[str, str]]) -> None:
        self.paragraphs = list(paragraphs)
        self.text = _GAP.join(text for _, text in self.paragraphs)
        self._starts: list[int] = []
        at = 0
        for _, text in self.paragraphs:
            self._starts.append(at)
            at += len(text) + len(_GAP)

    def points(self, spans: Iterable[Span]) -> list[Point]:
        """The same words as points, one for each paragraph that a span reaches into; the gaps between are nobody's.

        Spans may reach beyond the text: nothing is there.
        """
        return [words.point for start, end in spans for words in self._split(start, end)]

    def _split(self, start: int, end: int) -> Iterable[Words]:
        place = max(0, bisect_right(self._starts, start) - 1)
        for number in range(place, len(self.paragraphs)):
            base = self._starts[number]
            if base >= end:
                return
            pid, text = self.paragraphs[number]
            first, last = max(start - base, 0), min(end - base, len(text))
            if first < last:
                yield Words(pid, first, last)


def words_at(points: Iterable[Sequence[str | int]], texts: dict[str, str]) -> str:
    """The words at these points, a space between them; `texts` by pid."""
    parts = (Words.of(point) for point in points)
    return " ".join(texts.get(part.pid, "")[part.start : part.end] for part in parts)
