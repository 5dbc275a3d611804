"""A hit's text around what was looked for, with the places to mark. Pure: the same on every database."""

from __future__ import annotations

from dataclasses import dataclass

from kawaraban.desk.search.analyser import fold_with_offsets, tokens_of_folded
from kawaraban.desk.search.query import Query

MAX_SCANNED = 40_000  # characters of a text that are looked through for a snippet
#: Most hits are near the beginning: the rest is looked through only where there is none so near that its surroundings,
#: and a phrase that begins in them, lie within.
PROBE, LONGEST = 2_000, 500


@dataclass(frozen=True, slots=True)
class Snippet:
    """`spans` are half-open offsets into `text`, in order, not touching."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


def mark(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Where `text` has phrases of the query: half-open offsets, in order, merged."""
    folded, offsets = fold_with_offsets(text[:MAX_SCANNED])
    stored = list(tokens_of_folded(folded))
    spans: list[tuple[int, int]] = []
    for phrase in query.phrases:
        for place in range(len(stored)):
            if phrase.matches_at(stored, place):
                start, last = stored[place].start, stored[place + len(phrase.tokens) - 1]
                # A prefix is a lone CJK character: mark that character, not the bigram it was found in.
                end = last.start + len(phrase.tokens[-1]) if phrase.prefix else last.end
                spans.append((offsets[start], _end(offsets, end)))
    return _merged(spans)


def snippet(text: str, query: Query, *, width: int = 140) -> Snippet:
    """About `width` characters of `text` (white space collapsed) from around the first place that matches."""
    flat = " ".join(text[:MAX_SCANNED].split())
    spans = mark(flat[:PROBE], query)
    if len(flat) > PROBE and (not spans or spans[0][0] + width + LONGEST > PROBE):
        spans = mark(flat, query)
    first = spans[0][0] if spans else 0
    start = max(0, min(first - width // 4, len(flat) - width))
    start = _at_word(flat, start) if start else 0
    end = min(len(flat), start + width)
    head, tail = ("…" if start else ""), ("…" if end < len(flat) else "")
    shift = len(head) - start
    inside = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in spans if a < end and b > start)
    return Snippet(head + flat[start:end] + tail, inside)


def _end(offsets: list[int], end: int) -> int:
    """The offset in the original just after folded character `end - 1` (one original may fold to several)."""
    after = end
    while after < len(offsets) - 1 and offsets[after] == offsets[end - 1]:
        after += 1
    return offsets[after]


def _at_word(text: str, start: int) -> int:
    """The start of a word near `start`: a snippet doesn't begin inside a Latin word if it can help it."""
    space = text.find(" ", start, start + 12)
    return start if space < 0 else space + 1


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
