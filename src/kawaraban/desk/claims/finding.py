"""A claim's words, looked for in another version of the text that they stood in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kawaraban.desk.claims.texts import Point, Words

Texts = Mapping[str, str]  # a version's paragraphs by pid, in their order


def find_again(points: Sequence[Sequence[str | int]], before: Texts, now: Texts) -> list[Point] | None:
    """The same words in `now`: in their paragraph where it has them, else in the first that does.

    Of several occurrences the nearest to where they stood. None where one of them is nowhere.
    """
    found = [_again(Words.of(point), before, now) for point in points]
    return [words.point for words in found if words is not None] if None not in found else None


def _again(at: Words, before: Texts, now: Texts) -> Words | None:
    words = before.get(at.pid, "")[at.start : at.end]
    return find(words, now, Words(at.pid, at.start, at.end)) if words else None


def find(words: str, texts: Texts, near: Words) -> Words | None:
    """Where these words stand: in the paragraph of `near` the nearest to it, else in the first paragraph that has
    them."""
    if not words:
        return None
    for pid in (near.pid, *texts):
        starts = occurrences(words, texts.get(pid, ""))
        if starts:
            start = min(starts, key=lambda start: abs(start - near.start)) if pid == near.pid else starts[0]
            return Words(pid, start, start + len(words))
    return None


def occurrences(words: str, text: str) -> list[int]:
    """Where these words begin in a text."""
    starts = []
    at = text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts
