"""How well claims are found, in English and Japanese: who, with which word, what, and how the article stands to it.

The gold stands in `tests/gold/attribute/`, with what counts as a claim in its README. A claim is found if its content
overlaps (Dice's coefficient of words, in Japanese of characters, at least .5), its cue overlaps, and its source
overlaps or is empty in both: a triple, as the literature on attribution scores it. What the rules mark as a thought is
left out, as the gold leaves it out. All else is a share of the claims found; of unnamed sources, and of the sources
between, a share of those where either the gold or the rules see one.

The rules were mended by what they missed of `en.jsonl` and `ja.jsonl`; `en-unseen.jsonl` and `ja-unseen.jsonl` were
kept from those who wrote them until they stood, and tell more honestly what a stranger's sentences give.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kawaraban.attribute import Claim, Span, attribute
from tools.quality.figure import Figure, figures

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "attribute"
LANGUAGES = {"en": "English", "ja": "Japanese"}
UNSEEN = ("F1", "source, given the content", "stance")
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim as a person labelled it; `speaker` is empty where the source needs no resolving."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: str
    stance: str
    via: tuple[Span, ...]
    speaker: str
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its claims, and those that the rules find in it."""

    text: str
    gold: list[Labelled]
    found: list[Claim]
    pairs: list[tuple[Labelled, Claim]]  # what is one claim by its content

    @property
    def triples(self) -> list[tuple[Labelled, Claim]]:
        return [(gold, claim) for gold, claim in self.pairs if touch(gold.cue, claim.cue) and same_source(gold, claim)]


def run() -> list[Figure]:
    """Find the claims of every text of the gold."""
    values: dict[str, float] = {}
    for language, name in LANGUAGES.items():
        unseen = measured(list(read(language, "-unseen")))
        values |= {f"{name}, {what}": value for what, value in measured(list(read(language))).items()}
        values |= {f"{name}, unseen, {what}": unseen[what] for what in UNSEEN}
    return figures("claims", values)


def measured(samples: list[Sample]) -> dict[str, float]:
    """The figures of a set of texts."""
    pairs = [pair for sample in samples for pair in sample.pairs]
    triples = [pair for sample in samples for pair in sample.triples]
    gold = sum(len(sample.gold) for sample in samples)
    found = sum(len(sample.found) for sample in samples)
    spoken = [claim for sample in samples for claim in sample.gold if claim.quotation == "direct"]
    quoted = sum(labelled.quotation == "direct" for labelled, _ in pairs)
    return {
        "F1": 2 * len(triples) / (gold + found),
        "direct quotations found": quoted / len(spoken),
        "source, given the content": _share([same_source(*pair) for pair in pairs]),
        "stance": _share([labelled.stance == claim.stance for labelled, claim in triples]),
        "direct, mixed or indirect": _share([labelled.quotation == claim.quotation for labelled, claim in triples]),
        "unnamed sources": _share(
            [labelled.unnamed == claim.unnamed for labelled, claim in triples if labelled.unnamed or claim.unnamed]
        ),
        "sources between": _share(
            [same_chain(labelled, claim) for labelled, claim in triples if labelled.via or claim.via]
        ),
        "pronouns and short names resolved": _share(
            [labelled.speaker in claim.speaker for labelled, claim in triples if labelled.speaker]
        ),
        "texts without a claim left alone": _share([not sample.found for sample in samples if not sample.gold]),
    }


def read(language: str, of: str = "") -> Iterator[Sample]:
    """The texts of the gold, with what the rules find in them; `of` is what the file's name has after the language."""
    rows = [json.loads(line) for line in (GOLD / f"{language}{of}.jsonl").read_text("utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    days = [date.fromisoformat(row["published"]) for row in rows]
    for row, claims in zip(rows, attribute(texts, language, days), strict=True):
        gold = [labelled(row["text"], claim) for claim in row["claims"]]
        spoken = [claim for claim in claims if claim.act == "speech"]
        yield Sample(row["text"], gold, spoken, paired(row["text"], gold, spoken, language))


def labelled(text: str, claim: dict[str, Any]) -> Labelled:
    """The claim of a row. Raises ValueError if one of its strings is not in the text."""
    return Labelled(
        source=spans(text, claim["source"]),
        cue=spans(text, claim["cue"]),
        content=spans(text, claim["content"]),
        quotation=claim["quotation"],
        stance=claim["stance"],
        via=tuple(_place(text, part) for part in claim["via"]),
        speaker=claim["speaker"],
        unnamed=claim["unnamed"],
    )


def spans(text: str, words: str | list[str]) -> tuple[Span, ...]:
    """Where these words stand, in order; "said#2" is the second "said". Raises ValueError if they don't."""
    return tuple(sorted(_place(text, part) for part in ([words] if isinstance(words, str) else words) if part))


def _place(text: str, words: str) -> Span:
    plain, _, number = words.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(plain, at + 1)
    return at, at + len(plain)


def paired(text: str, gold: list[Labelled], found: list[Claim], language: str) -> list[tuple[Labelled, Claim]]:
    """The gold's claims beside those found, each once: those with the same cue first, then those most alike."""
    alike = [
        (touch(labelled.cue, claim.cue), likeness, g, f)
        for g, labelled in enumerate(gold)
        for f, claim in enumerate(found)
        if (likeness := dice(text, labelled.content, claim.content, language)) >= ALIKE
    ]
    pairs: dict[int, int] = {}
    for _, _, g, f in sorted(alike, reverse=True):
        if g not in pairs and f not in pairs.values():
            pairs[g] = f
    return [(gold[g], found[f]) for g, f in sorted(pairs.items())]


def dice(text: str, one: tuple[Span, ...], other: tuple[Span, ...], language: str) -> float:
    """How much of two stretches of text is the same, 0 to 1."""
    unit = r"\w" if language == "ja" else r"\w+"
    first, second = _units(text, one, unit), _units(text, other, unit)
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _units(text: str, places: tuple[Span, ...], unit: str) -> set[int]:
    return {start + word.start() for start, end in places for word in re.finditer(unit, text[start:end])}


def touch(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return any(start < stop and begin < end for start, end in one for begin, stop in other)


def same_source(labelled: Labelled, claim: Claim) -> bool:
    if not labelled.source or not claim.source:
        return not labelled.source and not claim.source
    return touch(labelled.source, claim.source)


def same_chain(labelled: Labelled, claim: Claim) -> bool:
    """Whether the sources between are the same, in the same order."""
    return len(labelled.via) == len(claim.via) and all(
        touch((span,), (via.span,)) for span, via in zip(labelled.via, claim.via, strict=True)
    )


def _share(right: list[bool]) -> float:
    return sum(right) / max(1, len(right))
