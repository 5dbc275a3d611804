"""Lines of `kawaraban proof`, as rows; functions of their own so that they can run in another process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kawaraban.translate.glossary import Term
from kawaraban.translate.proof import Issue, Segment, proof


@dataclass(frozen=True, slots=True)
class Settled:
    """What all lines of a file have in common. Languages are ISO 639-1; `messages` is that of the messages."""

    source_language: str
    target_language: str
    published: date | None = None
    terms: tuple[Term, ...] = ()
    messages: str = "en"


def rows_of(name: str, lines: Sequence[str], first: int, settled: Settled) -> dict[str, Any]:
    """{"rows": [a row a line]}: {"line", "issues"}, with an "error" for what is not `source<TAB>target`.

    `name` is what the file is called in an error, `first` the number of the first of these lines in it.
    """
    return {"rows": [_row_of(name, line, number, settled) for number, line in enumerate(lines, first)]}


def _row_of(name: str, line: str, number: int, settled: Settled) -> dict[str, Any]:
    cells = line.split("\t")
    if len(cells) != 2:
        columns = "1 column" if len(cells) == 1 else f"{len(cells)} columns"
        return {
            "line": number,
            "issues": [],
            "error": f"Line {number} of {name} has {columns}: write the original, a tab, and its rendering.",
        }
    segment = Segment(
        cells[0], cells[1], settled.source_language, settled.target_language, settled.published, settled.terms
    )
    return {"line": number, "issues": [_issue(issue, settled.messages) for issue in proof(segment)]}


def _issue(issue: Issue, language: str) -> dict[str, Any]:
    row = {
        "kind": issue.kind,
        "severity": issue.severity,
        "message": issue.message(language),
        "source_span": issue.source_span,
        "target_span": issue.target_span,
        "check": issue.check.id,
        "label": issue.label(language),
    }
    return row if issue.fix is None else {**row, "fix": issue.fix}


def describe(row: dict[str, Any]) -> str:
    """A row for people: a line for each thing found."""
    found = [f"{row['line']}: {issue['severity']}: {issue['label']}. {issue['message']}" for issue in row["issues"]]
    return "\n".join(found) or f"{row['line']}: nothing found"
