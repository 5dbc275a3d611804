"""One page of `kawaraban read`, as a row; a function of its own so that it can run in another process."""

from __future__ import annotations

from typing import Any

from kawaraban.read.model import Page, ReadError
from kawaraban.read.reading import read


def row_of(path: str, content: bytes, url: str | None) -> dict[str, Any]:
    """The page's row: {"path", ...the Article} or {"path", "error"}."""
    try:
        return {"path": path, **read(Page(content, url)).as_row()}
    except ReadError as error:
        return {"path": path, "error": str(error)}


def describe(row: dict[str, Any]) -> str:
    """A row for people: headline, byline, and the text."""
    byline = " · ".join(filter(None, [row["outlet"], ", ".join(row["authors"]), row["published"], row["language"]]))
    text = "\n\n".join(("# " if p["kind"] == "h" else "") + p["text"] for p in row["paragraphs"])
    warnings = "".join(f"\n! {warning}" for warning in row["warnings"])
    return f"{row['title']}\n{byline}{warnings}\n\n{text}\n"
