"""A month, weekday, era or day counted from today that is another in the rendering."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kawaraban.translate.moments import Moment, moments
from kawaraban.translate.moments.counting import days_of, weekday_of
from kawaraban.translate.proof.figures import figures
from kawaraban.translate.proof.model import Check, Finding, Segment

_LANGUAGES = frozenset({"en", "ja"})
_DAYS_JA = "月火水木金土日"


def find(segment: Segment) -> Iterator[Finding]:
    if not {segment.source_language, segment.target_language} <= _LANGUAGES:
        return
    source = moments(segment.source, segment.source_language)
    target = moments(segment.target, segment.target_language)
    if not source and not target:
        return
    yield from _months(segment)
    yield from _before_christ(segment)
    yield from _weekdays(segment, source, target)
    yield from _relative(segment, source, target)
    yield from _counted_days(segment, source, target)


def _found(name: str, segment: Segment, here: Moment, there: Moment, *, sure: bool = True) -> Finding:
    told = {"source": segment.source[slice(*here.span)], "target": segment.target[slice(*there.span)]}
    return Finding(name, here.span, there.span, told, severity=None if sure else "warning")


def _months(segment: Segment) -> Iterator[Finding]:
    for here, there in figures(segment).different:
        if here.kind == there.kind == "month" and here.moment and there.moment:
            yield _found("differs", segment, here.moment, there.moment, sure=here.moment.sure)


def _before_christ(segment: Segment) -> Iterator[Finding]:
    for here, there in figures(segment).same:
        one, two = here.moment, there.moment
        if one and two and here.kind == there.kind == "year" and one.before_christ != two.before_christ:
            yield _found("differs", segment, one, two)


def _weekdays(segment: Segment, source: tuple[Moment, ...], target: tuple[Moment, ...]) -> Iterator[Finding]:
    """A weekday that is another, and one in the rendering that its own date does not fall on."""
    here = [moment for moment in source if moment.weekday is not None]
    there = [moment for moment in target if moment.weekday is not None]
    shared = {moment.weekday for moment in here} & {moment.weekday for moment in there}
    alone = [moment for moment in here if moment.weekday not in shared]
    for one, two in zip(alone, (moment for moment in there if moment.weekday not in shared), strict=False):
        yield _found("differs", segment, one, two)
    if here:
        return
    for date, day in pairwise(target):
        meant = weekday_of(date, segment.published) if day.weekday is not None else None
        if meant is not None and meant != day.weekday and day.span[0] - date.span[1] <= 1:
            told = {"target": segment.target[date.span[0] : day.span[1]], "day": _DAYS_JA[meant]}
            yield Finding("weekday", None, day.span, told, severity="warning")


def _relative(segment: Segment, source: tuple[Moment, ...], target: tuple[Moment, ...]) -> Iterator[Finding]:
    """Yesterday as 明日, last year as 来年: of one unit and with no like on either side."""
    here = {moment.relative: moment for moment in source if moment.relative}
    there = {moment.relative: moment for moment in target if moment.relative}
    for one in here.keys() - there.keys():
        for two in there.keys() - here.keys():
            if one and two and one[0] == two[0]:
                yield _found("differs", segment, here[one], there[two], sure=one[1] * two[1] < 0)


def _counted_days(segment: Segment, source: tuple[Moment, ...], target: tuple[Moment, ...]) -> Iterator[Finding]:
    """ "On Tuesday" and "yesterday" as a day of the month: held against the day of publication."""
    if segment.published is None:
        return
    counted = [(moment, days_of(moment, segment.published)) for moment in source]
    meant = {day.day for _, days in counted for day in days}
    told = {part.value for moment in source for part in moment.parts}
    there = [moment for moment in target if moment.part("day")]
    for moment in there:
        day = moment.part("day")
        if day and meant and day.value not in meant | told and len(there) == 1:
            one = next(one for one, days in counted if days)
            yield _found("counted", segment, one, moment, sure=bool(moment.sure))


CHECK = Check(
    id="dates",
    kind="date",
    severity="error",
    label={"en": "The date differs", "ja": "日付が違う"},
    messages={
        "differs": {
            "en": "The original has “{source}”, the rendering “{target}”.",
            "ja": "原文は「{source}」、訳文は「{target}」です。",
        },
        "weekday": {
            "en": "“{target}” does not fall on that weekday but on {day}.",
            "ja": "「{target}」の曜日が合いません。正しくは{day}曜日です。",
        },
        "counted": {
            "en": "By the day of publication, “{source}” is not “{target}”.",
            "ja": "掲載日から数えると、「{source}」は「{target}」ではありません。",
        },
    },
    find=find,
)
