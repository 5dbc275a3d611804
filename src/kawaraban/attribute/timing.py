"""When a claim was made: the date that stands with its cue, not the dates that it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kawaraban.attribute.dates import Dated, first_day
from kawaraban.attribute.model import Claim, Span, When

_REACH = 600  # code points around a cue within which its sentence lies
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s)|[。！？]|\n")


def when(text: str, claim: Claim, dated: Sequence[Dated]) -> When | None:
    """The time at which the claim was made, as its sentence gives it; None where it gives none.

    `dated` are the text's dates in order. "Said on Tuesday that on Monday …" is Tuesday's: a date in the content, or
    in what is said of the source, is none of the claim's. Of several the nearest to the cue counts.
    """
    if not claim.cue:
        return None
    cue = claim.cue[0][0], claim.cue[-1][1]
    near = _around(dated, cue)
    start, end = _sentence(text, cue, [*claim.content, *(one.span for one in near)])
    others = (*claim.content, *(span for span in claim.source if not _over(span, cue)))
    best: tuple[int, Dated] | None = None
    for one in near:
        if not start <= one.span[0] < end or any(_over(one.span, span) for span in others):
            continue
        if one.type not in ("DATE", "TIME") or first_day(one.value) is None:
            continue
        distance = _distance(one.span, cue, claim.content)
        if best is None or distance < best[0]:
            best = distance, one
    return When(best[1].span, best[1].text, best[1].value) if best else None


def _around(dated: Sequence[Dated], cue: Span) -> Sequence[Dated]:
    first = bisect_left(dated, cue[0] - _REACH, key=lambda one: one.span[0])
    last = bisect_left(dated, cue[1] + _REACH, key=lambda one: one.span[0])
    return dated[first:last]


def _sentence(text: str, cue: Span, whole: Sequence[Span]) -> Span:
    """The sentence of a cue; what ends within one of the `whole` spans (a quotation, "Nov. 3") ends no sentence."""
    start, end = max(0, cue[0] - _REACH), min(len(text), cue[1] + _REACH)
    for match in _SENTENCE_END.finditer(text, start, end):
        if match[0] != "\n" and any(span[0] <= match.start() < span[1] for span in whole):
            continue
        if match.end() <= cue[0]:
            start = match.end()
        elif match.start() >= cue[1]:
            return start, match.start()
    return start, end


def _over(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _distance(one: Span, cue: Span, content: Sequence[Span]) -> int:
    """Code points between a date and the cue, the content not counted."""
    low, high = (one[1], cue[0]) if one[1] <= cue[0] else (cue[1], one[0])
    between = sum(max(0, min(high, end) - max(low, start)) for start, end in content)
    return max(0, high - low - between)
