"""Sentences of a text with what they quote, a quotation never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawaraban.attribute.brackets import quoted
from kawaraban.attribute.model import Span
from kawaraban.attribute.quoted import Quoted
from kawaraban.attribute.spans import tidy

LONGEST = 2_000  # code points of a sentence that are looked at
_EDGE = ",，、;；:：—–-―.。"


def read(text: str, end: re.Pattern[str]) -> Iterator[tuple[int, str, list[Quoted]]]:
    """Each sentence: where it begins, its words with blanks for what is quoted, and its quotations."""
    quotations = quoted(text)
    low = 0
    for start, stop in _sentences(text, quotations, end):
        while low < len(quotations) and quotations[low].span[1] <= start:
            low += 1
        high = low
        while high < len(quotations) and quotations[high].span[0] < stop:
            high += 1
        here = quotations[low:high]
        yield start, _masked(text, (start, stop), here), here


def _sentences(text: str, quotations: Sequence[Quoted], end: re.Pattern[str]) -> Iterator[Span]:
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


def _masked(text: str, span: Span, quotations: Sequence[Quoted]) -> str:
    """A sentence of the same length, with blanks for what stands in quotation marks."""
    letters = list(text[slice(*span)])
    for quotation in quotations:
        first, last = max(quotation.span[0] + 1, span[0]), min(quotation.span[1] - 1, span[1])
        for place in range(first - span[0], last - span[0]):
            letters[place] = "\x00"
    return "".join(letters)


def bare(text: str, span: Span) -> tuple[Span, ...]:
    """The span without marks and spaces at its ends; none where nothing is left."""
    return tuple(tidy(text, (span,), _EDGE))
