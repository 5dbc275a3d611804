"""What a text counts and measures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kawaraban.translate.numerals import Value, Written

Span = tuple[int, int]  # code points, half-open

#: What a quantity is a number of. `plain` things without a unit, `ordinal` a place in a row (third, 第3), `label`
#: digits that name (F1, KV62, tank No. 3), `score` the halves of 3–1.
Kind = Literal[
    "plain", "people", "percent", "point", "times", "currency", "length", "weight", "area", "volume", "speed",
    "temperature", "span", "ordinal", "label", "score",
]  # fmt: skip
#: Whether a rendering must have it: one in digits is `required`, one in words is `counted` and may be said otherwise
#: (三方, a pair), a `loose` one ("one of", both, second, 一つ) need not be a number there at all.
Weight = Literal["required", "counted", "loose"]
Hedge = Literal["about", "nearly", "just over", "more than", "less than", "at least", "at most", "only"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its name in units.toml; `size` in the base unit of its kind (metre, kilogram ...) if it has one."""

    name: str
    kind: Kind
    size: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at `span`; `number` is the number alone as it is written, `upper` the second of a range.

    `low` and `high` differ where it is a range (10–15) or `vague` (dozens, 数十). Percent and points stand as they are
    written (15 for 15 %, 30 for 3割); a fraction is its value.
    """

    span: Span
    number: Span
    low: Value
    high: Value
    unit: Unit
    written: Written
    hedge: Hedge | None = None
    weight: Weight = "loose"
    vague: bool = False
    upper: Span | None = None

    @property
    def kind(self) -> Kind:
        return self.unit.kind


PLAIN = Unit("", "plain")
ORDINAL = Unit("", "ordinal")
LABEL = Unit("", "label")
SCORE = Unit("", "score")
TIMES = Unit("times", "times")
PERCENT = Unit("percent", "percent")


@cache
def words_of(language: str) -> dict[str, Any]:
    """The tables of words.toml files of a language, as they stand."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))


@cache
def spellings(language: str) -> dict[str, Unit]:
    """How units are written in a language -> the unit; where two share a spelling, the first in units.toml."""
    found: dict[str, Unit] = {}
    for name, row in words_of("units").items():
        unit = Unit(name, row["kind"], Fraction(row["size"]) if "size" in row else None)
        for spelling in row.get(language, []):
            found.setdefault(spelling, unit)
    return found


@cache
def signs() -> dict[str, Unit]:
    """What every language writes for a unit after a number (%, km, °C) -> the unit."""
    return {
        sign: Unit(name, row["kind"], Fraction(row["size"]) if "size" in row else None)
        for name, row in words_of("units").items()
        for sign in row.get("sign", [])
    }
