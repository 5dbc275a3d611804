"""Files to take away, made in the background for the page: each with progress that is true, kept for a day.

A run lies in the data folder: a note of how far it is, and beside it the folder that its file is made in. Any process
can tell how far it is, and one that was killed is told by its silence.
"""

from __future__ import annotations

import errno
import json
import re
import secrets
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from django.db import DatabaseError, connection

from kawaraban.desk import exchange
from kawaraban.desk.captures import CaptureError
from kawaraban.desk.moving.leaving.backup.writing import write_backup
from kawaraban.desk.moving.leaving.room import room
from kawaraban.desk.moving.leaving.static.exporting import export
from kawaraban.desk.moving.leaving.static.folder import FolderError

#: What keeps a file from being made; the page has a sentence for each.
Problem = Literal["", "full", "folder", "capture", "database", "pages", "unknown"]

KINDS = ("static", "movabletype", "wxr", "opml", "tmx", "glossary", "warc", "backup")
_TELL = 0.5  # seconds between two notes of how far it is
_SILENT = 60.0  # seconds without one after which the process that made them is taken to be dead
_KEPT = 24 * 3600.0  # seconds
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Run:
    """One making of a file. `done` of `known` pages are made, of a static blog alone; `size` is in bytes so far."""

    token: str
    kind: str
    state: Literal["making", "packing", "made", "failed"] = "making"
    size: int = 0
    done: int = 0
    known: int = 0
    file: str = ""
    problem: Problem = ""
    details: dict[str, str] = field(default_factory=dict)
    began: float = 0.0
    at: float = 0.0

    @property
    def at_work(self) -> bool:
        return self.state in {"making", "packing"} and not self.stopped

    @property
    def stopped(self) -> bool:
        """Whether the process that was at it is gone."""
        return self.state in {"making", "packing"} and time.time() - self.at > _SILENT

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // max(self.known, 1))

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def path(self) -> Path:
        """The file to take away, once it is made."""
        return room() / self.token / self.file


def runs() -> dict[str, Run]:
    """The last run of each kind; what is older than a day is thrown away."""
    found: dict[str, Run] = {}
    for note in room().glob("*.json"):
        run = find(note.stem)
        if run is None:
            continue
        if time.time() - run.at > _KEPT:
            throw_away(run)
        elif run.kind not in found or found[run.kind].began < run.began:
            found[run.kind] = run
    return found


def find(token: str) -> Run | None:
    """How far a run is; None for one that is not here."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        return Run(**json.loads((room() / f"{token}.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def begin(kind: str) -> Run:
    """Makes a file of a kind in a thread of its own, unless that is going on already. Raises OSError.

    What was made of the kind before goes.
    """
    before = runs().get(kind)
    if before and before.at_work:
        return before
    run = Run(secrets.token_hex(16), kind, began=time.time())
    (room() / run.token).mkdir(parents=True, mode=0o700)
    begun = _note(run)
    if before:
        throw_away(before)
    threading.Thread(target=_Making(begun).run, daemon=True).start()
    return begun


def throw_away(run: Run) -> None:
    """Removes a run with its file."""
    (room() / f"{run.token}.json").unlink(missing_ok=True)
    shutil.rmtree(room() / run.token, ignore_errors=True)


class _Making:
    """One thread makes the file, another tells how far it is; how it ended is told when the first is gone."""

    def __init__(self, run: Run) -> None:
        self._run = run  # changed by the thread that makes the file alone
        self._end = replace(run, state="failed", problem="unknown")
        self._folder = room() / run.token

    def run(self) -> None:
        hand = threading.Thread(target=self._make, daemon=True)
        hand.start()
        while hand.is_alive():
            hand.join(_TELL)
            if hand.is_alive():
                self._tell(self._run)
        if self._end.state == "failed":
            shutil.rmtree(self._folder, ignore_errors=True)
        self._tell(self._end)

    def _tell(self, run: Run) -> None:
        with suppress(OSError):  # a full disk has no room for the note either; the next one may have
            _note(replace(run, size=_size_of(self._folder)))

    def _make(self) -> None:
        try:
            self._end = replace(self._run, state="made", file=self._files().name)
        except (OSError, FolderError, CaptureError, DatabaseError) as error:
            problem, details = problem_of(error)
            self._end = replace(self._run, state="failed", problem=problem, details=details)
        finally:
            connection.close()

    def _files(self) -> Path:
        """Makes what the kind asks for; the one file of it."""
        if self._run.kind == "backup":
            return Path(write_backup(self._folder)["path"])
        parts = self._folder / "parts"
        if self._run.kind == "static":
            row = export(parts, progress=self._so_far)
            if "error" in row:
                raise FolderError(row["error"])
        else:
            for _row in exchange.write_files(parts, self._run.kind):
                pass
        made = [path for path in parts.rglob("*") if path.is_file() and not path.name.startswith(".kawaraban-")]
        if len(made) == 1 and self._run.kind != "static":
            return made[0].replace(self._folder / made[0].name)
        self._run = replace(self._run, state="packing", done=0, known=len(made))
        packed = _packed(parts, self._folder / f"kawaraban-{self._run.kind}.zip", sorted(made), self._so_far)
        shutil.rmtree(parts)
        return packed

    def _so_far(self, done: int, known: int) -> None:
        self._run = replace(self._run, done=done, known=known)


def _packed(root: Path, file: Path, paths: list[Path], progress: Callable[[int, int], None]) -> Path:
    """The files of a folder in one zip file, which appears whole or not at all."""
    part = file.with_name(file.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6, strict_timestamps=False) as archive:
        for number, path in enumerate(paths, 1):
            archive.write(path, path.relative_to(root))
            progress(number, len(paths))
    return part.replace(file)


def problem_of(error: BaseException) -> tuple[Problem, dict[str, str]]:
    """What kept a file from being made, and what its sentence tells beside."""
    cause = error if isinstance(error, OSError) else error.__cause__
    if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "full", {}
    if isinstance(error, DatabaseError):
        return "database", {}
    if isinstance(error, CaptureError):
        return "capture", {}
    if isinstance(cause, OSError):
        return "folder", {"reason": str(cause.strerror or cause)}
    return "pages", {}


def _size_of(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(_sizes(folder))


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        with suppress(OSError):  # removed, or renamed, meanwhile
            if path.is_file():
                yield path.stat().st_size


def _note(run: Run) -> Run:
    noted = replace(run, at=time.time())
    path = room() / f"{run.token}.json"
    making = path.with_suffix(".making")
    making.write_text(json.dumps(asdict(noted)), encoding="utf-8")
    making.replace(path)
    return noted
