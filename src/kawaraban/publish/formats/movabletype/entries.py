"""The outer form of Movable Type's text: lines -> entries, each with its meta lines and its sections."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kawaraban.publish.formats.model import FormatError

SECTION_END = "-----"
ENTRY_END = "--------"
RULES = (SECTION_END, ENTRY_END)

#: Sections by the line they begin with.
HEADS = ("BODY:", "EXTENDED BODY:", "EXCERPT:", "KEYWORDS:", "COMMENT:", "PING:")
#: Meta lines that are known, of an entry.
META = frozenset(
    (
        "AUTHOR",
        "TITLE",
        "BASENAME",
        "STATUS",
        "ALLOW COMMENTS",
        "CONVERT BREAKS",
        "ALLOW PINGS",
        "PRIMARY CATEGORY",
        "CATEGORY",
        "DATE",
        "TAGS",
        "NO ENTRY",
        "UNIQUE URL",
    )
)

#: Characters of one entry past which the rest of it is left out.
MAX_ENTRY = 32 << 20
_MAX_META = 10_000  # lines
_SOON = 200  # lines in which an export shows that it is one
_FAR = 50  # empty lines between an entry's end and what follows it


@dataclass(slots=True)
class Section:
    head: str  # one of HEADS
    lines: list[str] = field(default_factory=list)  # as in the file
    whole: bool = True  # its end was there

    def text(self) -> str:
        """The text as it was before it was exported: rules that were escaped are rules again."""
        return "\n".join(unescaped(line) for line in self.lines)


@dataclass(slots=True)
class RawEntry:
    meta: list[tuple[str, str]] = field(default_factory=list)  # known ones, in the order of the file
    sections: list[Section] = field(default_factory=list)
    whole: bool = False  # its end was there
    size: int = 0  # characters of its sections in the file; those past MAX_ENTRY are not here

    def first(self, key: str) -> str | None:
        return next((value for name, value in self.meta if name == key), None)

    def all(self, key: str) -> list[str]:
        return [value for name, value in self.meta if name == key]


def escaped(line: str) -> str:
    """A line of 5 or 8 hyphens gets a TAB behind it, and one with TABs already, one more."""
    return line + "\t" if line.startswith(SECTION_END) and line.rstrip("\t") in RULES else line


def unescaped(line: str) -> str:
    return line[:-1] if line.startswith(SECTION_END) and line.endswith("\t") and line.rstrip("\t") in RULES else line


def entries(lines: Iterable[str]) -> Iterator[RawEntry]:
    """The entries, one in memory at a time.

    A rule of 5 hyphens ends a section only before a known head or the end of an entry, one of 8 an entry only behind
    one of 5, or before the meta lines of another entry: all others are text. Raises FormatError.
    """
    ahead = _Ahead(lines)
    if not any(_is_meta(line) for line in ahead.first(_SOON)) and ahead.peek() is not None:
        raise FormatError("This is no Movable Type export: choose the file that the old blog's export gave you.")
    while ahead.peek() is not None:
        entry = _entry(ahead)
        if entry.meta or entry.sections:
            yield entry


class _Ahead:
    """Lines that can be looked at before they are taken."""

    def __init__(self, lines: Iterable[str]):
        self._lines = iter(lines)
        self._seen: deque[str] = deque()

    def take(self) -> str | None:
        return self._seen.popleft() if self._seen else next(self._lines, None)

    def peek(self, place: int = 0) -> str | None:
        while len(self._seen) <= place:
            line = next(self._lines, None)
            if line is None:
                return None
            self._seen.append(line)
        return self._seen[place]

    def first(self, count: int) -> Iterator[str]:
        return (line for place in range(count) if (line := self.peek(place)) is not None)

    def peek_past_empty(self) -> str | None:
        return next((line for place in range(_FAR) if (line := self.peek(place)) != ""), "")


def _entry(ahead: _Ahead) -> RawEntry:
    entry = RawEntry()
    entry.whole = _take_meta(ahead, entry)
    while not entry.whole and (line := ahead.take()) is not None:
        if line == ENTRY_END:
            entry.whole = True
        elif line.rstrip(" \t") in HEADS:
            entry.whole = _take_section(ahead, entry, line.rstrip(" \t"))
    return entry


def _take_meta(ahead: _Ahead, entry: RawEntry) -> bool:
    """Whether the entry ended in its meta lines."""
    while (line := ahead.peek()) is not None and line.rstrip(" \t") not in HEADS:
        ahead.take()
        if line == ENTRY_END:
            return True
        if line == SECTION_END:
            break
        key, colon, value = line.partition(":")
        if colon and key in META and len(entry.meta) < _MAX_META:
            entry.meta.append((key, value.strip(" \t")))
    return False


def _take_section(ahead: _Ahead, entry: RawEntry, head: str) -> bool:
    """Whether the entry ended in the section, without a rule of the section's own."""
    section = Section(head)
    entry.sections.append(section)
    while (line := ahead.take()) is not None:
        if line.startswith(SECTION_END):
            if line == SECTION_END and _ends_section(ahead.peek()):
                return False
            if line == ENTRY_END and _begins_entry(ahead.peek_past_empty()):
                return True
        entry.size += len(line) + 1
        if entry.size <= MAX_ENTRY:
            section.lines.append(line)
    section.whole = False
    return False


def _ends_section(following: str | None) -> bool:
    return following is None or following == ENTRY_END or following.rstrip(" \t") in HEADS


def _begins_entry(following: str | None) -> bool:
    return following is None or _is_meta(following)


def _is_meta(line: str) -> bool:
    key, colon, _ = line.partition(":")
    return bool(colon) and key in META
