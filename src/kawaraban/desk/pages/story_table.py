"""The table claim by outlet: who states, attributes or denies what the reports of a story claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kawaraban.desk.claims.rendered import rendered
from kawaraban.desk.models import Claim, Speaker, Story
from kawaraban.desk.pages.story_reports import Report
from kawaraban.desk.speakers.profile import known_as

MOST_COLUMNS = 12  # reports of a table; a story of more shows its origins and their first copies


@dataclass(frozen=True, slots=True)
class Cell:
    """How one report stands to a claim; `stands` is "" where it is silent."""

    report: Report
    stands: str = ""
    pid: str = ""
    stance: str = ""  # of the cue, where it attributes
    label: str = ""  # that stance in a word
    number: str = ""  # what it says where the claim has another number
    opens: bool = False  # the first of an origin's reports: a rule stands before it


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim: its words in the readers' language where its rendering has them, and a cell a report."""

    words: str
    language: str
    original: str  # "" where `words` are the original
    speaker: str
    is_unnamed: bool
    claim: int | None
    article: int | None
    cells: tuple[Cell, ...]

    @property
    def among_origins(self) -> list[tuple[str, int]]:
        """How many origins state, attribute and deny it, as far as any do. Copies are not counted."""
        counts = Counter(cell.stands for cell in self.cells if cell.report.is_origin and cell.stands)
        return [(stands, counts[stands]) for stands in ("states", "attributes", "denies") if counts[stands]]


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Cell, ...]  # heads: the report, and whether a new origin begins
    rows: tuple[ClaimRow, ...]
    left_out: int  # reports without a column


def table_of(story: Story, reports: Sequence[Report], language: str) -> Table | None:
    """The table of a story as the pipeline made it; None where there is none. At most five queries."""
    if not story.claims or len(reports) < 2:
        return None
    ordered = _by_origin(reports)
    shown = ordered[:MOST_COLUMNS]
    opens = [number == 0 or report.original is None for number, report in enumerate(shown)]
    claims = _claims(story)
    words = rendered(list(claims.values()), language)
    names = known_as([claim.speaker for claim in claims.values() if claim.speaker], language)
    rows = _rows(
        [_row(row, claims.get(row.get("claim")), words, names, shown, opens, language) for row in story.claims]
    )
    columns = tuple(Cell(report, opens=first) for report, first in zip(shown, opens, strict=True))
    return Table(columns, rows, len(ordered) - len(shown))


def _rows(rows: Sequence[ClaimRow]) -> tuple[ClaimRow, ...]:
    """The rows, those that a reader would see as one made one: the same words of the same speaker."""
    joined: dict[tuple[str, str], ClaimRow] = {}
    for row in rows:
        seen = joined.get((row.words, row.speaker))
        if seen is not None:
            pairs = zip(seen.cells, row.cells, strict=True)
            row = replace(seen, cells=tuple(one if one.stands else other for one, other in pairs))
        joined[(row.words, row.speaker)] = row
    return tuple(joined.values())


def _claims(story: Story) -> dict[int | None, Claim]:
    found = Claim.objects.filter(pk__in=[row["claim"] for row in story.claims if row.get("claim")])
    return {claim.pk: claim for claim in found.select_related("speaker", "article")}


def _by_origin(reports: Sequence[Report]) -> list[Report]:
    """Origins in the order of time, each followed by those that go back to it."""
    return sorted(reports, key=lambda report: (_root(report).at, _root(report).article.pk, report.at))


def _root(report: Report) -> Report:
    seen = {report.article.pk}
    while report.original is not None and report.original.article.pk not in seen:
        report = report.original
        seen.add(report.article.pk)
    return report


def _row(
    row: Mapping[str, Any],
    claim: Claim | None,
    words: Mapping[int, str],
    names: Mapping[int, Speaker],
    shown: Sequence[Report],
    opens: Sequence[bool],
    language: str,
) -> ClaimRow:
    said = words.get(claim.pk, "") if claim else ""
    return ClaimRow(
        words=said or row["text"],
        language=language if said else row["language"],
        original=row["text"] if said else "",
        speaker=_speaker(claim, names) or row.get("speaker", ""),
        is_unnamed=bool(row.get("unnamed")),
        claim=claim.pk if claim else None,
        article=claim.article_id if claim else None,
        cells=tuple(_cell(row, report, first) for report, first in zip(shown, opens, strict=True)),
    )


def _speaker(claim: Claim | None, names: Mapping[int, Speaker]) -> str:
    if claim is None or claim.speaker is None:
        return ""
    return str(names.get(claim.speaker.joined_id or claim.speaker.pk, claim.speaker).name)


def _cell(row: Mapping[str, Any], report: Report, opens: bool) -> Cell:
    cell = row["cells"].get(str(report.article.pk), {})
    stance = cell.get("stance", "")
    return Cell(
        report,
        stands=cell.get("stands", ""),
        pid=cell.get("pid", ""),
        stance=stance,
        label=str(Claim.Stance(stance).label) if stance in Claim.Stance.values else "",
        number=cell.get("numbers", ""),
        opens=opens,
    )
