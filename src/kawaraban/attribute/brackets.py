"""Where a text in Japanese, Chinese or Russian quotes: pairs of marks, over paragraphs too, and which stand outermost.

Their marks tell by themselves which opens and which closes, so that pairs are found by nesting alone. English marks do
not, and an apostrophe is one of them: `quoted` reads what stands around each.
"""

from __future__ import annotations

import bisect
import re

from kawaraban.attribute.model import Span
from kawaraban.attribute.quoted import Quoted

#: A quotation longer than this is a mark that somebody forgot to close.
LONGEST = 5_000
#: Marks that may stand open between the two of a pair.
DEEPEST = 8
_STRAIGHT = '"＂'
_CLOSES = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣", "«": "»"}
_OPENS = {close: opens for opens, close in _CLOSES.items()}
_MARK = re.compile('[「」『』“”〝〟｢｣«»"＂\n]')
_CHAINED = re.compile(r"\s*[「『“〝｢«]")


def quoted(text: str) -> list[Quoted]:
    """The outermost quotations of a text, in order. A mark whose other half is missing is none.

    But a paragraph that opens a quotation at its head and leaves it open is one, where the next begins with a mark.
    """
    pairs: list[Span] = []
    opened: list[tuple[str, int]] = []
    straight: list[int] = []  # a straight mark says nothing of its side: it closes within its line
    for mark in _MARK.finditer(text):
        if mark[0] == "\n":
            straight.clear()
        elif mark[0] in _STRAIGHT:
            _pair_straight(mark.start(), opened, straight, pairs)
        elif mark[0] in _CLOSES:
            opened.append((mark[0], mark.start()))
        else:
            _close(mark[0], mark.start(), opened, pairs)
    pairs.sort()
    found: list[Quoted] = []
    for start, end in pairs:
        if not found or start >= found[-1].span[1]:
            found.append(Quoted((start, end)))
    return _with_open(text, found, [at for _, at in opened])


def _pair_straight(at: int, opened: list[tuple[str, int]], straight: list[int], pairs: list[Span]) -> None:
    if not straight or at - straight[-1] >= LONGEST:
        straight.append(at)
        return
    start = straight.pop()
    while opened and opened[-1][1] > start:
        opened.pop()
    pairs.append((start, at + 1))


def _close(mark: str, at: int, opened: list[tuple[str, int]], pairs: list[Span]) -> None:
    low = max(-1, len(opened) - DEEPEST)
    place = next((i for i in range(len(opened) - 1, low, -1) if opened[i][0] == _OPENS[mark]), None)
    if place is not None and at - opened[place][1] < LONGEST:
        pairs.append((opened[place][1], at + 1))
        del opened[place:]


def _with_open(text: str, found: list[Quoted], opened: list[int]) -> list[Quoted]:
    more = []
    for at in opened:
        before = text[max(0, at - 4) : at].rstrip(" \t　")
        end = text.find("\n", at, at + LONGEST) if not before or before.endswith("\n") else -1
        if end < 0 or not _CHAINED.match(text, end):
            continue
        place = bisect.bisect_right(found, at, key=lambda quotation: quotation.span[1])
        if place == len(found) or found[place].span[0] >= end:
            more.append(Quoted((at, end), open=True))
    return sorted(found + more, key=lambda quotation: quotation.span)
