"""Finds what the kinds of evidence of `compare/stories` weigh, from pairs of reports whose events are known.

    python -m tools.weigh_stories          prints weights.toml anew, with how well it tells pairs apart

From the seen half of the gold and the newsstand's press, every pair once with the rarity of their words counted and
once, as in a call of a few reports, without. Three things the data lack are made from it: reports without vectors, near
misses of the same hour, and wires whose place and figures are exchanged for others. A logistic regression by gradient
descent (Adam: Kingma and Ba 2015, https://arxiv.org/abs/1412.6980) in which no kind may speak for what it speaks
against.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare import prints
from kawaraban.compare.model import Print, Report
from kawaraban.compare.stories.evidence import KINDS, Evidence, evidence
from kawaraban.compare.stories.model import Rarity
from kawaraban.compare.stories.sides import Side
from kawaraban.newsstand.press import pieces
from kawaraban.translate.names import names
from tools.quality.gold_stories import DERIVED, Labelled, gold

AGAINST = frozenset({"alien", "strange", "lookalike", "pattern", "exchanged", "otherwise", "apart"})
EITHER = frozenset({"foreign", "mute", "blind"})
LONGEST_APART = -2.5  # a week between two reports may not outweigh all that they have in common
EVERY = 7  # of the pairs that nothing but chance puts side by side, one in so many is enough
#: What near misses count in sum, where pairs on one event count 1 and all others 1; pairs without vectors are rare.
NEAR, WITHOUT = 0.5, 0.2
SHRINK = 1e-5
STEPS = 2000

#: The posts of the newsstand's blogger are of one file and of many events.
EVENTS = {"quayside-1002": "peace-draft", "quayside-1005": "ferry-contract"}
NONE = frozenset({"quayside-1001", "quayside-1003", "quayside-1004"})


class Pair(NamedTuple):
    """Two reports, whether they are on one event, and whether they are a near miss."""

    found: Evidence
    same: bool
    near: bool


def main() -> None:
    pairs = [*of_gold(), *of_press()]
    table = np.array([[getattr(pair.found, kind) for kind in KINDS] for pair in pairs])
    same = np.array([pair.same for pair in pairs])
    near = np.array([pair.near for pair in pairs])
    weights, bias = fitted(table, same, near)
    likely = 1 / (1 + np.exp(-(table @ weights + bias))) > 0.5
    other = ~same & ~near
    print(f"# Of {same.sum()} pairs on one event {likely[same].mean():.1%} are told, of {near.sum()} near misses")
    print(f"# {likely[near].mean():.1%} are taken for one event, of {other.sum()} others {likely[other].mean():.1%}.")
    print(f"bias = {bias:.2f}\n")
    print("[weights]")
    for kind, weight in zip(KINDS, weights, strict=True):
        print(f"{kind} = {weight:.2f}")


def of_gold() -> Iterator[Pair]:
    rows = [row for row in gold() if not row.unseen]
    found = prints([row.report for row in rows])
    for rarity in (Rarity.of(found), Rarity()):
        sides = [Side.of(one) for one in found]
        yield from of_twins(rows, sides, rarity)
        for at, ((a, one), (b, other)) in enumerate(itertools.combinations(zip(rows, sides, strict=True), 2)):
            beside = a.report.key.split("/")[0] == b.report.key.split("/")[0]
            if {a.part, b.part} <= set(DERIVED) or (not beside and (at % EVERY or not rarity.reports)):
                continue  # copies of one wire tell nothing new; other events are many
            yield from _pair(one, other, rarity, a.story == b.story, beside and a.story != b.story)


def of_twins(rows: Sequence[Labelled], sides: Sequence[Side], rarity: Rarity) -> Iterator[Pair]:
    """Each English wire, and its rewriting, against a wire in the same words on another place with other figures."""
    wires = [row for row in rows if row.part == "wire"]
    twins = dict(
        zip((row.story for row in wires), map(Side.of, prints([twin(row.report) for row in wires])), strict=True)
    )
    for row, side in zip(rows, sides, strict=True):
        if row.part in {"wire", "light"} and row.story in twins:
            found = evidence(side, twins[row.story], rarity)
            if found.exchanged:  # else the place was no name that is found
                yield Pair(found, same=False, near=True)


def twin(report: Report) -> Report:
    """The same words on another place: the first name of the first paragraph and all digits are others."""
    found = [name.text for name in names(report.paragraphs[0], report.language)]
    place = next((name for name in found[1:] if name in report.title), found[0])
    title, *paragraphs = (_exchanged(text, place) for text in (report.title, *report.paragraphs))
    return replace(report, key=f"{report.key} twin", title=title, paragraphs=tuple(paragraphs))


def _exchanged(text: str, place: str) -> str:
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 9 + 1), text.replace(place, place[::-1].title()))


def of_press() -> Iterator[Pair]:
    """The newsstand's articles: their events share places and people, and no near misses."""
    there = [piece for piece in pieces(datetime(2026, 11, 2, 12, tzinfo=UTC)) if piece.id not in NONE]
    events = [EVENTS.get(piece.id, piece.event) for piece in there]
    found: Sequence[Print] = prints(
        [Report(one.id, one.language, one.title, one.paragraphs, one.published, outlet=one.outlet) for one in there]
    )
    rarity = Rarity.of(found)
    for (a, one), (b, other) in itertools.combinations(zip(events, map(Side.of, found), strict=True), 2):
        yield from _pair(one, other, rarity, a == b, near=False)


def _pair(one: Side, other: Side, rarity: Rarity, same: bool, near: bool) -> Iterator[Pair]:
    found = evidence(one, other, rarity)
    yield Pair(found, same, near)
    if near:
        yield Pair(replace(found, apart=0.03), same, near)
    if rarity.reports:
        without = replace(found, told=0.0, lookalike=0.0, blind=1.0)
        yield Pair(without, same, near)


def fitted(
    table: NDArray[np.float64], same: NDArray[np.bool_], near: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """The weights of the columns and the bias."""
    other = ~same & ~near
    counts = same / same.sum() + NEAR * near / near.sum() + other / other.sum()
    counts *= np.where(table[:, KINDS.index("blind")] > 0, WITHOUT, 1.0)
    counts /= counts.sum()
    low = np.array([0.0 if kind not in AGAINST | EITHER else -np.inf for kind in KINDS])
    low[KINDS.index("apart")] = LONGEST_APART
    high = np.array([0.0 if kind in AGAINST else np.inf for kind in KINDS])
    wide = np.column_stack([table, np.ones(len(table))])
    at = np.zeros(wide.shape[1])
    mean, square = np.zeros_like(at), np.zeros_like(at)
    for step in range(1, STEPS + 1):
        likely = 1 / (1 + np.exp(-(wide @ at)))
        slope = wide.T @ (counts * (likely - same)) + SHRINK * np.append(at[:-1], 0.0)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        at -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
        at[:-1] = np.clip(at[:-1], low, high)
    return at[:-1], float(at[-1])


if __name__ == "__main__":
    main()
