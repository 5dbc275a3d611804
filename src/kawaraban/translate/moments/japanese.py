"""Moments in a Japanese text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kawaraban.translate.moments.model import Kind, Meridian, Moment, Name, Part
from kawaraban.translate.moments.tables import words_of, zones
from kawaraban.translate.numerals import read_cjk

_KANJI = "[〇一二三四五六七八九十]"
_FEW = rf"(?:[0-9]{{1,2}}|{_KANJI}{{1,3}})"
_NOT_IN_NUMBER = r"(?<![0-9,.])"
# What makes a length of time of 3日 or 6年.
_SPAN = r"間|ぶり|以上|以内|未満|目|余|近く|ほど|程度|おき|ごと|毎|連続|分の?|あたり|当たり|半|弱|強|生"
_DAY_ENDS = rf"{_SPAN}|前|後(?!半)|本|米|中|韓|朝|英|独|仏|ソ|系|産|経|没"
_YEAR_ENDS = rf"{_SPAN}|代|前(?!半|期)|後(?!半|期)"
_HOUR_ENDS = "間|点|期|代|速|計|差|折|々|短|効"
_AGE_OR_NOT = "目|表|理|わり|替|金|々"  # what follows 代 where it is no age


class _Patterns(NamedTuple):
    dates: tuple[re.Pattern[str], ...]
    clocks: tuple[re.Pattern[str], ...]
    decade: re.Pattern[str]
    century: re.Pattern[str]
    weekday: re.Pattern[str]
    relative: re.Pattern[str]
    western: re.Pattern[str]
    zone_before: re.Pattern[str]


def _any_of(found: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))


@cache
def _patterns() -> _Patterns:
    zone = _any_of(zones("ja"))
    return _Patterns(
        dates=tuple(map(re.compile, _date_forms(_any_of(words_of("ja")["eras"])))),
        clocks=tuple(re.compile(form, re.IGNORECASE) for form in _clock_forms(zone)),
        decade=re.compile(rf"{_NOT_IN_NUMBER}([0-9]{{1,4}}|{_KANJI}{{1,4}}) ?(?:年代|代(?!{_AGE_OR_NOT}))"),
        century=re.compile(rf"{_NOT_IN_NUMBER}({_FEW}) ?世紀"),
        weekday=re.compile(r"([月火水木金土日])曜|(?<=[0-9日]) ?[(（]([月火水木金土日])(?:・?[祝休])?[)）]"),
        relative=re.compile(_any_of(words_of("ja")["relative"])),
        western=re.compile(r"(?<![0-9/-])(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?![0-9/-])"),
        zone_before=re.compile(rf"({zone})の?[ 0-9年月日(（火水木金土)）]*$", re.IGNORECASE),
    )


def _date_forms(eras: str) -> Iterator[str]:
    """令和6年5月17日; 2008年, 08年11月, 紀元前323年; 5月17日; 17日."""
    rest = rf"年度?(?!{_YEAR_ENDS})(?: ?(?P<month>{_FEW}) ?月(?: ?(?P<day>{_FEW}) ?日)?)?"
    four = rf"[0-9]{{4}}|{_KANJI}{{4}}"
    two = r"0[0-9](?= ?年)|[0-9]{2}(?= ?年 ?[0-9]{1,2} ?月)"
    none = "(?P<bc>(?!))?(?P<era>(?!))?(?P<year>(?!))?"
    yield rf"(?P<bc>(?!))?(?P<era>{eras}) ?(?P<year>[0-9]{{1,2}}|元|{_KANJI}{{1,3}}) ?{rest}"
    yield rf"(?P<bc>(?:紀元)?前|西暦前)(?P<era>(?!))? ?(?P<year>[0-9]{{1,4}}) ?{rest}"
    yield rf"(?P<bc>(?!))?(?P<era>(?!))?{_NOT_IN_NUMBER}(?P<year>{four}|{two}|(?<=西暦)[0-9]{{1,3}}) ?{rest}"
    yield rf"{none}(?<![0-9,.か])(?P<month>{_FEW}) ?月(?!間|面|額|給|収|刊)(?: ?(?P<day>{_FEW}) ?日)?"
    yield rf"{none}{_NOT_IN_NUMBER}(?P<month>(?!))?(?P<day>{_FEW}) ?日(?!{_DAY_ENDS})"


def _clock_forms(zone: str) -> Iterator[str]:
    """午後3時半, 22時40分; 午後3:15, 11:00; 0230UTC, UTC 0230, 協定世界時0230時."""
    after = rf"(?:過ぎ|すぎ|頃|ごろ)*(?:[(（ ]*(?P<zone>{zone})(?!の?[ :]?(?:[0-9午正朝昼夜])))?"
    half = r"(?:(?P<half>午前|午後|未明|早朝|夕方|夕刻|深夜|[朝昼夜])の? ?)?"
    minute = rf"(?: ?(?P<minute>[0-9]{{1,2}}|{_KANJI}{{1,3}}) ?分(?!間|の)|(?P<thirty>半))?"
    yield rf"{half}{_NOT_IN_NUMBER}(?P<hour>{_FEW}|零) ?時(?!{_HOUR_ENDS}){minute}{after}"
    yield rf"{half}\b(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?![0-9])(?P<thirty>(?!))?{after}"
    yield (
        rf"(?<![0-9])(?P<hour>[01][0-9]|2[0-4])(?P<minute>[0-5][0-9]) ?(?P<zone>{zone})"
        r"(?P<half>(?!))?(?P<thirty>(?!))?"
    )
    yield (
        rf"(?:(?P<zone>{zone})[ :]?)(?P<hour>[01][0-9]|2[0-4])(?P<minute>[0-5][0-9])時?(?![0-9])"
        r"(?P<half>(?!))?(?P<thirty>(?!))?"
    )


def scan(text: str) -> Iterator[Moment]:
    """The moments in a folded text, in no order; what stands first among those that overlap counts."""
    pattern = _patterns()
    if "年" in text or "月" in text or "日" in text:
        yield from _dates(pattern.dates, text)
    yield from _days(pattern, text)
    if "時" in text or ":" in text or "UTC" in text or "GMT" in text:
        yield from _clocks(pattern, text)
    yield from _rest(pattern, text)


def _rest(pattern: _Patterns, text: str) -> Iterator[Moment]:
    """正午, decades and centuries, 2008-11-26."""
    at = text.find("正午")
    if at >= 0:
        yield Moment((at, at + 2), "clock", (Part("hour", (at, at + 2), 12, digits=False),), meridian="pm")
    if "代" in text:
        for match in pattern.decade.finditer(text):
            yield Moment(match.span(), "decade", _part(match, 1, "decade"))
    if "世紀" in text:
        for match in pattern.century.finditer(text):
            yield Moment(match.span(), "century", _part(match, 1, "century"))
    for match in pattern.western.finditer(text):
        if int(match[3]) <= 12 and int(match[4]) <= 31:
            parts = (*_part(match, 1, "year"), *_part(match, 3, "month"), *_part(match, 4, "day"))
            yield Moment(match.span(), "day", parts)


def _days(pattern: _Patterns, text: str) -> Iterator[Moment]:
    """Weekdays, and days counted from today."""
    for match in pattern.weekday.finditer(text):
        yield Moment(match.span(), "day", weekday=words_of("ja")["weekdays"][match[1] or match[2]])
    for match in pattern.relative.finditer(text):
        unit, number = words_of("ja")["relative"][match[0]]
        yield Moment(match.span(), "relative", relative=(unit, number))


def _part(match: re.Match[str], group: str | int, name: Name, before: int = 0) -> tuple[Part, ...]:
    """The part that a group holds; `before` is the year before an era's first."""
    written = match[group]
    if written is None:
        return ()
    if written in {"元", "零"}:
        return (Part(name, match.span(group), before + (written == "元"), digits=False),)
    start = match.end(group) - len(written.lstrip())
    number = read_cjk(written.lstrip(), 0)
    if number is None:
        return ()
    return (Part(name, (start, match.end(group)), before + int(number.low), number.written == "digits"),)


