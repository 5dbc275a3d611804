"""Which story a new report belongs to: online clustering by average linkage, copies counted once.

A report is held against every candidate story as a whole: against each of its origins, of whose copies the likest
counts, and the mean over them decides (group-average linkage: Manning, Raghavan and Schütze, Introduction to
Information Retrieval, 2008, section 17.3; online, as in topic detection: Allan et al., 1998,
https://doi.org/10.1145/290941.290954). So no chain leads from one event to the next by a report that looks like both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kawaraban.compare.copies.timing import moment
from kawaraban.compare.model import CopyLink, Print, Why
from kawaraban.compare.stories.evidence import evidence
from kawaraban.compare.stories.model import Link, Member, Rarity
from kawaraban.compare.stories.reasons import reasons
from kawaraban.compare.stories.sides import Side
from kawaraban.compare.stories.weights import likelihood

#: From this mean over its origins on a report belongs to a story, if one of them at least is as like as `CLOSE`; where
#: there is but one to be like, `ALONE`, since one pair errs more easily than a mean. On the seen half of the gold lower
#: ones find more (F1 .94 at .7) and put near misses into stories of others, which a reader can't see; splitting and
#: merging by hand is there for both.
ENOUGH = 0.4
CLOSE = 0.7
ALONE = 0.8
#: The same where too few reports are known to count what is rare: every name looks rare then, a country's too. Between
#: the two as more get known.
UNCOUNTED = 0.95
#: A copy link of this score joins at once. An agency's reports of two strikes share whole sentences: their links, at
#: .31 to .33 in the gold, are evidence like any other, those of true copies begin at .53.
SURE = 0.5
#: What is looked at of a story of any size: its first origins, its last, and a few copies of each.
_FIRST, _LAST, _COPIES = 4, 8, 3

Sides = Callable[[Print], Side]


@dataclass(frozen=True, slots=True, eq=False)
class _Likeness:
    mean: float
    best: float
    nearest: Side
    origins: int
    known: float  # how well it is known what is rare

    @property
    def is_enough(self) -> bool:
        close = CLOSE if self.origins > 1 else ALONE
        return self.mean >= ENOUGH and self.best >= UNCOUNTED - (UNCOUNTED - close) * self.known


def place(
    new: Print,
    near: Sequence[Member],
    rarity: Rarity | None = None,
    copies: Sequence[CopyLink] = (),
    sides: Sides = Side.of,
) -> Link | None:
    """The story among those of `near` that a new report belongs to, or None for a story of its own.

    `near` are reports of the stories that come into question (see `Nearby.near`), each story with all its reports or
    as many as are at hand; their order says nothing. `rarity` is of the terms of these prints among all reports.
    `copies` are links between the new report and members: a sure one that rests on more than a credit joins at once.
    What `near` holds of the new report itself is passed over.
    `sides` may keep what it made of a print, where many are placed. Deterministic.
    """
    members = [one for one in near if one.print.report.key != new.report.key]
    return _by_copy(new, members, copies) or _by_likeness(sides(new), members, rarity or Rarity(), sides)


def _by_copy(new: Print, members: Sequence[Member], copies: Sequence[CopyLink]) -> Link | None:
    """The story of the report whose text the new one has, or that has its text."""
    stories = {one.print.report.key: one.story for one in members}
    found: list[Link] = []
    for link in copies:
        other = {link.copy: link.original, link.original: link.copy}.get(new.report.key)
        said = [one for one in link.evidence if one.kind != "credit"]
        if other in stories and said and link.score >= SURE:
            best = max(said, key=lambda one: one.score)
            found.append(Link(stories[other], link.score, (Why("copy", best.text, link.score),)))
    return max(found, key=lambda link: (link.score, -link.story), default=None)


def _by_likeness(new: Side, members: Sequence[Member], rarity: Rarity, sides: Sides) -> Link | None:
    """The story that the report is most like, if it is like it enough; of two, the older."""
    by_story: dict[int, list[Member]] = {}
    for one in members:
        by_story.setdefault(one.story, []).append(one)
    held = ((_held_against(new, there, rarity, sides), story) for story, there in by_story.items())
    found = [one for one in held if one[0].is_enough]
    if not found:
        return None
    likeness, story = max(found, key=lambda one: (one[0].mean, -one[1]))
    return Link(story, round(likeness.mean, 3), reasons(new, likeness.nearest, rarity))


def _held_against(new: Side, members: Iterable[Member], rarity: Rarity, sides: Sides) -> _Likeness:
    """How like the report is to the story: the mean over its origins, and the nearest report."""
    likest = [
        max(((likelihood(evidence(new, one, rarity)), one) for one in map(sides, copies)), key=lambda one: one[0])
        for copies in _origins(new.print, members)
    ]
    best, nearest = max(likest, key=lambda one: one[0])
    mean = sum(score for score, _ in likest) / len(likest)
    return _Likeness(mean, best, nearest, len(likest), rarity.known)


def _origins(new: Print, members: Iterable[Member]) -> list[list[Print]]:
    """What is looked at of each origin: its first report, and those in the language of the new one before others."""
    origins: dict[str, list[Print]] = {}
    for one in sorted(members, key=lambda one: time_of(one.print)):
        origins.setdefault(one.origin or one.print.report.key, []).append(one.print)
    all_of_them = list(origins.values())
    if len(all_of_them) > _FIRST + _LAST:
        all_of_them = all_of_them[:_FIRST] + all_of_them[-_LAST:]
    return [
        [first, *sorted(others, key=lambda one: one.report.language != new.report.language)][:_COPIES]
        for first, *others in all_of_them
    ]


def time_of(one: Print) -> tuple[float, str]:
    """The order of reports in time, those without one first, the key where that is equal."""
    came = moment(one)
    return (came.timestamp() if came else 0.0, one.report.key)
