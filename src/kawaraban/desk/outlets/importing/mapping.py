"""What the columns of a table mean, and its codes: guessed from their names, settled by a person."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kawaraban.desk.models import OutletFact
from kawaraban.desk.outlets.importing.table import Table

Role = Literal["", "name", "name_ja", "host", "codes", "country", "owner", "founded", "languages", "medium", "form"]
ROLES: tuple[Role, ...] = (
    "",
    "name",
    "name_ja",
    "host",
    "codes",
    "country",
    "owner",
    "founded",
    "languages",
    "medium",
    "form",
)
#: Kinds of facts that a column of their own gives.
OF_COLUMN: tuple[Role, ...] = ("country", "owner", "founded", "languages", "medium", "form")
QUESTIONS = (OutletFact.Kind.FUNDING, OutletFact.Kind.OWNERSHIP, OutletFact.Kind.EDITORIAL)
MAX_CODES = 40  # different values of a column of codes that can be given a meaning

Answers = tuple[str, str, str]  # to the three questions, "" where a code does not say


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what (a role for every column), what each code answers, and who says all this."""

    roles: tuple[Role, ...]
    codes: dict[str, Answers] = field(default_factory=dict)
    source: str = ""
    link: str = ""
    dated: str = ""

    def at(self, role: Role) -> int | None:
        """The column of this role; None where there is none."""
        return self.roles.index(role) if role in self.roles else None


def guess(table: Table) -> Mapping:
    """What the columns are called tells their roles, each once; codes that are known have their meaning."""
    roles: list[Role] = [""] * len(table.header)
    for role, words in _data()["columns"].items():
        found = next((at for word in words for at in _called(table, word) if not roles[at]), None)
        if found is not None:
            roles[found] = role
    return with_codes(table, Mapping(tuple(roles)))


def with_codes(table: Table, mapping: Mapping, given: dict[str, Answers] | None = None) -> Mapping:
    """The mapping with a meaning for every code of its column: the given one, else the one that is known."""
    at = mapping.at("codes")
    codes = [] if at is None else [code for code, _n in Counter(filter(None, table.column(at))).most_common(MAX_CODES)]
    meant = {code: (given or {}).get(code, _known(code)) for code in codes}
    return Mapping(mapping.roles, meant, mapping.source, mapping.link, mapping.dated)


def _called(table: Table, word: str) -> list[int]:
    names = [name.casefold() for name in table.header]
    return [at for at, name in enumerate(names) if name == word] or [
        at for at, name in enumerate(names) if word in name
    ]


def _known(code: str) -> Answers:
    funding, ownership, editorial = _data()["codes"].get(code.casefold(), ("", "", ""))
    return funding, ownership, editorial


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
