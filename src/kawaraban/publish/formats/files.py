"""Files that must be read twice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

_STEP = 1 << 20  # bytes


@contextmanager
def rewindable(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file itself, or a copy on disk of what is left of one that can't go back (standard input, gzip by pipe)."""
    if file.seekable():
        yield file
        return
    with tempfile.TemporaryFile() as copy:
        while step := file.read(_STEP):
            copy.write(step)
        copy.seek(0)
        yield copy


def contains(file: IO[bytes], *wanted: bytes) -> bool:
    """Whether any of the bytes stand in what is left of the file, its start counted as a new line; it is put back."""
    start = file.tell()
    longest = max(map(len, wanted))
    before = b"\n"
    try:
        while step := file.read(_STEP):
            step = before + step
            if any(one in step for one in wanted):
                return True
            before = step[-longest:]
        return False
    finally:
        file.seek(start)
