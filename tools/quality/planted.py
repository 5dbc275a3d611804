"""How much of what is planted the proof finds, and how often it cries wolf.

Planted into the newsstand's faithful pairs, one at a time: every number in digits that stands on both sides, changed on
the side of the rendering, and 万, 億 and the like changed for another; every original in place of its rendering. A
month is a number too, but one that the check of dates looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean

from kawaraban.newsstand import MEMORY
from kawaraban.translate import MemoryPair, read_tmx
from kawaraban.translate.proof import Issue, Segment, proof
from tools.quality.figure import Figure, figures

_DIGITS = re.compile(r"[0-9]+")
_SCALES = {"万": "億", "億": "万", "million": "billion", "billion": "million"}
_STEPS = (1, 2, 7, 90)


def run() -> list[Figure]:
    """Plant, proof and count."""
    pairs = list(faithful())
    return figures(
        "planted",
        {
            "numbers found": mean(
                _finds(segment, {"number", "date"}) for pair in pairs for segment in with_other_numbers(pair)
            ),
            "originals in place of a rendering found": mean(
                _finds(segment, {"untranslated"}) for segment in map(untranslated, pairs)
            ),
            "faithful pairs, either way, without an error": mean(not _errors(segment) for segment in pairs),
        },
    )


def faithful() -> Iterator[Segment]:
    """The newsstand's pairs, either way."""
    for pair in read_tmx(MEMORY, origin=MEMORY.name):
        yield _segment(pair)
        yield Segment(pair.target, pair.source, pair.target_language, pair.source_language)


def _segment(pair: MemoryPair) -> Segment:
    return Segment(pair.source, pair.target, pair.source_language, pair.target_language)


def with_other_numbers(pair: Segment) -> Iterator[Segment]:
    """The pair with one number of its rendering changed, in every way."""
    shared = set(_DIGITS.findall(pair.source))
    for match in _DIGITS.finditer(pair.target):
        if match[0] in shared:
            for step in _STEPS:
                yield _changed(pair, *match.span(), str(int(match[0]) + step))
    for scale, other in _SCALES.items():
        for match in re.finditer(rf"(?<=[0-9])( ?){scale}", pair.target):
            yield _changed(pair, *match.span(), match[1] + other)


def untranslated(pair: Segment) -> Segment:
    return _changed(pair, 0, len(pair.target), pair.source)


def _changed(pair: Segment, start: int, end: int, text: str) -> Segment:
    target = pair.target[:start] + text + pair.target[end:]
    return Segment(pair.source, target, pair.source_language, pair.target_language)


def _finds(segment: Segment, kinds: set[str]) -> bool:
    return any(issue.kind in kinds for issue in proof(segment))


def _errors(segment: Segment) -> list[Issue]:
    return [issue for issue in proof(segment) if issue.severity == "error"]
