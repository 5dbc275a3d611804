"""A number of the original that is another in the rendering, in another unit, missing, or added; and its hedge."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.translate.moments import moments
from kawaraban.translate.moments.counting import days_of
from kawaraban.translate.numerals import write
from kawaraban.translate.proof.figures import Figure, figures
from kawaraban.translate.proof.model import Check, Finding, Segment, Severity
from kawaraban.translate.quantities import LANGUAGES, Hedge
from kawaraban.translate.quantities.model import words_of

_LOWER = frozenset({"at least", "more than", "just over"})
_UPPER = frozenset({"at most", "less than", "nearly"})
_NAMING = frozenset({"label", "ordinal", "hour", "minute"})  # what a rendering may say without the number
_COUNTING = frozenset({"people", "percent", "currency"})  # and what it surely may not


def find(segment: Segment) -> Iterator[Finding]:
    if not {segment.source_language, segment.target_language} <= LANGUAGES:
        return
    found = figures(segment)
    for here, there in found.different:
        if _is_for_this_check(here, there):
            told = {"source": _shown(segment.source, here), "target": _shown(segment.target, there)}
            yield Finding("differs", here.span, there.span, told, _fix(segment, here, there), _severity(here, there))
    for here, there in found.same:
        yield from _unit(segment, here, there)
        yield from _hedge(segment, here, there)
    for figure in found.missing:
        if figure.weight == "required" and figure.value > 1 and figure.kind not in _NAMING:
            severity: Severity = "error" if figure.kind in _COUNTING else "warning"
            yield Finding("missing", figure.span, None, {"source": _shown(segment.source, figure)}, None, severity)
    for figure in found.added:
        if figure.kind == "day" and figure.value in _counted_days(segment):
            continue
        if figure.weight == "required" and figure.value > 1 and figure.kind != "currency":
            yield Finding("added", None, figure.span, {"target": _shown(segment.target, figure)}, None, "warning")


def _counted_days(segment: Segment) -> frozenset[int]:
    """The days of the month that weekdays and the like of the original can mean: "on Tuesday" rendered as 17日."""
    if segment.published is None:
        return frozenset()
    counted = moments(segment.source, segment.source_language)
    return frozenset(day.day for moment in counted for day in days_of(moment, segment.published))


def _is_for_this_check(here: Figure, there: Figure) -> bool:
    """Not months, hours of two zones and sums in two currencies, which have checks of their own."""
    if "month" in {here.kind, there.kind}:
        return False
    if here.moment and there.moment and there.moment.zone and here.moment.zone != there.moment.zone:
        return False
    return not (here.kind == there.kind == "currency" and here.unit != there.unit)


def _severity(here: Figure, there: Figure) -> Severity:
    return "error" if "required" in {here.weight, there.weight} else "warning"


def _unit(segment: Segment, here: Figure, there: Figure) -> Iterator[Finding]:
    """The same number of something else: 5 miles as 5キロ, 3 points as 3%."""
    one, two = here.unit, there.unit
    measured = one.kind == two.kind and one.size and two.size and one.size != two.size
    if (measured or {one.kind, two.kind} == {"percent", "point"}) and here.value == there.value:
        told = {"source": _shown(segment.source, here), "target": _shown(segment.target, there)}
        yield Finding("unit", here.span, there.span, told)


def _hedge(segment: Segment, here: Figure, there: Figure) -> Iterator[Finding]:
    """About, up to, at least: kept, and not turned round."""
    if here.quantity is None or there.quantity is None or here.value <= 1 or "loose" in {here.weight, there.weight}:
        return
    one, two = here.quantity.hedge, there.quantity.hedge
    told = {"source": _shown(segment.source, here), "target": _shown(segment.target, there)}
    if (one in _LOWER and two in _UPPER) or (one in _UPPER and two in _LOWER):
        yield Finding("turned", here.span, there.span, told, None, "warning")
    elif two is None and _binds(one) and not _is_bound(segment.target, segment.target_language, one):
        yield Finding("unhedged", here.span, there.span, told, None, "warning")
    elif one is None and _binds(two) and not _is_bound(segment.source, segment.source_language, two):
        yield Finding("hedged", here.span, there.span, told, None, "warning")


def _binds(hedge: Hedge | None) -> bool:
    return hedge in {"at most", "at least", "more than", "less than"}


def _is_bound(text: str, language: str, hedge: Hedge | None) -> bool:
    """Whether a word anywhere in the text bounds on that side: 最大風速は480キロ."""
    return any(word in text for word in words_of(language)["bounds"]["lower" if hedge in _LOWER else "upper"])


def _shown(text: str, figure: Figure) -> str:
    return text[slice(*figure.span)].strip()


def _fix(segment: Segment, here: Figure, there: Figure) -> str | None:
    """What stands in the rendering at that place, with the number of the original; where it is sure how to write it."""
    if here.kind != there.kind or here.unit != there.unit:
        return None
    (start, end), (first, last) = there.span, there.number
    written = segment.target[first:last]
    if write(there.value, segment.target_language, written) != written:
        return None  # an hour of the other half of the day, a year of an era
    number = write(here.value, segment.target_language, written)
    return None if number is None else segment.target[start:first] + number + segment.target[last:end]


CHECK = Check(
    id="numbers",
    kind="number",
    severity="error",
    label={"en": "The number differs", "ja": "数が違う"},
    messages={
        "differs": {
            "en": "The original has “{source}”, the rendering “{target}”.",
            "ja": "原文は「{source}」、訳文は「{target}」です。",
        },
        "unit": {
            "en": "The number is the same, the unit is not: “{source}”, “{target}”.",
            "ja": "数は同じですが、単位が違います。原文は「{source}」、訳文は「{target}」です。",
        },
        "turned": {
            "en": "More has become less, or less more: “{source}”, “{target}”.",
            "ja": "以上・以下が逆です。原文は「{source}」、訳文は「{target}」です。",
        },
        "unhedged": {
            "en": "“{source}” is a bound, “{target}” an exact number.",
            "ja": "原文の「{source}」には幅がありますが、訳文は「{target}」と言い切っています。",
        },
        "hedged": {
            "en": "“{target}” is a bound, “{source}” an exact number.",
            "ja": "原文は「{source}」と言い切っていますが、訳文の「{target}」には幅があります。",
        },
        "missing": {
            "en": "“{source}” of the original is not in the rendering.",
            "ja": "原文の「{source}」が訳文にありません。",
        },
        "added": {
            "en": "“{target}” is not in the original.",
            "ja": "「{target}」は原文にありません。",
        },
    },
    find=find,
)
