"""Where a Japanese text quotes: pairs of brackets and marks, over paragraphs too, and which stand outermost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kawaraban.attribute.model import Span

#: A quotation longer than this is a mark that somebody forgot to close.
LONGEST = 5_000
_CLOSES = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣", "«": "»"}
_OPENS = {close: opens for opens, close in _CLOSES.items()}
_MARK = re.compile('[「」『』“”〝〟｢｣«»"＂\n]')
_CHAINED = re.compile(r"\s*[「『“〝｢«]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One outermost quotation, `span` with its marks: `open` where its paragraph ends before it does."""

    span: Span
    open: bool = False


def quoted(text: str) -> list[Quoted]:
    """The outermost quotations of a text, in order. A mark whose other half is missing is none.

    But a paragraph that opens a quotation at its head and leaves it open is one, where the next begins with a mark.
    """
    pairs: list[Span] = []
    opened: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text):
        _take(mark[0], mark.start(), opened, pairs)
    pairs.sort()
    found: list[Quoted] = []
    for start, end in pairs:
        if not found or start >= found[-1].span[1]:
            found.append(Quoted((start, end)))
    return _with_open(text, found, [at for mark, at in opened if mark in _CLOSES])


def _take(mark: str, at: int, opened: list[tuple[str, int]], pairs: list[Span]) -> None:
    if mark == "\n":  # a straight mark says nothing of its side: it closes within its line
        opened[:] = [entry for entry in opened if entry[0] in _CLOSES and at - entry[1] < LONGEST]
        return
    straight = mark in '"＂'
    if mark in _CLOSES:
        opened.append((mark, at))
        return
    wanted = mark if straight else _OPENS[mark]
    place = next((i for i in range(len(opened) - 1, max(-1, len(opened) - 8), -1) if opened[i][0] == wanted), None)
    if place is not None and at - opened[place][1] < LONGEST:
        pairs.append((opened[place][1], at + 1))
        del opened[place:]
    elif straight:
        opened.append((mark, at))


def _with_open(text: str, found: list[Quoted], opened: list[int]) -> list[Quoted]:
    more = []
    for at in opened:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        if end < 0 or text[start:at].strip() or end - at > LONGEST or not _CHAINED.match(text, end):
            continue
        if not any(a.span[0] < end and at < a.span[1] for a in found):
            more.append(Quoted((at, end), open=True))
    return sorted(found + more, key=lambda quotation: quotation.span)
