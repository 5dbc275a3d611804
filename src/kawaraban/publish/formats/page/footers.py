"""The line that ends a post: who, when, how many comments, which category, in the shapes of several hosts.

    posted by NAME at 23:20| Comment(0) | TrackBack(0) | CATEGORY          Seesaa, livedoor
    投稿者 NAME : 23:23 | コメント (0) | トラックバック (0)                  Movable Type in Japanese
    投稿者 NAME 時刻 12:34 CATEGORY | 固定リンク | コメント (0)              cocolog
    Posted by NAME on May 17, 2022 at 11:20 PM in CATEGORY | Comments (0)  TypePad

A footer is read by its parts, not by one pattern: it is cut at its bars, each part is known for what it is, and what is
left is the category. Too few parts that are known make no footer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from kawaraban.publish.formats.page.dates import CLOCK, clock_of, date_in, heading
from kawaraban.publish.formats.page.line import Line, folded, tidy
from kawaraban.publish.formats.page.words import says

_LONGEST = 300  # code points of a footer
_LINES = 8  # that a footer may be spread over

_LIKELY = re.compile(r"posted|written|author|\bby\b|投稿|時刻|comment|コメント|track|トラックバック|\d:\d\d|\d時", re.I)
_BY = re.compile(
    r"^(?:(?:posted|written|submitted|published|entry|投稿)\s*(?:by\b\s*:?)|by\b\s*:?"
    r"|author\s*:|投稿者\s*:?|作成者\s*:?|書いた人\s*:?)\s*",
    re.I,
)
_STAMP = re.compile(
    r"^(?:posted|written|submitted|published)?\s*(?:at|on)\b\s*|^(?:投稿)?(?:時刻|日時|時間)\s*:?\s*", re.I
)
_CLOCK = re.compile(CLOCK, re.I)
# What stands between a name and the time.
_JOINT = re.compile(
    r"(?:^|\s+)(?:at|on|@|時刻|日時|投稿日時|投稿時刻|投稿日|date|time)\s*:?\s*$|\s*[:,/\-–—]\s*$|\s+$", re.I
)
_COUNT = r"\s*[:]?\s*[(\[<]?\s*(?P<n>\d{1,6})\s*(?:件|個|つ)?\s*[)\]>]?\s*(?:件|個)?"
_COMMENTS = re.compile(
    rf"^(?:この記事(?:へ|に対する)の)?(?:comments?|コメント(?:数)?|cm|responses?|replies|感想){_COUNT}$"
    r"|^(?P<m>\d{1,6})\s*(?:comments?|件のコメント|コメント|responses?)$"
    r"|^(?P<no>no comments?(?: yet)?|コメント(?:は|が)?(?:なし|ありません))$",
    re.I,
)
_COMMENTS_BARE = re.compile(
    r"^(?:(?:add a |leave a |post a )?comments?|コメント(?:する|を書く)?)(?:\s*\(\s*\))?$", re.I
)
_TRACKBACKS = re.compile(
    r"^(?:この記事への)?(?:track\s?backs?|トラックバック|tb|pings?|linkbacks?)(?:\s*(?:url|する)|"
    rf"{_COUNT})?(?:\s*\(\s*\))?$|^\d+\s*(?:track\s?backs?|pings?)$",
    re.I,
)
_LABELLED = re.compile(
    r"^(?:categor(?:y|ies)|カテゴリ(?:ー)?|ジャンル|テーマ|分類|filed (?:under|in))\s*[::]\s*(?P<label>.+)$"
    r"|^(?:filed under|in)\s+(?P<under>\S.{0,60})$",
    re.I,
)
_ORDINARY_END = re.compile(r"[。.!?！？]$")


@dataclass(frozen=True, slots=True)
class Footer:
    """What a footer says. `comments` is None where it gives no number; `lines` is how many lines it took."""

    author: str = ""
    clock: time | None = None
    day: date | None = None
    comments: int | None = None
    category: str = ""
    lines: int = 1
    signed: bool = False  # it says who or when in the words of a footer
    bars: bool = False
    counts: int = 0  # how many of comments and trackbacks it names

    @property
    def complete(self) -> bool:
        """Whether a line that says this much is the end of a post, whatever else stands around it."""
        if self.signed and self.clock:
            return True
        if self.signed or self.clock:
            return self.counts > 0 and (self.bars or self.signed)
        return self.counts > 1

    @property
    def byline(self) -> bool:
        """Whether it may as well be the line of a comment: a name and a moment, nothing that only posts have."""
        return self.signed and self.day is not None and not self.counts


def footer_at(lines: Sequence[Line], at: int) -> Footer | None:
    """The footer that begins at a line, over as many lines as it takes; None where none does."""
    first = lines[at].text
    if not first or len(first) > _LONGEST or not _LIKELY.search(folded(first)):
        return None
    found = _footer(first)
    if found is None:
        return None
    whole = first
    for more in range(1, _LINES):
        if at + more >= len(lines):
            break
        joined = _joined(whole, lines[at + more].text, found)
        if joined is None:
            break
        whole, found = joined[0], replace(joined[1], lines=more + 1)
    return found if found.complete else None


def _joined(whole: str, following: str, found: Footer) -> tuple[str, Footer] | None:
    """The footer with the next line, where that goes on with it.

    What is known for a part of a footer goes on with it as long as it says something new; anything else only behind a
    bar of its own, or as the last piece of a footer that is in pieces: most footers that end in a bar have no category.
    """
    text = folded(following).strip()
    if not text or len(text) > _LONGEST // 3:
        return None
    ended = folded(whole).rstrip().endswith("|")
    known = all(_is_part(part) for part in _parts(text) if part)
    if not known and not text.startswith("|") and not (ended and found.lines > 1 and not found.category):
        return None
    if known and "|" not in text and not ended and _COMMENTS_BARE.match(text):
        return None  # the heading above the comments
    candidate = f"{whole} {following}" if ended or text.startswith("|") else f"{whole} | {following}"
    longer = _footer(candidate)
    if longer is None or (longer.counts, longer.category) == (found.counts, found.category):
        return None
    return candidate, longer


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def _is_part(part: str) -> bool:
    known = (_COMMENTS, _COMMENTS_BARE, _TRACKBACKS, _LABELLED)
    return any(pattern.match(part) for pattern in known) or says("noise", part)


def _footer(text: str) -> Footer | None:
    """What one line says, as a footer; None where nothing in it is a footer's."""
    plain = folded(text)
    found = Footer(bars="|" in plain)
    unknown_before: list[str] = []
    unknown_after: list[str] = []
    start = 0
    for part in plain.split("|"):
        raw = text[start : start + len(part)]
        start += len(part) + 1
        said = _said(part, raw, found)
        if said is not None:
            found = said
        elif part.strip():
            (unknown_after if found.counts else unknown_before).append(tidy(raw))
    if not (found.signed or found.clock or found.counts):
        return None
    return _with_category(found, unknown_before, unknown_after)


