"""The words that say that somebody said: tables by language, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kawaraban.attribute.model import Act, Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word says of how an article holds what it reports."""

    stance: Stance
    act: Act


@dataclass(frozen=True, slots=True)
class Cues:
    """The tables of one language: lemmas, and phrases as they stand, in small letters."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    phrases: Mapping[str, Cue]
    adverbs: Mapping[str, Cue]
    unnamed: frozenset[str]
    clause_only: frozenset[str]  # verbs that say something only with a clause
    not_to_do: frozenset[str]  # verbs whose infinitive is not what was said
    for_something: frozenset[str]  # verbs whose object alone is no word: "attacked the harbour"
    deeds: Mapping[str, frozenset[str]]  # by verb: with what as its object it says nothing, "claimed credit"
    inverting: frozenset[str]  # verbs that stand before who says it
    days: frozenset[str]
    hearsay: frozenset[str]  # verbs that without a speaker are hearsay: "is said to"
    to_do_nouns: frozenset[str]  # nouns that say something with an infinitive: "a promise to"
    light: frozenset[str]  # verbs that only carry a noun of saying: "made a promise"
    titles: frozenset[str]  # before a name: "Interior Minister"
    male: frozenset[str]
    female: frozenset[str]
    roles: frozenset[str]  # nouns for persons
    alike: tuple[frozenset[str], ...]  # words for one kind of thing
    things: frozenset[str]  # all of these
    media: frozenset[str]  # whose word is hearsay
    not_sources: frozenset[str]  # "according to plan"
    cited: frozenset[str]  # what can be cited as a source
    headings: frozenset[str]  # "CONFIRMED: ..." names nobody
    carriers: frozenset[str]  # nouns that carry words: "said in a statement"


@cache
def cues(language: str) -> Cues:
    """The tables of a language. Raises FileNotFoundError where it has none."""
    table = tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))
    grammar, people = table.get("grammar", {}), table.get("people", {})
    verbs: dict[str, Cue] = {}
    for part, act in (("appearance", "appearance"), ("thought", "thought"), ("speech", "speech")):
        for stance, words in table[part].items():
            verbs |= {word: Cue(stance, act) for word in words.split()}  # type: ignore[arg-type]
    return Cues(
        verbs=verbs,
        nouns={word: Cue(stance, "speech") for stance, words in table["nouns"].items() for word in words.split()},
        phrases={phrase: Cue(stance, "speech") for stance, some in table["phrases"].items() for phrase in some},
        adverbs={word: Cue(stance, "speech") for stance, words in table["adverbs"].items() for word in words},
        unnamed=frozenset(table["unnamed"]["nouns"].split()),
        clause_only=frozenset(grammar.get("clause_only", "").split()),
        not_to_do=frozenset(grammar.get("not_to_do", "").split()),
        for_something=frozenset(grammar.get("for_something", "").split()),
        deeds={verb: frozenset(nouns.split()) for verb, nouns in table.get("deeds", {}).items()},
        inverting=frozenset(grammar.get("inverting", "").split()),
        days=frozenset(grammar.get("days", "").split()),
        hearsay=frozenset(grammar.get("hearsay", "").split()),
        to_do_nouns=frozenset(grammar.get("to_do_nouns", "").split()),
        light=frozenset(grammar.get("light", "").split()),
        titles=frozenset(people.get("titles", "").split()),
        male=frozenset(people.get("male", "").split()),
        female=frozenset(people.get("female", "").split()),
        roles=frozenset(people.get("roles", "").split()),
        alike=tuple(frozenset(words.split()) for words in people.get("alike", ())),
        things=frozenset(word for words in people.get("alike", ()) for word in words.split()),
        media=frozenset(people.get("media", "").split()),
        not_sources=frozenset(people.get("not_sources", "").split()),
        cited=frozenset(people.get("cited", "").split()),
        headings=frozenset(people.get("headings", "").split()),
        carriers=frozenset(grammar.get("carriers", "").split()),
    )
