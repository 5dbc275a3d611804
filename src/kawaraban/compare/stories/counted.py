"""What reports count, by the words beside the number: who was killed, hurt, moved to safety.

Only what can hardly be anything else is taken: a number of people with such a word in its own clause, in a sentence
that speaks of no other year, and no part of a number ("nine of the dead").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kawaraban.compare.model import Print, Span
from kawaraban.translate.moments import moments
from kawaraban.translate.quantities import Quantity, quantities

#: Sentences of a report that are looked through; what counts most is said early.
_MOST = 60
#: Code points between a number and its word, in a script with spaces and without.
_FAR, _FAR_DENSE = 45, 14
_DENSE = frozenset({"ja", "zh"})
_CLAUSE = re.compile(r"[,;:、，；：。()（）「」“”—]|\b(?:and|but|while|и|а)\b|て[、,]")
#: Between a word and a number behind it: "killed in 12 attacks" counts attacks.
_OTHER_THING = re.compile(
    r"\b(?:in|at|on|of|by|from|for|with|after|over|during|since|в|на|из|за|после)\b", re.IGNORECASE
)
#: ... where it is a number alone, and what it counts is said by the word beside it: "kills two".
_BARE = 6
#: "put the number of people who fled at 2,000".
_PUT = re.compile(r"\b(?:number|toll|figure)\b.*\bat\s*$", re.IGNORECASE)
_PART = {
    "en": re.compile(r"\s+(?:more\s+)?(?:of|among)\s+(?:the|them|those|whom)\b|\s+more\b|th\b", re.IGNORECASE),
    "ja": re.compile("のうち|目"),
    "ru": re.compile(r"\s+из\s+(?:них|\w+)", re.IGNORECASE),
    "zh": re.compile("中的|中有"),
}
_AGE = re.compile(r"-\w")  # 58-летний, 12-year-old
_PART_BEFORE = {
    "en": re.compile(r"\b(?:another|other|including|among them|further|further,)\s*(?:at least\s+|about\s+)?$", re.I),
    "ja": re.compile("(?:うち|ほか|ほかに|さらに|別に)$"),
    "ru": re.compile(r"\b(?:ещё|еще|включая|в том числе)\s*$", re.IGNORECASE),
    "zh": re.compile("(?:其中|包括|另有|另外)$"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a `thing` (its name in things.toml) a report has, with the words for it and where they stand."""

    thing: str
    quantity: Quantity
    text: str
    language: str
    report: str
    sentence: int


def counts(one: Print) -> Iterator[Count]:
    """What a report counts, in the order of its sentences."""
    language = one.report.language
    if language not in _PART:
        return
    for place, sentence in enumerate(one.sentences[:_MOST]):
        text = sentence.text
        there = quantities(text, language)
        if not there or _is_of_another_year(one, text):
            continue
        for quantity in there:
            thing = counted(text, language, quantity, there)
            if thing:
                words = text[slice(*quantity.span)]
                yield Count(thing, quantity, words, language, one.report.key, place)


def label(thing: str) -> Mapping[str, str]:
    """What a thing is called, by language."""
    found: Mapping[str, str] = _things()[thing]["label"]
    return found


def _is_of_another_year(one: Print, text: str) -> bool:
    moment = one.report.published or one.report.captured
    years = [part.value for found in moments(text, one.report.language) if (part := found.part("year"))]
    years += [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?=\s?(?:г|年))", text)]
    return any(moment is None or year != moment.year for year in years)


def counted(text: str, language: str, quantity: Quantity, there: tuple[Quantity, ...]) -> str:
    """The name of what a number of people counts; empty where it can't be told. `there` are all of the text's."""
    if language not in _PART or not _may_count_people(quantity):
        return ""
    start, end = quantity.span
    ends = {quantity.number[1]} if language == "en" else {quantity.number[1], end}
    if any(_PART[language].match(text, at) or _AGE.match(text, at) for at in ends):
        return ""
    if _PART_BEFORE[language].search(text[:start]):
        return ""
    near = [
        (distance, thing)
        for cue, thing in _cues(text, language)
        if (distance := _distance(text, language, quantity, cue, there)) is not None
    ]
    return min(near)[1] if near else ""


def _may_count_people(quantity: Quantity) -> bool:
    is_whole = quantity.weight != "loose" and not quantity.vague and not quantity.low % 1
    return is_whole and quantity.kind in {"people", "plain"}


def _distance(text: str, language: str, quantity: Quantity, cue: Span, there: tuple[Quantity, ...]) -> int | None:
    """How far a word stands from a number in the same clause with no other number between; None where it doesn't."""
    start, end = quantity.span
    if cue[0] >= start and cue[1] <= end:
        return 0  # "12 dead" is one quantity
    gap = (cue[1], start) if cue[1] <= start else (end, cue[0])
    if gap[0] > gap[1] or gap[1] - gap[0] > (_FAR_DENSE if language in _DENSE else _FAR):
        return None
    between = text[slice(*gap)]
    if _CLAUSE.search(between) or any(gap[0] <= one.span[0] < gap[1] for one in there):
        return None
    if cue[1] <= start and _PUT.search(text[:start]):
        return gap[1] - gap[0]
    if cue[1] <= start and _OTHER_THING.search(between):
        return None
    if quantity.kind == "plain" and len(between) > _BARE:
        return None
    return gap[1] - gap[0]


def _cues(text: str, language: str) -> Iterator[tuple[Span, str]]:
    for thing, pattern in _patterns(language).items():
        for match in pattern.finditer(text):
            yield match.span(), thing


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    found = {}
    for thing, row in _things().items():
        words = "|".join(map(re.escape, sorted(row[language], key=len, reverse=True)))
        found[thing] = re.compile(words if language in _DENSE else rf"\b(?:{words})\w*", re.IGNORECASE)
    return found


@cache
def _things() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("things.toml").read_text(encoding="utf-8"))
