"""How many times of the gold sentences are found with their value, as TempEval counts: F1 over overlapping words.

The sentences of `tests/gold/dates/` are invented, in the register of agencies, and were written before the rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kawaraban.attribute.dates import Dated, dates
from tools.quality.figure import Figure, figures

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "dates"
LANGUAGES = {"en": "English", "ja": "Japanese"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the gold, and what names a time in it."""

    text: str
    published: date
    dates: tuple[Dated, ...]


def run() -> list[Figure]:
    """Find the dates of every sentence and count."""
    values: dict[str, float] = {}
    for language, name in LANGUAGES.items():
        pairs = [(one.dates, tuple(dates(one.text, language, one.published))) for one in sentences(language)]
        values[f"{name}, value F1"] = f1(pairs)
        values[f"{name}, type F1"] = f1(pairs, "type")
    return figures("dates", values)


def sentences(language: str) -> Iterator[Sentence]:
    """The gold of a language. Raises ValueError for words that are not in their sentence."""
    for line in (GOLD / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        meant = tuple(_meant(row["text"], one) for one in row["dates"])
        yield Sentence(row["text"], date.fromisoformat(row["published"]), meant)


def _meant(text: str, row: dict[str, str]) -> Dated:
    """`row["text"]` as it stands in the text, its n-th occurrence where it ends in #n."""
    words, _, number = row["text"].partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(words, at + 1)
    return Dated((at, at + len(words)), words, row["type"], row["value"])  # type: ignore[arg-type]  # a file's word


def f1(pairs: list[tuple[tuple[Dated, ...], tuple[Dated, ...]]], part: str = "value") -> float:
    """F1 of what was found against what was meant, each of them once; right where it overlaps and has the same part."""
    right = sum(_right(meant, found, part) for meant, found in pairs)
    both = sum(len(meant) + len(found) for meant, found in pairs)
    return 2 * right / both if both else 1.0


def _right(meant: tuple[Dated, ...], found: tuple[Dated, ...], part: str) -> int:
    left = list(found)
    right = 0
    for one in meant:
        over = [other for other in left if other.span[0] < one.span[1] and one.span[0] < other.span[1]]
        same = [other for other in over if getattr(other, part) == getattr(one, part)]
        right += bool(same)
        if over:
            left.remove((same or over)[0])
    return right
