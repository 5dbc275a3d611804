"""The whole public blog as files: every page that a reader can come to, as the blog's own views make it.

The pages are found as a reader finds them: from the addresses that stand alone in `blog.urls` and from every post,
along the links. They are made by worker processes; the list of what is ours stays with the one that asks.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import connection
from django.urls import NoReverseMatch, reverse

from kawaraban.desk.models import Post, Preferences
from kawaraban.desk.models.blog import blog_address, post_address
from kawaraban.desk.moving.leaving.room import room
from kawaraban.desk.moving.leaving.static import work
from kawaraban.desk.moving.leaving.static.folder import Entry, Folder, FolderError, sentence
from kawaraban.desk.moving.leaving.static.paths import NOT_FOUND, Address, file_of
from kawaraban.desk.moving.leaving.static.redirects import redirects
from kawaraban.desk.moving.leaving.static.search_index import search_files

CHUNK = 100  # addresses in one job: their posts are asked for together
FEW = 200  # posts up to which starting other processes takes longer than the work
_AHEAD = 4  # jobs for each worker that are given out beforehand

Row = dict[str, Any]
Progress = Callable[[int, int], None]
_Job = list[tuple[Address, Entry | None]]


def export(root: Path, *, address: str = "", progress: Progress | None = None, workers: int | None = None) -> Row:
    """Writes the blog into a folder; a row as `docs/command.md` has it. The same again writes only what changed.

    `address` is where the files will stand (`https://blog.example`), else what the preferences say; without either
    the feeds' addresses are relative and there is no site map. `progress` is told how many files are done and how
    many are known of. Raises FolderError.
    """
    base = (address or Preferences.load().public_address).rstrip("/")
    folder = Folder.opened(root, _own_folders(root))
    try:
        return _Export(folder, base, progress or (lambda done, known: None)).run(workers)
    except OSError as error:
        raise FolderError(sentence(error, folder.root)) from error


class _Export:
    def __init__(self, folder: Folder, base: str, progress: Progress) -> None:
        self._folder, self._base, self._progress = folder, base, progress
        self._waiting: deque[Address] = deque()
        self._known: set[str] = set()  # files, casefolded: many file systems take two such names for one
        self._sum = work.Done()
        self._done = 0

    def run(self, workers: int | None) -> Row:
        language = Preferences.load().language
        self._meet(_alone(with_maps=bool(self._base)))
        self._meet(_posts())
        few = len(self._waiting) <= FEW
        count = workers if workers is not None else 0 if few else os.cpu_count() or 1
        with _hands(count, self._folder.root, self._base) as submit:
            running: deque[Future[work.Done]] = deque()
            searched = search_files(language)  # made while pages are, as far as that goes
            while self._waiting or running:
                while self._waiting and len(running) < max(1, count) * _AHEAD:
                    running.append(submit(self._job()))
                while not running[0].done() and (made := next(searched, None)):
                    self._put(*made)
                self._take(running.popleft().result())
        for file, content in chain(searched, redirects(self._base, language)):
            self._put(file, content)
        return self._row(self._folder.finish(keep=[file for file, _ in self._sum.failed]))

    def _meet(self, addresses: Iterable[Address]) -> None:
        for address in addresses:
            file = file_of(address).casefold()
            if file not in self._known:
                self._known.add(file)
                self._waiting.append(address)

    def _job(self) -> _Job:
        addresses = [self._waiting.popleft() for _ in range(min(CHUNK, len(self._waiting)))]
        before = self._folder.plan(map(file_of, addresses))
        return [(address, before[file_of(address)]) for address in addresses]

    def _take(self, done: work.Done) -> None:
        for file, entry in done.entries.items():
            self._folder.took(file, entry)
        self._meet(done.found)
        self._sum.add(done)
        self._done += len(done.entries) + len(done.missing) + len(done.foreign) + len(done.failed)
        self._progress(self._done, len(self._known))

    def _put(self, file: str, content: bytes) -> None:
        """Writes a file that no page is; where the blog has one of that name, that stays."""
        if file.casefold() in self._known:
            return
        self._known.add(file.casefold())
        entry, written = self._folder.put(file, content)
        if entry is None:
            self._sum.foreign.append(file)
        else:
            self._sum.entries[file] = entry
            self._sum.written += written

    def _row(self, removed: int) -> Row:
        row: Row = {"path": str(self._folder.root), "kind": "static", "count": len(self._sum.entries)}
        row |= {"pages": self._sum.pages, "written": self._sum.written, "removed": removed}
        if self._sum.foreign:
            row["kept"] = sorted(self._sum.foreign)  # files that somebody else put there
        if self._sum.failed:
            row["error"] = _failures([file for file, _ in self._sum.failed])
        return row


def _alone(*, with_maps: bool) -> Iterator[Address]:
    """The blog's addresses that need no number or name, and the page for an address that it does not have.

    A site map has whole addresses alone, so that there is none where the blog's own is not known.
    """
    from kawaraban.desk.blog import urls

    for pattern in urls.urlpatterns:
        if not with_maps and "sitemap" in str(pattern.name):
            continue
        try:
            yield Address(reverse(f"blog:{pattern.name}"))
        except NoReverseMatch:
            continue
    yield NOT_FOUND


def _posts() -> Iterator[Address]:
    """Every day and its posts after it: what is loaded for the one is there for the others."""
    rows = Post.objects.filter(state=Post.State.PUBLISHED, day__isnull=False).order_by("-day", "-published_at")
    before = None
    for day, slug in rows.values_list("day", "slug").iterator(chunk_size=2000):
        if day != before:
            yield Address(blog_address("day", day.year, day.month, day.day))
            before = day
        yield Address(unquote(post_address(day, slug)))


@contextmanager
def _hands(workers: int, root: Path, base: str) -> Iterator[Callable[[_Job], Future[work.Done]]]:
    """What does a job: processes, or for a small blog this one."""
    if not workers:
        here = work.Worker(root, base)
        yield lambda job: _at_once(here, job)
        return
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    values["DATABASES"] = {"default": connection.settings_dict}
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=work.start, initargs=(values, root, base)
    )
    try:
        yield lambda job: pool.submit(work.work, job)
    except BrokenProcessPool as error:
        raise FolderError(
            "A process that makes pages died, most likely out of memory: close other programs."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _at_once(worker: work.Worker, job: _Job) -> Future[work.Done]:
    done: Future[work.Done] = Future()
    done.set_result(worker.work(job))
    return done


def _own_folders(root: Path) -> list[Path]:
    """The folders of this machine that hold what the desk has; none for a folder of the room for files to take away."""
    if room() in root.resolve().parents:
        return []
    stores = (settings.CAPTURES, settings.PICTURES)
    return [Path(settings.DATA), *(Path(store) for store in stores if "://" not in store)]


def _failures(files: list[str]) -> str:
    named = ", ".join([*islice(files, 3), *(["…"] if len(files) > 3 else [])])
    return f"{len(files)} pages could not be made ({named}): the others are there; the log says why."
