"""The front door: two texts in, links out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from kawaraban.translate.align.costs import WITH_VECTORS, WITHOUT_VECTORS, Costs
from kawaraban.translate.align.model import MAX_SEGMENTS, AlignError, Link
from kawaraban.translate.align.path import KINDS, Band, Step, band_around, best_path, whole_band
from kawaraban.translate.align.spans import Runs, grouped, runs_of
from kawaraban.translate.vectors import Embedder

#: Points (segments times segments) up to which every way is looked at; beyond, those near a coarser way.
MAX_POINTS = 250_000

_GROUP = 4  # segments that the coarser look takes together
_LONGEST = max(max(kind) for kind in KINDS)
_SMALL_GAP = 9  # segments times segments; more of them are rather two texts that have nothing to do with each other
_LENIENCE = 0.1  # worth, a segment, that the place adds to a link
_STEEPNESS = 10.0  # of the score; measured: of links at .7 to .9 nineteen in twenty are right, above that 997 in 1,000


def align(
    source: Sequence[str],
    target: Sequence[str],
    source_language: str,
    target_language: str,
    embed: Embedder | None = None,
) -> list[Link]:
    """The links between two texts: monotone, in order, every segment of either side in exactly one.

    Without `embed`, or where it does not know a language, numbers, names, words written alike and lengths decide. A
    blank segment stays alone, and no link reaches across one. Time and memory grow with the longer text, not with the
    product of both. Raises AlignError for more than `MAX_SEGMENTS` segments a side.
    """
    if max(len(source), len(target)) > MAX_SEGMENTS:
        raise AlignError(f"A text has more than {MAX_SEGMENTS:,} segments: align it in parts.")
    knows = embed is not None and {source_language, target_language} <= set(embed.languages)
    runs = runs_of(source, target, (source_language, target_language), embed if knows else None, _LONGEST)
    return [_link(step) for step in _path(*runs)]


def _path(source: Mapping[int, Runs], target: Mapping[int, Runs]) -> list[Step]:
    sizes = len(source[1]), len(target[1])
    costs = Costs(source, target, WITHOUT_VECTORS if source[1].vectors is None else WITH_VECTORS)
    return _filled(best_path(sizes, _band(source, target, sizes), costs.gains), costs)


def _filled(steps: Sequence[Step], costs: Costs) -> list[Step]:
    """The way with a second look at places where segments of both sides were left alone beside each other.

    That they stand in the same place, between links that hold, speaks for them: there a link may be dearer.
    """
    found: list[Step] = []
    for linked, some in groupby(steps, key=lambda step: bool(step.kind[0] and step.kind[1])):
        run = list(some)
        tall, wide = sum(step.kind[0] for step in run), sum(step.kind[1] for step in run)
        if linked or not 0 < tall * wide <= _SMALL_GAP:
            found += run
            continue
        top, left = run[0].source, run[0].target
        gains = costs.within(top, left, _LENIENCE)
        again = best_path((tall, wide), whole_band((tall, wide)), gains)
        found += [replace(step, source=step.source + top, target=step.target + left) for step in again]
    return found


def _band(source: Mapping[int, Runs], target: Mapping[int, Runs], sizes: tuple[int, int]) -> Band:
    if sizes[0] * sizes[1] <= MAX_POINTS or min(sizes) < _GROUP:
        return whole_band(sizes)
    coarse = _path(grouped(source[1], _GROUP, _LONGEST), grouped(target[1], _GROUP, _LONGEST))
    return band_around(coarse, _GROUP, sizes)


def _link(step: Step) -> Link:
    tall, wide = step.kind
    score = 1 / (1 + math.exp(-_STEEPNESS * 2 * step.gain / (tall + wide))) if tall and wide else 0.0
    return Link(tuple(range(step.source, step.source + tall)), tuple(range(step.target, step.target + wide)), score)
