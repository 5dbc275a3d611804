"""Quantities of a Russian text, coarsely: digits with their scales and units, and the commonest number words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from kawaraban.translate.numerals import Value
from kawaraban.translate.quantities.model import ORDINAL, PLAIN, Hedge, Quantity, Span, Unit, signs, spellings, words_of

_DIGITS = r"(?<![\d.,])(?:\d{1,3}(?: \d{3})+|\d{1,24})(?:[.,]\d{1,9})?(?!\d)"
_WINDOW = 18  # code points before a number that a hedge may stand in


class _Patterns(NamedTuple):
    number: re.Pattern[str]
    scale: re.Pattern[str]
    unit: re.Pattern[str]
    before: re.Pattern[str]


def _any_of(found: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))


@cache
def _patterns() -> _Patterns:
    table = words_of("ru")
    words = rf"\b(?:{_any_of([*table['cardinals'], *table['ordinals']])})\b"
    return _Patterns(
        number=re.compile(rf"{_DIGITS}|{words}", re.IGNORECASE),
        scale=re.compile(rf" ?({_any_of(table['scales'])})\b\.?", re.IGNORECASE),
        unit=re.compile(rf"[ -]?({_any_of([*signs(), *spellings('ru')])})(?!\w)", re.IGNORECASE),
        before=re.compile(rf"\b({_any_of(table['hedges'])}) $", re.IGNORECASE),
    )


def scan(text: str) -> list[Quantity]:
    """The quantities of a folded text, in order."""
    return [_quantity(text, match) for match in _patterns().number.finditer(text)]


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    table, patterns = words_of("ru"), _patterns()
    word, end = match[0].lower(), match.end()
    written = word[0].isdigit()
    value: Value = _value(word) if written else table["cardinals"].get(word) or table["ordinals"][word]
    scale = patterns.scale.match(text, end)
    if scale:
        value, end = value * table["scales"][scale[1].lower()], scale.end()
    number: Span = (match.start(), end)
    unit, end = _unit(text, end)
    hedge, start = _hedge(text, match.start())
    if word in table["ordinals"]:
        unit = ORDINAL
    counted = written or (unit is not ORDINAL and value > 1)
    return Quantity(
        (start, end), number, value, value, unit, "digits" if written else "words", hedge,
        "required" if written else "counted" if counted else "loose",
    )  # fmt: skip


def _value(written: str) -> Value:
    plain = written.replace(" ", "").replace(",", ".")
    return Fraction(plain) if "." in plain else int(plain)


def _unit(text: str, end: int) -> tuple[Unit, int]:
    match = _patterns().unit.match(text, end)
    if match is None:
        return PLAIN, end
    unit = signs().get(match[1]) or spellings("ru").get(match[1].lower())
    return (unit, match.end()) if unit else (PLAIN, end)


def _hedge(text: str, start: int) -> tuple[Hedge | None, int]:
    match = _patterns().before.search(text, max(0, start - _WINDOW), start)
    return (words_of("ru")["hedges"][match[1].lower()], match.start(1)) if match else (None, start)
