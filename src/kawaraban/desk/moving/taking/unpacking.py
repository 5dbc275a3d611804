"""What somebody packed, unpacked: gzip, and a zip of files, bounded in number, size, ratio and nesting.

Names of entries are told to people and never become paths: what comes out lies under numbers. What an archive says of
itself is believed only where it refuses more than is found: sizes are counted as the bytes come.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from kawaraban.publish.formats.kinds import HEAD, kind_of

#: Of all files of one move together.
MAX_UNPACKED = 4 << 30  # bytes
MAX_FILES = 2_000
#: Bytes that one packed byte may become, past the first 64 MB. Real pages and exports stay under 30.
MAX_RATIO = 200

_FREE = 64 << 20  # bytes
_STEP = 1 << 20  # bytes
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_MAX_LIST = 8 << 20  # bytes of an archive's list of its files
_END = 22 + 65_535  # bytes at an archive's end in which the place of that list is told
_LOCKED, _IN_UTF8 = 0x1, 0x800  # flags of an entry

_TOO_MUCH = "The files unpack to more than 4 GB: give a part of them at a time."
_TOO_MANY = f"There are more than {MAX_FILES} files: give a part of them at a time."
_BOMB = "This unpacks to more than any blog's file would: unpack it yourself, and give what is in it."
_NESTED = "This is an archive in an archive: unpack it, and give what is in it."
_LOCKED_OUT = "This is locked with a password: unpack it, and give what is in it."
_DAMAGED = "This archive is damaged: pack it again, or give the files in it."
_DAMAGED_GZIP = "This is a damaged gzip file: get it again, or unpack it."


@dataclass(frozen=True, slots=True)
class Plain:
    """A file as it was before it was packed; or why there is none. `packed`: it came out of an archive."""

    path: Path
    name: str
    trouble: str = ""
    packed: bool = False


class _Refused(Exception):
    """What is not unpacked; `str(error)` is the sentence for people."""


class Unpacking:
    """Unpacks into a folder of its own, within the bounds of one move."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._packed = 0  # bytes, and what came out of them
        self._unpacked = 0
        self._files = 0

    def plain(self, path: Path, name: str) -> Iterator[Plain]:
        """The file itself, what is in it where it is gzip, each file in it where it is a zip. Raises OSError."""
        try:
            with path.open("rb") as file:
                head = file.read(HEAD)
            if head.startswith(_GZIP):
                yield Plain(self._gunzipped(path), name)
            elif head.startswith(_ZIP) and kind_of(name, head) != "backup":
                yield from self._entries(path, name)
            else:
                self._count()
                yield Plain(path, name)
        except _Refused as error:
            yield Plain(path, name, str(error))

    def _count(self) -> None:
        self._files += 1
        if self._files > MAX_FILES:
            raise _Refused(_TOO_MANY)

    def _gunzipped(self, path: Path) -> Path:
        self._count()
        try:
            with gzip.open(path) as packed:
                return self._copied(cast("IO[bytes]", packed), path.stat().st_size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise _Refused(_DAMAGED_GZIP) from error

    def _entries(self, path: Path, name: str) -> Iterator[Plain]:
        try:
            _look_at_list(path)
            with zipfile.ZipFile(path) as archive:
                named = sorted((_name_of(entry), number) for number, entry in enumerate(archive.infolist()))
                for called, number in named:
                    if not _is_beside(called):
                        yield self._entry(archive, archive.infolist()[number], called)
        except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError) as error:
            raise _Refused(_DAMAGED) from error

    def _entry(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Plain:
        """One file; what is wrong with it keeps nothing of the others."""
        try:
            self._count()
            if entry.flag_bits & _LOCKED:
                raise _Refused(_LOCKED_OUT)
            with archive.open(entry) as packed:
                plain = self._copied(packed, entry.compress_size)
            with plain.open("rb") as file:
                head = file.read(4)
            if head.startswith(_ZIP):
                raise _Refused(_NESTED)
            return Plain(self._gunzipped(plain) if head.startswith(_GZIP) else plain, name, packed=True)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            return Plain(self._folder, name, _DAMAGED if not isinstance(error, NotImplementedError) else _LOCKED_OUT)
        except _Refused as error:
            return Plain(self._folder, name, str(error))

    def _copied(self, packed: IO[bytes], size: int) -> Path:
        """What comes out of `size` packed bytes, as long as it is in bounds. Raises _Refused, OSError."""
        plain = self._folder / str(self._files)
        while plain.exists():
            plain = plain.with_suffix(f"{plain.suffix}.plain")
        self._packed += size
        most = min(MAX_UNPACKED, _FREE + MAX_RATIO * self._packed)
        before = self._unpacked
        with plain.open("wb") as file:
            while step := packed.read(_STEP):
                self._unpacked += len(step)
                if self._unpacked > most:
                    plain.unlink()
                    self._unpacked = before
                    raise _Refused(_TOO_MUCH if most == MAX_UNPACKED else _BOMB)
                file.write(step)
        return plain


def _look_at_list(path: Path) -> None:
    """Refuses an archive by what it says of its list, before that is read into memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END))
        end = file.read(_END)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) - at < 22:
        raise _Refused(_DAMAGED)
    files, length = int.from_bytes(end[at + 10 : at + 12], "little"), int.from_bytes(end[at + 12 : at + 16], "little")
    if files > 10 * MAX_FILES or length > _MAX_LIST:  # those that hold no posts do not count
        raise _Refused(_TOO_MANY)


def _name_of(entry: zipfile.ZipInfo) -> str:
    """As it was called: Windows in Japan writes its own encoding and says nothing of it."""
    name = entry.filename
    if not entry.flag_bits & _IN_UTF8 and not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("cp932")
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[-150:]


def _is_beside(name: str) -> bool:
    """A folder, what systems put into archives, or what browsers save beside a page."""
    path = PurePosixPath(name)
    parts = path.parts[:-1]
    return (
        name.endswith("/")
        or path.name.startswith(".")
        or path.name in ("Thumbs.db", "desktop.ini")
        or any(part == "__MACOSX" or part.endswith(("_files", ".files", "_ファイル")) for part in parts)
    )
