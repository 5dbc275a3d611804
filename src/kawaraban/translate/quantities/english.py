"""Quantities of an English text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kawaraban.translate.numerals.english import Read, Token, beginnings, is_number, joined, read_english, tokens
from kawaraban.translate.quantities.model import (
    LABEL,
    ORDINAL,
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

_LETTERS = re.compile(r"[A-Z][A-Za-z]*-?$|[A-Za-z]$|[#№]$")
_NUMBERED = {
    "no",
    "number",
    "nos",
    "tank",
    "channel",
    "route",
    "article",
    "section",
    "chapter",
    "page",
    "flight",
    "unit",
}
_ROMAN_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_ROMAN = re.compile(r"\b(?:X{0,1}(?:II|III|IV|VI|VII|VIII|IX)|X[IV]|XX)\b")
_CURRENCY_ENDS = frozenset("$€£¥₽₹₩s")
_SOME_ROMAN = re.compile(r"[IVX][IVX]")
_WINDOW = 24  # code points before a number that a hedge may stand in


class _Beside(NamedTuple):
    """What stands beside numbers, compiled once."""

    after: re.Pattern[str]
    currency: re.Pattern[str]
    sign: re.Pattern[str]


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _beside() -> _Beside:
    table = words_of("en")
    return _Beside(
        re.compile(rf"\s+({_any_of(list(table['hedges_after']))})\b", re.IGNORECASE),
        re.compile(rf"(?<![A-Za-z])({_any_of(list(table['currency_signs']))})\s?$"),
        re.compile(rf"[ \u00a0-]?({_any_of(list(signs()))})(?![A-Za-z])"),
    )


def scan(text: str, taken: tuple[Span, ...]) -> list[Quantity]:
    """The quantities of a folded text outside of the spans that are taken, in order."""
    found = tokens(text)
    starts = beginnings()
    quantities = [_roman(match) for match in _ROMAN.finditer(text)] if _SOME_ROMAN.search(text) else []
    after = 0
    for at, token in enumerate(found):
        if at < after or not (token.text in starts or is_number(token.text)):
            continue
        if any(start <= token.start < end for start, end in taken):
            continue
        read = read_english(text, found, at)
        if read is not None:
            quantity, after = _quantity(text, found, at, read)
            quantities.append(quantity)
    quantities.sort(key=lambda quantity: quantity.span)
    return quantities


def _roman(match: re.Match[str]) -> Quantity:
    """World War II, Henry VIII."""
    value = _ROMAN_NUMERALS.index(match[0]) + 1
    return Quantity(match.span(), match.span(), value, value, ORDINAL, "words")


def _quantity(text: str, found: list[Token], at: int, read: Read) -> tuple[Quantity, int]:
    """The quantity that a number makes with what stands around it, and the token after it."""
    number, after = read.number, at + read.size
    low, high, start, end = number.low, number.high, number.start, number.end
    unit, start = _money(text, start)
    written, cardinal = number.written == "digits", read.kind == "cardinal"
    scale = _suffix(text, found, after, unit is not None) if written and cardinal else 0
    if scale:
        low, high, end, after = low * scale, high * scale, found[after].end, after + 1
    digits_end = end
    if written and cardinal and not unit and _is_label(text, found, at):
        unit = LABEL
    elif read.kind == "ordinal":
        unit = ORDINAL
    if unit is None:
        unit, end, after = _unit(text, found, after, end)
    hedge, start, end = _hedged(text, start, end)
    return (
        Quantity(
            (start, end), (number.start, digits_end), low, high, unit, number.written, hedge,
            weight=_weight(read),
            vague=read.kind == "vague",
        ),
        after,
    )  # fmt: skip


def _weight(read: Read) -> Weight:
    if read.number.written == "digits":
        return "required"
    if read.kind == "cardinal":
        return "required" if read.number.low > 12 else "counted" if read.number.low > 1 else "loose"
    return "counted" if read.kind == "part" else "loose"


def _money(text: str, start: int) -> tuple[Unit | None, int]:
    """The currency whose sign stands before a number, and where the sum begins."""
    before = text[max(0, start - 2) : start].rstrip()
    if not before or not (before[-1] in _CURRENCY_ENDS or before[-1].isupper()):
        return None, start
    match = _beside().currency.search(text, max(0, start - 6), start)
    if match is None:
        return None, start
    return Unit(words_of("en")["currency_signs"][match[1]], "currency"), match.start(1)


def _suffix(text: str, found: list[Token], at: int, money: bool) -> int:
    """The scale glued to digits (15k, $5m), or 0."""
    if at >= len(found) or found[at].start != found[at - 1].end:
        return 0
    table = words_of("en")
    scale: int = table["suffixes"].get(found[at].text) or (
        table["money_suffixes"].get(found[at].text, 0) if money else 0
    )
    return scale


def _is_label(text: str, found: list[Token], at: int) -> bool:
    """Digits that name something: F1, B-52, 3D, tank No. 3, Route 66."""
    token = found[at]
    if _LETTERS.search(text, max(0, token.start - 12), token.start):
        return True
    return at > 0 and found[at - 1].text in _NUMBERED and token.start - found[at - 1].end <= 2


def _unit(text: str, found: list[Token], at: int, end: int) -> tuple[Unit, int, int]:
    """The unit after a number that ends at `end`, where it ends, and the token after it."""
    match = _beside().sign.match(text, end)
    if match and (match[1] not in {"C", "F", "m", "g", "l", "L", "mi", "ha"} or text[match.start() - 1].isdigit()):
        while at < len(found) and found[at].start < match.end():
            at += 1
        return signs()[match[1]], match.end(), at
    names = spellings("en")
    for size in (3, 2, 1):
        last = at + size - 1
        if last < len(found) and all(found[k].start - found[k - 1].end <= 1 for k in range(at, last + 1)):
            phrase = " ".join(token.text for token in found[at : last + 1])
            unit = names.get(phrase) or names.get(_singular(phrase))
            if unit:
                return unit, found[last].end, last + 1
    if at + 1 < len(found) and joined(text, found[at], found[at + 1]) and not is_number(found[at].text):
        unit = names.get(_singular(found[at + 1].text))  # 12 young people, 300 metric tons
        if unit and unit.kind not in {"times", "percent", "point"} and found[at].start - end <= 1:
            return unit, found[at + 1].end, at
    if at < len(found) and text[end : found[at].start] in {" ", "-"} and not is_number(found[at].text):
        return PLAIN, found[at].end if _is_thing(found[at].text) else end, at
    return PLAIN, end, at


def _is_thing(word: str) -> bool:
    """May be what is counted: shown with the number."""
    return len(word) > 3 and word.endswith("s")


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


def _hedged(text: str, start: int, end: int) -> tuple[Hedge | None, int, int]:
    """The hedge before or after, and the span with it."""
    table = words_of("en")
    window = text[max(0, start - _WINDOW) : start].lower()
    words = window.split()
    if words and words[-1] in {"the", "a"}:
        words.pop()
    for size in (3, 2, 1):
        phrase = " ".join(words[-size:])
        if phrase in table["hedges"] and (at := window.rfind(phrase)) >= 0:
            return table["hedges"][phrase], start - len(window) + at, end
    match = _beside().after.match(text, end)
    if match:
        return table["hedges_after"][match[1].lower()], start, match.end(1)
    return None, start, end
