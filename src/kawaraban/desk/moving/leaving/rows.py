"""What `kawaraban export` says of what it wrote: a row a file or folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kawaraban.desk.moving.leaving.backup.restoring import restore
from kawaraban.desk.moving.leaving.backup.writing import write_backup
from kawaraban.desk.moving.leaving.static.exporting import FolderError, export
from kawaraban.desk.moving.leaving.static.folder import sentence
from kawaraban.desk.sentences import DeskTrouble

Row = dict[str, Any]


def static_rows(folder: Path, address: str, progress: Callable[[int, int], None]) -> Iterator[Row]:
    """The one row of a static export; what keeps it from being made is its error."""
    try:
        yield export(folder, address=address, progress=progress)
    except FolderError as error:
        yield {"path": str(folder), "kind": "static", "error": str(error)}


def backup_rows(folder: Path) -> Iterator[Row]:
    """The one row of a backup."""
    try:
        yield write_backup(folder)
    except OSError as error:
        yield {"path": str(folder), "kind": "backup", "error": sentence(error, folder)}


def restored(path: str) -> Row:
    """The row of a backup that was brought back, or why it was not."""
    try:
        return restore(path)
    except DeskTrouble as error:
        return {"path": path, "kind": "backup", "error": str(error)}


def describe_restored(row: Row) -> str:
    """For people."""
    return f"{row['path']}: {row['count']} rows, {row['captures']} captures and {row['pictures']} pictures are back"
