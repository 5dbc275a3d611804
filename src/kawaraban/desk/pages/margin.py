"""The margin of proofs: what the proof says of each paragraph, numbered through the page, marked in both texts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kawaraban.desk.models import Article, Dismissal
from kawaraban.desk.pages.marking import marked, within
from kawaraban.desk.pages.units import Text, Unit
from kawaraban.desk.rendering.proofs import Proofer
from kawaraban.translate.proof import Issue, Span

#: A text that is wrong from end to end says so with this many; more would hide the paragraphs below.
SHOWN = 9
_LONGEST = 60  # characters of a quoted passage


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as the margin shows it: its number on the page, and the words it is about on each side."""

    number: int
    place: int  # among the remarks of its paragraph, from 0
    issue: Issue
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside one rendering, and both texts with the marks that the numbers meet, and the cues of claims.

    `echo` is the rendering with the marks alone: it lies under a field and breaks its lines as that does.
    """

    source: SafeString
    target: SafeString
    echo: SafeString
    remarks: tuple[Remark, ...] = ()
    more: int = 0  # findings beyond those shown
    dismissed: tuple[tuple[Issue, Dismissal], ...] = ()

    @property
    def errors(self) -> int:
        return sum(remark.issue.severity == "error" for remark in self.remarks)


def margin_of(proofer: Proofer, article: Article, unit: Unit, target: str, first: int) -> Margin:
    """The margin beside `target`, a rendering of a unit of the article; `first` is the number of its first remark."""
    found = proofer.proof(article, unit.pid, unit.text, target)
    remarks = tuple(
        Remark(first + place, place, issue, _passage(unit.text, issue.source_span), _passage(target, issue.target_span))
        for place, issue in enumerate(found.open[:SHOWN])
    )
    in_target = [(remark, remark.issue.target_span) for remark in remarks]
    return Margin(
        marked(unit.text, [(r, r.issue.source_span) for r in remarks], unit.said),
        marked(target, in_target, unit.said_in(target)),
        marked(target, in_target),
        remarks,
        max(0, len(found.open) - SHOWN),
        found.dismissed,
    )


def proof_all(proofer: Proofer, article: Article, text: Text) -> None:
    """Puts a margin beside every rendering of the text. No query."""
    number = 1
    for unit in text.units:
        if unit.rendering is not None:
            unit.margin = margin_of(proofer, article, unit, unit.rendering.text, number)
            number += len(unit.margin.remarks)


def first_number(text: Text, pid: str) -> int:
    """The number of a unit's first remark, by what was counted when the renderings before it were stored."""
    number = 1
    for unit in text.units:
        if unit.pid == pid:
            break
        if unit.rendering is not None:
            number += min(SHOWN, unit.rendering.errors + unit.rendering.warnings)
    return number


def _passage(text: str, span: Span | None) -> str:
    if span is None:
        return ""
    words = text[slice(*within(text, span))].strip()
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
