"""An English text as a row of classes, a character each, over which rules are regular expressions.

A word that names no time is a dot, which no rule crosses; so what a rule looks at is short, however long the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kawaraban.attribute.dates.words import words_of
from kawaraban.translate.moments.tables import zones

NONE = "."
_MAX_DIGITS = 9
_OLD = "1800"  # a number under this is a year only behind a word such as "in"
_VALUED = {
    "month": "months",
    "weekday": "weekdays",
    "weekdayplural": "weekdayplural",
    "season": "seasons",
    "part": "parts",
    "noon": "noons",
    "unit": "unit",
    "units": "units",
    "num": "numbers",
    "ord": "ordinals",
    "decade": "decades",
    "day": "days",
    "ref": "references",
    "set": "sets",
}
_SHAPES = ("year", "clock", "iso", "slashed", "holiday", "quarterid", "hyphen", "comma", "ampm", "oclock")
_CAPITAL = frozenset("may march mar sun sat wed mon tue thu fri jan feb apr jun jul aug sep sept oct nov dec".split())
_DOTTED = _CAPITAL - {"may", "march"} | {"tues", "thur", "thurs"}
_SHORT = frozenset("sun sat wed mon tue thu fri thur thurs tues mar jan sep".split())


class Token(NamedTuple):
    """A word or sign; `value` is what its class gives it: 3 for "three" and "March", "week" for "weeks"."""

    start: int
    end: int
    text: str  # in small letters
    value: int | str | float | None


@dataclass(slots=True)
class Row:
    """The tokens of a text, and a character for the class of each."""

    text: str
    tokens: list[Token]
    classes: str

    def word(self, i: int) -> str:
        """The token's text; "" outside of the text."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""


class _Lexicon(NamedTuple):
    words: dict[str, tuple[str, int | str | None]]
    after_year: frozenset[str]
    counted: frozenset[str]
    things: frozenset[str]
    before_season: frozenset[str]
    zones: frozenset[str]


@cache
def letter(name: str) -> str:
    """The character of a class. Raises ValueError for what is none."""
    return chr(0x100 + _names().index(name))


@cache
def _names() -> tuple[str, ...]:
    return (*_VALUED, *_SHAPES, *words_of("en")["classes"])


@cache
def _lexicon() -> _Lexicon:
    tables = words_of("en")
    words: dict[str, tuple[str, int | str | None]] = {}
    for name, some in tables["classes"].items():
        words |= dict.fromkeys(some.split(), (letter(name), None))
    for name, table in _VALUED.items():
        for word, value in tables[table].items():
            words.setdefault(word, (letter(name), value))
    lean = tables["lean"]
    return _Lexicon(
        words,
        frozenset(lean["year_after"].split()),
        frozenset(lean["counted_after"].split()),
        frozenset(lean["counted_things"].split()),
        frozenset(lean["season_after"].split()),
        frozenset(zones("en")) - {"local"},
    )


@cache
def _token() -> re.Pattern[str]:
    holidays = "|".join(re.escape(name) for name in sorted(words_of("en")["holidays"], key=len, reverse=True))
    return re.compile(
        rf"""(?P<gap>\n[^\S\n]{{0,9}}\n)
        |(?P<holiday>(?:{holidays})(?![\w]))
        |(?P<iso>(?<![\w/-])[12][0-9]{{3}}-[01][0-9]-[0-3][0-9](?:[T ][0-2][0-9]:[0-5][0-9])?(?![\w/]|-[0-9]))
        |(?P<slashed>(?<![\w/.-])[0-3]?[0-9](?P<part>[/.])[0-3]?[0-9](?P=part)(?:[12][0-9])?[0-9]{{2}}(?![\w/]))
        |(?P<clock>(?<![\w:.])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![\w:]*[0-9]))
        |(?P<decade>(?<!\w)(?:[12][0-9]{{2}}|['’][2-9])0['’]?s(?![\w]))
        |(?P<ordinal>(?<![\w.,])[0-9]{{1,4}}(?:st|nd|rd|th)(?![\w]))
        |(?P<number>(?<![\w.,/])(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}(?![0-9])|[0-9]+(?:\.[0-9]+)?))
        |(?P<ampm>[ap]\.m\.?|(?:am|pm|AM|PM|A\.M\.|P\.M\.)(?![\w]))
        |(?P<oclock>o['’]clock)
        |(?P<quarterid>Q[1-4](?![\w]))
        |(?P<word>[^\W\d_]+)
        |(?P<sign>\S)""",
        re.VERBOSE,
    )


