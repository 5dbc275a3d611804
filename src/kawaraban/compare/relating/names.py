"""What a text names, so that names of two languages and scripts can be held against each other by sound."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kawaraban.compare.relating.matters import LANGUAGES, matters
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


@lru_cache(1 << 10)  # a headline is asked for with each of its sentences
def names_of(text: str, language: str) -> Names:
    """The names of a text; those of the wide world by one name in every language, all others as they sound."""
    world, rest = _world(text, language)
    if language == "zh":
        sounds = tuple(dict.fromkeys((*world, *_in_chinese(rest))))[:_MOST]
        return Names(sounds, (), sounds)
    found = (_plain(word, language) for word in _WORD.get(language, _LATIN).findall(rest))
    words = tuple(dict.fromkeys((*world, *found)))[:_MOST]
    named = (word for name in names(rest, language) for word in name.words if len(word) > 2)
    sure = dict.fromkeys(_plain(word, language) for word in named if not (language == "ja" and _is_plain_word(word)))
    first = _LATIN.match(rest)
    begins = first[0] if first and language not in {"ja", "zh"} and first[0].lower() not in frequent() else ""
    maybe = (_plain(begins, language),) if begins and _plain(begins, language) not in sure else ()
    return Names(tuple(dict.fromkeys((*world, *sure)))[:_MOST], maybe, words)


@lru_cache(1 << 12)
def _is_plain_word(word: str) -> bool:
    """Whether a word in katakana is no name, but a word for what news is about: ミサイル, ストライキ."""
    return bool(matters(word, "ja"))


def _world(text: str, language: str) -> tuple[tuple[str, ...], str]:
    """The names in `[world]` that a text has, and the text with blanks for them."""
    if language not in LANGUAGES:
        return (), text
    found: dict[str, None] = {}
    world, each = _worldly(language)

    def blank(match: re.Match[str]) -> str:
        found[next(name for name, one in each if one.match(text, match.start()))] = None
        return " " * len(match[0])

    rest = world.sub(blank, text)
    return tuple(found), rest


@cache
def _worldly(language: str) -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """What finds the names in `[world]`, and what tells which of them it is: in one pattern, groups for each would be
    entered at every letter, which takes ten times as long."""
    column, begins = LANGUAGES.index(language), r"\b" if language in {"en", "ru"} else ""
    rows = {name.replace("_", " "): row[column] for name, row in _table()["world"].items()}
    each = tuple((name, re.compile(f"{begins}(?:{row})", re.IGNORECASE)) for name, row in rows.items())
    return re.compile(f"{begins}(?:{'|'.join(rows.values())})", re.IGNORECASE), each


@cache
def _worldwide() -> frozenset[str]:
    return frozenset(name.replace("_", " ") for name in _table()["world"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


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
    return name in words or (
        name not in _worldwide()  # North and South Korea sound much alike
        and any(alike(name, word, _ALIKE) >= _ALIKE for word in words if word not in _worldwide())
    )


@cache
def _sounds() -> dict[str, str]:
    return {entry[0]: entry[1:] for entry in _table()["zh"].split()}


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_sounds())}]{{2,}}")
