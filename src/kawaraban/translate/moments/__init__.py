"""Moments of a text: dates, weekdays, years, decades, times of day with zones, and days counted from today.

English and Japanese are complete; for other languages nothing is found, and their dates are plain numbers.
"""

from functools import lru_cache

from kawaraban.translate.moments import english, japanese
from kawaraban.translate.moments.model import Kind, Meridian, Moment, Part, Span
from kawaraban.translate.moments.tables import minutes_of
from kawaraban.translate.numerals import fold

LONGEST = 20_000  # code points of a text that are looked at; what is longer is no paragraph


@lru_cache(maxsize=256)
def moments(text: str, language: str) -> tuple[Moment, ...]:
    """The moments of a text (language in ISO 639-1) in order, none over another; spans are code points."""
    folded = fold(text[:LONGEST])
    if language == "en":
        found = list(english.scan(folded))
    elif language == "ja":
        found = list(japanese.scan(folded))
    else:
        return ()
    kept: list[Moment] = []
    for moment in sorted(found, key=lambda moment: moment.span[0]):  # stable: what the scan found first stays first
        if not kept or moment.span[0] >= kept[-1].span[1]:
            kept.append(moment)
    return tuple(kept)


__all__ = ["Kind", "Meridian", "Moment", "Part", "Span", "minutes_of", "moments"]
