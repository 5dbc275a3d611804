"""Dates: the words of a text that name a time, each with its TIMEX3 value, held against the day of publication.

Rules over tables of words (`words/`), a method as HeidelTime's (Strötgen and Gertz, 2010): pieces are found, joined to
whole times, and resolved from left to right, so that "the following day" finds the day before it. A bare weekday is the
last one, the next where its sentence speaks of what is to come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from kawaraban.attribute.dates import english, japanese
from kawaraban.attribute.dates.joining import MOST, Found
from kawaraban.attribute.dates.model import Dated, Type
from kawaraban.attribute.dates.resolving import Reference, resolve
from kawaraban.attribute.dates.values import first_day
from kawaraban.translate.numerals import fold

__all__ = ["LANGUAGES", "MOST", "Dated", "Type", "dates", "first_day"]

_SCANS: dict[str, Callable[[str], Iterator[tuple[Found, int, int]]]] = {"en": english.scan, "ja": japanese.scan}

#: The languages whose dates are found.
LANGUAGES = tuple(_SCANS)


def dates(text: str, language: str, published: date | None) -> list[Dated]:
    """What names a time in the text, in order, none over another; spans are code points.

    Where no day of publication is known, what depends on it has X in its value: XXXX-WXX-2 for "Tuesday". A text
    that is all dates is read up to its MOST first ones. Raises LookupError for a language that has no rules.
    """
    if language not in _SCANS:
        raise LookupError(f"There are no rules for dates in {language!r} here: use one of {', '.join(LANGUAGES)}.")
    reference = Reference(published)
    found: list[Dated] = []
    for one, lean, sentence in _SCANS[language](fold(text)):
        piece = one.piece
        reference.sentence = sentence
        told = resolve(piece.partial, reference, lean) if piece.partial else (piece.type, piece.value)
        if told:
            found.append(Dated(piece.span, text[slice(*piece.span)], *told))
    return found
