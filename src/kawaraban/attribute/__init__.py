"""attribute: an Article -> Claims. Who said what, with which verb and stance, via whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kawaraban.attribute.model import AttributionError, Claim, Span, Stance, Via, When, text_of

__all__ = ["LANGUAGES", "RULES", "AttributionError", "Claim", "Span", "Stance", "Via", "When", "attribute", "text_of"]

#: The languages whose claims are found; Russian and Chinese coarsely.
LANGUAGES = ("en", "ja", "ru", "zh")

#: Counts up when the rules find other claims: what was read under an older number is read again.
RULES = 3


def attribute(texts: Sequence[str], language: str, published: Sequence[date | None] = ()) -> list[list[Claim]]:
    """The claims of each text, in the order of their cues.

    A text is an article's paragraphs, a blank line between them; spans are its code points. `published` gives the day
    of each text, against which "on Tuesday" is held; empty where no day is known. Raises LookupError for a language
    that has no rules, and AttributionError for a text that is too long.
    """
    if language not in LANGUAGES:
        raise LookupError(f"There are no rules for {language!r} here: use one of {', '.join(LANGUAGES)}.")
    found = _found(texts, language)
    days = published or (None,) * len(texts)
    return [_dated(*one, language) for one in zip(texts, found, days, strict=True)]


def _dated(text: str, claims: list[Claim], published: date | None, language: str) -> list[Claim]:
    """The claims with when they were made, in the languages whose dates are read."""
    from kawaraban.attribute.dates import LANGUAGES as READ
    from kawaraban.attribute.dates import dates
    from kawaraban.attribute.timing import when

    if language not in READ or not claims:
        return claims
    dated = dates(text, language, published)
    return [replace(claim, when=when(text, claim, dated)) for claim in claims]


def _found(texts: Sequence[str], language: str) -> list[list[Claim]]:
    if language == "en":
        return _english(texts)
    return _japanese(texts) if language == "ja" else _coarse(texts, language)


def _english(texts: Sequence[str]) -> list[list[Claim]]:
    from kawaraban.attribute.english import claims
    from kawaraban.attribute.spacy_parser import SpacyParser

    return [claims(parse) for parse in SpacyParser().parse(texts)]


def _japanese(texts: Sequence[str]) -> list[list[Claim]]:
    from kawaraban.attribute.japanese import claims

    return [claims(text) for text in texts]


def _coarse(texts: Sequence[str], language: str) -> list[list[Claim]]:
    from kawaraban.attribute.coarse import claims

    return [claims(text, language) for text in texts]
