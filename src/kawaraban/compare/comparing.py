"""Many reports at once: their copies, origins and stories."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

from kawaraban.compare.copies import judge, origins
from kawaraban.compare.copies.timing import rank
from kawaraban.compare.model import CompareError, CopyLink, Placed, Print, Report
from kawaraban.compare.pairing import pairs
from kawaraban.compare.printing import prints
from kawaraban.compare.stories import gather

_Name = TypeVar("_Name", bound=Hashable)


def compare(reports: Sequence[Report]) -> list[Placed]:
    """Where each report belongs, in order. Raises CompareError where two have one key."""
    if len({report.key for report in reports}) < len(reports):
        raise CompareError("Two articles have the same key: give each one its own.")
    made = prints(reports)
    links = copy_links(made)
    found = origins(made, links)
    # a link that leads out of an origin was the worse of two, or would have closed a circle: it says nothing of stories
    groups = gather(made, [link for link in links if found[link.copy].root == found[link.original].root])
    group_of = {key: number for number, group in enumerate(groups) for key in group.keys}
    why = {key: reasons for group in groups for key, reasons in group.why.items()}
    stories = _numbered([group_of[report.key] for report in reports])
    numbers = _numbered([found[report.key].root for report in reports])
    return [
        Placed(
            report.key,
            stories[group_of[report.key]],
            numbers[found[report.key].root],
            found[report.key].standing,
            found[report.key].copy_of,
            found[report.key].evidence,
            why.get(report.key, ()),
        )
        for report in reports
    ]


def copy_links(made: Sequence[Print]) -> list[CopyLink]:
    """Who copies whom among prints; each is held against the few that it may have text in common with."""
    ordered = sorted(made, key=rank)
    links = (judge(ordered[one], ordered[other]) for one, other in pairs(ordered))
    return [link for link in links if link]


def _numbered(names: Sequence[_Name]) -> dict[_Name, int]:
    """Each name's number from 1, in the order in which they come first."""
    return {name: number for number, name in enumerate(dict.fromkeys(names), 1)}
