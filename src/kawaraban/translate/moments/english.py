"""Moments in an English text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kawaraban.translate.moments.model import Meridian, Moment, Name, Part
from kawaraban.translate.moments.tables import words_of, zones
from kawaraban.translate.numerals.english import words

_NO_MEASURE = (
    r"(?!\d|,\d|\.\d|%|[a-z]|[ -]?(?:people|men|women|k?m|kg|miles?|feet|dollars|euros|tons?|tonnes?|metres?|meters?|"
    r"hours|hrs)\b)"
)
_BEFORE_YEAR = frozenset(
    "in since from by of until till to during before after the around and between as year early late summer spring "
    "autumn fall winter born".split()
)
_BEFORE_MAY = frozenset([*_BEFORE_YEAR, "last", "next", "mid", "this", "every"])
_DIGIT = re.compile(r"[0-9]")
_ZONE_GAP = r"[ ,]*\(?(?:the )?"


class _Patterns(NamedTuple):
    date: re.Pattern[str]
    year: re.Pattern[str]
    christ: re.Pattern[str]
    decade: re.Pattern[str]
    spelled_decade: re.Pattern[str]
    century: re.Pattern[str]
    clocks: tuple[re.Pattern[str], ...]
    named_clock: re.Pattern[str]
    weekday: re.Pattern[str]
    relative: re.Pattern[str]
    iso: re.Pattern[str]
    part_of_day: re.Pattern[str]


def _any_of(found: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))


@cache
def _patterns() -> _Patterns:
    table = words_of("en")
    ordinals = rf"(?:twenty-)?(?:{_any_of(words().ordinals)})"
    return _Patterns(
        date=_date(_any_of(table["months"])),
        year=re.compile(rf"(?<![\d,.$€£])(1[0-9]{{3}}|20[0-9]{{2}}){_NO_MEASURE}"),
        christ=re.compile(
            r"(?<![\d,])(\d{1,3}(?:,\d{3})+|\d{1,4}) ?(BCE?|B\.C\.(?:E\.)?|CE|AD)(?!\w)|\bAD (\d{1,4})\b"
        ),
        decade=re.compile(r"(?<![\d,.])(?:[’']?)([1-9]\d{0,2}0)['’]?s\b"),
        spelled_decade=re.compile(rf"\b({_any_of(table['decades'])})\b", re.IGNORECASE),
        century=re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)|({ordinals}))[ -](?=centur)", re.IGNORECASE),
        clocks=tuple(_clock_forms(_any_of(zones("en")))),
        named_clock=re.compile(
            r"\b(?:at|by|until|after|before|around|about|past|from|till) (noon|midnight)\b", re.IGNORECASE
        ),
        weekday=re.compile(rf"\b({_any_of(table['weekdays'])})(?=s?\b)"),
        relative=re.compile(rf"\b({_any_of(table['relative'])})\b", re.IGNORECASE),
        iso=re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b"),
        part_of_day=re.compile(rf" ({_any_of(table['parts_of_day'])})\b", re.IGNORECASE),
    )


def _date(months: str) -> re.Pattern[str]:
    """21 March 2008; March 21; May 11-12, 2022; Nov. 2008; October."""
    no_clock = r"(?!\d|,\d{3}|\.\d|:|[ap]m| ?[ap]\.m)"
    return re.compile(
        rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -])?\b({months})\b\.?"
        rf"(?:[ -](?:the )?(\d{{1,2}}){no_clock}(?:st|nd|rd|th)?"
        r"(?:(?:[-–]| and | to )(\d{1,2})\b(?:st|nd|rd|th)?(?!:|,\d{3}))?)?"
        r"(?:,? (?:of )?(\d{4})(?!\d|,\d))?"
    )


def _clock_forms(zone: str) -> Iterator[re.Pattern[str]]:
    """1:15 a.m., 11:00, 1500 GMT, 3 o'clock."""
    zoned = rf"(?:{_ZONE_GAP}(?P<zone>{zone})\b)"
    for form in (
        rf"\b(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)? ?(?P<half>[ap])\.?m\b\.?{zoned}?",
        rf"\b(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?\b(?! ?min)(?P<half>){zoned}?",
        rf"\b(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d) ?(?:h|hrs|hours)?(?P<half>){zoned}",
        r"\b(?P<hour>\d{1,2})(?P<minute>(?!))? o['’]clock(?P<half>)(?P<zone>(?!))?",
    ):
        yield re.compile(form, re.IGNORECASE)


# Strings of which one is in every text that has such a moment: looked for first, for speed.
_IN_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_IN_CLOCKS = (("m", "M"), (":",), tuple("TCZtczK"), ("clock",))
_IN_WEEKDAYS = "day Mon Tue Wed Thu Fri".split()
_IN_RELATIVE = "esterday oday onight omorrow week month year".split()


def scan(text: str) -> Iterator[Moment]:
    """The moments in a folded text, in no order; what stands first among those that overlap counts."""
    pattern = _patterns()
    if _DIGIT.search(text):
        yield from _iso(text, pattern.iso)
        yield from _clocks(text, pattern)
    if "noon" in text or "midnight" in text:
        yield from _named_clocks(text, pattern.named_clock)
    if _has_any(text, _IN_MONTHS):
        yield from _dates(text, pattern.date)
    yield from _years(text, pattern)
    if "centur" in text:
        yield from _centuries(text, pattern.century)
    if _has_any(text, _IN_WEEKDAYS):
        for match in pattern.weekday.finditer(text):
            yield Moment(match.span(), "day", weekday=words_of("en")["weekdays"][match[1]])
    if _has_any(text, _IN_RELATIVE):
        for match in pattern.relative.finditer(text):
            unit, number = words_of("en")["relative"][match[1].lower()]
            yield Moment(match.span(), "relative", relative=(unit, number))


