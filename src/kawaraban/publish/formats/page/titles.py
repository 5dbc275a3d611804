"""Which line is a post's title: by the mark-up where that tells, else by how the titles of the page look."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kawaraban.publish.formats.page.line import Line, folded

_LONGEST = 110  # code points, a character of Japanese counting for two
_CALLED_TITLE = re.compile(
    r"(?<![a-z])(?:(?:entry|post|article|blog|item|page)?[-_ ]?(?:title|subject|heading|headline))(?![a-z])", re.I
)
_SENTENCE = re.compile(r"(?:[。．、，,;]|(?<![A-Z])(?<!\.)\.)[」』”\"')\]]*$")
_NO_TITLE = re.compile(r"^(?:https?://|www\.|[>＞※]|[-=*_・…─━]{3,}|[@＠]\w|\(?(?:via|source|出典|引用)\b)", re.I)
_ENOUGH = 3  # titles on a page before their script is a habit


@dataclass(frozen=True, slots=True)
class Habit:
    """How the titles of a page look: the places in the mark-up where they stand, and their script."""

    marks: frozenset[str]
    script: str = ""


def habit_of(firsts: Iterable[Line]) -> Habit:
    """What the first lines of a page's posts have in common."""
    lines = list(firsts)
    marks = Counter(line.mark for line in lines if is_marked(line))
    scripts = Counter(script_of(line.text) for line in lines if _looks(line.text))
    script, times = scripts.most_common(1)[0] if scripts else ("", 0)
    known = times >= _ENOUGH and times * 4 > scripts.total() * 3
    often = max(marks.values(), default=0)
    return Habit(frozenset(mark for mark, n in marks.items() if n * 2 > often), script if known else "")


def is_marked(line: Line) -> bool:
    """Whether the mark-up says that this line is a heading, or calls it a title."""
    return bool(line.mark) and (line.level > 0 or bool(_CALLED_TITLE.search(line.mark)))


def is_title(lines: Sequence[Line], habit: Habit) -> bool:
    """Whether the first of a post's lines is its title."""
    first = lines[0]
    if habit.marks:
        return first.mark in habit.marks and bool(first.text)
    if not first.text or first.kind in ("embed", "quote") or not _looks(first.text):
        return False
    if habit.script and script_of(first.text) != habit.script and len(lines) > 1:
        return False
    return len(lines) == 1 or lines[1].apart or width(first.text) <= width(lines[1].text) or len(lines) > 2


def width(text: str) -> int:
    """Columns that a text takes, a character of Japanese taking two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def script_of(text: str) -> str:
    """ "wide" for Japanese, Chinese and Korean, "other" for the rest, by most letters; "" without letters."""
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return ""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in letters)
    # Names in Latin letters stand in many a Japanese title, no kana in an English one.
    return "wide" if wide * 5 > len(letters) else "other"


def _looks(text: str) -> bool:
    plain = folded(text)
    return bool(text) and width(text) <= _LONGEST and not _SENTENCE.search(text) and not _NO_TITLE.match(plain)
