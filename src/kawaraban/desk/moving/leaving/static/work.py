"""What is done in a worker: pages made by the blog's views, their links rewritten, their files written."""

from __future__ import annotations

import logging
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kawaraban.desk.moving.leaving.static.folder import Entry, put
from kawaraban.desk.moving.leaving.static.paths import Address, file_of

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Done:
    """What came of some addresses. `found` are addresses that this worker met for the first time."""

    entries: dict[str, Entry] = field(default_factory=dict)  # by file
    written: int = 0
    pages: int = 0
    missing: list[str] = field(default_factory=list)  # files of addresses where the blog has nothing
    foreign: list[str] = field(default_factory=list)  # files that stand there and are not ours
    failed: list[tuple[str, str]] = field(default_factory=list)  # file and what went wrong
    found: list[Address] = field(default_factory=list)

    def add(self, other: Done) -> None:
        """Adds up what was made; what is still to be made is no part of that."""
        self.entries |= other.entries
        self.written += other.written
        self.pages += other.pages
        for name in ("missing", "foreign", "failed"):
            getattr(self, name).extend(getattr(other, name))


class Worker:
    """Makes files of pages, one after the other; a process has one. Django must be ready."""

    def __init__(self, root: Path, base: str) -> None:
        from kawaraban.desk.moving.leaving.static.links import Relinker
        from kawaraban.desk.moving.leaving.static.page import Reader

        self._root, self._base = root, base
        self._reader = Reader.of(base)
        self._seen: set[Address] = set()
        self._new: list[Address] = []
        self._links = Relinker(self._meet, base)

    def _meet(self, address: Address) -> None:
        if address not in self._seen:
            self._seen.add(address)
            self._new.append(address)

    def work(self, jobs: list[tuple[Address, Entry | None]]) -> Done:
        """Makes and writes a file an address; the entry is what it was before. Raises OSError."""
        done = Done()
        self._reader.ready(address for address, _ in jobs)
        for address, before in jobs:
            self._seen.add(address)
            file = file_of(address)
            try:
                made = self._made(address)
            except OSError:
                raise
            except Exception as error:  # one page that can't be made keeps no other from its readers
                log.exception("%s", address.path)
                done.failed.append((file, type(error).__name__))
                continue
            if made is None:
                done.missing.append(file)
                continue
            done.pages += made[1]
            entry, written = put(self._root, file, made[0], before)
            if entry is None:
                done.foreign.append(file)
            else:
                done.entries[file] = entry
                done.written += written
        done.found, self._new = self._new, []
        return done

    def _made(self, address: Address) -> tuple[bytes, bool] | None:
        """The file's bytes, and whether it is a page; None where there is none."""
        from django.conf import settings

        if address.path.startswith(settings.STATIC_URL):
            return self._static(address)
        response = self._reader.ask(address)
        if response is None:
            return None
        kind = response.headers["Content-Type"].partition(";")[0]
        if kind == "text/html":
            return self._links.html(response.content.decode(), address).encode(), True
        if self._base or not _is_text(kind):
            return response.content, False
        from kawaraban.desk.moving.leaving.static.links import without_host

        return without_host(response.content.decode(), address).encode(), False

    def _static(self, address: Address) -> tuple[bytes, bool] | None:
        from django.conf import settings
        from django.contrib.staticfiles import finders
        from django.core.exceptions import SuspiciousOperation

        try:
            found = finders.find(address.path.removeprefix(settings.STATIC_URL))
        except (SuspiciousOperation, ValueError):  # a link that somebody wrote leads out of the folder, or nowhere
            return None
        if not isinstance(found, str) or not Path(found).is_file():
            return None
        content = Path(found).read_bytes()
        if mimetypes.guess_type(found)[0] == "text/css":
            return self._links.css(content.decode(), address).encode(), False
        return content, False


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind.endswith(("xml", "json"))


_worker: Worker | None = None


def start(values: dict[str, Any], root: Path, base: str) -> None:
    """Makes a fresh process ready: with the settings of the one that asks, which may not be those of a file."""
    global _worker
    import django
    from django.conf import settings

    from kawaraban.desk.pipeline.executors import start_worker

    start_worker()
    settings.configure(**values)
    django.setup()
    _worker = Worker(root, base)


def work(jobs: list[tuple[Address, Entry | None]]) -> Done:
    """`Worker.work` in a process that was made ready."""
    if _worker is None:
        raise RuntimeError("this process was not made ready")
    return _worker.work(jobs)
