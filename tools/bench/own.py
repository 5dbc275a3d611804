"""A desk of a bench's own, so that nothing made up gets into anybody's."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ELSEWHERE = ("DATABASE_URL", "KAWARABAN_CAPTURES", "KAWARABAN_PICTURES")


@contextmanager
def own_desk() -> Iterator[tuple[Path, dict[str, str]]]:
    """An empty data folder, removed at the end, and the environment for processes that work on it, on SQLite."""
    with tempfile.TemporaryDirectory(prefix="kawaraban-bench-", ignore_cleanup_errors=True) as folder:
        environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
        yield Path(folder), {**environment, "KAWARABAN_DATA": folder}
