"""The words of published quotations, a file a language beside this one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"
# strftime's follow the machine's locale, not the reader's language


@cache
def words(language: str) -> Mapping[str, Any]:
    """The table of a language (ISO 639-1, region ignored), English where there is none."""
    folder = files(__package__)
    file = folder / f"{language.split('-')[0].lower()}.toml"
    if not language.isascii() or not language.replace("-", "").isalnum() or not file.is_file():
        file = folder / f"{FALLBACK}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def day_and_clock(at: datetime, language: str, *, beside: datetime | None = None) -> str:
    """A moment in words, in the zone it carries.

    With its day unless `beside` falls on the same one, and its year unless `beside` falls in the same.
    """
    table = words(language)
    if beside is not None and beside.date() == at.date():
        return f"{at:%H:%M}"
    pattern = table["day"] if beside is not None and beside.year == at.year else table["day_year"]
    day = pattern.format(year=at.year, month=at.month, day=at.day, month_name=_MONTHS[at.month - 1])
    return f"{day} {at:%H:%M}"


def month_of(day: date, language: str) -> str:
    """A day's month and year in words."""
    pattern = str(words(language)["month"])
    return pattern.format(year=day.year, month=day.month, month_name=_MONTHS[day.month - 1])


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
