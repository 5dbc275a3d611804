"""The cue words of a language that is read without a parse."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from kawaraban.attribute import cues
from kawaraban.attribute.model import Stance

#: What a cue says once it is negated; the others then say nothing.
TURNED: Mapping[Stance, Stance] = {"denies": "says", "reveals": "denies"}


@cache
def table(language: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(cues.__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))


def stances(language: str, part: str) -> dict[str, Stance]:
    """The words of a part, with their stance."""
    found: dict[str, Stance] = {}
    for stance, words in table(language)[part].items():
        for word in words if isinstance(words, list) else words.split():
            found[word] = cast(Stance, stance)
    return found


def words(language: str, part: str, key: str = "words") -> tuple[str, ...]:
    """The words of a part, longest first."""
    return tuple(sorted(table(language)[part][key].split(), key=len, reverse=True))
