"""Where new reports belong, beside those that are there: in which story, and whom they copy.

Plain data in, plain data out: a worker does it, without Django. Reports are named by their keys (an article's id).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kawaraban.compare.copies import Origin, judge, origins
from kawaraban.compare.model import CopyLink, Print, Standing, Why
from kawaraban.compare.stories.model import Member, Rarity
from kawaraban.compare.stories.placing import place, time_of
from kawaraban.compare.stories.sides import Side

#: Stories that are made have these numbers until they are stored: -1, -2 and on.
Number = int


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said of a report: a copy of `original`, or its own reporting where that is None."""

    original: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Stands:
    """A report that is in a story: `link` says whom it copies, `root` where that goes back to."""

    print: Print
    story: Number
    root: str
    link: CopyLink | None = None
    told: Told | None = None

    @property
    def key(self) -> str:
        return self.print.report.key


@dataclass(frozen=True, slots=True, eq=False)
class Comes:
    """A report to be placed. `near` are the keys of those to hold it against, the nearest first.

    `stays_in` is the story where a person put it; `left_in` the one that it is in, where no report but new ones is.
    """

    print: Print
    near: tuple[str, ...]
    told: Told | None = None
    stays_in: Number | None = None
    left_in: Number | None = None

    @property
    def key(self) -> str:
        return self.print.report.key


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of it: whom a report copies now, and, where it was placed, in which story and why."""

    key: str
    standing: Standing
    root: str
    link: CopyLink | None
    story: Number | None = None
    why: tuple[Why, ...] = field(default=())


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What a worker is given: reports to place, in any order, and those that are there."""

    new: tuple[Comes, ...]
    there: tuple[Stands, ...]
    rarity: Rarity


def judged(work: Work) -> list[Judged]:
    """Every new report, in the order of time, then those of the others that copy somebody else now.

    A report is held against those near it and the new ones before it, and no others: the cost grows with their number,
    not with that of the reports in a story.
    """
    bench = _Bench(work)
    for one in sorted(work.new, key=lambda one: time_of(one.print)):
        bench.place(one)
    forest = bench.forest()
    before = {one.key: one for one in work.there}
    placed = [bench.outcome(forest[key]) for key in bench.placed]
    return placed + [
        Judged(key, now.standing, now.root, bench.link(now))
        for key, now in forest.items()
        if key in before and _is_other(before[key], now)
    ]


def _is_other(before: Stands, now: Origin) -> bool:
    """Whether it copies somebody else. What copied one that can't be looked at any more still does."""
    if before.link and now.copy_of is None:
        return False
    return (before.link.original if before.link else None, before.root) != (now.copy_of, now.root)


class _Bench:
    """Everything on the table: prints, members of stories and links, growing as reports are placed."""

    def __init__(self, work: Work) -> None:
        new = {one.key for one in work.new}
        there = [one for one in work.there if one.key not in new]
        self._rarity = work.rarity
        self._members = {one.key: Member(one.story, one.print, one.root) for one in there}
        self._links = [one.link for one in there if one.link]
        self._told: dict[str, Told] = {one.key: one.told for one in (*work.there, *work.new) if one.told}
        self._sides = cache(Side.of)
        self._made = 0
        self.placed: dict[str, tuple[Number, tuple[Why, ...]]] = {}

    def place(self, one: Comes) -> None:
        """Finds the story of a report, and the links that it has."""
        near = dict.fromkeys((*one.near, *self.placed))
        others = [self._members[key] for key in near if key in self._members]
        links = [link for other in others if (link := judge(one.print, other.print))]
        self._links += links
        story, why = self._story(one, others, links)
        root = next((self._members[link.original].origin for link in links if link.copy == one.key), one.key)
        self._members[one.key] = Member(story, one.print, root)
        self.placed[one.key] = story, why

    def _story(self, one: Comes, near: Sequence[Member], links: Sequence[CopyLink]) -> tuple[Number, tuple[Why, ...]]:
        if one.stays_in is not None:
            return one.stays_in, ()
        stories = {member.story for member in near}
        members = [member for member in self._members.values() if member.story in stories]
        found = place(one.print, members, self._rarity, links, sides=self._sides)
        if found is not None:
            return found.story, found.why
        if one.left_in is not None and one.left_in not in (story for story, _ in self.placed.values()):
            return one.left_in, ()
        self._made -= 1
        return self._made, ()

    def forest(self) -> dict[str, Origin]:
        """Whom each report copies. What a person said holds, whatever else it makes untrue."""
        prints = [member.print for member in self._members.values()]
        links = [*self._machines(), *self._persons()]
        found = origins(prints, links)
        while (broken := self._overruled(found)) is not None:
            links = [link for link in links if (link.copy, link.original) != broken]
            found = origins(prints, links)
        return {key: self._signed(origin) for key, origin in found.items()}

    def _machines(self) -> list[CopyLink]:
        return [link for link in self._links if link.copy not in self._told]

    def _persons(self) -> list[CopyLink]:
        return [
            CopyLink(key, told.original, (), 1.0)
            for key, told in self._told.items()
            if told.original is not None and key in self._members
        ]

    def _overruled(self, found: Mapping[str, Origin]) -> tuple[str, str] | None:
        """Copy and original of a link of the machine's that keeps one of a person's from standing: of a circle."""
        for link in self._persons():
            if link.original not in found or found[link.copy].copy_of == link.original:
                continue
            at = found[link.original]
            while at.copy_of is not None:
                if at.key not in self._told:
                    return at.key, at.copy_of
                at = found[at.copy_of]
        return None

    def _signed(self, origin: Origin) -> Origin:
        told = self._told.get(origin.key)
        if told is None or told.original is not None:
            return origin
        return replace(origin, standing="own", evidence=())

    def link(self, now: Origin) -> CopyLink | None:
        """Whom it copies, and by what one can tell."""
        if now.copy_of is None:
            return None
        links = [*self._links, *self._persons()]
        return _first(link for link in links if (link.copy, link.original) == (now.key, now.copy_of))

    def outcome(self, now: Origin) -> Judged:
        """What came of a report that was placed."""
        story, why = self.placed[now.key]
        return Judged(now.key, now.standing, now.root, self.link(now), story, why)


def _first(links: Iterable[CopyLink]) -> CopyLink | None:
    return max(links, key=lambda link: link.score, default=None)
