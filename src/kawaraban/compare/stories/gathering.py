"""All reports of one call in stories, placed one by one in the order of time, as a desk does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kawaraban.compare.copies.timing import moment
from kawaraban.compare.model import CopyLink, Print, Why
from kawaraban.compare.stories.matching import Nearby
from kawaraban.compare.stories.model import Group, Member, Rarity
from kawaraban.compare.stories.placing import place, time_of
from kawaraban.compare.stories.sides import Side
from kawaraban.compare.stories.unions import Unions


def gather(prints: Sequence[Print], links: Iterable[CopyLink] = ()) -> list[Group]:
    """The stories of these reports, in the order of their first reports; every report is in one.

    `links` say which copies which. Reports are placed in the order of time, and of keys where times are equal, so that
    the order of `prints` says nothing. Raises ValueError where two prints have one key.
    """
    return _Gathering(prints, links).groups()


@dataclass(slots=True)
class _Story:
    members: list[Member] = field(default_factory=list)
    why: dict[str, tuple[Why, ...]] = field(default_factory=dict)


class _Gathering:
    """Reports on their way into stories."""

    #: Members of a story that a new report is given to look at: the first and the latest, and those it is linked to.
    _FIRST, _LAST = 16, 48

    def __init__(self, prints: Sequence[Print], links: Iterable[CopyLink]) -> None:
        self._prints = {one.report.key: one for one in prints}
        if len(self._prints) < len(prints):
            raise ValueError("Two reports have the same key: give each its own.")
        self._rarity = Rarity.of(prints)
        self._links = [link for link in links if link.copy in self._prints and link.original in self._prints]
        self._linked: dict[str, list[CopyLink]] = {}
        for link in self._links:
            self._linked.setdefault(link.copy, []).append(link)
            self._linked.setdefault(link.original, []).append(link)
        self._origins = Unions(
            (link.copy, link.original) for link in self._links if any(one.kind != "credit" for one in link.evidence)
        )
        self._nearby: Nearby[str] = Nearby()
        self._sides: dict[str, Side] = {}
        self._stories: list[_Story] = []
        self._story_of: dict[str, int] = {}

    def groups(self) -> list[Group]:
        for one in sorted(self._prints.values(), key=time_of):
            self._put(one, *self._found(one))
        return [Group(tuple(member.print.report.key for member in story.members), story.why) for story in self._stories]

    def _found(self, one: Print) -> tuple[int | None, tuple[Why, ...]]:
        """The story of a report among those there are, and why; None for one of its own."""
        key = one.report.key
        links = self._linked.get(key, ())
        linked = {other for link in links for other in (link.copy, link.original) if other in self._story_of}
        near = [*linked, *self._nearby.near(one, moment(one))]
        stories = sorted({self._story_of[other] for other in near})
        link = place(
            one,
            [member for story in stories for member in self._members(story, linked)],
            self._rarity,
            links,
            self._side,
        )
        return (link.story, link.why) if link else (None, ())

    def _put(self, one: Print, story: int | None, why: tuple[Why, ...]) -> None:
        if story is None:
            story = len(self._stories)
            self._stories.append(_Story())
        key = one.report.key
        self._stories[story].members.append(Member(story, one, self._origins.head(key)))
        if why:
            self._stories[story].why[key] = why
        self._story_of[key] = story
        self._nearby.add(key, one, moment(one))

    def _members(self, story: int, linked: set[str]) -> Iterator[Member]:
        """Those of a story that are looked at: all, or so many that a story of thousands costs no more."""
        members = self._stories[story].members
        if len(members) <= self._FIRST + self._LAST:
            yield from members
            return
        shown = {*range(self._FIRST), *range(len(members) - self._LAST, len(members))}
        for at, member in enumerate(members):
            if at in shown or member.print.report.key in linked:
                yield member

    def _side(self, one: Print) -> Side:
        key = one.report.key
        if key not in self._sides:
            self._sides[key] = Side.of(one)
        return self._sides[key]
