"""What a text names, so that names of two languages and scripts can be held against each other by sound."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kawaraban.translate.names import alike
from kawaraban.translate.names.finding import frequent, names

_ALIKE = 0.7  # under it two names sound otherwise
_WORD = {
    "ja": re.compile(r"[ァ-ヺ][ァ-ヺー]+|[A-Za-z]{3,}"),
    "ru": re.compile(r"[А-Яа-яЁё]{3,}|[A-Za-z]{3,}"),
}
_LATIN = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ого|его|ому|ему|ами|ями|ой|ей|ом|ем|ах|ях|ию|ии|ия|ью|[аеёиоуыэюяьй])$")
_MOST = 40  # words of a text that are listened to


@dataclass(frozen=True, slots=True)
class Names:
    """`sure` are the words of a text's names, `maybe` what only begins it, `words` all that may answer a name.

    Chinese words are written by their sound, Russian ones without their endings.
    """

    sure: tuple[str, ...]
    maybe: tuple[str, ...]
    words: tuple[str, ...]


def names_of(text: str, language: str) -> Names:
    if language == "zh":
        sounds = tuple(dict.fromkeys(_in_chinese(text)))[:_MOST]
        return Names(sounds, (), sounds)
    words = tuple(dict.fromkeys(_plain(word, language) for word in _WORD.get(language, _LATIN).findall(text)))[:_MOST]
    sure = dict.fromkeys(
        _plain(word, language) for name in names(text, language) for word in name.words if len(word) > 2
    )
    first = _LATIN.match(text)
    begins = first[0] if first and language not in {"ja", "zh"} and first[0].lower() not in frequent() else ""
    maybe = (_plain(begins, language),) if begins and _plain(begins, language) not in sure else ()
    return Names(tuple(sure)[:_MOST], maybe, words)


def _plain(word: str, language: str) -> str:
    return _ENDING.sub("", word) if language == "ru" and len(word) > 4 else word


def _in_chinese(text: str) -> Iterator[str]:
    for run in _runs().finditer(text):
        yield "".join(_sounds()[letter] for letter in run[0])


def shared(one: Names, other: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the first that the second has too, and those that it lacks."""
    here = [name for name in one.sure if _answered(name, other.words)]
    here += [name for name in one.maybe if _answered(name, (*other.sure, *other.maybe))]
    return tuple(here), tuple(name for name in one.sure if name not in here)


def _answered(name: str, words: tuple[str, ...]) -> bool:
    return any(name == word or alike(name, word, _ALIKE) >= _ALIKE for word in words)


@cache
def _sounds() -> dict[str, str]:
    data = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    return {entry[0]: entry[1:] for entry in data["zh"].split()}


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_sounds())}]{{2,}}")
