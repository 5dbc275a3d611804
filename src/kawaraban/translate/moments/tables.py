"""The tables beside the code, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words_of(language: str) -> dict[str, Any]:
    """How a language names days: the tables of its file."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))


@cache
def zones(language: str) -> dict[str, str]:
    """How time zones are written in a language, in small letters -> the zone's name."""
    return {spelling.lower(): name for name, row in words_of("zones").items() for spelling in row[language]}


def minutes_of(zone: str) -> tuple[int, ...]:
    """Minutes east of Greenwich; two where there is summer time, none where the text alone does not say."""
    return tuple(words_of("zones")[zone]["minutes"]) if zone else ()
