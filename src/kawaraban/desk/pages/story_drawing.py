"""Who copied whom, as a drawing: time runs right, a line an outlet, an arrow where one was copied.

Origins come with their copies beneath them, later copies first, so that no arrow crosses the line of a report that was
there before it. All places are in the units of the drawing's own `viewBox`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from kawaraban.desk.models import Story
from kawaraban.desk.pages.story_reports import Report
from kawaraban.desk.stories.wording import people

WIDTH, LABELS = 600, 170
_ROW, _GAP, _TOP = 34, 14, 40
_MOST = 24  # lines; the copies that came last are told in words below
_EDGE = 22  # room beside the first and the last mark
_STEPS = (
    *(timedelta(minutes=minutes) for minutes in (5, 10, 15, 30)),
    *(timedelta(hours=hours) for hours in (1, 2, 3, 6, 12)),
    *(timedelta(days=days) for days in (1, 2, 7, 14, 30, 90, 365)),
)
_TICKS = 10


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    at: datetime
    is_day: bool  # say the day, not the hour


@dataclass(frozen=True, slots=True)
class Bar:
    """An edit on a line, with the words that it changed."""

    x: float
    label: str

    @property
    def is_late(self) -> bool:
        """Whether its words have no room on the right."""
        return self.x > WIDTH - 120

    @property
    def label_x(self) -> float:
        return round(self.x - 5 if self.is_late else self.x + 5, 1)


@dataclass(slots=True)
class Stroke:
    """One outlet's line: its report at `x`, and where the arrow to it comes from."""

    report: Report
    y: float
    x: float
    from_y: float | None = None
    number: str = ""  # what it says where the reports differ
    bars: list[Bar] = field(default_factory=list)

    @property
    def label_y(self) -> float:
        return self.y + 4

    @property
    def arrow_y(self) -> float:
        return self.y - 6

    @property
    def number_x(self) -> float:
        return round(self.x - 10, 1)

    @property
    def bar_top(self) -> float:
        return self.y - 8

    @property
    def bar_foot(self) -> float:
        return self.y + 8


@dataclass(frozen=True, slots=True)
class Drawing:
    strokes: tuple[Stroke, ...]
    ticks: tuple[Tick, ...]
    height: float
    left_out: int

    @property
    def foot(self) -> float:
        return self.height - 6

    @property
    def has_edits(self) -> bool:
        return any(stroke.bars for stroke in self.strokes)


def drawing_of(story: Story, reports: Sequence[Report]) -> Drawing | None:
    """The drawing of a story; None where nobody copied anybody and there is nothing to draw."""
    if len(reports) < 2:
        return None
    ordered = _ordered(reports)
    shown = ordered[:_MOST]
    times = [report.at for report in shown] + [edit.at for report in shown for edit in report.edits]
    start, end = min(times), max(times)
    span = max((end - start).total_seconds(), 60.0)

    def place(at: datetime) -> float:
        return round(LABELS + _EDGE + (WIDTH - LABELS - 2 * _EDGE) * (at - start).total_seconds() / span, 1)

    numbers = _numbers(story)
    strokes: list[Stroke] = []
    places: dict[int, float] = {}
    y = float(_TOP)
    for number, report in enumerate(shown):
        if number and report.original is None:
            y += _GAP
        places[report.article.pk] = y
        from_y = places.get(report.original.article.pk) if report.original else None
        bars = [Bar(place(edit.at), _words(edit.words)) for edit in report.edits]
        strokes.append(Stroke(report, y, place(report.at), from_y, numbers.get(report.article.pk, ""), bars))
        y += _ROW
    return Drawing(tuple(strokes), _ticks(start, end, place), y - _ROW + 24, len(ordered) - len(shown))


def _ordered(reports: Sequence[Report]) -> list[Report]:
    """Each origin, then who copied it, the later first, each followed by who copied that."""
    copies: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        if report.original is not None:
            copies[report.original.article.pk].append(report)
    found: list[Report] = []
    waiting = [report for report in reversed(reports) if report.original is None]
    while waiting:
        report = waiting.pop()
        found.append(report)
        waiting += copies[report.article.pk]  # earliest first, so that the latest is taken first
    return found


def _ticks(start: datetime, end: datetime, place: Callable[[datetime], float]) -> tuple[Tick, ...]:
    span = end - start
    step = next((step for step in _STEPS if span <= step * _TICKS), _STEPS[-1])
    begin = timezone.localtime(start).replace(minute=0, second=0, microsecond=0)
    if step >= timedelta(hours=1):
        begin = begin.replace(hour=0)
    at, found = begin, []
    while at <= end:
        if at >= start:
            found.append(Tick(place(at), at, is_day=step >= timedelta(days=1) or at.hour == at.minute == 0))
        at += step
    return tuple(found[: 2 * _TICKS])


def _numbers(story: Story) -> dict[int, str]:
    """What each report says of the first thing that reports say differently."""
    first = next(iter(story.differences), None)
    return {article: people(value) for value in first["values"] for article in value["articles"]} if first else {}


def _words(words: tuple[str, str] | None) -> str:
    label = f"{words[0] or '—'} → {words[1] or '—'}" if words else ""
    return label if len(label) <= 40 else label[:39] + "…"
