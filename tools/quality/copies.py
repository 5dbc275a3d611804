"""How rightly `compare` tells who copied whom: in one language, and across languages.

The gold is that of `gold_stories`. A copy group is a wire and all that repeats it; every other report is alone. The
grouping by origin is held against it by the adjusted Rand index, and by pairs of reports with one origin; `across
languages` are the pairs in two languages. `own or copy` is the share of reports whose standing is right, the wire's
among them. Beside them what plain methods give at their best threshold: shared shingles, and vectors alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tools.quality.figure import Figure, figures
from tools.quality.gold_stories import COPIES, Labelled, gold, halves, placed
from tools.quality.grouping import Grouping, adjusted_rand, best, by_shingles, by_vectors, pairs_of, scored


def run() -> list[Figure]:
    """Compare the whole gold once, and score what is seen and what is unseen."""
    rows = gold()
    found = {key: place.origin for key, place in placed().items()}
    values: dict[str, float] = {}
    for name, part in halves(rows):
        values |= {f"{name}{what}": value for what, value in measured(part, found).items()}
        values[f"{name}own or copy"] = standing(part)
    return figures("copies", values | baselines(rows))


def measured(rows: Sequence[Labelled], found: Grouping) -> dict[str, float]:
    """The figures of these reports alone, whatever others they were grouped with."""
    truth = {row.report.key: row.origin for row in rows}
    said = {key: found[key] for key in truth}
    language = {row.report.key: row.report.language for row in rows}
    meant_pairs, said_pairs = pairs_of(truth), pairs_of(said)
    precision, recall, _ = scored(meant_pairs, said_pairs)
    across = scored(_across(meant_pairs, language), _across(said_pairs, language))
    return {
        "adjusted Rand index": adjusted_rand(truth, said),
        "pairs, precision": precision,
        "pairs, recall": recall,
        "across languages, precision": across[0],
        "across languages, recall": across[1],
        "across languages, F1": across[2],
    }


def standing(rows: Sequence[Labelled]) -> float:
    """The share of reports that are rightly held to repeat another, or to have reporting of their own."""
    return sum(
        placed()[row.report.key].standing == ("copy" if row.part in COPIES - {"wire"} else "own") for row in rows
    ) / max(1, len(rows))


def baselines(rows: Sequence[Labelled]) -> dict[str, float]:
    """What shingles give, and vectors alone, each at the threshold that is best for its adjusted Rand index."""
    keys = [row.report.key for row in rows]
    truth = {row.report.key: row.origin for row in rows}
    reports = tuple(row.report for row in rows)
    values: dict[str, float] = {}
    for name, alike in (("shingles alone", by_shingles(reports)), ("vectors alone", by_vectors(reports))):
        found = measured(rows, best(keys, alike, lambda grouping: adjusted_rand(truth, grouping)))
        for what in ("adjusted Rand index", "pairs, precision", "across languages, F1"):
            values[f"{name}, {what}"] = found[what]
    return values


def _across(pairs: Collection[tuple[str, str]], language: dict[str, str]) -> set[tuple[str, str]]:
    return {(one, other) for one, other in pairs if language[one] != language[other]}
