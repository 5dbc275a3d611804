"""English number words among other words: twenty-three, two hundred and fifty, 1.5 million, a dozen, two thirds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kawaraban.translate.numerals.model import Number, Value, Written

_TOKEN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|[^\W\d_]+|[½⅓⅔¼¾⅕⅛]")
_WORDS = re.compile(r"[a-z]+|[0-9½⅓⅔¼¾⅕⅛]")
_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_LONGEST = 24  # digits; what is longer is no number that anybody translates
_JOINED = {" ", "-", "\u00a0", "‑", ""}


class Token(NamedTuple):
    """A word (small letters) or digits as written, from code point `start` to `end`."""

    text: str
    start: int
    end: int


class Words(NamedTuple):
    """The number words of English, of numerals/en.toml."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    ordinals: Mapping[str, int]
    parts: Mapping[str, int]
    loose: Mapping[str, int]

    @property
    def all(self) -> frozenset[str]:
        return frozenset(word for table in self for word in table)


@cache
def words() -> Words:
    return Words(**tomllib.loads(Path(__file__).with_name("en.toml").read_text(encoding="utf-8")))


@cache
def _telling() -> frozenset[str]:
    """Words and signs of which one is in every text with a number."""
    return words().all | set("0123456789") | _SIGNS.keys()


@cache
def beginnings() -> frozenset[str]:
    """Words with which a number may begin."""
    return words().all | {"a", "an", *_SIGNS}


@cache
def _after_article() -> frozenset[str]:
    """What makes a number of "a" before it: a dozen, a third, a couple of thousand."""
    return frozenset({*words().scales, *words().parts, "couple"})


def tokens(text: str) -> list[Token]:
    """The words and digits of a text, in small letters; none where there is no number among them."""
    small = text.lower()
    if len(small) != len(text):  # a letter that grows in lower case would move what follows it
        small = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if _telling().isdisjoint(_WORDS.findall(small)):
        return []
    return [Token(match[0], *match.span()) for match in _TOKEN.finditer(small)]


def is_number(token: str) -> bool:
    return "0" <= token[0] <= "9"


def digits(token: str) -> Value | None:
    """The value of digits with separators; None for those too long to be a number."""
    if len(token) > _LONGEST:
        return None
    written = token.replace(",", "")
    return Fraction(written) if "." in written else int(written)


def joined(text: str, left: Token, right: Token) -> bool:
    return text[left.end : right.start] in _JOINED


class Read(NamedTuple):
    """A number, how many tokens it takes, and what kind of word it ends with."""

    number: Number
    size: int
    kind: str  # "cardinal" "ordinal" "part" "vague" "loose"


def read_english(text: str, found: list[Token], at: int) -> Read | None:
    """The number that begins with token `at`, or None."""
    table, word = words(), found[at].text
    if word in {"a", "an"} and _word(found, at + 1) not in _after_article():
        return None
    if word in table.vague:
        return _vague(text, found, at)
    if word in _SIGNS:
        return _read(found, at, at + 1, Fraction(*_SIGNS[word]), "part")
    if word in table.loose and word not in {"couple", "pair"}:
        return _read(found, at, at + 1, table.loose[word], "loose")
    part = _part(text, found, at)
    if part:
        return part
    if word in {"couple", "pair"}:
        return _read(found, at, at + 1, 2, "loose")
    return _ordinal(text, found, at) or _cardinal(text, found, at)


def _read(found: list[Token], at: int, end: int, value: Value, kind: str, high: Value | None = None) -> Read:
    written: Written = "digits" if is_number(found[at].text) else "words"
    number = Number(found[at].start, found[end - 1].end, value, value if high is None else high, written)
    return Read(number, end - at, kind)


def _word(found: list[Token], at: int) -> str:
    return found[at].text if at < len(found) else ""


def _vague(text: str, found: list[Token], at: int) -> Read:
    """Dozens, tens of thousands, hundreds of millions."""
    table = words()
    low, end = table.vague[found[at].text], at + 1
    while _word(found, end) == "of" and _word(found, end + 1) in table.vague:
        low, end = low * table.vague[found[end + 1].text], end + 2
    return _read(found, at, end, low, "vague", 10 * low - 1)


