"""What the rules of every language do with spans: join, cut, free of marks, hold against quotations."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from kawaraban.attribute.model import Quotation, Span
from kawaraban.attribute.quoted import Quoted

_DIRECT = 0.95  # of what was said stands in quotation marks: the rest are the marks' neighbours


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or lie over each other as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def minus(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What of the spans, in order, lies in none of the holes."""
    left = sorted(spans)
    for start, end in holes:
        cut: list[Span] = []
        for a, b in left:
            if b <= start or a >= end:
                cut.append((a, b))
            else:
                cut += [span for span in ((a, start), (end, b)) if span[0] < span[1]]
        left = cut
    return left


def tidy(text: str, spans: Iterable[Span], edge: str, ending: str = "") -> list[Span]:
    """The spans without spaces and the marks of `edge` at their ends, and of `ending` at the last; what holds no letter
    or digit is left out."""
    found: list[Span] = []
    for start, end in spans:
        while start < end and (text[start].isspace() or text[start] in edge):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in edge or text[end - 1] in ending):
            end -= 1
        if any(character.isalnum() for character in text[start:end]):
            found.append((start, end))
    return found


def quotation_of(content: Sequence[Span], quotations: Sequence[Quoted]) -> Quotation:
    """Whether what was said stands in quotation marks, in part or not at all. `quotations` are in order."""
    inside = total = 0
    for start, end in content:
        total += end - start
        place = bisect.bisect_right(quotations, start, key=lambda quotation: quotation.span[1])
        while place < len(quotations) and quotations[place].span[0] < end:
            first, last = quotations[place].span
            inside += min(end, last) - max(start, first)
            place += 1
    return "direct" if inside >= _DIRECT * total else "mixed" if inside else "indirect"
