"""Outlets as files hold them: the starter registry's TOML, read into plain data.

A file has `[sources.KEY]` tables (`name`, `link`, `read`, and `dated` where the source says its own date), then
`[[outlet]]` tables with `key`, `name`, `ja`, `own`, `hosts`, and `[[outlet.fact]]` tables: `kind`, `answer` or `value`
(and `ja`), and either `from`, a key of `sources`, with a `link` of its own where it has one; or `source`, `link` and
`read`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

STARTER = Path(__file__).with_name("starter")


@dataclass(frozen=True, slots=True)
class EntryFact:
    """One fact of a file; what is missing in it is empty, and the validator finds it."""

    kind: str
    answer: str
    value: str
    value_ja: str
    source: str
    link: str
    dated: str
    read_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One outlet of a file."""

    key: str
    name: str
    name_ja: str
    name_own: str
    hosts: tuple[str, ...]
    facts: tuple[EntryFact, ...]


def starter() -> Iterator[Entry]:
    """The outlets of the starter registry, in the order of its files."""
    return read_files(sorted(STARTER.glob("*.toml")))


def read_files(paths: Iterable[Path]) -> Iterator[Entry]:
    """The outlets of these files. Raises OSError and tomllib.TOMLDecodeError."""
    for path in paths:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = table.get("sources", {})
        for outlet in table.get("outlet", []):
            yield _entry(outlet, sources)


def _entry(outlet: dict[str, Any], sources: dict[str, Any]) -> Entry:
    facts = tuple(_fact(fact, sources.get(fact.get("from", ""), {})) for fact in outlet.get("fact", []))
    return Entry(
        key=outlet.get("key", ""),
        name=outlet.get("name", ""),
        name_ja=outlet.get("ja", ""),
        name_own=outlet.get("own", ""),
        hosts=tuple(outlet.get("hosts", ())),
        facts=facts,
    )


def _fact(fact: dict[str, Any], source: dict[str, Any]) -> EntryFact:
    read = fact.get("read", source.get("read"))
    return EntryFact(
        kind=fact.get("kind", ""),
        answer=fact.get("answer", ""),
        value=str(fact.get("value", "")),
        value_ja=fact.get("ja", ""),
        source=fact.get("source", source.get("name", "")),
        link=fact.get("link", source.get("link", "")),
        dated=str(fact.get("dated", source.get("dated", ""))),
        read_on=read if isinstance(read, date) else None,
        note=fact.get("note", ""),
    )
