"""The folder of an export: what is ours in it, written where it changed, removed where it is gone.

A list of our files lies in it (`LIST`, an object a line, the last line about a file holds). A file is put on the list
before it is written, so that an export that was killed leaves nothing behind that the next one does not know. What is
not on the list is somebody else's: never written over, never removed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIST = ".kawaraban-export.jsonl"
_HEAD = {"kawaraban": "static", "version": 1}
_PART = ".part"


class FolderError(Exception):
    """The folder can't be used; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was written; `digest` is empty of one that was about to be."""

    digest: str = ""
    size: int = -1
    mtime: int = -1  # nanoseconds


def put(root: Path, file: str, content: bytes, before: Entry | None) -> tuple[Entry | None, bool]:
    """Writes a file unless it stands there as it is; whether it was written. (None, False) where it is not ours.

    The file appears whole or not at all. Raises OSError.
    """
    path = root / file
    digest = hashlib.sha256(content).hexdigest()[:32]
    try:
        there = path.stat()
    except FileNotFoundError:
        there = None
    except NotADirectoryError:  # somebody's file stands where a folder has to be
        return None, False
    if there is not None and before is None:
        return None, False
    if there is not None and before == Entry(digest, there.st_size, there.st_mtime_ns):
        return before, False
    if there is not None and there.st_size == len(content) and path.read_bytes() == content:
        return Entry(digest, there.st_size, there.st_mtime_ns), False
    if there is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + _PART)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        now = os.fstat(file.fileno())
    part.replace(path)
    return Entry(digest, now.st_size, now.st_mtime_ns), True


class Folder:
    """A folder with the list of our files in it. `entries` is what the exports before this one left."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.entries: dict[str, Entry] = {}
        self._written: dict[str, Entry] = {}
        self._list = root / LIST

    @classmethod
    def opened(cls, root: Path, forbidden: Iterable[Path]) -> Folder:
        """The folder, made if it is not there, ready to be written. Raises FolderError.

        `forbidden` are folders that hold what is exported: neither they nor what is in or around them will do.
        """
        root = root.absolute()
        whole = root.resolve()
        for other in (path.resolve() for path in forbidden):
            if whole == other or other in whole.parents or whole in other.parents:
                raise FolderError(f"{root} has the desk's own data in it, or is part of them: name another folder.")
        folder = cls(root)
        try:
            root.mkdir(parents=True, exist_ok=True)
            folder._read()
            if folder._list.exists():
                return folder
            if any(not path.name.startswith(".") for path in root.iterdir()):
                raise FolderError(f"{root} has files in it that are not an export: name an empty or a new folder.")
            folder._list.write_text(json.dumps(_HEAD) + "\n", encoding="utf-8")
        except OSError as error:
            raise FolderError(sentence(error, root)) from error
        return folder

    def _read(self) -> None:
        with suppress(FileNotFoundError):
            lines = self._list.read_text(encoding="utf-8").splitlines()
            for row in filter(None, map(_object, lines)):
                if "kawaraban" in row and row != _HEAD:
                    raise FolderError(f"{self.root} has an export of a newer Kawaraban in it: name another folder.")
                if "path" in row:
                    self.entries[row["path"]] = Entry(row.get("digest", ""), row.get("size", -1), row.get("mtime", -1))

    def plan(self, files: Iterable[str]) -> dict[str, Entry | None]:
        """Puts files on the list that will be written; each with what it was before, None for one that is new."""
        before = {file: self.entries.get(file) for file in files}
        new = [file for file, entry in before.items() if entry is None and not self._is_foreign(file)]
        self._append({"path": file} for file in new)
        return before

    def _is_foreign(self, file: str) -> bool:
        try:
            return (self.root / file).exists()
        except OSError:
            return True

    def took(self, file: str, entry: Entry) -> None:
        """A planned file is there."""
        self._written[file] = entry

    def put(self, file: str, content: bytes) -> tuple[Entry | None, bool]:
        """Plans and writes one file; as `put`."""
        entry, written = put(self.root, file, content, self.plan([file])[file])
        if entry:
            self.took(file, entry)
        return entry, written

    def left(self) -> Iterator[str]:
        """Our files of before that this export has not."""
        return (file for file in self.entries if file not in self._written)

    def finish(self, keep: Iterable[str] = ()) -> int:
        """Removes what is gone, but not `keep`, and writes the list anew; how many files were removed."""
        kept = set(keep)
        gone = [file for file in self.left() if file not in kept]
        for file in gone:
            for name in (file, file + _PART):
                with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                    (self.root / name).unlink()
            self._remove_empty((self.root / file).parent)
        stay = {file: entry for file, entry in self.entries.items() if file in kept} | self._written
        rows = ({"path": f, "digest": e.digest, "size": e.size, "mtime": e.mtime} for f, e in sorted(stay.items()))
        part = self._list.with_name(LIST + _PART)
        with part.open("w", encoding="utf-8") as out:
            for row in (_HEAD, *rows):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        part.replace(self._list)
        return len(gone)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def _append(self, rows: Iterable[dict[str, Any]]) -> None:
        with self._list.open("a", encoding="utf-8") as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _object(line: str) -> dict[str, Any] | None:
    """The object of a line; None for one that broke off."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def sentence(error: OSError, root: Path) -> str:
    """What kept a folder from being written, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"The disk with {root} is full: make room, then export again; it goes on from there."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{root} can't be written ({error.strerror}): give yourself the right to, or name another folder."
    return f"{root} can't be written ({error.strerror or error}): name another folder."
