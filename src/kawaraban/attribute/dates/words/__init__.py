"""How languages name times: tables as data, and the feasts that move."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kawaraban.attribute.dates.reckoning import day_of, easter, moved, weekday_near


@cache
def words_of(language: str) -> dict[str, Any]:
    """The tables of a language's file. Raises FileNotFoundError where it has none."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))


def holiday_in(told: str, year: int) -> date | None:
    """The day of a feast in a year.

    `told` is "12-25"; "easter-2", days from Easter Sunday; or "11-4-4", the fourth Thursday of November.
    """
    if not 1 <= year <= 9998:
        return None
    if told.startswith("easter"):
        return moved(easter(year), "day", int(told.removeprefix("easter")))
    parts = [int(part) for part in told.split("-")]
    if len(parts) == 2:
        return day_of(year, parts[0], parts[1])
    first = weekday_near(date(year, parts[0], 1), parts[2], 1)
    return moved(first, "week", parts[1] - 1) if first else None
