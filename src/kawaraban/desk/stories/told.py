"""What the reports of a story claim, how each stands to it, and where they differ, as it is kept with the story.

Needs no Django: a worker does it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kawaraban.attribute import Stance
from kawaraban.compare.model import Print, Report
from kawaraban.compare.relating import Known, Said
from kawaraban.compare.stories import Difference, differences
from kawaraban.compare.table import Asserted, Cell, ClaimRow, Sheet, table
from kawaraban.desk.stories.packing import unpack

_LONGEST = 400  # code points of a claim's or a sentence's words that are kept


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim as the desk has it: `paragraph` counts those of the report, `start` is where its cue (else its content)
    begins there."""

    pk: int
    paragraph: int
    start: int
    stance: Stance
    cue: str
    content: str
    source: str
    speaker: str = ""
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A report with its print as it is kept, and its claims; None where nobody has looked for any."""

    report: Report
    pids: tuple[str, ...]  # of its paragraphs
    data: bytes
    vectors: bytes
    is_own: bool
    claims: tuple[Stored, ...] | None


@dataclass(frozen=True, slots=True)
class Told:
    """What is written on the story: its `claims` and `differences`, and whether one report denies another's."""

    claims: list[dict[str, Any]]
    differences: list[dict[str, Any]]
    is_denied: bool


def told(kept: Sequence[Kept]) -> Told:
    """Goes through the reports of one story, which are in the order of time."""
    prints = [unpack(one.data, one.vectors, one.report) for one in kept]
    places = [_places(one, print_) for one, print_ in zip(kept, prints, strict=True)]
    sheets = [_sheet(*both) for both in zip(kept, prints, places, strict=True)]
    asserted = [claim for one, at in zip(kept, places, strict=True) for claim in _asserted(one, at)]
    rows = table(asserted, sheets)
    by_key = {one.report.key: one for one in kept}
    claims = {str(claim.pk): claim for one in kept for claim in one.claims or ()}
    prints_by_key = {print_.report.key: print_ for print_ in prints}
    return Told(
        claims=[_row(row, claims[row.claim.key], by_key, prints_by_key) for row in rows],
        differences=[_difference(one) for one in differences(prints)],
        is_denied=any(row.is_denied for row in rows),
    )


def _places(one: Kept, print_: Print) -> dict[int, int]:
    """By claim, in which sentence of the report its cue stands."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for place, sentence in enumerate(print_.sentences):
        starts.setdefault(sentence.paragraph, []).append((sentence.span[0], place))
    found = {}
    for claim in one.claims or ():
        there = starts.get(claim.paragraph, [])
        at = bisect_right([start for start, _ in there], claim.start) - 1
        if at >= 0:
            found[claim.pk] = there[at][1]
    return found


def _sheet(one: Kept, print_: Print, places: dict[int, int]) -> Sheet:
    said: dict[int, list[Said]] = {}
    for claim in one.claims or ():
        if claim.pk in places:
            said.setdefault(places[claim.pk], []).append(Said(claim.stance, claim.cue, claim.content, claim.source))
    vectors = print_.vectors
    lead = next((sentence.text for sentence in print_.sentences if sentence.paragraph >= 0), "")
    titled = bool(print_.sentences) and print_.sentences[0].paragraph < 0
    sentences = tuple(
        Known(
            sentence.text,
            one.report.language,
            None if vectors is None or place >= len(vectors) else vectors[place],
            None if one.claims is None else tuple(said.get(place, ())),
            f"{one.report.title}\n{lead}",
            vectors[0] if vectors is not None and len(vectors) and titled else None,
        )
        for place, sentence in enumerate(print_.sentences)
    )
    return Sheet(one.report.key, sentences, one.is_own)


def _asserted(one: Kept, places: dict[int, int]) -> list[Asserted]:
    return [
        Asserted(str(claim.pk), one.report.key, places[claim.pk], claim.content, one.report.language, claim.stance)
        for claim in one.claims or ()
        if claim.pk in places
    ]


def _row(row: ClaimRow, claim: Stored, kept: dict[str, Kept], prints: dict[str, Print]) -> dict[str, Any]:
    return {
        "claim": claim.pk,
        "text": row.claim.text[:_LONGEST],
        "language": row.claim.language,
        "speaker": claim.speaker or claim.source[:_LONGEST],
        "unnamed": claim.is_unnamed,
        "cells": {cell.report: _cell(cell, kept[cell.report], prints[cell.report]) for cell in row.cells},
    }


def _cell(cell: Cell, one: Kept, print_: Print) -> dict[str, Any]:
    sentence = print_.sentences[cell.sentence]
    here = next((claim for claim in one.claims or () if _stands_in(claim, print_, cell.sentence)), None)
    return {
        "stands": cell.stands,
        "pid": one.pids[sentence.paragraph] if sentence.paragraph >= 0 else "",
        "stance": here.stance if here is not None and cell.stands == "attributes" else "",
        "numbers": ", ".join(other for _, other in cell.numbers),
    }


def _stands_in(claim: Stored, print_: Print, place: int) -> bool:
    sentence = print_.sentences[place]
    return claim.paragraph == sentence.paragraph and sentence.span[0] <= claim.start < sentence.span[1]


def _difference(one: Difference) -> dict[str, Any]:
    values = [
        {"text": value.text, "number": value.number, "articles": [int(report) for report in value.reports]}
        for value in one.values
    ]
    return {"what": dict(one.what), "values": values}
