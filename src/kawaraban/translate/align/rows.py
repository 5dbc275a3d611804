"""One pair of texts of `kawaraban align`, as a row; functions of their own so that they can run in another process."""

from __future__ import annotations

from typing import Any

from kawaraban.translate.align.aligning import align
from kawaraban.translate.align.model import AlignError, Link
from kawaraban.translate.vectors import embedder_for

Row = dict[str, Any]


def row_of(path: str, source: bytes, target_path: str, target: bytes, languages: tuple[str, str]) -> Row:
    """The pair's row, {"source_path", "target_path", "links"}, or the same with "path" and "error" instead of links."""
    row: Row = {"source_path": path, "target_path": target_path}
    try:
        texts = [lines(content, name) for content, name in ((source, path), (target, target_path))]
        links = align(texts[0], texts[1], *languages, embed=embedder_for(*languages))
    except AlignError as error:
        return {"path": path, **row, "error": str(error)}
    return {**row, "links": [as_row(link) for link in links]}


def lines(content: bytes, name: str) -> list[str]:
    """The segments of a file: its lines, without the empty one behind the last line feed. Raises AlignError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AlignError(f"{name} is not UTF-8: save it as UTF-8.") from None
    found = text.replace("\r\n", "\n").split("\n")
    return found[:-1] if found[-1] == "" else found


def as_row(link: Link) -> Row:
    return {"source": list(link.source), "target": list(link.target), "score": round(link.score, 4)}


def describe(row: Row) -> str:
    """A row for people: a link a line, segments counted from 1."""
    told = [f"{row['source_path']} | {row['target_path']}"]
    for link in row["links"]:
        sides = [",".join(str(at + 1) for at in link[side]) or "-" for side in ("source", "target")]
        told.append(f"{sides[0]:>8} = {sides[1]:<8} {link['score']:.2f}")
    return "\n".join(told) + "\n"
