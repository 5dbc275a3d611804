"""What a sentence says that a statement excludes by its meaning: an accident was no sabotage. `contraries.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kawaraban.compare.relating.denials import Cue
from kawaraban.compare.relating.matters import LANGUAGES


@dataclass(frozen=True, slots=True)
class Contrary:
    """Words of a sentence that exclude a statement, and the matters of the statement that they stand for."""

    cue: Cue
    matters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Row:
    matters: frozenset[str]
    set: re.Pattern[str]
    other: re.Pattern[str]


def contrary(statement: tuple[str, str], sentence: tuple[str, str]) -> Contrary | None:
    """What of a sentence excludes a statement, each with its language; None where it has the statement's words too
    ("no accident but sabotage"), which then tell more."""
    if statement[1] not in LANGUAGES or sentence[1] not in LANGUAGES:
        return None
    for number, says_one in _sides(*statement):
        row = _rows(sentence[1])[number]
        same, opposite = (row.set, row.other) if says_one else (row.other, row.set)
        found = opposite.search(sentence[0])
        if found and not same.search(sentence[0]):
            return Contrary(Cue(found.span(), found[0]), row.matters if says_one else frozenset({"accident"}))
    return None


@lru_cache(1 << 8)
def _sides(statement: str, language: str) -> tuple[tuple[int, bool], ...]:
    """The rows of which a statement says one side alone, and whether it is the first."""
    told = [(bool(row.set.search(statement)), bool(row.other.search(statement))) for row in _rows(language)]
    return tuple((number, one) for number, (one, other) in enumerate(told) if one is not other)


@cache
def _rows(language: str) -> tuple[_Row, ...]:
    data = tomllib.loads(Path(__file__).with_name("contraries.toml").read_text(encoding="utf-8"))
    return tuple(
        _Row(
            frozenset(row["matters"]),
            re.compile(row["set"][language], re.IGNORECASE),
            re.compile(row["other"][language], re.IGNORECASE),
        )
        for row in data.values()
    )
