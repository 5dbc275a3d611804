"""Names in a text: what is capitalised in English or Russian and begins no sentence, katakana and Latin in Japanese.

No parser: a press name is told by how it is written. In doubt a word is no name, for a name that isn't one is a false
alarm in the proof. Chinese has no marks of names; only what it has in Latin letters is found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Script = Literal["latin", "katakana", "cyrillic"]
Span = tuple[int, int]

_CAPITALISED = {
    "latin": re.compile(r"(?<![\w@#/])(?:[A-Z]\.)*[A-ZÀ-ÖØ-Þ](?:[\w’'-]*\w)?"),
    "cyrillic": re.compile(r"(?<![\w-])[А-ЯЁ][А-Яа-яЁё-]*[а-яё]"),
}
#: What may stand between the words of one name.
_JOINT = re.compile(r" (?:(?:of|the|de|del|della|di|da|do|van|von|der|den|bin|ibn|al|el|la|le|and|&) ){0,2}| ?- ?|-")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;…]|[.!?][\"”’)\]]|[-–—•])[\s\"“‘'(\[]*$|[“\"‘(\[]$")
_BETWEEN = re.compile(r"[\s・＝゠-]+")
_POSSESSIVE = re.compile("[’']s?$")
_KATAKANA = re.compile(r"[ァ-ヺ][ァ-ヺー・＝゠]*[ァ-ヺー]")
_LATIN = re.compile(r"(?<![\w@/.-])[A-Za-z][A-Za-z’'-]*(?: [A-Z][A-Za-z’'-]*)*(?![\w@/])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text: `span` in code points, `text` what is there."""

    span: Span
    text: str
    script: Script
    acronym: bool = False

    @property
    def words(self) -> list[str]:
        return [
            word for word in re.split(r"[\s・＝゠-]+", self.text) if word[:1].isupper() or self.script == "katakana"
        ]


def names(text: str, language: str) -> list[Name]:
    """The names of a text in its order. English, Russian and the like by capitals, Japanese by script."""
    if language in {"ja", "zh"}:
        return sorted(_by_script(text), key=lambda name: name.span)
    return list(_by_capitals(text, "cyrillic" if language in {"ru", "uk", "bg"} else "latin"))


def _by_script(text: str) -> Iterator[Name]:
    for match in _KATAKANA.finditer(text):
        yield Name(match.span(), match[0], "katakana")
    for match in _LATIN.finditer(text):
        if match[0][0].isupper():
            yield Name(match.span(), match[0], "latin", match[0].isupper())


def _by_capitals(text: str, script: Script) -> Iterator[Name]:
    words = list(_CAPITALISED[script].finditer(text))
    at = 0
    while at < len(words):
        last = at
        while last + 1 < len(words) and _JOINT.fullmatch(text, words[last].end(), words[last + 1].start()):
            last += 1
        kept = _without_ends(text, words[at : last + 1], script)
        if kept:
            start, end = kept[0].start(), kept[-1].end()
            found = _POSSESSIVE.sub("", text[start:end])
            yield Name((start, start + len(found)), found, script, _is_acronym(found))
        at = last + 1


def _without_ends(text: str, words: list[re.Match[str]], script: Script) -> list[re.Match[str]]:
    """A run of capitalised words without the one that only begins a sentence, and without days and months.

    "The Kelmar Gazette" is a name without its first word, "Officials" none. Without a list of words that begin
    sentences, as in Russian, the first one is left out whatever it is.
    """
    first = words[0]
    if _begins_sentence(text, first.start()) and (
        len(words) == 1 or script == "cyrillic" or first[0].lower() in no_names()
    ):
        words = words[1:]
    while words and words[0][0].lower() in _times():
        words = words[1:]
    while words and words[-1][0].lower() in _times():
        words = words[:-1]
    return words


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "")
    return len(letters) > 1 and letters.rstrip("s").isupper() and " " not in name


def _begins_sentence(text: str, start: int) -> bool:
    return start == 0 or bool(_SENTENCE_END.search(text, max(0, start - 4), start))


@cache
def no_names() -> frozenset[str]:
    """Words that are capitalised and no names: they begin sentences, name days and months, or are titles."""
    return frozenset().union(*(_lists()["en"][name] for name in ("openers", "times", "titles")))


def _times() -> frozenset[str]:
    return _lists()["en"]["times"]


def titles() -> frozenset[str]:
    """What is called out before a person's name."""
    return _lists()["en"]["titles"]


def sound_otherwise() -> frozenset[str]:
    """Katakana words that sound like no word of the original they render."""
    return _lists()["ja"]["otherwise"]


@cache
def frequent() -> frozenset[str]:
    """English words that stand in nearly every text."""
    return frozenset().union(*(_lists()["en"][name] for name in ("openers", "times", "frequent")))


@cache
def by_meaning() -> frozenset[str]:
    """Words of names that Japanese renders by their meaning, or by a name of its own that sounds otherwise."""
    return frozenset().union(*(_lists()["en"][name] for name in ("common", "exonyms")))


@cache
def _lists() -> dict[str, dict[str, frozenset[str]]]:
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {
        language: {name: frozenset(words.split()) for name, words in lists.items()} for language, lists in data.items()
    }
