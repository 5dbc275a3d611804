"""What `kawaraban export` says of what it wrote: a row a file or folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kawaraban.desk.moving.leaving.static.exporting import FolderError, export

Row = dict[str, Any]


def static_rows(folder: Path, address: str, progress: Callable[[int, int], None]) -> Iterator[Row]:
    """The one row of a static export; what keeps it from being made is its error."""
    try:
        yield export(folder, address=address, progress=progress)
    except FolderError as error:
        yield {"path": str(folder), "kind": "static", "error": str(error)}
