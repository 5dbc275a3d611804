"""What taking a list in would do: which outlets are new, which facts, and where they differ from what stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kawaraban.desk.models import OutletFact, OutletHost, OutletProfile
from kawaraban.desk.outlets import words
from kawaraban.desk.outlets.changing import Names
from kawaraban.desk.outlets.facts import facts_of_profiles
from kawaraban.desk.outlets.hosts import host_of, reach
from kawaraban.desk.outlets.importing.mapping import OF_COLUMN, QUESTIONS, Mapping
from kawaraban.desk.outlets.importing.table import Table

_Fact = tuple[str, str, str]  # kind, answer, value
_BATCH = 500  # hosts of one query
MAX_TOLD = 50

Why = Literal["no-host", "no-name", "unknown-code"]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row that gives nothing, or not all: its line, what it is about, and why."""

    line: int
    text: str
    why: Why


@dataclass(slots=True)
class Incoming:
    """One outlet of a list. `profile` is the one of the registry that it is, None for a new one.

    `facts` are those that are not there yet; `beside` those of them that stand differently in another source's word.
    """

    names: Names
    profile: OutletProfile | None
    hosts: list[str] = field(default_factory=list)  # that the registry does not have
    facts: dict[_Fact, str] = field(default_factory=dict)  # with their notes
    beside: list[tuple[_Fact, OutletFact]] = field(default_factory=list)
    same: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list would do."""

    rows: int
    outlets: tuple[Incoming, ...]
    passed_over: int
    told: tuple[PassedOver, ...]  # the first of those

    @property
    def new_outlets(self) -> int:
        return sum(one.profile is None for one in self.outlets)

    @property
    def hosts(self) -> int:
        return sum(len(one.hosts) for one in self.outlets)

    @property
    def facts(self) -> int:
        return sum(len(one.facts) for one in self.outlets)

    @property
    def same(self) -> int:
        return sum(one.same for one in self.outlets)

    @property
    def beside(self) -> list[tuple[Incoming, _Fact, OutletFact]]:
        return [(one, fact, other) for one in self.outlets for fact, other in one.beside]


def plan(table: Table, mapping: Mapping) -> Plan:
    """What taking this table in, so understood, would do. Nothing is changed; some five queries for 500 hosts."""
    told: list[PassedOver] = []
    by_profile: dict[int, Incoming] = {}
    by_name: dict[tuple[str, ...], Incoming] = {}
    by_host: dict[str, Incoming] = {}
    known = _known(table, mapping)
    for number, row in enumerate(table.rows):
        host, name = host_of(_cell(row, mapping, "host")), _cell(row, mapping, "name")
        profile = next((known[above] for above in reach(host) if above in known), None)
        if not host or not (name or profile):
            told.append(PassedOver(table.lines[number], name or row[0], "no-host" if not host else "no-name"))
            continue
        names = Names(name, _cell(row, mapping, "name_ja"))
        if profile is not None:
            one = by_profile.setdefault(profile.pk, Incoming(names, profile))
        elif host in by_host:
            one = by_host[host]
        else:
            # Channels of many countries are called alike.
            called = (name.casefold(), _cell(row, mapping, "country"), _cell(row, mapping, "owner"))
            one = by_host[host] = by_name.setdefault(called, Incoming(names, None))
            one.hosts.append(host)
        one.facts |= dict(_facts(row, mapping))
        if code := _odd_code(row, mapping):
            told.append(PassedOver(table.lines[number], f"{name} {code}", "unknown-code"))
    outlets = [*by_profile.values(), *by_name.values()]
    _hold_against_the_desk(outlets, mapping)
    return Plan(len(table.rows), tuple(outlets), len(told), tuple(told[:MAX_TOLD]))


def _known(table: Table, mapping: Mapping) -> dict[str, OutletProfile]:
    """The profiles that the table's hosts stand under, by the registry's hosts."""
    at = mapping.at("host")
    wanted = sorted({above for cell in table.column(at) for above in reach(cell)}) if at is not None else []
    found = {}
    for start in range(0, len(wanted), _BATCH):
        rows = OutletHost.objects.filter(
            host__in=wanted[start : start + _BATCH], removed_at=None, profile__removed_at=None
        )
        found |= {row.host: row.profile for row in rows.select_related("profile")}
    return found


def _cell(row: tuple[str, ...], mapping: Mapping, role: str) -> str:
    at = mapping.at(role)  # type: ignore[arg-type]
    return " ".join(row[at].split())[:200] if at is not None else ""


def _facts(row: tuple[str, ...], mapping: Mapping) -> Iterator[tuple[_Fact, str]]:
    """Facts of a row, each with a note: the code that it was folded into."""
    code = _cell(row, mapping, "codes")
    for kind, answer in zip(QUESTIONS, mapping.codes.get(code, ("", "", "")), strict=True):
        if answer:
            yield (kind, answer, ""), code
    for role in OF_COLUMN:
        if value := _cell(row, mapping, role):
            yield (role, "", words.country_code(value) if role == "country" else value), ""


def _odd_code(row: tuple[str, ...], mapping: Mapping) -> str:
    code = _cell(row, mapping, "codes")
    return code if code and not any(mapping.codes.get(code, ())) else ""


def _hold_against_the_desk(outlets: list[Incoming], mapping: Mapping) -> None:
    """Takes out what is there already, and finds what stands differently."""
    profiles = [one.profile for one in outlets if one.profile is not None]
    standing = facts_of_profiles(profiles)
    ever: dict[int, set[tuple[str, str, str, str]]] = {}
    said = OutletFact.objects.filter(profile__in=[profile.pk for profile in profiles], source=mapping.source)
    for fact in said.iterator():
        ever.setdefault(fact.profile_id, set()).add((fact.kind, fact.answer, fact.value, fact.link))
    for one in outlets:
        if one.profile is None:
            continue
        there = ever.get(one.profile.pk, set())
        fresh = {fact: note for fact, note in one.facts.items() if (*fact, mapping.link) not in there}
        one.same = len(one.facts) - len(fresh)
        one.facts = fresh
        for fact in fresh:
            others = standing[one.profile.pk].of(fact[0])
            one.beside += [(fact, other) for other in others if (other.answer, other.value) != fact[1:]]