def _has_any(text: str, parts: Iterable[str]) -> bool:
    for part in parts:  # noqa: SIM110 - twice as quick as any() with a generator, and asked thrice a text
        if part in text:
            return True
    return False


def _part(match: re.Match[str], group: int | str, name: Name) -> tuple[Part, ...]:
    return () if match[group] is None else (Part(name, match.span(group), int(match[group].replace(",", ""))),)


def _iso(text: str, pattern: re.Pattern[str]) -> Iterator[Moment]:
    for match in pattern.finditer(text):
        if int(match[2]) <= 12 and int(match[3]) <= 31:
            yield Moment(
                match.span(), "day", (*_part(match, 1, "year"), *_part(match, 2, "month"), *_part(match, 3, "day"))
            )


def _dates(text: str, pattern: re.Pattern[str]) -> Iterator[Moment]:
    months = words_of("en")["months"]
    for match in pattern.finditer(text):
        alone = not any(match[group] for group in (1, 3, 5))
        if alone and (match[2] in {"Mar", "Jan", "Jun"} or (match[2] == "May" and not _is_may(text, match.start(2)))):
            continue
        if any(match[group] and int(match[group]) > 31 for group in (1, 3, 4)):
            continue
        month = Part("month", match.span(2), months[match[2]], digits=False)
        days = (*_part(match, 1, "day"), *_part(match, 3, "day"), *_part(match, 4, "day"))
        sure = not alone or match[2] != "March"
        yield Moment(match.span(), "day", (*_part(match, 5, "year"), month, *days), sure=sure)


def _is_may(text: str, start: int) -> bool:
    """May is the month after a preposition."""
    before = text[max(0, start - 8) : start].lower().split()
    return bool(before) and before[-1] in _BEFORE_MAY


def _years(text: str, pattern: _Patterns) -> Iterator[Moment]:
    if "ties" in text:
        for match in pattern.spelled_decade.finditer(text):
            value = words_of("en")["decades"][match[1].lower()]
            yield Moment(match.span(), "decade", (Part("decade", match.span(), value, digits=False),))
    if not _DIGIT.search(text):
        return
    for match in pattern.christ.finditer(text) if _has_any(text, ("BC", "B.C", "CE", "AD")) else ():
        group = 1 if match[1] else 3
        before = bool(match[2] and match[2].startswith("B"))
        yield Moment(match.span(), "year", _part(match, group, "year"), before_christ=before)
    for match in pattern.decade.finditer(text) if _has_any(text, ("0s", "0’s", "0's")) else ():
        yield Moment(match.span(), "decade", _part(match, 1, "decade"))
    for match in pattern.year.finditer(text):
        if _is_year(text, match.start()):
            yield Moment(match.span(), "year", _part(match, 1, "year"))


def _is_year(text: str, start: int) -> bool:
    """Whether such a number is a year there: after words that go before one, or in brackets."""
    before = text[max(0, start - 8) : start]
    word = before[:-1].rpartition(" ")[2].lower() if before.endswith(" ") else ""
    return before[-1:] in tuple("(–/’'-") or before.endswith(", ") or word in _BEFORE_YEAR


def _centuries(text: str, pattern: re.Pattern[str]) -> Iterator[Moment]:
    for match in pattern.finditer(text):
        end = text.find("centur", match.end()) + len("century")
        if match[1]:
            value, span = int(match[1]), match.span(1)
        else:
            tens, _, ones = match[2].lower().rpartition("-")
            value, span = words().ordinals[ones] + (20 if tens else 0), match.span(2)
        yield Moment((match.start(), end), "century", (Part("century", span, value, digits=bool(match[1])),))


def _clocks(text: str, pattern: _Patterns) -> Iterator[Moment]:
    for form, telling in zip(pattern.clocks, _IN_CLOCKS, strict=True):
        for match in form.finditer(text) if _has_any(text, telling) else ():
            if int(match["hour"]) <= 24:
                zone = match["zone"]
                yield Moment(
                    match.span(),
                    "clock",
                    (*_part(match, "hour", "hour"), *_part(match, "minute", "minute")),
                    meridian=_meridian(text, match, pattern.part_of_day),
                    zone=zones("en")[zone.lower()] if zone else "",
                )


def _named_clocks(text: str, pattern: re.Pattern[str]) -> Iterator[Moment]:
    for match in pattern.finditer(text):
        noon = match[1].lower() == "noon"
        hour = Part("hour", match.span(1), 12 if noon else 0, digits=False)
        yield Moment(match.span(1), "clock", (hour,), meridian="pm" if noon else "am")


def _meridian(text: str, match: re.Match[str], part_of_day: re.Pattern[str]) -> Meridian | None:
    if match["half"]:
        return "am" if match["half"] in "aA" else "pm"
    after = part_of_day.match(text, match.end())
    found: Meridian | None = words_of("en")["parts_of_day"][after[1].lower()] if after else None
    return found
