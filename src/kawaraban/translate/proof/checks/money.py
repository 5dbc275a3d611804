"""A sum of money in another currency: the same number of it, or converted with the original left out."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.translate.proof.figures import Figure, figures
from kawaraban.translate.proof.model import Check, Finding, Segment
from kawaraban.translate.quantities import LANGUAGES

# "$" and ドル alone may be any of these.
_DOLLARS = frozenset({"USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"})


def find(segment: Segment) -> Iterator[Finding]:
    if not {segment.source_language, segment.target_language} <= LANGUAGES:
        return
    found = figures(segment)
    for here, there in found.same:
        if _differ(here, there):
            yield Finding("currency", here.span, there.span, _told(segment, here, there))
    for here, there in found.different:
        if _differ(here, there):
            yield Finding("converted", here.span, there.span, _told(segment, here, there), severity="warning")


def _differ(here: Figure, there: Figure) -> bool:
    if not here.kind == there.kind == "currency" or here.unit == there.unit:
        return False
    names = {here.unit.name, there.unit.name}
    return not ("USD" in names and names <= _DOLLARS)


def _told(segment: Segment, here: Figure, there: Figure) -> dict[str, str]:
    return {"source": segment.source[slice(*here.span)], "target": segment.target[slice(*there.span)]}


CHECK = Check(
    id="money",
    kind="number",
    severity="error",
    label={"en": "The currency differs", "ja": "通貨が違う"},
    messages={
        "currency": {
            "en": "The sum is the same, the currency is not: “{source}”, “{target}”.",
            "ja": "額は同じですが、通貨が違います。原文は「{source}」、訳文は「{target}」です。",
        },
        "converted": {
            "en": "“{source}” has been converted to “{target}”: keep the original sum beside it.",
            "ja": "「{source}」が「{target}」に換算されています。元の額も残してください。",
        },
    },
    find=find,
)
