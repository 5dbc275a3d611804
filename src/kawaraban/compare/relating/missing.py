"""What is missing where a statement was held against what a desk has: who did not say it, who was not asked.

Codes and their data, for a page to make sentences of. Nothing here says whether the statement is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Standing = Literal["states", "attributes", "denies", "repeats", "related"]

#: nothing: nobody states, attributes or denies it. only-denied: nobody says it, somebody denies it. no-own-voice: all
#: give it as somebody's claim. one-origin: all who say it have it from one. one-owner, one-country: from several, all
#: of one. one-speaker: all claims are of one speaker. only-unnamed: no speaker has a name. no-denial-asked: nobody
#: denies it, and no report says that anybody was asked. unknown-origin: reports whose origin nobody can tell; they
#: count for nothing.
Code = Literal[
    "nothing", "only-denied", "no-own-voice", "one-origin", "one-owner", "one-country", "one-speaker", "only-unnamed",
    "no-denial-asked", "unknown-origin",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, as far as it matters here. Empty strings are what is not known.

    `origin` names the origin; a copy (`repeats`) has that of what it copies. `speakers` are those who claim or deny it
    by name, `unnamed` says that the sentence gives it to somebody without one; `via` are the sources between, nearest
    first, each of which is somebody to have it from. `asked` says that the report tells of somebody who was asked
    (`relating.asked`).
    """

    relation: Standing
    origin: str = ""
    country: str = ""
    owner: str = ""
    speakers: tuple[str, ...] = ()
    unnamed: bool = False
    via: tuple[str, ...] = ()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: `number` of origins or reports, and the `names` (of an origin, a country, an owner, a
    speaker) that the sentence needs."""

    code: Code
    number: int = 0
    names: tuple[str, ...] = ()


def missing(findings: Iterable[Found]) -> list[Missing]:
    """What is missing, the gravest first; empty where nothing is. The order of the findings does not matter."""
    found = list(findings)
    saying = [one for one in found if one.relation in {"states", "attributes"}]
    denying = [one for one in found if one.relation == "denies"]
    if not saying:
        return [Missing("only-denied", _number(denying))] if denying else [Missing("nothing")]
    return [*_origins(saying), *_voices(saying), *_answers(found, denying), *_unknown(found)]


def _origins(saying: Sequence[Found]) -> Iterator[Missing]:
    """From how many, and how far apart they are; a report of unknown origin makes no second one."""
    known = [one for one in saying if one.origin]
    origins = _names(one.origin for one in known)
    if len(origins) == 1:
        yield Missing("one-origin", 1, origins)
    if len(origins) < 2:
        return
    owners, countries = _names(one.owner for one in known), _names(one.country for one in known)
    if len(owners) == 1 and all(one.owner for one in known):
        yield Missing("one-owner", len(origins), owners)
    if len(countries) == 1 and all(one.country for one in known):
        yield Missing("one-country", len(origins), countries)


def _voices(saying: Sequence[Found]) -> Iterator[Missing]:
    """Whether anybody says it in their own voice, and on whose word the others do."""
    if any(one.relation == "states" for one in saying):
        return
    yield Missing("no-own-voice", _number(saying))
    speakers = _names(speaker for one in saying for speaker in one.speakers)
    if not speakers:
        if all(one.unnamed for one in saying):
            yield Missing("only-unnamed", _number(saying), _names(name for one in saying for name in one.via))
    elif len(speakers) == 1 and len(saying) > 1 and not any(one.unnamed for one in saying):
        yield Missing("one-speaker", _number(saying), speakers)


def _answers(found: Sequence[Found], denying: Sequence[Found]) -> Iterator[Missing]:
    if not denying and not any(one.asked for one in found):
        yield Missing("no-denial-asked", len(found))


def _unknown(found: Sequence[Found]) -> Iterator[Missing]:
    unknown = [one for one in found if not one.origin and one.relation in {"states", "attributes", "denies"}]
    if unknown:
        yield Missing("unknown-origin", len(unknown))


def _number(found: Sequence[Found]) -> int:
    """How many origins these are of; a report of unknown origin is none."""
    return len({one.origin for one in found if one.origin})


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Those that are known, each once, in one order whatever theirs."""
    return tuple(sorted({name for name in names if name}))