def _part(text: str, found: list[Token], at: int) -> Read | None:
    """A third of, two-thirds, three quarters, half; not "the third", nor "a second"."""
    table, word = words(), found[at].text
    if word == "half":
        if _word(found, at + 1) == "a" and _word(found, at + 2) in table.scales:  # half a million
            return _read(found, at, at + 3, table.scales[found[at + 2].text] // 2, "cardinal")
        return _read(found, at, at + 1, Fraction(1, 2), "part")
    over = 1 if word in {"a", "an", "one"} else table.cardinals.get(word)
    following = _word(found, at + 1)
    if over is None or following not in table.parts or not joined(text, found[at], found[at + 1]):
        return _read(found, at, at + 1, Fraction(1, 4), "loose") if word in {"quarter", "quarters"} else None
    hyphened = text[found[at].end : found[at + 1].start] != " "
    if not (following.endswith("s") or following in {"half", "quarter"} or hyphened or _word(found, at + 2) == "of"):
        return None
    return _read(found, at, at + 2, Fraction(over, table.parts[following]), "part")


def _ordinal(text: str, found: list[Token], at: int) -> Read | None:
    """Third, twenty-first, 190th."""
    table, word = words(), found[at].text
    following = _word(found, at + 1)
    near = at + 1 < len(found) and joined(text, found[at], found[at + 1])
    if is_number(word):
        value = digits(word)
        if (
            near
            and following in {"st", "nd", "rd", "th"}
            and value is not None
            and found[at].end == found[at + 1].start
        ):
            return _read(found, at, at + 2, value, "ordinal")
        return None
    if word in table.ordinals:
        return _read(found, at, at + 1, table.ordinals[word], "ordinal")
    tens = table.cardinals.get(word, 0)
    if near and tens >= 20 and table.ordinals.get(following, 10) < 10:
        return _read(found, at, at + 2, tens + table.ordinals[following], "ordinal")
    return None


def _cardinal(text: str, found: list[Token], at: int) -> Read | None:
    """12, twenty-three, 1.5 million, two hundred and fifty, a dozen, a couple of thousand."""
    table = words()
    sum_ = _Sum()
    end = at
    if found[at].text in {"a", "an"}:
        after = _word(found, at + 1)
        if after == "couple" and _word(found, at + 2) == "of" and _word(found, at + 3) in table.scales:
            return _read(found, at, at + 4, 2 * table.scales[found[at + 3].text], "loose")
        if after not in table.scales:
            return None
        sum_.section, end = 1, at + 1
    while end < len(found) and (end == at or joined(text, found[end - 1], found[end])):
        if not (sum_.take(found[end].text) or (found[end].text == "and" and _goes_on(found, end))):
            break
        end += 1
    return _read(found, at, end, sum_.total + (sum_.section or 0), "cardinal") if end > at else None


@dataclass(slots=True)
class _Sum:
    """A number as far as it is read: full thousands, and what may still be multiplied."""

    total: Value = 0
    section: Value | None = None

    def take(self, word: str) -> bool:
        """Takes in a further word, or says that the number ends before it."""
        table = words()
        if is_number(word):
            value = digits(word) if self.section is None and not self.total else None
            self.section = self.section if value is None else value
            return value is not None
        if word in table.cardinals:
            if self.section is not None and not _adds(self.section, table.cardinals[word]):
                return False
            self.section = (self.section or 0) + table.cardinals[word]
            return True
        scale = table.scales.get(word, 0)
        if scale > 100:
            self.total, self.section = self.total + (self.section or 1) * scale, None
        elif scale:
            self.section = (self.section or 1) * scale
        return scale > 0


def _adds(section: Value, value: int) -> bool:
    """Twenty + three, a hundred + five; not two + five."""
    return (section % 100 == 0 and section > 0 and value < 100) or (
        section % 100 >= 20 and section % 10 == 0 and value < 10
    )


def _goes_on(found: list[Token], at: int) -> bool:
    table = words()
    return found[at - 1].text in {"hundred", "thousand", "million"} and _word(found, at + 1) in table.cardinals
