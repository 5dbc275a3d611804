"""What a text negates: every negation with its place, and whether grammar or a word's meaning makes it one.

Grammar ("not", ない) has to come back as a negation of some kind; a word ("refuse", 失敗) may come back as one, and may
as well come back as a plain word. Idioms that only look like a negation (なければならない, "not only") are none. The
words stand in `en.toml` and `ja.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

#: grammar: not, ない. affix: 不可能. word: "refuse", 失敗. hint: what a negation may have become ("only", ほとんど).
Kind = Literal["grammar", "affix", "word", "hint"]

_EN_TOKEN = re.compile(r"[A-Za-z]+(?:[’']t\b)?")
_EN_SHORT = frozenset(("n't", "n’t"))
_WINDOW = 20  # characters to either side in which an idiom around a Japanese negation is looked for
_BEFORE = 12  # characters before an English one


@dataclass(frozen=True, slots=True)
class Negation:
    """One negation: its place in code points, and what makes it one."""

    text: str
    span: tuple[int, int]
    kind: Kind


@dataclass(frozen=True, slots=True)
class _English:
    kinds: Mapping[str, Kind]
    hints: re.Pattern[str]
    idioms: re.Pattern[str]
    unnamed: re.Pattern[str]
    before: re.Pattern[str]
    asking: re.Pattern[str]

    def kind(self, word: str) -> Kind | None:
        return self.kinds.get(word) or ("hint" if len(word) > 3 and self.hints.fullmatch(word) else None)


@dataclass(frozen=True, slots=True)
class _Japanese:
    negation: re.Pattern[str]
    idioms: re.Pattern[str]


def negations(text: str, language: str) -> list[Negation]:
    """The negations of an English or Japanese text in their order; none for other languages."""
    if language == "en":
        return list(_in_english(text, _english()))
    return list(_in_japanese(text, _japanese())) if language == "ja" else []


def _in_english(text: str, known: _English) -> Iterator[Negation]:
    for match in _EN_TOKEN.finditer(text):
        start, end = match.span()
        word = match[0].lower()
        if word[-3:] in _EN_SHORT:
            start, word = end - 3, "n't"
        kind = known.kind(word)
        if kind is None:
            continue
        if kind == "grammar" and (known.idioms.match(text, start) or _aside(text, start, word, known)):
            continue
        if kind == "grammar" and known.unnamed.match(text, start):
            kind = "hint"
        yield Negation(text[start:end], (start, end), kind)


def _aside(text: str, start: int, word: str, known: _English) -> bool:
    """Whether what stands before makes it no negation of its own: "or not", "Isn't the road open?"."""
    pattern = {"not": known.before, "n't": known.asking}.get(word)
    return pattern is not None and pattern.search(text[max(0, start - _BEFORE) : start]) is not None


def _in_japanese(text: str, known: _Japanese) -> Iterator[Negation]:
    for match in known.negation.finditer(text):
        kind = cast(Kind, match.lastgroup)
        if kind != "hint" and _in_idiom(text, match.start(), known):
            continue
        yield Negation(match[0], match.span(), kind)


def _in_idiom(text: str, at: int, known: _Japanese) -> bool:
    first = max(0, at - _WINDOW)
    return any(m.start() <= at - first < m.end() for m in known.idioms.finditer(text[first : at + _WINDOW]))


@cache
def _english() -> _English:
    data = _data("en")
    kinds = {word: kind for kind in ("hint", "word", "grammar") for word in data[kind].split()}
    return _English(
        kinds=cast("Mapping[str, Kind]", kinds),
        hints=_either(data["hints"]),
        idioms=_either(data["idioms"]),
        unnamed=_either(data["unnamed"]),
        before=re.compile(f"(?:{'|'.join(data['before'])})$", re.IGNORECASE),
        asking=re.compile(f"(?:{'|'.join(data['asking'])})$", re.IGNORECASE),
    )


@cache
def _japanese() -> _Japanese:
    data = _data("ja")
    kinds = "|".join(f"(?P<{kind}>{'|'.join(data[kind])})" for kind in ("grammar", "affix", "word", "hint"))
    return _Japanese(negation=re.compile(kinds), idioms=re.compile("|".join(data["idioms"])))


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def _data(language: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))
