"""How rightly `align` links: documents of the newsstand's press beside their translations, as people leave them.

The gold, in tests/gold/alignment, was linked by hand: sentences joined and parted by the translator, some left out on
either side, others added by the blogger, blocks pasted in another place. `links` is strict F1 over links that have both
sides; `without vectors` the same where no embedder knows the languages; `out of step` F1 over the links of blocks that
stand elsewhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kawaraban.translate.align import Link, align, out_of_step
from kawaraban.translate.vectors import Embedder, embedder
from tools.quality.figure import Figure, figures

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "alignment"

Sides = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    """Two texts in segments, and what belongs together in them: in step, and out of it."""

    name: str
    source: list[str]
    target: list[str]
    languages: tuple[str, str]
    links: frozenset[Sides]
    out_of_step: frozenset[Sides]


def documents() -> Iterator[Document]:
    """The gold, in order of its files."""
    for path in sorted(GOLD.glob("*.toml")):
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        yield Document(
            path.stem,
            told["source"],
            told["target"],
            (told["from"], told["to"]),
            frozenset(map(_sides, told["links"])),
            frozenset(map(_sides, told["out_of_step"])),
        )


def run() -> list[Figure]:
    """Align every document and score it."""
    gold = list(documents())
    found = {document.name: _aligned(document, embedder()) for document in gold}
    moved = [out_of_step(d.source, d.target, *d.languages, found[d.name], embedder()) for d in gold]
    plain = [_aligned(document, None) for document in gold]
    return figures(
        "alignment",
        {
            "links": f1([(document.links, _linked(found[document.name])) for document in gold]),
            "links, the worst document": min(f1([(d.links, _linked(found[d.name]))]) for d in gold),
            "links without vectors": f1([(d.links, _linked(links)) for d, links in zip(gold, plain, strict=True)]),
            "links out of step": f1(
                [
                    (d.out_of_step, _linked(link for block in blocks for link in block))
                    for d, blocks in zip(gold, moved, strict=True)
                ]
            ),
        },
    )


def f1(pairs: Iterable[tuple[frozenset[Sides], frozenset[Sides]]]) -> float:
    """Strict F1 of links said against links meant, (meant, said) a document: a link counts if both sides are exact."""
    told = list(pairs)
    right = sum(len(meant & said) for meant, said in told)
    total = sum(len(meant) + len(said) for meant, said in told)
    return 2 * right / total if total else 1.0


def _aligned(document: Document, embed: Embedder | None) -> list[Link]:
    return align(document.source, document.target, *document.languages, embed)


def _linked(links: Iterable[Link]) -> frozenset[Sides]:
    return frozenset((link.source, link.target) for link in links if link.source and link.target)


def _sides(word: str) -> Sides:
    source, target = (tuple(int(at) for at in side.split(",")) for side in word.split("="))
    return source, target
