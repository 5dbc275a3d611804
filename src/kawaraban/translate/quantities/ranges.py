"""Two numbers that make one quantity: ranges (10–15, between 5 and 7, 200～300万) and scores (3–1, 3対1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kawaraban.translate.numerals import Value
from kawaraban.translate.quantities.model import SCORE, Quantity

_RANGE = {
    "en": re.compile(r"\s?[-–—~]\s?|\s+to\s+"),
    "ja": re.compile(r"\s?[-–—~]\s?|から"),
    "zh": re.compile(r"\s?[-–—~]\s?|至|到"),
}
_SCORE = {"en": re.compile(r"[-–]|\s?:\s?"), "ja": re.compile(r"\s?[-–:対]\s?"), "zh": re.compile(r"[-–:比]")}
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_SCALES = (10**12, 10**8, 10**4)


def with_ranges(text: str, found: Iterable[Quantity], language: str) -> list[Quantity]:
    """The quantities of a folded text with those made one that are a range or a score."""
    kept: list[Quantity] = []
    for quantity in found:
        one = _joined(text, kept[-1], quantity, language) if kept else None
        if one:
            kept[-1:] = one
        else:
            kept.append(quantity)
    return kept


def _joined(text: str, first: Quantity, second: Quantity, language: str) -> list[Quantity] | None:
    """What the two are together, or None where they are two quantities."""
    if first.vague or second.vague or first.upper or second.span[0] - first.span[1] > len(" and "):
        return None
    between = text[first.span[1] : second.span[0]]
    low = _scaled(text, first, second)
    of_one = first.kind == "plain" or first.unit == second.unit
    ranged = _RANGE[language].fullmatch(between) or (
        between.strip() == "and" and _BETWEEN.search(text, 0, first.span[0])
    )
    if ranged and of_one and low < second.low and second.kind not in {"label", "ordinal"}:
        span, hedge = (first.span[0], second.span[1]), first.hedge or second.hedge
        weight = first.weight if first.weight == "required" else second.weight
        one = replace(second, span=span, number=first.number, low=low, hedge=hedge, weight=weight)
        return [replace(one, upper=second.number)]
    if _SCORE[language].fullmatch(between) and first.kind == second.kind == "plain":
        return [replace(first, unit=SCORE), replace(second, unit=SCORE)]
    return None


def _scaled(text: str, first: Quantity, second: Quantity) -> Value:
    """200 of 200～300万 is two million."""
    if text[second.number[1] - 1] in "万億兆亿" and text[first.number[1] - 1].isdigit():
        for scale in _SCALES:
            if second.low % scale == 0 and first.low < second.low / scale:
                return first.low * scale
    return first.low
