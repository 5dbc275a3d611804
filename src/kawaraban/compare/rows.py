"""Articles of `kawaraban compare`: rows in, as `kawaraban read` prints them, and rows out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from kawaraban.compare import compare
from kawaraban.compare.model import Placed, Report
from kawaraban.translate.languages import two_letters

_TEXT = frozenset({"p", "h", "quote", "li"})  # kinds of paragraphs that are an article's text
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is no article: where it stands, and why."""

    path: str
    error: str


Input = Report | Broken


def articles(name: str, content: bytes) -> Iterator[tuple[str, Input]]:
    """The articles of one file, each with its path: one JSON document, an array of them, or JSON lines.

    An article's path is the one in its row, else the file's name. A row that can't be used is `Broken`.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield name, Broken(name, f"{name} is not UTF-8: save it as UTF-8.")
        return
    for place, row in _rows(text):
        where = f"{place} of {name}" if place else name
        path = row.get("path") if isinstance(row, dict) else None
        path = path if isinstance(path, str) and path else name
        yield path, _article(path, where, row)


def placed_rows(inputs: Sequence[tuple[str, Input]]) -> list[Row]:
    """A row an input, in order: where it belongs, or why it can't be told."""
    reports = [(number, one) for number, (_, one) in enumerate(inputs) if isinstance(one, Report)]
    keyed = [_keyed(number, report) for number, report in reports]
    placed = {int(one.key): one for one in compare(keyed)}
    return [
        {"path": path, "error": one.error} if isinstance(one, Broken) else _as_row(path, placed[number], inputs)
        for number, (path, one) in enumerate(inputs)
    ]


def describe(row: Row) -> str:
    """A row for people."""
    where = f"{row['path']}: story {row['story']}, origin {row['origin']}"
    if row["copy_of"] is None:
        return where + (" (nobody can tell where it is from)" if row["standing"] == "unknown" else "")
    reasons = "".join(f"\n  {one['kind']} {one['score']:.2f}: {one['text']}" for one in row["evidence"])
    return f"{where}, a copy of {row['copy_of']}{reasons}"


def _rows(text: str) -> Iterator[tuple[str, Any]]:
    """What stands in a file, each with its place in it ("" where it is the whole)."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        for number, line in lines:
            yield (f"Line {number}" if len(lines) > 1 else ""), _line(line)
        return
    if isinstance(whole, list):
        for number, row in enumerate(whole, 1):
            yield f"Row {number}", row
    else:
        yield "", whole


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return ValueError


def _article(path: str, where: str, row: Any) -> Input:
    if row is ValueError:
        return Broken(path, f"{where} is no JSON: give what `kawaraban read --format jsonl` prints.")
    if not isinstance(row, dict):
        return Broken(path, f"{where} is no article: give what `kawaraban read --format jsonl` prints.")
    if "error" in row:
        return Broken(path, f"{where} could not be read before: {row['error']}")
    paragraphs = row.get("paragraphs")
    if not isinstance(paragraphs, list):
        return Broken(path, f"{where} has no paragraphs: give what `kawaraban read --format jsonl` prints.")
    return Report(
        key=path,
        language=two_letters(_text(row, "language")) or "",
        title=_text(row, "title"),
        paragraphs=tuple(text for text in map(_paragraph, paragraphs) if text),
        published=_moment(_text(row, "published")),
        captured=_moment(_text(row, "captured")),
        outlet=_text(row, "outlet"),
        host=_host(_text(row, "url")),
        owner=_text(row, "owner"),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _paragraph(given: Any) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, dict) and given.get("kind", "p") in _TEXT:
        return _text(given, "text")
    return ""


def _moment(written: str) -> datetime | None:
    """A time as it is written, in UTC where it does not say; None for what is none: a page may say anything."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _keyed(number: int, report: Report) -> Report:
    return replace(report, key=str(number))


def _as_row(path: str, placed: Placed, inputs: Sequence[tuple[str, Input]]) -> Row:
    return {
        "path": path,
        "story": placed.story,
        "origin": placed.origin,
        "copy_of": inputs[int(placed.copy_of)][0] if placed.copy_of is not None else None,
        "evidence": [asdict(one) for one in placed.evidence],
        "standing": placed.standing,
        "why": [asdict(one) for one in placed.why],
    }
