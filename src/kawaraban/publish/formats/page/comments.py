"""The comments below a post, where its page shows them: hosts sign them below the text, or name the writer above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kawaraban.publish.formats.model import ForeignComment
from kawaraban.publish.formats.page.dates import clock_in, date_in
from kawaraban.publish.formats.page.furniture import begins_comments, begins_trackbacks, ends_comments
from kawaraban.publish.formats.page.line import Line, folded, tidy

_LONGEST = 160
_MOST = 2_000
_SIGNED = re.compile(
    r"^(?:\d{1,4}\s*[.:]\s*)?(?:posted by|投稿者?|written by|commented by|comment by|by|from)\s*:?\s*"
    r"(?P<name>.{0,60}?)\s*(?:\bat\b|\bon\b|[|:/,]|\s)\s*$",
    re.I,
)
_SAID = re.compile(
    r"^(?P<name>.{1,60}?)\s+(?:said|says|wrote|さん(?:の|が)?(?:コメント|書き込み)?|のコメント)\s*(?:[.…:]+|\bon\b|\bat\b|,)?\s*$",
    re.I,
)
_NUMBERED = re.compile(r"^(?:\d{1,4}\s*[.:]|#\d+|\|)\s*(?P<name>.{1,60}?)\s*[|/:]?\s*$")
_DATE_BEGINS = re.compile(
    r"\d{4}\s*[年/.\-]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}"
    r"|\b\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Byline:
    name: str
    day: date
    clock: time | None


def comments_of(lines: Sequence[Line], zone: ZoneInfo) -> list[ForeignComment]:
    """The comments in what stands below a post, in the order of the page; none where the page does not show them."""
    shown = _shown(lines)
    bylines = {at: byline for at, line in enumerate(shown) if (byline := _byline(line.text))}
    if not bylines:
        return []
    above = min(bylines) == 0
    marks = sorted(bylines)[:_MOST]
    found = []
    for number, at in enumerate(marks):
        if above:
            end = marks[number + 1] if number + 1 < len(marks) else len(shown)
            text = shown[at + 1 : end]
        else:
            text = shown[marks[number - 1] + 1 if number else 0 : at]
        if text:
            byline = bylines[at]
            moment = datetime.combine(byline.day, byline.clock or time(), zone)
            found.append(ForeignComment(_text(text), author=byline.name, written_at=moment))
    return found


def _shown(lines: Sequence[Line]) -> list[Line]:
    """The lines of the section of comments, without its heading and without what follows it."""
    start = next((at for at, line in enumerate(lines) if begins_comments(folded(line.text))), None)
    if start is None:
        return []
    rest = list(lines[start + 1 :])
    while rest and begins_trackbacks(folded(rest[0].text)):
        rest = rest[1:]
    end = next((at for at, line in enumerate(rest) if ends_comments(folded(line.text))), len(rest))
    return rest[:end]


def _byline(text: str) -> _Byline | None:
    """Who wrote a comment and when, where a line says that and nothing else."""
    plain = folded(text)
    if len(text) > _LONGEST:
        return None
    begins = _DATE_BEGINS.search(plain)
    day = date_in(plain[begins.start() :]) if begins else None
    if begins is None or day is None:
        return None
    before = plain[: begins.start()]
    named = _SIGNED.match(before) or _SAID.match(before) or _NUMBERED.match(before)
    if named is None:
        return None
    name = tidy(text[named.start("name") : named.end("name")])
    return _Byline(name, day, clock_in(plain[begins.start() :]))


def _text(lines: Sequence[Line]) -> str:
    """The lines of a comment; a blank one where they stand apart."""
    text = ""
    for line in lines:
        text += ("\n\n" if line.apart else "\n") * bool(text) + line.text
    return text
