"""What a text is about, in words that are the same in every language: `matters.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ja", "ru", "zh")
_BEGINNING = frozenset({"en", "ru"})  # words there are told by how they begin


def matters(text: str, language: str) -> frozenset[str]:
    """The matters that a text has words for; none in a language without words."""
    return among(_words(language), text, language) if language in LANGUAGES else frozenset()


def among(wanted: Collection[str], text: str, language: str) -> frozenset[str]:
    """Those of these matters that a text has words for; the language is one of `LANGUAGES`."""
    words = _words(language)
    return frozenset(name for name in wanted if words[name].search(text))


def point(text: str, language: str) -> frozenset[str]:
    """The matters that a text ends with: what it says of the others."""
    ends = {
        name: max((match.end() for match in _words(language)[name].finditer(text)), default=0)
        for name in matters(text, language)
    }
    last = max(ends.values(), default=0)
    return frozenset(name for name, end in ends.items() if end == last)


@cache
def _words(language: str) -> Mapping[str, re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_name("matters.toml").read_text(encoding="utf-8"))
    column, form = LANGUAGES.index(language), r"\b(?:{})" if language in _BEGINNING else "{}"
    return {
        name: re.compile(form.format(row[column]), re.IGNORECASE)
        for part in data.values()
        for name, row in part.items()
    }
