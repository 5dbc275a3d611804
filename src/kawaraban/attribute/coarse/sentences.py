"""Sentences of a text, a quotation never cut; and spans tidied for claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawaraban.attribute.brackets import Quoted
from kawaraban.attribute.model import Quotation, Span

LONGEST = 2_000  # code points of a sentence that are looked at
_EDGE = " \t\r\n\xa0　,，、;；:：—–-―.。"


def sentences(text: str, quotations: Sequence[Quoted], end: re.Pattern[str]) -> Iterator[Span]:
    """Spans between what `end` matches outside of quotations."""
    start = number = 0
    for match in end.finditer(text):
        while number < len(quotations) and quotations[number].span[1] <= match.start():
            number += 1
        if (
            number < len(quotations)
            and quotations[number].span[0] <= match.start()
            and match.end() < quotations[number].span[1]
        ):
            continue
        if text[start : match.end()].strip():
            yield start, min(match.end(), start + LONGEST)
        start = match.end()
    if text[start:].strip():
        yield start, min(len(text), start + LONGEST)


def masked(text: str, span: Span, quotations: Sequence[Quoted]) -> str:
    """A sentence of the same length, with blanks for what stands in quotation marks."""
    letters = list(text[slice(*span)])
    for quotation in quotations:
        first, last = max(quotation.span[0] + 1, span[0]), min(quotation.span[1] - 1, span[1])
        for place in range(first - span[0], last - span[0]):
            letters[place] = "\x00"
    return "".join(letters)


def tidy(text: str, span: Span) -> tuple[Span, ...]:
    """The span without marks and spaces at its ends; none where nothing is left."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return ((start, end),) if any(character.isalnum() for character in text[start:end]) else ()


def quotation_of(content: Sequence[Span], quotations: Sequence[Quoted]) -> Quotation:
    total = sum(end - start for start, end in content)
    inside = sum(
        max(0, min(end, quotation.span[1]) - max(start, quotation.span[0]))
        for start, end in content
        for quotation in quotations
    )
    return "direct" if inside >= 0.95 * total else "mixed" if inside else "indirect"
