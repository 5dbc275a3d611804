"""Words that say that something is not so, or leave it open: by language, as data.

A language is a file beside this one; what its keys mean stands in `en.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kawaraban.translate.proof.polarity import negations

Span = tuple[int, int]  # code points, half-open

LANGUAGES = ("en", "ja", "ru", "zh")
_AROUND = 60  # code points to either side of a denial in which it may be turned round


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a text at `span`, and what they are."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Words:
    denies: re.Pattern[str]
    undone: re.Pattern[str]
    open: re.Pattern[str]
    other: re.Pattern[str]
    negates: re.Pattern[str]
    asked: re.Pattern[str]
    turned: re.Pattern[str]


def denials(text: str, language: str) -> list[Cue]:
    """What says that something is not so, in the text's order, without what is turned round ("did not deny")."""
    if language not in LANGUAGES:
        return []
    known = _words(language)
    return [_cue(match) for match in known.denies.finditer(text) if not _undone(text, match.span(), known, language)]


def undone(text: str, language: str) -> list[Cue]:
    """The denials that are turned round: did not deny, 否定しなかった."""
    if language not in LANGUAGES:
        return []
    known = _words(language)
    return [_cue(match) for match in known.denies.finditer(text) if _undone(text, match.span(), known, language)]


def left_open(text: str, language: str) -> Cue | None:
    """What makes a text neither say nor deny: a question, a condition, a plan, what is still looked into."""
    match = _words(language).open.search(text) if language in LANGUAGES else None
    return _cue(match) if match else None


def negated(text: str, language: str) -> list[Cue]:
    """The negations of a text by grammar, without those that have nothing to do with its matter."""
    if language not in LANGUAGES:
        return []
    known = _words(language)
    aside = [match.span() for match in known.other.finditer(text)]
    found = [_cue(match) for match in known.negates.finditer(text)]
    found += [Cue(one.span, one.text) for one in negations(text, language) if one.kind == "grammar"]
    return sorted((cue for cue in found if not _touches(cue.span, aside)), key=lambda cue: cue.span)


def turned(text: str, language: str, denial: Cue, negation: Cue) -> bool:
    """Whether the negation itself is denied: "denied that nobody was hurt", 死者はいないとの発表を否定."""
    if language not in LANGUAGES or _touches(denial.span, [negation.span]):
        return False
    marked = text
    for span, mark in sorted(((denial.span, "\x01"), (negation.span, "\x02")), reverse=True):
        marked = f"{marked[: span[0]]}{mark}{marked[span[1] :]}"
    return _words(language).turned.search(marked) is not None


def asked(text: str, language: str) -> Cue | None:
    """What tells that somebody was asked for their side: declined to comment, コメントを控えた, 不予置评."""
    match = _words(language).asked.search(text) if language in LANGUAGES else None
    return _cue(match) if match else None


def _undone(text: str, span: Span, known: _Words, language: str) -> bool:
    if language == "ja":
        return known.undone.search(text[span[1] : span[1] + _AROUND]) is not None
    return known.undone.search(text[max(0, span[0] - _AROUND) : span[0]]) is not None


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _cue(match: re.Match[str]) -> Cue:
    return Cue(match.span(), match[0])


@cache
def _words(language: str) -> _Words:
    data = tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))
    return _Words(*(_either(data[key]) for key in ("denies", "undone", "open", "other", "not", "asked", "turned")))


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(_each(patterns)) or r"(?!)", re.IGNORECASE)


def _each(patterns: Sequence[str]) -> Iterator[str]:
    return (f"(?:{pattern})" for pattern in patterns)
