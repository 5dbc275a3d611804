"""A time of day that has moved to the other half of the day, or into another zone without being converted."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.translate.moments import Moment, minutes_of, moments
from kawaraban.translate.proof.model import Check, Finding, Segment

_LANGUAGES = frozenset({"en", "ja"})
_HALF = 12 * 60
_DAY = 24 * 60


def find(segment: Segment) -> Iterator[Finding]:
    if not {segment.source_language, segment.target_language} <= _LANGUAGES:
        return
    here = [moment for moment in moments(segment.source, segment.source_language) if moment.kind == "clock"]
    there = [moment for moment in moments(segment.target, segment.target_language) if moment.kind == "clock"]
    for two in there:
        if here and not any(_agree(one, two) for one in here):
            one = next((one for one in here if _of_one_hour(one, two)), None)
            if one or len(here) == len(there) == 1:
                yield from _finding(segment, one or here[0], two)


def _finding(segment: Segment, one: Moment, two: Moment) -> Iterator[Finding]:
    told = {"source": segment.source[slice(*one.span)], "target": segment.target[slice(*two.span)]}
    if _converted(one, two) is False:
        yield Finding("zone", one.span, two.span, told)
    elif (one.zone == two.zone or not two.zone) and _of_one_hour(one, two):
        yield Finding("half", one.span, two.span, told)


def _agree(one: Moment, two: Moment) -> bool:
    converted = _converted(one, two)
    return bool(_minutes(one) & _minutes(two)) if converted is None else converted


def _of_one_hour(one: Moment, two: Moment) -> bool:
    return bool({minute % _HALF for minute in _minutes(one)} & {minute % _HALF for minute in _minutes(two)})


def _converted(one: Moment, two: Moment) -> bool | None:
    """Whether the time in one zone is right in the other; None where they are not known to be two zones."""
    if not one.zone or not two.zone or one.zone == two.zone:
        return None
    here, there = minutes_of(one.zone), minutes_of(two.zone)
    if not here or not there:
        return None
    steps = {(b - a) % _DAY for a in here for b in there}
    return any((minute + step) % _DAY in _minutes(two) for minute in _minutes(one) for step in steps)


def _minutes(moment: Moment) -> frozenset[int]:
    """Minutes after midnight that a time can be: two where it does not say which half of the day."""
    hour, minute = moment.part("hour"), moment.part("minute")
    value = (hour.value if hour else 0) * 60 + (minute.value if minute else 0)
    if moment.meridian:
        return frozenset({value % _HALF + (_HALF if moment.meridian == "pm" else 0)})
    return frozenset({value % _DAY} if value >= 13 * 60 else {value % _DAY, (value + _HALF) % _DAY})


CHECK = Check(
    id="times",
    kind="date",
    severity="error",
    label={"en": "The time differs", "ja": "時刻が違う"},
    messages={
        "half": {
            "en": "It is another half of the day: “{source}”, “{target}”.",
            "ja": "午前と午後が違います。原文は「{source}」、訳文は「{target}」です。",
        },
        "zone": {
            "en": "“{source}” is not “{target}”: convert the hour, or keep the zone.",
            "ja": "「{source}」は「{target}」になりません。時差を計算し直すか、元の時刻帯のままにしてください。",
        },
    },
    find=find,
)
