"""A translation memory brought by a browser: looked through first, then taken in, each with progress that is true.

The file and how far it is lie in the data folder, so that any process can tell, and a process killed in the middle
leaves a file that can be looked through again. Taking a file in twice changes nothing.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, connection

from kawaraban.desk import memory, rendering
from kawaraban.desk.sentences import of_database
from kawaraban.translate import read_tmx

State = Literal["looking", "looked", "taking", "taken"]
_TELL = 0.5  # seconds between two notes of how far it is
_SILENT = 60.0  # seconds without one after which the process that made them is taken to be dead
_KEPT = 24 * 3600.0  # seconds
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, and how far it is. `done` of `size` bytes are read; the rest counts pairs, as `memory.Loaded` does."""

    token: str
    name: str
    size: int
    state: State = "looking"
    done: int = 0
    pairs: int = 0
    stored: int = 0
    kept: int = 0
    rendered: int = 0
    trouble: str = ""
    at: float = 0.0

    @property
    def at_work(self) -> bool:
        return self.state in {"looking", "taking"} and not self.stopped

    @property
    def stopped(self) -> bool:
        """Whether the process that was at it is gone."""
        return self.state in {"looking", "taking"} and time.time() - self.at > _SILENT

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // max(self.size, 1))

    @property
    def path(self) -> Path:
        return _folder() / f"{self.token}.tmx"


def receive(file: UploadedFile) -> Upload:
    """Stores what a browser sends, and begins to look through it."""
    _folder().mkdir(parents=True, exist_ok=True)
    for old in _folder().iterdir():
        with suppress(FileNotFoundError):  # another request may have thrown it away
            if time.time() - old.stat().st_mtime > _KEPT:
                old.unlink()
    name = Path(file.name or "").name[:150] or "memory.tmx"
    upload = Upload(secrets.token_hex(16), name, file.size or 0, at=time.time())
    with upload.path.open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    return begin(upload, "looking")


def find(token: str) -> Upload | None:
    """How far a file is; None for one that is not here."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        return Upload(**json.loads((_folder() / f"{token}.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def begin(upload: Upload, state: Literal["looking", "taking"]) -> Upload:
    """Looks through the file, or takes it in, in a thread of its own."""
    begun = _note(Upload(upload.token, upload.name, upload.size, state))
    threading.Thread(target=_work, args=(begun,), daemon=True).start()
    return begun


def discard(upload: Upload) -> None:
    upload.path.unlink(missing_ok=True)
    upload.path.with_suffix(".json").unlink(missing_ok=True)


def _work(upload: Upload) -> None:
    dry_run = upload.state == "looking"
    try:
        with upload.path.open("rb") as file:
            told = _teller(upload, file.tell)
            loaded = memory.load(read_tmx(file, origin=upload.name), dry_run=dry_run, progress=told)
        rendered = rendering.render_all_from_memory() if loaded.stored and not dry_run else 0
        done = replace(upload, pairs=loaded.pairs, stored=loaded.stored, kept=loaded.kept, trouble=loaded.trouble)
        _note(replace(done, state="looked" if dry_run else "taken", done=upload.size, rendered=rendered))
    except (DatabaseError, OSError) as error:
        sentence = of_database(error) if isinstance(error, DatabaseError) else str(error.strerror)
        _note(replace(upload, state="looked" if dry_run else "taken", trouble=sentence))
    finally:
        connection.close()


def _teller(upload: Upload, position: Callable[[], int]) -> Callable[[int], None]:
    last = time.monotonic()

    def tell(pairs: int) -> None:
        nonlocal last
        if time.monotonic() - last > _TELL:
            _note(replace(upload, pairs=pairs, done=position()))
            last = time.monotonic()

    return tell


def _note(upload: Upload) -> Upload:
    noted = replace(upload, at=time.time())
    path = upload.path.with_suffix(".json")
    making = path.with_suffix(".making")
    making.write_text(json.dumps(asdict(noted)), encoding="utf-8")
    with suppress(FileNotFoundError):  # discarded meanwhile
        making.replace(path)
    return noted


def _folder() -> Path:
    return Path(settings.DATA) / "uploads"
