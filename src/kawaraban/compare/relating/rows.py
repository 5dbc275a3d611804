"""Lines of `kawaraban relate`, as rows; functions of their own so that they can run in another process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kawaraban.compare.model import Relation
from kawaraban.compare.relating import relate
from kawaraban.compare.relating.telling import why


def rows_of(name: str, lines: Sequence[str], first: int) -> dict[str, Any]:
    """{"rows": [a row a line]}: {"relation", "score", "why"}, with an "error" for what is not `statement<TAB>sentence`.

    `name` is what the file is called in an error, `first` the number of the first of these lines in it.
    """
    cells = [line.split("\t") for line in lines]
    pairs = [(row[0], row[1]) for row in cells if len(row) == 2]
    related = iter(relate(pairs))
    return {
        "rows": [
            _row(next(related)) if len(row) == 2 else _wrong(name, number, len(row))
            for number, row in enumerate(cells, first)
        ]
    }


def _row(relation: Relation) -> dict[str, Any]:
    row: dict[str, Any] = {"relation": relation.relation, "score": relation.score, "why": why(relation)}
    return {**row, "numbers": [list(pair) for pair in relation.numbers]} if relation.numbers else row


def _wrong(name: str, number: int, columns: int) -> dict[str, Any]:
    has = "1 column" if columns == 1 else f"{columns} columns"
    return {
        "relation": "unrelated",
        "score": 0.0,
        "why": "",
        "error": f"Line {number} of {name} has {has}: write the statement, a tab, and the sentence.",
    }


def describe(row: dict[str, Any]) -> str:
    """A row for people."""
    return f"{row['relation']} ({row['score']:.2f}): {row['why']}"
