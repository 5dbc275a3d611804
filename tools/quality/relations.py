"""How well it is told whether a sentence states, attributes or denies a statement, is related to it, or is not.

The gold stands in `tests/gold/compare/`, with what counts in `README-relations.md`. `relations.jsonl` is what the rules
were mended on; `relations-unseen.jsonl` was not looked at until they stood; the sentences of
`relations-strangers.jsonl` come from another's texts. Denials are what a person must not miss: their recall and
precision are figures of their own. Beside them stands what vectors alone would tell: a sentence denies where it lies
nearer to "it was denied that" than to the statement, states it where it is near, and so on by three bounds, which are
fitted to the very gold they are measured on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import get_args

import numpy as np

from kawaraban.compare import relate
from kawaraban.compare.model import Relation, RelationKind
from kawaraban.translate.vectors import embedder
from tools.quality.figure import Figure, figures

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "compare"
PARTS = {
    "": "",
    "-unseen": "unseen, ",
    "-strangers": "another's texts, ",
    "-phrased": "other words for no, ",
    "-turned": "negations denied, ",
    "-headlines": "under headlines, ",
}
KINDS: tuple[RelationKind, ...] = get_args(RelationKind)
DENIED = {"en": "It was denied that this is so: {}", "ja": "「{}」との主張は否定された。"}
STEPS = np.linspace(0.1, 0.9, 17)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement and a sentence as a person labelled them."""

    statement: str
    sentence: str
    languages: tuple[str, str]
    relation: RelationKind
    headline: str = ""


def run() -> list[Figure]:
    """Relate every pair of the gold; a floor under a pair of languages is under all its pairs that stand alone."""
    values: dict[str, float] = {}
    right: list[tuple[Pair, RelationKind]] = []
    for of, part in PARTS.items():
        gold = list(read(of))
        told = [found.relation for found in _related(gold)]
        right += [(pair, found) for pair, found in zip(gold, told, strict=True) if not pair.headline]
        values |= {f"{part}{what}": value for what, value in measured([pair.relation for pair in gold], told).items()}
        alone = measured([pair.relation for pair in gold], by_vectors(gold))
        values |= {f"{part}vectors alone, {what}": value for what, value in alone.items()}
    return figures("relations", values | dict(_by_languages(right)))


def read(of: str = "") -> Iterator[Pair]:
    """The pairs of a part of the gold; `of` is what its file's name ends in."""
    for line in (GOLD / f"relations{of}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        languages = row["statement_language"], row["sentence_language"]
        yield Pair(row["statement"], row["sentence"], languages, row["relation"], row.get("about", ""))


def measured(gold: Sequence[RelationKind], told: Sequence[RelationKind]) -> dict[str, float]:
    """The figures of one part; F1 is the mean over the relations that it has."""
    scores = {kind: _score(kind, gold, told) for kind in KINDS}
    precision, recall, _ = scores["denies"]
    return {
        "accuracy": sum(one == other for one, other in zip(gold, told, strict=True)) / len(gold),
        "macro F1": fmean(scores[kind][2] for kind in set(gold)),
        "denials, recall": recall,
        "denials, precision": precision,
    }


def _score(kind: str, gold: Sequence[str], told: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of one relation; 0 where there is none of it."""
    both = sum(one == other == kind for one, other in zip(gold, told, strict=True))
    precision, recall = both / max(1, told.count(kind)), both / max(1, gold.count(kind))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _by_languages(found: Sequence[tuple[Pair, RelationKind]]) -> Iterator[tuple[str, float]]:
    """Accuracy for each two languages, the statement's first."""
    for languages in sorted({pair.languages for pair, _ in found}):
        here = [pair.relation == told for pair, told in found if pair.languages == languages]
        yield f"accuracy, {'-'.join(languages)}", sum(here) / len(here)


def by_vectors(gold: Sequence[Pair]) -> list[RelationKind]:
    """What vectors alone tell, with the bounds that suit them best."""
    statements, sentences, denied = (
        embedder().embed(texts)
        for texts in (
            [pair.statement for pair in gold],
            [pair.sentence for pair in gold],
            [DENIED[pair.languages[0]].format(pair.statement) for pair in gold],
        )
    )
    near, against = (statements * sentences).sum(1), (denied * sentences).sum(1)
    relations = [pair.relation for pair in gold]
    return max(
        (_banded(near, against, low, middle, high) for low in STEPS for middle in STEPS for high in STEPS
         if low < middle < high),
        key=lambda told: sum(one == other for one, other in zip(relations, told, strict=True)),
    )  # fmt: skip


def _banded(near: np.ndarray, against: np.ndarray, low: float, middle: float, high: float) -> list[RelationKind]:
    bands: tuple[RelationKind, ...] = ("unrelated", "related", "attributes", "states")
    return [
        "denies" if other > one and one >= low else bands[int(np.searchsorted((low, middle, high), one, "right"))]
        for one, other in zip(near, against, strict=True)
    ]


def _related(gold: Sequence[Pair]) -> list[Relation]:
    texts = [(pair.statement, pair.sentence) for pair in gold]
    return relate(texts, [pair.languages for pair in gold], [pair.headline for pair in gold])
