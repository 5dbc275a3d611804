"""The words by which a post's statements are found, of one language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_NOTHING = "(?!)"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """What the keys mean stands in `en.toml`; `told`, `events` and `doing` are Japanese alone."""

    language: str
    shout: re.Pattern[str]
    asks: re.Pattern[str]
    thinks: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    joins: re.Pattern[str]
    aside: re.Pattern[str]
    states: re.Pattern[str]
    told: re.Pattern[str]
    events: re.Pattern[str]
    doing: re.Pattern[str]


@cache
def words_of(language: str) -> Words:
    """The words of a language; of English where it has no file."""
    if not (language.isalpha() and (_FOLDER / f"{language}.toml").exists()):
        language = "en"
    data = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    keys = ("shout", "asks", "thinks", "lead", "tail", "joins", "aside", "states", "told", "events", "doing")
    return Words(language, *(_either(data.get(key, _NOTHING)) for key in keys))


def _either(patterns: str | Sequence[str]) -> re.Pattern[str]:
    some = [patterns] if isinstance(patterns, str) else patterns
    return re.compile("|".join(f"(?:{pattern})" for pattern in some), re.IGNORECASE)


def bare(text: str, span: tuple[int, int], marks: str) -> tuple[int, int]:
    """The span without white space and these marks at either end."""
    start, end = span
    while start < end and (text[start] in marks or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in marks or text[end - 1].isspace()):
        end -= 1
    return start, end
