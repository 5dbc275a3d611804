"""A file of another blog, opened as what it is: posts and doubts, one at a time."""

from __future__ import annotations

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.sentences import DeskTrouble
from kawaraban.publish.formats import kinds
from kawaraban.publish.formats.model import Doubt, ForeignPost
from kawaraban.translate.vectors import embedder

#: What brings posts, by kind; each has `read`.
KINDS = ("movabletype", "wxr", "feed", "page")
MAX_UNPACKED = 4 << 30  # bytes
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read again and again. `name` is how people call it."""

    path: Path
    name: str
    kind: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def read(self, options: Options, told: Callable[[int], None] | None = None) -> Iterator[ForeignPost | Doubt]:
        """Its posts in order; `told` hears how many bytes are read. Raises FormatError."""
        with self.path.open("rb") as file:
            more: dict[str, Any] = {}
            if self.kind == "page":
                more = {"name": self.name, "date": options.date, "zone": options.tz, "embed": embedder()}
            for item in import_module(f"kawaraban.publish.formats.{self.kind}").read(file, **more):
                yield item
                if told:
                    told(file.tell())


def kind_of(path: Path, name: str) -> str:
    """What a file is, by its name and its first bytes; "" where neither tells."""
    with path.open("rb") as file:
        return kinds.kind_of(name, file.read(kinds.HEAD))


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The file itself, or what is in it where it is packed with gzip. Raises DeskTrouble, OSError."""
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            yield path
            return
    with tempfile.TemporaryDirectory(prefix="kawaraban-") as folder:
        plain = Path(folder) / "unpacked"
        try:
            with gzip.open(path) as packed, plain.open("wb") as file:
                _copy(cast("IO[bytes]", packed), file)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DeskTrouble(f"{path.name} is a damaged gzip file: get it again, or unpack it.") from error
        yield plain


def _copy(packed: IO[bytes], file: IO[bytes]) -> None:
    copied = 0
    while step := packed.read(1 << 20):
        copied += len(step)
        if copied > MAX_UNPACKED:
            raise DeskTrouble("The file unpacks to more than 4 GB: divide it.")
        file.write(step)


def copied(file: IO[bytes], to: Path) -> None:
    """What is left of a file that can't be read twice, such as standard input, kept at `to`."""
    with to.open("wb") as kept:
        shutil.copyfileobj(file, kept)
