"""Blocks that stand out of step: paragraphs that were pasted before or after the place where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from kawaraban.translate.align.aligning import align
from kawaraban.translate.align.model import Link
from kawaraban.translate.vectors import Embedder

#: How sure a link must be: nothing but the texts speaks for it, for its neighbours are elsewhere.
SURE = 0.8

_ROUNDS = 5  # blocks that stand crosswise to each other


def out_of_step(
    source: Sequence[str],
    target: Sequence[str],
    source_language: str,
    target_language: str,
    links: Sequence[Link],
    embed: Embedder | None = None,
) -> list[list[Link]]:
    """What `align` had to leave alone because links are monotone: blocks of links, each block in step with itself.

    `links` are what `align` answered for the same texts. No segment is in two of the links found, nor in one of
    `links` that has two sides. Links that follow each other on both sides make one block. In order of the source.
    """
    linked = [link for link in links if link.source and link.target]
    left = sorted(set(range(len(source))) - {at for link in linked for at in link.source})
    right = sorted(set(range(len(target))) - {at for link in linked for at in link.target})
    found: list[Link] = []
    for _ in range(_ROUNDS):
        if not left or not right:
            break
        places = _with_gaps(left), _with_gaps(right)
        texts = [
            ["" if at is None else side[at] for at in place]
            for side, place in zip((source, target), places, strict=True)
        ]
        more = [
            Link(_told(places[0], link.source), _told(places[1], link.target), link.score)
            for link in align(texts[0], texts[1], source_language, target_language, embed)
            if link.score >= SURE
        ]
        if not more:
            break
        found += more
        left = [at for at in left if not any(at in link.source for link in more)]
        right = [at for at in right if not any(at in link.target for link in more)]
    return _blocks(sorted(found, key=lambda link: link.source))


def _with_gaps(indexes: Sequence[int]) -> list[int | None]:
    """The indexes, with None between two that are no neighbours: a blank segment, which keeps them apart."""
    places: list[int | None] = []
    for at in indexes:
        if places and places[-1] != at - 1:
            places.append(None)
        places.append(at)
    return places


def _told(places: Sequence[int | None], chosen: Sequence[int]) -> tuple[int, ...]:
    return tuple(at for at in (places[place] for place in chosen) if at is not None)


def _blocks(links: Sequence[Link]) -> list[list[Link]]:
    blocks: list[list[Link]] = []
    for link in links:
        last = blocks[-1][-1] if blocks else None
        if last and link.source[0] == last.source[-1] + 1 and link.target[0] == last.target[-1] + 1:
            blocks[-1].append(link)
        else:
            blocks.append([link])
    return blocks
