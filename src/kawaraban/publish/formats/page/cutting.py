"""A page's lines -> its posts, as runs of lines: title, body, footer, what follows.

The footer ends a post. Where a page has no footers, the dates do: a date above a title, or a title above a date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kawaraban.publish.formats.page.dates import Heading, heading
from kawaraban.publish.formats.page.footers import Footer, footer_at
from kawaraban.publish.formats.page.furniture import (
    begins_comments,
    begins_trackbacks,
    ends_comments,
    ends_posts,
    is_furniture,
)
from kawaraban.publish.formats.page.line import Line, folded
from kawaraban.publish.formats.page.titles import Habit, habit_of, is_marked, is_title

_CALLED_DATE = re.compile(r"(?<![a-z])(?:date|day|time)(?![a-z])|hizuke", re.I)


@dataclass(slots=True)
class Cut:
    """One post's lines. `heading` is the date that stands above it, the same object for posts of one day."""

    body: list[Line]
    title: Line | None = None
    heading: Heading | None = None
    footer: Footer | None = None
    below: list[Line] = field(default_factory=list)  # its comments, where the page shows them
    foot: list[Line] = field(default_factory=list)  # the lines of its footer
    broken_off: bool = False  # the page ends before its footer


@dataclass(slots=True)
class _Segment:
    """What stands between two footers."""

    lines: list[Line]
    footer: Footer | None
    foot: list[Line]
    below: list[Line] = field(default_factory=list)


def cut(lines: Sequence[Line]) -> list[Cut]:
    """The posts of a page in its order; none where nothing on it looks like the end or the head of one."""
    segments = _segments(lines)
    return _by_footers(segments) if segments else _by_headings(list(lines))


def _segments(lines: Sequence[Line]) -> list[_Segment]:
    """What stands before each footer, and behind it the comments."""
    found: list[_Segment] = []
    start = at = 0
    commenting = False
    while at < len(lines):
        plain = folded(lines[at].text)
        if found and not commenting and begins_comments(plain):
            commenting = True
        footer = footer_at(lines, at)
        if footer is None or (commenting and (footer.byline or not footer.counts)):
            at += 1
            continue
        stretch = list(lines[start:at])
        if commenting:
            below, stretch = _parted(stretch)
            found[-1].below = below
            commenting = False
        found.append(_Segment(stretch, footer, list(lines[at : at + footer.lines])))
        at += footer.lines
        start = at
    if found:
        found[-1].below = list(lines[start:])
    return found


def _parted(stretch: list[Line]) -> tuple[list[Line], list[Line]]:
    """Comments that stand between two posts, and what follows them."""
    for at, line in enumerate(stretch):
        if at and (ends_comments(folded(line.text)) or is_marked(line)):
            return stretch[:at], stretch[at:]
    dates = [at for at, line in enumerate(stretch) if (day := heading(folded(line.text))) and day.clock is None]
    at = dates[-1] if dates else len(stretch)
    return stretch[:at], stretch[at:]


def _by_footers(segments: list[_Segment]) -> list[Cut]:
    shapes = _usual_shapes(segments)
    rest = [_without_furniture(segment.lines) for segment in segments]
    later = [_headed(lines, shapes) for lines in rest[1:]]
    habit = habit_of(lines[0] for _, lines in later if lines)
    first = _headed(_beginning(rest[0], shapes, habit), shapes)
    heads = [first, *later]
    if not habit.marks:
        habit = habit_of(lines[0] for _, lines in heads if lines)
    posts: list[Cut] = []
    day: Heading | None = None
    for segment, (own, lines) in zip(segments, heads, strict=True):
        day = own or day
        titled = bool(lines) and is_title(lines, habit)
        title, body = (lines[0], lines[1:]) if titled else (None, lines)
        if titled and own is None and body and (under := _usual(body[0], shapes)):
            day, body = under, body[1:]
        posts.append(Cut(body, title, day, segment.footer, segment.below, segment.foot))
    return [*posts, *_broken_off(posts[-1], shapes, habit)]


def _broken_off(last: Cut, shapes: Counter[str], habit: Habit) -> list[Cut]:
    """A post whose footer is missing, for the page ends before it: it must begin as the page's other posts do."""
    day, lines = _headed(last.below, shapes)
    if not lines or not ((day and shapes) or lines[0].mark in habit.marks):
        return []
    lines = lines[: _end(lines, 0)]
    if not lines:
        return []
    last.below = []
    titled = is_title(lines, habit)
    return [Cut(lines[1:] if titled else lines, lines[0] if titled else None, day or last.heading, broken_off=True)]


def _usual_shapes(segments: Sequence[_Segment]) -> Counter[str]:
    """How the page writes the dates above its posts, by those that can't be anything else."""
    shapes: Counter[str] = Counter()
    for segment in segments[1:]:
        for line in _without_furniture(segment.lines)[:2]:
            if day := heading(folded(line.text)):
                shapes[day.shape] += 1
                break
    return shapes


def _usual(line: Line, shapes: Counter[str]) -> Heading | None:
    """The date that a line is, if it is written as the page's other ones, or there are no others."""
    day = heading(folded(line.text))
    return day if day and (not shapes or shapes[day.shape]) else None


