"""The reports of a story as its page lists them: in the order of time, with whom each repeats and what was edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from kawaraban.desk.models import Article, Paragraph, Placing, Story, Version
from kawaraban.desk.pages.rows import Row, rows
from kawaraban.desk.pages.units import Step, steps
from kawaraban.desk.stories.order import own_first

MOST = 60  # reports of a story that are listed one by one
_MOST_VERSIONS = 12  # of a report, the latest: a live page has hundreds


@dataclass(slots=True)
class Report:
    """One article in its story. `original` is the report whose text it repeats, if that is listed too."""

    placing: Placing
    row: Row
    original: Report | None = None
    edits: list[Edited] = field(default_factory=list)

    @property
    def article(self) -> Article:
        return self.placing.article

    @property
    def at(self) -> datetime:
        """When it was published, as far as that is known."""
        return self.article.sort_at

    @property
    def is_copy(self) -> bool:
        return self.placing.standing == Placing.Standing.COPY

    @property
    def is_origin(self) -> bool:
        return self.placing.standing == Placing.Standing.OWN

    @property
    def evidence(self) -> list[dict[str, Any]]:
        return list(self.placing.evidence)


@dataclass(frozen=True, slots=True)
class Edited:
    """A change that an outlet made after it published; `words` are the first that changed."""

    report: Report
    at: datetime
    step: Step

    @property
    def words(self) -> tuple[str, str] | None:
        return self.step.words


@dataclass(slots=True)
class Line:
    """One line of the list: a report as it came, or an edit of one."""

    at: datetime
    report: Report
    edit: Edited | None = None


def reports_of(story: Story, language: str) -> list[Report]:
    """The story's reports, earliest first; at most eight queries."""
    found = _placings(story)
    shown = {row.article.pk: row for row in rows([placing.article for placing in found], language)}
    reports = [Report(placing, shown[placing.article_id]) for placing in found]
    by_article = {report.article.pk: report for report in reports}
    for report in reports:
        report.original = by_article.get(report.placing.copy_of_id or 0)
    for report, edits in _edits([report for report in reports if report.article.edited_at]).items():
        by_article[report].edits = edits
    return reports


def _placings(story: Story) -> list[Placing]:
    """Origins before copies where there are too many to list, and the earliest of each."""
    found = story.placings.select_related(
        "article__outlet", "article__source", "copied_version__capture", "copied_version__article"
    )
    return sorted(
        found.order_by(*own_first())[:MOST],
        key=lambda placing: (placing.article.sort_at, placing.article_id),
    )


def _edits(edited: Sequence[Report]) -> dict[int, list[Edited]]:
    """The latest edits of these reports, by article, oldest first; two queries, and none for no report."""
    if not edited:
        return {}
    by_article = {report.article.pk: report for report in edited}
    versions: dict[int, list[Version]] = defaultdict(list)
    place = Window(RowNumber(), partition_by=F("article"), order_by=F("number").desc())
    found = Version.objects.filter(article__in=by_article).annotate(place=place).filter(place__lte=_MOST_VERSIONS)
    for version in found.select_related("capture").order_by("number"):
        versions[version.article_id].append(version)
    paragraphs: dict[int, list[Paragraph]] = defaultdict(list)
    shown = [version.pk for theirs in versions.values() for version in theirs]
    for paragraph in Paragraph.objects.filter(version__in=shown).order_by("version", "position"):
        paragraphs[paragraph.version_id].append(paragraph)
    return {
        article: [
            Edited(by_article[article], step.version.capture.captured_at, step)
            for step in steps(theirs, paragraphs)
            if step.changes
        ]
        for article, theirs in versions.items()
    }


def lines_of(reports: Iterable[Report]) -> list[Line]:
    """Reports and their edits in the order of time."""
    lines = [Line(report.at, report) for report in reports]
    lines += [Line(edit.at, report, edit) for report in reports for edit in report.edits]
    return sorted(lines, key=lambda line: line.at)
