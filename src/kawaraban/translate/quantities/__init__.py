"""Quantities of a text: what it counts and measures, with exact values, units and hedges.

English and Japanese are complete, Russian and Chinese coarse. Dates and times are no quantities: see `moments`.
"""

from functools import lru_cache

from kawaraban.translate.moments import moments
from kawaraban.translate.numerals import fold
from kawaraban.translate.quantities import cjk, english, russian
from kawaraban.translate.quantities.model import PLAIN, Hedge, Kind, Quantity, Span, Unit, Weight
from kawaraban.translate.quantities.ranges import with_ranges

LANGUAGES = frozenset({"en", "ja", "ru", "zh"})
LONGEST = 20_000  # code points of a text that are looked at; what is longer is no paragraph


@lru_cache(maxsize=256)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The quantities of a text (language in ISO 639-1) in order; spans are code points. Nothing for other languages."""
    folded = fold(text[:LONGEST])
    taken = tuple(moment.span for moment in moments(text, language))
    if language == "en":
        return tuple(with_ranges(folded, english.scan(folded, taken), language))
    if language in {"ja", "zh"}:
        return tuple(with_ranges(folded, cjk.scan(folded, taken, language), language))
    return tuple(russian.scan(folded)) if language == "ru" else ()


__all__ = ["LANGUAGES", "PLAIN", "Hedge", "Kind", "Quantity", "Span", "Unit", "Weight", "quantities"]