def _headed(lines: list[Line], shapes: Counter[str]) -> tuple[Heading | None, list[Line]]:
    """(the date that stands first, the lines behind it); navigation around it is left out."""
    day = None
    while lines:
        own = _usual(lines[0], shapes)
        if own is None and not is_furniture(folded(lines[0].text)):
            break
        day = own or day
        lines = lines[1:]
    return day, lines


def _without_furniture(lines: list[Line]) -> list[Line]:
    at = 0
    while at < len(lines) and is_furniture(folded(lines[at].text)):
        at += 1
    return lines[at:]


def _beginning(lines: list[Line], shapes: Counter[str], habit: Habit) -> list[Line]:
    """The first post's lines, without the head of the page before them."""
    if not lines:
        return lines
    for at, line in enumerate(lines):
        day = _usual(line, shapes)
        if day is not None and (shapes or _is_day_heading(lines, at, day)):
            above = at > 0 and _stands_under_title(lines, at, day, habit)
            return lines[at - 1 :] if above else lines[at:]
    marked = [at for at, line in enumerate(lines) if (line.mark in habit.marks if habit.marks else is_marked(line))]
    if marked:
        # Without other posts to learn from, the page's own name may be marked too: a title is called one.
        called = [at for at in marked if "title" in lines[at].mark.lower()] if not habit.marks else marked
        chosen = called or marked
        return lines[chosen[-1] if habit.marks else chosen[0] :]
    furniture = [at for at, line in enumerate(lines[:-1]) if is_furniture(folded(line.text))]
    return lines[furniture[-1] + 1 :] if furniture else lines


def _is_day_heading(lines: Sequence[Line], at: int, day: Heading) -> bool:
    """Whether the only date on a page is the day's, not one in the article that a post quotes."""
    line = lines[at]
    if at == 0 or day.category or is_marked(line) or _CALLED_DATE.search(line.names):
        return True
    following = lines[at + 1 : at + 3]
    return day.clock is None and bool(following) and is_title(following, Habit(frozenset()))


def _stands_under_title(lines: Sequence[Line], at: int, day: Heading, habit: Habit) -> bool:
    """Whether a date stands under its post's title, as at goo, not above it."""
    if day.category:
        return True
    if habit.marks:
        return lines[at - 1].mark in habit.marks
    following = lines[at + 1] if at + 1 < len(lines) else None
    return is_marked(lines[at - 1]) and following is not None and not is_marked(following)


def _by_headings(lines: list[Line]) -> list[Cut]:
    """Posts that nothing ends: each begins at a date, or at the title above it."""
    days = {at: day for at, line in enumerate(lines) if (day := heading(folded(line.text)))}
    if any(day.category for day in days.values()):
        days = {at: day for at, day in days.items() if day.category}
    if not days:
        return []
    usual = Counter((day.shape, lines[at].mark) for at, day in days.items()).most_common(1)[0][0]
    days = {at: day for at, day in days.items() if (day.shape, lines[at].mark) == usual}
    under = _titles_above(lines, days)
    starts = [at - 1 if under else at for at in days]
    posts: list[Cut] = []
    for start, end, at in zip(starts, [*starts[1:], _end(lines, max(days) + 1)], days, strict=True):
        posts += _under_heading(lines[start:end], days[at], under)
    return posts


def _titles_above(lines: Sequence[Line], days: dict[int, Heading]) -> bool:
    """Whether the page sets its titles above the dates."""
    if any(day.category for day in days.values()):
        return True
    no_habit = Habit(frozenset())
    above = [
        at for at in days if at and is_title([lines[at - 1]], no_habit) and not is_furniture(folded(lines[at - 1].text))
    ]
    if any(is_marked(line) for line in lines):
        marked_above = sum(is_marked(lines[at - 1]) for at in days if at)
        marked_below = sum(is_marked(lines[at + 1]) for at in days if at + 1 < len(lines))
        return marked_above > marked_below
    below = [at for at in days if at + 1 < len(lines) and is_title([lines[at + 1]], no_habit)]
    return len(above) == len(days) and len(below) < len(days)


def _end(lines: Sequence[Line], after: int) -> int:
    """Where the last post ends: at a side bar, or at the foot of the page."""
    for at in range(after, len(lines)):
        plain = folded(lines[at].text)
        if ends_posts(plain) or begins_comments(plain) or begins_trackbacks(plain):
            return at
    return len(lines)


def _under_heading(lines: list[Line], day: Heading, under: bool) -> list[Cut]:
    """The posts of one date: one, or as many as the mark-up has titles."""
    if under:
        return [Cut(_trimmed(lines[2:]), lines[0], day)]
    rest = _trimmed(lines[1:])
    if not rest:
        return []
    habit = habit_of(rest[:1])
    if habit.marks:
        starts = [at for at, line in enumerate(rest) if line.mark in habit.marks]
        ends = [*starts[1:], len(rest)]
        return [Cut(_trimmed(rest[a + 1 : b]), rest[a], day) for a, b in zip(starts, ends, strict=True)]
    return [Cut(rest[1:], rest[0], day)] if is_title(rest, habit) else [Cut(rest, None, day)]


def _trimmed(lines: list[Line]) -> list[Line]:
    while lines and is_furniture(folded(lines[-1].text)):
        lines = lines[:-1]
    return _without_furniture(lines)
