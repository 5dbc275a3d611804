"""Files of other blogs, opened as what they are: their posts and doubts, one at a time, file after file."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.unpacking import Plain, Unpacking
from kawaraban.publish.formats import kinds
from kawaraban.publish.formats.model import Doubt, ForeignPost, FormatError
from kawaraban.translate.vectors import embedder

#: What brings posts, by kind; each has `read`.
KINDS = ("movabletype", "wxr", "feed", "page")
#: What is said of a file that is none of these.
NOT_A_BLOG = "This can't be read as a blog: choose what the old blog exported, a feed or a saved page."
#: The kind of a move whose files are of more than one.
SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a move. `name` is how people call it, never where anything lies."""

    path: Path
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that can't be read, or not to its end; `why` is one plain sentence that says what to do."""

    name: str
    why: str


Item = Part | Unread | ForeignPost | Doubt


@dataclass(frozen=True, slots=True)
class Opened:
    """Files that can be read again and again, as one. `name` is that of the first, `size` in bytes."""

    parts: tuple[Part, ...]
    unread: tuple[Unread, ...] = ()
    passed: tuple[str, ...] = ()  # names of files beside saved pages, which hold no posts

    @property
    def name(self) -> str:
        return next((one.name for one in (*self.parts, *self.unread)), "blog")

    @property
    def kind(self) -> str:
        told = {part.kind for part in self.parts}
        return told.pop() if len(told) == 1 else SEVERAL if told else ""

    @property
    def size(self) -> int:
        return sum(part.path.stat().st_size for part in self.parts)

    def read(self, options: Options) -> Iterator[Item]:
        """Each file, then its posts and doubts in order; what ends a file early ends no other."""
        for part in self.parts:
            yield part
            try:
                yield from _read(part, options)
            except FormatError as error:
                yield Unread(part.name, str(error))
        yield from self.unread
        yield from (Doubt("other-file", "left-out", detail=name[:200]) for name in self.passed)


def _read(part: Part, options: Options) -> Iterator[ForeignPost | Doubt]:
    more: dict[str, Any] = {}
    if part.kind == "page":
        more = {"name": part.name, "date": options.date, "zone": options.tz, "embed": embedder()}
    with part.path.open("rb") as file:
        yield from import_module(f"kawaraban.publish.formats.{part.kind}").read(file, **more)


@contextmanager
def opened(files: Sequence[tuple[Path, str]], kind: str = "") -> Iterator[Opened]:
    """These files (path, name), out of gzip and zip where they are packed; `kind` where a person said it.

    Raises OSError where there is no room for what is in them.
    """
    with tempfile.TemporaryDirectory(prefix="kawaraban-") as folder:
        unpacking = Unpacking(Path(folder))
        parts: list[Part] = []
        unread: list[Unread] = []
        passed: list[str] = []
        for path, name in files:
            for plain in unpacking.plain(path, name):
                told = "" if plain.trouble else _kind_of(plain, kind)
                if plain.trouble:
                    unread.append(Unread(plain.name, plain.trouble))
                elif told in KINDS:
                    parts.append(Part(plain.path, plain.name, told))
                elif plain.packed:
                    passed.append(plain.name)
                else:
                    unread.append(Unread(plain.name, NOT_A_BLOG))
        yield Opened(tuple(parts), tuple(unread), tuple(passed))


def _kind_of(plain: Plain, chosen: str) -> str:
    """What a file is. In an archive only what tells that it holds posts does: pages are saved with their pictures."""
    if chosen and not plain.packed:
        return chosen
    told = kind_of(plain.path, plain.name)
    return chosen if chosen and told in KINDS else told


def kind_of(path: Path, name: str) -> str:
    """What a file is, by its name and its first bytes; "" where neither tells."""
    with path.open("rb") as file:
        return kinds.kind_of(name, file.read(kinds.HEAD))


def digest_of(paths: Sequence[Path]) -> str:
    """By which a move knows its files again: of one, that of its bytes, of several, whatever their order."""
    found = []
    for path in paths:
        with path.open("rb") as file:
            found.append(hashlib.file_digest(file, "sha256").hexdigest())
    return found[0] if len(found) == 1 else hashlib.sha256("".join(sorted(found)).encode()).hexdigest()


def copied(file: IO[bytes], to: Path) -> None:
    """What is left of a file that can't be read twice, such as standard input, kept at `to`."""
    with to.open("wb") as kept:
        shutil.copyfileobj(file, kept)
