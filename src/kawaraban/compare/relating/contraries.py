"""What a sentence says that a statement excludes by its meaning: an accident was no sabotage. `contraries.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
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
    for mine, there in zip(_rows(statement[1]), _rows(sentence[1]), strict=True):
        says_one, says_other = mine.set.search(statement[0]), mine.other.search(statement[0])
        if bool(says_one) is bool(says_other):
            continue
        same, opposite = (there.set, there.other) if says_one else (there.other, there.set)
        found = opposite.search(sentence[0])
        if found and not same.search(sentence[0]):
            return Contrary(Cue(found.span(), found[0]), mine.matters if says_one else frozenset({"accident"}))
    return None


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
