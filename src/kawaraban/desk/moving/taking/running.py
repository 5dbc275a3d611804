"""One move from its file to the blog, driven by the page's thread or by the command.

The move's row says how far it is (`done` of `total` posts, `beat_at`), and is the way to stop it: whoever works on it
goes on only while the row says that it should. What is taken in stays; to begin again goes on where it stood.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils import timezone

from kawaraban.desk import network
from kawaraban.desk.models import Move, Preferences, Redirect
from kawaraban.desk.moving.taking import leading, looking, storing
from kawaraban.desk.moving.taking.looking import Look, home_and_hosts, planned_posts
from kawaraban.desk.moving.taking.opening import Opened, Part, Unread
from kawaraban.desk.moving.taking.options import Options
from kawaraban.desk.moving.taking.planning import Planned
from kawaraban.desk.moving.taking.settling import Settled, Settling
from kawaraban.desk.quoting import zone_of
from kawaraban.desk.sentences import DeskTrouble, of_database, of_disk
from kawaraban.publish.formats.model import Doubt, ForeignPost

BATCH = 100  # posts a transaction
MAX_BATCH = 2_000_000  # characters of their bodies
_TELL = 0.5  # seconds between two notes of how far a look is

State = Move.State
Told = Callable[[Move], None]
Row = TypeVar("Row")


def default_options(preferences: Preferences) -> Options:
    return Options(zone=preferences.time_zone, language=preferences.language, signature=preferences.signature or "—")


def look(
    move: Move,
    opened: Opened,
    told: Callable[[int, ForeignPost, Planned], None] | None = None,
    heard: Told | None = None,
) -> Look:
    """Counts the file and settles what the move takes for granted: the old blog's hosts, which categories are one."""
    options = Options.read(move.options)
    beat = _Beat(move, State.LOOKING, heard)

    def each(number: int, post: ForeignPost, one: Planned) -> None:
        beat(number + 1)
        if told:
            told(number, post, one)

    found = looking.look(opened.read(options), options, each)
    home, hosts = home_and_hosts(found, options)
    settled = replace(options, home=home, hosts=hosts, renames=found.renames())
    move.options = move.options | settled.stored()
    move.report = found.report()
    move.total, move.trouble = found.posts, found.trouble[:500]
    return found


def take(move: Move, opened: Opened, heard: Told | None = None) -> None:
    """Takes in what a look has counted. The row ends as TAKEN, as FAILED with the reason, or as it was stopped.

    Raises DatabaseError where not even that can be written down.
    """
    began = time.monotonic()
    try:
        taken = _take(move, opened, heard)
    except (DatabaseError, OSError, DeskTrouble) as error:
        move.state, move.trouble = State.FAILED, sentence_of(error)
    else:
        if taken is None:  # stopped: the row says so already
            move.refresh_from_db()
            return
        move.state, move.report = State.TAKEN, move.report | {"taken": taken}
        taken["seconds"] = round(time.monotonic() - began, 1)
    finally:
        Preferences.blog_changed()
    move.ended_at = move.beat_at = timezone.now()
    move.save()


def sentence_of(error: DatabaseError | OSError | DeskTrouble) -> str:
    """What ended a move, and what to do, as its row has it."""
    if isinstance(error, DatabaseError):
        return of_database(error)[:500]
    return (of_disk(error) if isinstance(error, OSError) else str(error))[:500]


class _Beat:
    """Notes how far a move is, at most twice a second; answers whether to go on."""

    def __init__(self, move: Move, state: str, heard: Told | None) -> None:
        self.move, self.state, self.heard = move, state, heard
        self._last = 0.0

    def __call__(self, done: int, *, now: bool = False) -> bool:
        self.move.done = done
        if not now and time.monotonic() - self._last < _TELL:
            return True
        self._last = time.monotonic()
        self.move.beat_at = timezone.now()
        if self.heard:
            self.heard(self.move)
        if self.move.pk is None:  # a dry run of the command
            return True
        mine = Move.objects.filter(pk=self.move.pk, state=self.state)
        return bool(mine.update(done=done, beat_at=self.move.beat_at, options=self.move.options))


def _take(move: Move, opened: Opened, heard: Told | None) -> dict[str, Any] | None:
    """What was taken in, counted; None where it was stopped. Raises DatabaseError, OSError, DeskTrouble."""
    options, zone = Options.read(move.options), zone_of(Preferences.load())
    author = User.objects.get(pk=move.options["author"])
    beat = _Beat(move, State.TAKING, heard)
    counts = {"posts": 0, "already": 0, "comments": 0, "pairs": 0, "out": 0}
    done = 0

    alone = len(opened.parts) + len(opened.unread) == 1

    def told(item: Doubt | Part | Unread) -> None:
        if alone and isinstance(item, Unread):  # of several the report says it
            move.trouble = item.why[:500]

    posts = planned_posts(opened.read(options), options, told)
    for batch in _batches(one for _, _, one in posts):
        stored = storing.store(move, batch, author, zone)
        done += len(batch)
        counts["out"] += sum(bool(one.out) for one in batch)
        for name in ("posts", "already", "comments", "pairs"):
            counts[name] += getattr(stored, name)
        if not beat(done, now=True):
            return None
    settled = _settle(move, options, beat, done)
    if settled is None:
        return None
    leading.lead_on_archives(move)
    counts["redirects"] = Redirect.objects.filter(move=move).count()
    return counts | {"images": {"kept": settled.kept, "lost": settled.missing, "why": settled.lost}}


def _settle(move: Move, options: Options, beat: _Beat, done: int) -> Settled | None:
    with network.fetcher() if options.pictures == "fetch" else nullcontext() as fetcher:
        settling = Settling(move, fetcher)
        total = settling.waiting()
        stopped, told = False, 0.0

        def go_on(settled: Settled) -> bool:
            nonlocal stopped, told
            if time.monotonic() - told < _TELL:
                return True
            told = time.monotonic()
            move.report["settling"] = {"done": settled.posts, "total": total}
            if move.pk is not None:
                Move.objects.filter(pk=move.pk).update(report=move.report)
            stopped = not beat(done, now=True)
            return not stopped

        settled = settling.run(go_on)
    move.report.pop("settling", None)
    return None if stopped else settled


def _batches(posts: Iterable[Planned]) -> Iterator[list[Planned]]:
    """By number, and by weight: a batch of great posts is a small one."""
    batch: list[Planned] = []
    weight = 0
    for one in posts:
        batch.append(one)
        weight += len(one.body)
        if len(batch) == BATCH or weight > MAX_BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