def _said(part: str, raw: str, found: Footer) -> Footer | None:
    """The footer with what one part says; None where the part is known for nothing."""
    part = part.strip()
    if not part:
        return found
    counted = _COMMENTS.match(part)
    if counted:
        number = 0 if counted["no"] else int(counted["n"] or counted["m"])
        return replace(found, comments=number, counts=found.counts + 1)
    if _TRACKBACKS.match(part) or _COMMENTS_BARE.match(part):
        return replace(found, counts=found.counts + 1)
    if says("noise", part):
        return found
    if labelled := _LABELLED.match(part):
        name = labelled["label"] or labelled["under"]
        return replace(found, category=found.category or tidy(raw.strip()[-len(name) :]))
    return _signed(raw.strip(), found)


def _signed(raw: str, found: Footer) -> Footer | None:
    """The footer with who and when, where a part says so: "posted by NAME at 23:20", "23:20", "投稿者 NAME"."""
    plain = folded(raw)
    by = _BY.match(plain)
    begins = by.end() if by else 0
    stamp = None if by else _STAMP.match(plain)
    clocks = list(_CLOCK.finditer(plain, begins))
    if by is None and stamp is None and not _is_bare_moment(plain, clocks):
        return None
    clock = _last_with_joint(plain, clocks, begins) if by else (clocks[0] if clocks else None)
    if clock is None:
        if by is None or found.author or len(raw) - begins > 60:
            return None
        return replace(found, author=_name(raw[begins:]), signed=True)
    name = "" if by is None else _name(_before(raw[begins : clock.start()]))
    if by is None and stamp is None:
        at = re.search(r"^(.{1,40}?)\s+at\s*$", plain[: clock.start()])
        name = _name(raw[: at.end(1)]) if at else ""
    return replace(
        found,
        author=found.author or name,
        clock=clock_of(clock),
        day=date_in(plain[begins:]),
        signed=found.signed or by is not None or stamp is not None,
        category=found.category or _behind(raw[clock.end() :]),
    )


def _is_bare_moment(plain: str, clocks: Sequence[re.Match[str]]) -> bool:
    """A part that is a time (with its day, or with "NAME at" before it) and nothing else."""
    if not clocks:
        return False
    if clocks[0].span() == (0, len(plain)):
        return True
    return bool(re.fullmatch(r".{1,40}? at\s?", plain[: clocks[0].start()])) or heading(plain) is not None


def _last_with_joint(plain: str, clocks: Sequence[re.Match[str]], begins: int) -> re.Match[str] | None:
    """The time that the name ends before: names may hold digits, so the first that a joint leads up to."""
    for match in clocks:
        if _JOINT.search(plain[begins : match.start()]):
            return match
    return clocks[0] if clocks else None


def _before(text: str) -> str:
    """The name in what stands before the time: without the day and the words that lead up to the time."""
    plain = folded(text)
    day = re.search(
        r"\s*(?:\b(?:on|at)\s+)?(?:\d{4}\s*[年/.\-]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+[a-z]{3}|"
        r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|"
        r"\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
        plain,
        re.I,
    )
    if day:
        text, plain = text[: day.start()], plain[: day.start()]
    while joint := _JOINT.search(plain):
        text, plain = text[: joint.start()], plain[: joint.start()]
    return text


def _name(text: str) -> str:
    return tidy(text).strip("|:,- ") if len(text) <= 80 else ""


def _behind(text: str) -> str:
    """What follows the time in the same part is the category: "in Ukraine", "日記"."""
    text = tidy(text)
    text = re.sub(r"^(?:in\s+|/\s*|,\s*|-\s+|カテゴリー?\s*[::]\s*)", "", text, flags=re.I)
    return "" if len(text) > 60 or _is_weather(text) or _is_part(folded(text)) else text.strip(" ,/")


def _with_category(found: Footer, before: Sequence[str], after: Sequence[str]) -> Footer | None:
    """The footer with its category: the first part behind the counts that is nothing else, or the last before them."""
    if any(len(text) > 80 or _ORDINARY_END.search(text) for text in (*before, *after)):
        return None  # prose with a bar in it
    if found.category:
        return found
    chosen = next((text for text in after if not _is_weather(text)), "")
    if not chosen:
        chosen = next((text for text in reversed(before) if not _is_weather(text)), "")
    return replace(found, category=chosen)


def _is_weather(text: str) -> bool:
    """The weather that Seesaa lets its bloggers set: a place and a symbol, or the symbol alone."""
    return any(unicodedata.category(character) in ("So", "Sk") for character in text) and len(text) <= 12
