"""A CSV file of unknown make as a table, within bounds."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

MAX_BYTES = 8 << 20
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 2_000  # characters of a cell that are kept
_ENCODINGS = ("utf-8-sig", "cp932", "windows-1252")
_SAMPLE = 20_000  # characters that the separator is told by

Problem = Literal["empty", "too-large", "not-a-table"]


class TableError(Exception):
    """A file that is no table, or too large a one."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


@dataclass(frozen=True, slots=True)
class Table:
    """`header` has a name for every column; each row has a cell for every column. `lines` say where rows began."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, at: int) -> Iterable[str]:
        return (row[at] for row in self.rows)


def read_table(content: bytes) -> Table:
    """The table in a file. Raises TableError."""
    if len(content) > MAX_BYTES:
        raise TableError("too-large")
    text = _decoded(content).replace("\0", "")
    if not text.strip():
        raise TableError("empty")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        header = tuple(cell.strip()[:MAX_CELL] for cell in next(reader, []))
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(_fitted(row, len(header)))
                lines.append(reader.line_num)
            if len(rows) > MAX_ROWS:
                raise TableError("too-large")
    except csv.Error:
        raise TableError("not-a-table") from None
    if not 1 < len(header) <= MAX_COLUMNS:
        raise TableError("not-a-table")
    if not rows:
        raise TableError("empty")
    return Table(header, tuple(rows), tuple(lines))


def _decoded(content: bytes) -> str:
    # What a spreadsheet calls "Unicode text" begins so; the others would take it for letters of their own.
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("not-a-table")


def _separator(text: str) -> str:
    first = text[:_SAMPLE].lstrip().split("\n", 1)[0]
    return max(",\t;", key=first.count)


def _fitted(row: list[str], width: int) -> tuple[str, ...]:
    cells = [cell.strip()[:MAX_CELL] for cell in row[:width]]
    return tuple(cells + [""] * (width - len(cells)))
