"""Quantities of a Japanese text, and coarsely of a Chinese one."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from kawaraban.translate.numerals import Number, Value, read_cjk
from kawaraban.translate.numerals.cjk import STARTS
from kawaraban.translate.quantities.model import (
    LABEL,
    ORDINAL,
    PERCENT,
    PLAIN,
    Hedge,
    Quantity,
    Span,
    Unit,
    Weight,
    signs,
    spellings,
    words_of,
)

_LETTERS = re.compile(r"[A-Za-z]-?$")
_PART = re.compile(r" ?分の ?|分之")
_TENTHS = re.compile(r" ?割(?:([0-9一二三四五六七八九])分)?(?![りるれ引合])")
_DOZEN = re.compile(r" ?ダース")
_HALF = re.compile(r"半(?![分数径年期世島導])")
_SPEED = re.compile(r"(時速|秒速|分速|毎時|毎秒)[約およそ最大 ]*$")
_PER = {"時": 3600, "秒": 1, "分": 60}
_WINDOW = 6  # code points before a number that a hedge may stand in


class _Beside(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    currency: re.Pattern[str]
    unit: re.Pattern[str]
    counter: re.Pattern[str]
    words: re.Pattern[str]


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


@cache
def _beside(language: str) -> _Beside:
    table = words_of(language)
    units = [*spellings(language), *signs()]
    return _Beside(
        re.compile(rf"({_any_of(list(table['hedges']))})(?:の|で|[ 、])?$"),
        re.compile(rf" ?({_any_of(list(table['hedges_after']))})"),
        re.compile(rf"(?<![A-Za-z])({_any_of(list(words_of('en')['currency_signs']))}) ?$"),
        re.compile(rf" ?({_any_of(units)})(?![A-Za-z])"),
        re.compile(rf" ?({_any_of(table['counters'].split())})"),
        re.compile("|".join(sorted(table["words"].split(), key=len, reverse=True))),
    )


class _Found(NamedTuple):
    """What a number and what follows it make: value, unit, where the number and the whole end."""

    low: Value
    high: Value
    unit: Unit
    number_end: int
    end: int
    counted: bool  # there is a counter or a unit


def scan(text: str, taken: tuple[Span, ...], language: str) -> list[Quantity]:
    """The quantities of a folded text outside of the spans that are taken, in order."""
    found: list[Quantity] = []
    at, busy = 0, iter((*taken, (len(text) + 1, len(text) + 1)))
    span = next(busy)
    while match := STARTS.search(text, at):
        at = match.start()
        while at >= span[1]:
            span = next(busy)
        if span[0] <= at:
            at = span[1]
            continue
        quantity, at = _at(text, at, language)
        if quantity:
            found.append(quantity)
    return found


def _at(text: str, at: int, language: str) -> tuple[Quantity | None, int]:
    """The quantity at a place where a number may begin, and where to go on."""
    word = _beside(language).words.match(text, at) if text[at] > "9" else None
    if word:
        return None, word.end()
    number = read_cjk(text, at)
    if number is None:
        return None, at + 1
    found = (
        _share(text, number)
        or _tenths(text, number)
        or _dozens(text, number)
        or _label(text, number)
        or _counted(text, number, language)
    )
    if number.written == "kanji" and not found.counted and not _stands_alone(text, number):
        return None, number.end
    return _made(text, number, found, language), found.end


def _share(text: str, number: Number) -> _Found | None:
    """4分の1."""
    part = _PART.match(text, number.end)
    if part is None or part.end() >= len(text) or not number.low or not STARTS.match(text, part.end()):
        return None
    over = read_cjk(text, part.end())
    if over is None:
        return None
    return _Found(Fraction(over.low) / number.low, Fraction(over.high) / number.low, PLAIN, over.end, over.end, True)


def _tenths(text: str, number: Number) -> _Found | None:
    """3割5分: 35 percent."""
    match = _TENTHS.match(text, number.end)
    if match is None:
        return None
    more = read_cjk(match[1], 0) if match[1] else None
    hundredths = more.low if more else 0
    low, high = 10 * number.low + hundredths, 10 * number.high + hundredths
    return _Found(low, high, PERCENT, match.end(), match.end(), True)


def _dozens(text: str, number: Number) -> _Found | None:
    """2ダース."""
    match = _DOZEN.match(text, number.end)
    if match is None:
        return None
    return _Found(12 * number.low, 12 * number.high, PLAIN, match.end(), match.end(), True)


def _label(text: str, number: Number) -> _Found | None:
    """F1, KV62, B-52."""
    if (
        number.written != "digits"
        or not number.start
        or not _LETTERS.search(text, max(0, number.start - 2), number.start)
    ):
        return None
    return _Found(number.low, number.high, LABEL, number.end, number.end, True)


def _counted(text: str, number: Number, language: str) -> _Found:
    unit, end, counted = _unit(text, number, language)
    half = _HALF.match(text, end) if unit.kind in {"span", "times"} else None
    if half:
        more = Fraction(1, 2)
        return _Found(number.low + more, number.high + more, unit, number.end, half.end(), counted)
    return _Found(number.low, number.high, unit, number.end, end, counted)


def _unit(text: str, number: Number, language: str) -> tuple[Unit, int, bool]:
    """The unit of a number, where it ends, and whether there is one (a counter is one)."""
    beside = _beside(language)
    counter = beside.counter.match(text, number.end)
    if number.start and text[number.start - 1] == "第":
        return ORDINAL, counter.end() if counter else number.end, True
    money = beside.currency.search(text, max(0, number.start - 4), number.start)
    if money:
        return Unit(words_of("en")["currency_signs"][money[1]], "currency"), number.end, True
    unit = beside.unit.match(text, number.end)
    if unit and not (counter and counter.end() > unit.end()):
        return _measured(text, number, unit, language), unit.end(), True
    if counter is None:
        return PLAIN, number.end, False
    after = text[counter.end() : counter.end() + 1] == "目"
    return ORDINAL if after or counter[1] in {"位", "等"} else PLAIN, counter.end() + after, True


def _measured(text: str, number: Number, match: re.Match[str], language: str) -> Unit:
    """The unit that a match names; a length after 時速 is a speed."""
    unit = spellings(language).get(match[1]) or signs()[match[1]]
    per = _SPEED.search(text, max(0, number.start - 8), number.start) if unit.kind == "length" else None
    if per and unit.size:
        seconds = next(_PER[c] for c in per[1] if c in _PER)
        return Unit(f"{unit.name} a {seconds} s", "speed", unit.size / seconds)
    return unit


def _stands_alone(text: str, number: Number) -> bool:
    """Kanji without a counter that are a number all the same: 二〇二四, 三千五百."""
    written = text[number.start : number.end]
    return len(written) > 2 and number.low >= 20 and len(set(written)) > 1


def _made(text: str, number: Number, found: _Found, language: str) -> Quantity:
    start = number.start - (number.start > 0 and text[number.start - 1] == "第")
    hedge, start, end = _hedged(text, start, found.end, language)
    vague = number.low != number.high
    return Quantity(
        span=(start, end),
        number=(number.start, found.number_end),
        low=found.low,
        high=found.high,
        unit=found.unit,
        written=number.written,
        hedge=hedge,
        weight=_weight(number, found),
        vague=vague,
    )


def _weight(number: Number, found: _Found) -> Weight:
    if number.low != number.high:
        return "loose"
    if number.written == "digits":
        return "required"
    return "required" if found.counted and number.low >= 10 else "counted" if number.low > 1 else "loose"


def _hedged(text: str, start: int, end: int, language: str) -> tuple[Hedge | None, int, int]:
    """The hedge before or after, and the span with it."""
    table, beside = words_of(language), _beside(language)
    match = beside.before.search(text, max(0, start - _WINDOW), start)
    if match:
        return table["hedges"][match[1]], match.start(1), end
    match = beside.after.match(text, end)
    if match and table["hedges_after"][match[1]]:
        return table["hedges_after"][match[1]], start, match.end(1)
    return None, start, end
