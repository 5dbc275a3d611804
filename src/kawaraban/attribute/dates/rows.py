"""One text of `kawaraban dates`, as a row; functions of their own so that they can run in another process."""

from __future__ import annotations

from datetime import date
from typing import Any

from kawaraban.attribute.dates import dates


def row_of(path: str, content: bytes, language: str, published: date | None) -> dict[str, Any]:
    """The text's row: {"path", "dates"} or {"path", "error"}. `content` is UTF-8; its line ends stay as they are."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return {"path": path, "error": f"{path} is not UTF-8: save it as UTF-8."}
    found = dates(text, language, published)
    return {
        "path": path,
        "dates": [{"span": list(one.span), "text": one.text, "type": one.type, "value": one.value} for one in found],
    }


def describe(row: dict[str, Any]) -> str:
    """A row for people: a date a line, its value and its words."""
    lines = [f"  {one['value']:<18} {' '.join(one['text'].split())}" for one in row["dates"]]
    return "\n".join([f"{row['path']}: {len(lines)} dates", *lines])