def row_of(text: str) -> Row:
    """The text's tokens with their classes."""
    tokens: list[Token] = []
    classes: list[str] = []
    for kind, token, name in _read(text):
        if kind == "dot" and tokens and _abbreviated(text, tokens[-1], classes[-1]):
            tokens[-1] = tokens[-1]._replace(end=token.end)
            continue
        tokens.append(token)
        classes.append(name)
    row = Row(text, tokens, "".join(classes))
    row.classes = "".join(_settled(row, i, name) if name != NONE else name for i, name in enumerate(classes))
    return row


def _abbreviated(text: str, token: Token, name: str) -> bool:
    """Whether the dot behind a token belongs to it: "Nov." """
    return name in (letter("month"), letter("weekday")) and token.text in _DOTTED and text[token.end] == "."


def _read(text: str) -> Iterator[tuple[str, Token, str]]:
    words = _lexicon().words
    for match in _token().finditer(text):
        kind = match.lastgroup or ""
        written = match[0]
        if kind == "word":
            small = written.lower()
            name, value = words.get(small, (NONE, None))
            if name != NONE and small in _CAPITAL and not written[0].isupper():
                name = NONE
            yield kind, Token(*match.span(), small, value), name
        elif kind == "sign":
            name = letter("hyphen") if written in "-–‑" else letter("comma") if written == "," else NONE
            yield "dot" if written == "." else kind, Token(*match.span(), written, None), name
        elif kind == "gap":
            yield kind, Token(*match.span(), "\n", None), NONE
        else:
            yield kind, *_shaped(kind, written, match.span())


def _shaped(kind: str, written: str, span: tuple[int, int]) -> tuple[Token, str]:
    if kind == "number":
        return _number(written, span)
    if kind == "ordinal":
        return Token(*span, written, int(written[:-2])), letter("ord")
    if kind == "decade":
        value = written[:3] if written[0].isdigit() else int(written[1])
        return Token(*span, written, value), letter("decade")
    if kind == "holiday":
        return Token(*span, written, words_of("en")["holidays"][written]), letter("holiday")
    if kind == "quarterid":
        return Token(*span, written, int(written[1])), letter("quarterid")
    return Token(*span, written.lower(), written), letter(kind)


def _number(written: str, span: tuple[int, int]) -> tuple[Token, str]:
    if len(written) > _MAX_DIGITS:
        return Token(*span, written, None), NONE
    if len(written) == 4 and written.isdigit() and "1000" <= written < "2200":
        return Token(*span, written, int(written)), letter("year")
    plain = written.replace(",", "")
    return Token(*span, written, float(plain) if "." in plain else int(plain)), letter("num")


def _settled(row: Row, i: int, name: str) -> str:
    """The class, or a dot where the words around say that it is another word."""
    check = _checks().get(name)
    return name if check is None or check(row, i) else NONE


def _is_month(row: Row, i: int) -> bool:
    token = row.tokens[i]
    if token.text not in ("may", "march") and token.text not in _SHORT:
        return True
    before, after = row.word(i - 1), row.tokens[i + 1] if i + 1 < len(row.tokens) else None
    if after and after.text[:1].isdigit():
        return True
    if before[:1].isdigit() or before in _lexicon().before_season or before in ("last", "next", "this", "of", "-"):
        return before not in ("the", "and") or token.text not in ("may", "march")
    return before == "and" and row.word(i - 2) in words_of("en")["months"]


def _is_weekday(row: Row, i: int) -> bool:
    token = row.tokens[i]
    if token.text not in _SHORT:
        return True
    dotted = row.text[token.end - 1] == "."
    return dotted or row.word(i + 1) in words_of("en")["months"] or row.word(i + 2) in words_of("en")["months"]


def _is_year(row: Row, i: int) -> bool:
    before, after = row.word(i - 1), row.word(i + 1)
    if before in ("$", "€", "£", "¥", "#", "no", "page") or after in ("%", "°"):
        return False
    words = _lexicon()
    if before in words.counted or after in words.things:
        return False
    if before not in words.after_year:
        plural = after.endswith("s") and len(after) > 3 and after not in words.words
        return not plural and (row.word(i) >= _OLD or after in words.zones)
    return True


@cache
def _checks() -> dict[str, Callable[[Row, int], bool]]:
    return {letter("month"): _is_month, letter("weekday"): _is_weekday, letter("year"): _is_year}
