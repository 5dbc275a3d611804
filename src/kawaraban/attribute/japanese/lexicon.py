"""The tables that Japanese has beside those of every language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kawaraban.attribute import cues


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lemmas; `endings` and `outlets` are ends of words, `phrases` rows of lemmas."""

    requests: frozenset[str]
    objects: frozenset[str]
    emerging: frozenset[str]
    passive: frozenset[str]
    spoken: frozenset[str]
    showing: frozenset[str]
    unsaid: frozenset[str]
    auxiliaries: frozenset[str]
    endings: tuple[str, ...]
    never: frozenset[str]
    pronouns: frozenset[str]
    outlets: tuple[str, ...]
    venues: frozenset[str]
    openings: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    through: tuple[tuple[str, ...], ...]
    bare: frozenset[str]
    before: frozenset[str]
    negated: frozenset[str]
    clauses: frozenset[str]
    arising: frozenset[str]
    sums: frozenset[str]
    quoting: frozenset[str]
    facts: frozenset[str]
    factual: frozenset[str]
    persons: tuple[str, ...]
    labels: frozenset[str]
    pressing: frozenset[str]


@cache
def lexicon() -> Lexicon:
    path = Path(cues.__file__).with_name("ja.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))

    def some(part: str, key: str = "words") -> frozenset[str]:
        return frozenset(table[part][key].split())

    def rows(some: list[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted((tuple(row.split()) for row in some), key=len, reverse=True))

    return Lexicon(
        requests=some("requests"),
        objects=some("objects"),
        emerging=some("objects", "emerging"),
        passive=some("hearsay", "passive"),
        spoken=some("hearsay", "spoken"),
        showing=some("showing"),
        unsaid=some("unsaid"),
        auxiliaries=some("unsaid", "auxiliaries"),
        endings=tuple(sorted(some("sources", "endings"))),
        never=some("sources", "never"),
        pronouns=some("sources", "pronouns"),
        outlets=tuple(sorted(some("sources", "outlets"))),
        venues=some("venues"),
        openings=some("openings"),
        phrases=rows(table["phrases"]["says"]),
        through=rows(table["through"]["rows"]),
        bare=some("bare"),
        before=some("bare", "before"),
        negated=some("negated", "denies"),
        clauses=some("clauses"),
        arising=some("clauses", "arising"),
        sums=some("clauses", "bare"),
        quoting=some("quoting"),
        facts=some("facts"),
        factual=some("facts", "nouns"),
        labels=some("gestures", "never"),
        pressing=some("gestures", "insists"),
        persons=tuple(sorted(some("sources", "persons"))),
    )
