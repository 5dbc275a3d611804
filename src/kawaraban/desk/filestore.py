"""Files under an fsspec URL: a folder of this machine, or a store elsewhere (S3 and the like)."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import fsspec
import fsspec.implementations.local


class FileStore:
    """Reads and writes whole files by their path under one URL. Thread-safe; makes its folder with the first file.

    Errors are those of the kind of store: FileNotFoundError where there is no such file, else of any kind.
    """

    def __init__(self, url: str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(url, **_options(url))
        self._local = isinstance(self._files, fsspec.implementations.local.LocalFileSystem)

    def write(self, path: str, content: bytes) -> None:
        """Locally the file appears whole or not at all; elsewhere it is put in one piece."""
        if self._local:
            _replace(Path(self._root) / path, content)
        else:
            self._files.pipe_file(f"{self._root}/{path}", content)

    def read(self, path: str, limit: int) -> bytes:
        """The first `limit` bytes of the file."""
        with self._files.open(f"{self._root}/{path}", "rb") as file:
            return bytes(file.read(limit))

    def remove(self, path: str) -> None:
        """Takes the file away; one that is not there is no error."""
        with suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{path}")

    def exists(self, path: str) -> bool:
        return bool(self._files.exists(f"{self._root}/{path}"))


def _options(url: str) -> dict[str, Any]:
    return {"auto_mkdir": True} if "://" not in url or url.startswith("file:") else {}


def _replace(path: Path, content: bytes) -> None:
    """Writes a file beside its place, makes sure of it, and renames it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
