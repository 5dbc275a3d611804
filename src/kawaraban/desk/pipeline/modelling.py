"""models: a model that the owner asked for -> its files in the data folder, one model after the other.

The pipeline fetches them, not the page: its machine is the one that translates, it is started again by itself, and a
row that says what is wanted outlives every process, while the parts on the disk say how far it came.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kawaraban.desk import engines
from kawaraban.desk.models import ModelDownload
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.readying import render_again
from kawaraban.desk.pipeline.step import Done, Step, Task, log
from kawaraban.translate.models import ModelsError, Pace, available, discard, download, route

_TELL = 0.5  # seconds between two words on how far it is
_FINAL = frozenset({"no-such-pair", "taken"})  # what no second try mends
State = ModelDownload.State


class LeaveOff(Exception):
    """Nobody wants the model any more, or the pipeline ends."""


class ModelStep(Step):
    """Fetches wanted models, and clears away what came of those that are not wanted any more."""

    name = "models"
    network = True

    def __init__(self) -> None:
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        found = ModelDownload.objects.filter(state__in=(State.WANTED, State.UNWANTED), due_at__lte=timezone.now())
        return [
            Task(
                key=row.pk,
                row=row,
                call=_fetch if row.state == State.WANTED else _clear_away,
                args=(row, self._stopping),
                lane="models",
                name=row.pair,
            )
            for row in found.exclude(pk__in=keys)[:limit]
        ]

    def commit(self, done: Sequence[Done]) -> list[int]:
        with transaction.atomic():
            for one in done:
                self._store(one)
        return [one.task.key for one in done]

    def _store(self, one: Done) -> None:
        row: ModelDownload = one.task.row
        mine = ModelDownload.objects.filter(pk=row.pk, state=row.state)
        if row.state == State.UNWANTED:
            mine.delete()
        elif one.error is None:
            mine.update(state=State.DONE, problem="", done=one.value, total=one.value, pace=0.0)
            render_again()
        elif isinstance(one.error, ModelsError):
            log.warning("%s: %s", row.pair, one.error)
            wait = pace.after_failure(row.attempts + 1)
            mine.update(
                state=State.FAILED if one.error.problem in _FINAL else State.WANTED,
                due_at=timezone.now() + timedelta(seconds=wait),
                attempts=row.attempts + 1,
                problem=one.error.problem,
                details=one.error.details,
                pace=0.0,
            )
        elif not isinstance(one.error, LeaveOff):
            log.error("unexpected: %s", one.error, exc_info=one.error)
            mine.update(state=State.FAILED, problem="failed", pace=0.0)


def _fetch(row: ModelDownload, stopping: threading.Event) -> int:
    """The model in its folder; answers its bytes. Raises ModelsError, LeaveOff."""
    try:
        (model, *others) = route(available(settings.MODELS_REGISTRY), row.source_language, row.target_language)
        if others:
            raise ModelsError("no-such-pair", f"{row.pair} has no model any more.", pair=row.pair, pairs="-")
        teller = _Teller(row, model.size, stopping)
        download(model, _folder(row), teller.tell)
        return model.size
    finally:
        connection.close()


def _clear_away(row: ModelDownload, stopping: threading.Event) -> None:
    discard(_folder(row))


def _folder(row: ModelDownload) -> Path:
    return engines.models_folder() / row.pair


class _Teller:
    """Writes how far a download is into its row, twice a second; ends it where the row is not wanted any more."""

    def __init__(self, row: ModelDownload, total: int, stopping: threading.Event) -> None:
        self._row, self._total, self._stopping = row, total, stopping
        self._told_at = float("-inf")
        self._pace = Pace()

    def tell(self, done: int) -> None:
        if self._stopping.is_set():
            raise LeaveOff
        if (now := time.monotonic()) - self._told_at < _TELL and done < self._total:
            return
        self._told_at = now
        told = {
            "done": done,
            "total": self._total,
            "told_at": timezone.now(),
            "problem": "",
            "pace": self._pace.at(done),
        }
        # A busy database keeps nobody from downloading: the next word is not far.
        with suppress(DatabaseError):
            if not ModelDownload.objects.filter(pk=self._row.pk, state=State.WANTED).update(**told):
                raise LeaveOff
