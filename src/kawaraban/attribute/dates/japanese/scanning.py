"""A Japanese text's pieces: the longest form at each place, then what belongs together, joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from kawaraban.attribute.dates.japanese.forms import Form, calendar_forms
from kawaraban.attribute.dates.japanese.lean import lean
from kawaraban.attribute.dates.japanese.lengths import after_cue, length_forms
from kawaraban.attribute.dates.joining import MOST, Found, joined
from kawaraban.attribute.dates.partial import Partial, Piece
from kawaraban.attribute.dates.zones import offsets_of, zone_pattern

#: Where a form may begin; looked at before any of them is tried.
_STARTS = re.compile(
    r"[0-9〇一二三四五六七八九十元数西紀令平昭大明RHS上下第春夏秋冬月火水木金土日(毎今先来再昨去一本当年同前翌々きことおあしゆけ現目最近将未早朝午昼正夕夜晩深半零連隔週懲禁拘刑約過最創満計延まる丸わ実四]"
)
_FILLERS = frozenset(("", "の", "、", " ", "(", "に"))
_RANGES = re.compile(r"(?:から|より)?(?:[~、・,-]|と|および|、?翌)?")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_ZONE_BACK = 12


def scan(text: str) -> Iterator[tuple[Found, int, int]]:
    """What names a time in a folded text, in order, with its lean and the number of its sentence."""
    founds = joined(list(islice(_pieces(text), MOST)), lambda a, b: text[a.last + 1 : b.first] in ("", "の", " "))
    ends = _SENTENCE_END.finditer(text)
    end, sentence = next(ends, None), 0
    before: Found | None = None
    for bare in founds:
        found = _zoned(text, _ranged(text, before, bare))
        while end and end.start() < found.first:
            end, sentence = next(ends, None), sentence + 1
        yield found, lean(text, found.last + 1), sentence
        before = found


@cache
def _forms() -> tuple[Form, ...]:
    return (*calendar_forms(), *length_forms(), after_cue())


def _pieces(text: str) -> Iterator[Found]:
    at = 0
    while start := _STARTS.search(text, at):
        best = _longest(text, start.start())
        yield from best
        at = best[-1].last + 1 if best else start.end()


def _longest(text: str, at: int) -> list[Found]:
    matches = [
        (-match.end(), number) for number, form in enumerate(_forms()) if (match := form.pattern.match(text, at))
    ]
    for _, number in sorted(matches):
        form = _forms()[number]
        match = form.pattern.match(text, at)
        made = form.action(match) if match else None
        if made:
            pieces = made if isinstance(made, list) else [made]
            return [Found(piece, piece.span[0], piece.span[1] - 1) for piece in pieces]
    return []


def _ranged(text: str, before: Found | None, found: Found) -> Found:
    """The second day of a range in the month of the first: 5月3日から7日."""
    one, other = before.piece.partial if before else None, found.piece.partial
    if before is None or one is None or other is None or other.having() - {"part", "clock"} != {"day"}:
        return found
    if not one.day or not (one.month or one.step) or not _RANGES.fullmatch(text, before.last + 1, found.first):
        return found
    if other.day and other.day > one.day:
        partial = replace(other, year=one.year, month=one.month, step=one.step)
        return replace(found, piece=replace(found.piece, partial=partial))
    return found


def _zoned(text: str, found: Found) -> Found:
    """The time with the zone that stands before it: 日本時間12日午前3時."""
    partial = found.piece.partial
    if partial is None or not (partial.clock or partial.part):
        return found
    for match in zone_pattern("ja").finditer(text, max(0, found.first - _ZONE_BACK), found.first):
        if match.end() == found.first:
            return _in_zone(found, partial, match)
    return found


def _in_zone(found: Found, partial: Partial, zone: re.Match[str]) -> Found:
    offsets = offsets_of(zone[1], "ja")
    clock = replace(partial.clock, offsets=offsets) if partial.clock else None
    if not offsets:
        return found
    piece: Piece = replace(found.piece, span=(zone.start(), found.piece.span[1]), partial=replace(partial, clock=clock))
    return Found(piece, zone.start(), found.last)
