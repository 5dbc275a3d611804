"""Where a text quotes: pairs of quotation marks, and quotations that go on over paragraphs.

A paragraph that opens a quotation and does not close it is continued by the next if that opens with a mark again
(Chicago Manual of Style 13.32). Marks that match nothing are no quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kawaraban.attribute.model import Span

#: An apostrophe is no mark: single quotes count where they stand outside of words.
_MARK = re.compile(r"[“”„‟\"«»]|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
_LINE = re.compile(r"[^\n]+")
_OPEN, _CLOSE = "“„«", "”»"
#: Marks among which the end of a quotation is looked for, and white space before one that opens a line: thousands of
#: marks that nothing closes are answered in good time.
_MOST_MARKS, _MOST_INDENT = 200, 40


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation, `span` with its marks: `open` where no mark ends it, `chained` where it goes on from the last."""

    span: Span
    single: bool = False
    open: bool = False
    chained: bool = False


def quoted(text: str) -> list[Quoted]:
    """The quotations of a text in order, none inside another. Single marks count where no double ones are around."""
    found: list[Quoted] = []
    pending = False  # the paragraph before left a quotation open
    for line in _LINE.finditer(text):
        marks = list(_MARK.finditer(text, *line.span()))
        here = _in_line(text, marks, line.span())
        if pending and here and here[0].span[0] <= line.start() + 1:
            here[0] = Quoted(here[0].span, here[0].single, here[0].open, chained=True)
        pending = bool(here) and here[-1].open
        found += here
    return found


def _in_line(text: str, marks: list[re.Match[str]], line: Span) -> list[Quoted]:
    found: list[Quoted] = []
    at = 0
    while at < len(marks):
        mark = marks[at]
        if mark[0] in _CLOSE or mark[0] == "’":
            at += 1
            continue
        single = mark[0] in "‘'"
        if mark[0] == '"' and not _opens(text, mark.start(), line):
            at += 1
            continue
        end = _end(text, marks, at, single, line)
        if end is None:
            if not single and _at_start(text, mark.start(), line):
                found.append(Quoted((mark.start(), _trimmed(text, line[1])), open=True))
                break
            at += 1
            continue
        found.append(Quoted((mark.start(), marks[end].end()), single))
        at = end + 1
    return found


def _end(text: str, marks: list[re.Match[str]], at: int, single: bool, line: Span) -> int | None:
    depth = 0
    for place in range(at + 1, min(at + _MOST_MARKS, len(marks))):
        mark = marks[place][0]
        if single:
            if mark in "'’":
                return place
        elif mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            if depth == 0:
                return place
            depth -= 1
        elif mark == '"' and not (_opens(text, marks[place].start(), line) and marks[at][0] != '"'):
            return place
    return None


def _opens(text: str, at: int, line: Span) -> bool:
    """Whether a straight mark stands where a quotation begins: after a space or a bracket, before a word."""
    before = text[at - 1] if at > line[0] else " "
    after = text[at + 1] if at + 1 < line[1] else " "
    return (before.isspace() or before in "([{—–-―:") and not after.isspace()


def _at_start(text: str, at: int, line: Span) -> bool:
    between = text[line[0] : min(at, line[0] + _MOST_INDENT)]
    return at <= line[0] + _MOST_INDENT and not between.strip()


def _trimmed(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end