def _dates(forms: Iterable[re.Pattern[str]], text: str) -> Iterator[Moment]:
    """Dates of each form; what an earlier form takes is not there for a later one."""
    taken: set[int] = set()
    for form in forms:
        for match in form.finditer(text):
            moment = _date(match)
            if moment and not taken.intersection(range(*match.span())):
                taken.update(range(*match.span()))
                yield moment


def _date(match: re.Match[str]) -> Moment | None:
    year = _part(match, "year", "year", words_of("ja")["eras"][match["era"]] if match["era"] else 0)
    month, day = _part(match, "month", "month"), _part(match, "day", "day")
    if (month and not 1 <= month[0].value <= 12) or (day and not 1 <= day[0].value <= 31):
        return None
    alone = not month and not year
    if alone and match["day"] in {"一", "二", "三"}:
        return None  # 一日 is a day long
    kind: Kind = "day" if month or day else "year"
    return Moment(match.span(), kind, (*year, *month, *day), before_christ=bool(match["bc"]), sure=not alone)


def _clocks(pattern: _Patterns, text: str) -> Iterator[Moment]:
    meridians: dict[str, Meridian] = words_of("ja")["meridians"]
    for form in pattern.clocks:
        for match in form.finditer(text):
            hour, minute = _part(match, "hour", "hour"), _part(match, "minute", "minute")
            if not hour or hour[0].value > 29 or (match["hour"] == "一" and not (match["half"] or minute)):
                continue  # 一時: for a while
            if match["thirty"]:
                minute = (Part("minute", match.span("thirty"), 30, digits=False),)
            zone = _zone_before(pattern, text, match.start()) or match["zone"]
            yield Moment(
                match.span(),
                "clock",
                (*hour, *minute),
                meridian=meridians.get(match["half"] or ""),
                zone=zones("ja")[zone.lower()] if zone else "",
            )


def _zone_before(pattern: _Patterns, text: str, at: int) -> str | None:
    match = pattern.zone_before.search(text, max(0, at - 24), at)
    return match[1] if match else None
