"""Entries of Movable Type's text -> posts and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO

from kawaraban.publish.formats.dates import read_date
from kawaraban.publish.formats.encoding import TextLines
from kawaraban.publish.formats.files import contains, rewindable
from kawaraban.publish.formats.model import Doubt, ForeignComment, ForeignPing, ForeignPost, Markup, PostStatus
from kawaraban.publish.formats.movabletype.entries import MAX_ENTRY, RawEntry, Section, entries, unescaped
from kawaraban.publish.formats.movabletype.fields import STATUSES, read_tags

_COMMENT_KEYS = frozenset(("AUTHOR", "EMAIL", "IP", "URL", "DATE"))
_PING_KEYS = frozenset(("TITLE", "URL", "IP", "BLOG NAME", "DATE"))
_NO_ENTRY = (b"\nNO ENTRY:", b"\rNO ENTRY:")


def read(file: IO[bytes]) -> Iterator[ForeignPost | Doubt]:
    """The posts of an export in the order of the file, each followed by its doubts; one is in memory at a time.

    Comments and pings of entries with `NO ENTRY: 1` are put to the first post of the same date, wherever in the file it
    stands. Raises FormatError where nothing in the file is Movable Type's.
    """
    with rewindable(file) as spool:
        start = spool.tell()
        late = _late_sections(spool) if contains(spool, *_NO_ENTRY) else {}
        spool.seek(start)
        lines = TextLines(spool)
        number = -1
        for entry in entries(lines):
            if _is_no_entry(entry):
                continue
            number += 1
            entry.sections += late.pop(_day_and_time(entry), ())
            post, doubts = _post(entry, number)
            yield post
            yield from doubts
            yield from _of_the_lines(lines, number)
        for date, sections in late.items():
            yield Doubt("no-such-entry", "left-out", detail=f"{date}: {len(sections)}"[:200])


def _late_sections(file: IO[bytes]) -> dict[str, list[Section]]:
    """By date as it is written: the comments and pings that belong to an entry of that date."""
    late: dict[str, list[Section]] = {}
    for entry in entries(TextLines(file)):
        if _is_no_entry(entry):
            found = [section for section in entry.sections if section.head in ("COMMENT:", "PING:")]
            late.setdefault(_day_and_time(entry), []).extend(found)
    return late


def _day_and_time(entry: RawEntry) -> str:
    """An entry's date, however it is written."""
    text = entry.first("DATE") or ""
    return str(read_date(text)[0] or text)


def _is_no_entry(entry: RawEntry) -> bool:
    return entry.first("NO ENTRY") == "1"


def _of_the_lines(lines: TextLines, number: int) -> Iterator[Doubt]:
    if damaged := lines.take_damaged():
        yield Doubt("encoding", "replaced", number, damaged)
    if lines.take_cut():
        yield Doubt("too-long", "cut", number)


def _post(entry: RawEntry, number: int) -> tuple[ForeignPost, list[Doubt]]:
    doubts: list[Doubt] = []
    published_at, guessed = _moment(entry.first("DATE") or "", number, doubts, missing=True)
    primary = entry.first("PRIMARY CATEGORY") or ""
    categories = tuple(dict.fromkeys(name for name in (primary, *entry.all("CATEGORY")) if name))
    line_breaks = entry.first("CONVERT BREAKS") or ""
    address = entry.first("UNIQUE URL") or ""
    texts = {section.head: section.text() for section in reversed(entry.sections)}
    post = ForeignPost(
        body=texts.get("BODY:", ""),
        key=address,
        title=entry.first("TITLE"),
        markup=_markup(line_breaks),
        more=texts.get("EXTENDED BODY:", ""),
        excerpt=texts.get("EXCERPT:", ""),
        keywords=texts.get("KEYWORDS:", ""),
        author=entry.first("AUTHOR") or "",
        published_at=published_at,
        date_guessed=guessed,
        status=_status(entry.first("STATUS"), number, doubts),
        category=categories[0] if categories else "",
        categories=categories[1:],
        tags=tuple(dict.fromkeys(tag for value in entry.all("TAGS") for tag in read_tags(value))),
        basename=entry.first("BASENAME") or "",
        addresses=(address,) if address else (),
        comments=tuple(_comment(section, number, doubts) for section in entry.sections if section.head == "COMMENT:"),
        pings=tuple(_ping(section, number, doubts) for section in entry.sections if section.head == "PING:"),
        takes_comments=_switch(entry.first("ALLOW COMMENTS")),
        takes_pings=_switch(entry.first("ALLOW PINGS")),
        line_breaks=line_breaks,
    )
    if entry.size > MAX_ENTRY:
        doubts.append(Doubt("too-long", "cut", number, post.title or ""))
    if not entry.whole:
        doubts.append(Doubt("truncated", "kept", number, (post.title or "")[:200]))
    return post, doubts


def _moment(text: str, number: int, doubts: list[Doubt], *, missing: bool = False) -> tuple[datetime | None, bool]:
    if not text:
        if missing:
            doubts.append(Doubt("date-missing", "left-undated", number))
        return None, False
    moment, guessed = read_date(text)
    if guessed or moment is None:
        doubts.append(Doubt("date-impossible", "left-undated" if moment is None else "guessed", number, text[:200]))
    return moment, guessed


def _status(word: str | None, number: int, doubts: list[Doubt]) -> PostStatus:
    if not word:
        return "published"
    status = STATUSES.get(word.lower())
    if status is None:
        doubts.append(Doubt("status-unknown", "kept-as-draft", number, word[:200]))
        return "draft"
    return status


def _markup(line_breaks: str) -> Markup:
    return "markdown" if line_breaks.lower().startswith("markdown") else "html"


def _switch(value: str | None) -> bool | None:
    """ALLOW COMMENTS is 1 for open; 0 and 2 (closed) show no form."""
    return value == "1" if value else None


def _comment(section: Section, number: int, doubts: list[Doubt]) -> ForeignComment:
    known, text = _headed(section.lines, _COMMENT_KEYS)
    return ForeignComment(
        text=text,
        author=known.get("AUTHOR", ""),
        email=known.get("EMAIL", ""),
        address=known.get("URL", ""),
        ip=known.get("IP", ""),
        written_at=_moment(known.get("DATE", ""), number, doubts)[0],
    )


def _ping(section: Section, number: int, doubts: list[Doubt]) -> ForeignPing:
    known, text = _headed(section.lines, _PING_KEYS)
    return ForeignPing(
        title=known.get("TITLE", ""),
        address=known.get("URL", ""),
        ip=known.get("IP", ""),
        blog=known.get("BLOG NAME", ""),
        written_at=_moment(known.get("DATE", ""), number, doubts)[0],
        text=text,
    )


def _headed(lines: Iterable[str], keys: frozenset[str]) -> tuple[dict[str, str], str]:
    """(the lines that a comment or ping begins with, its text). A key that was there already is text."""
    known: dict[str, str] = {}
    text: list[str] = []
    for line in lines:
        key, colon, value = line.partition(":")
        if not text and colon and key in keys and key not in known:
            known[key] = value.strip(" \t")
        else:
            text.append(unescaped(line))
    return known, "\n".join(text)
