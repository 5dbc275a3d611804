"""place: prints -> articles in stories, beside those whose text or event they share.

One task at a time: where an article belongs depends on those before it. What a worker found is stored only where the
articles that it looked at still stand as they did; else it is looked at anew.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from kawaraban.desk.models import Fingerprint, Story
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import STORE_FAILED, Done, Step, Task, log
from kawaraban.desk.pipeline.work import place_reports
from kawaraban.desk.stories import reports
from kawaraban.desk.stories.gathering import Gathered, Stood, gather, standing
from kawaraban.desk.stories.index import Index
from kawaraban.desk.stories.judging import Judged
from kawaraban.desk.stories.storing import store

_ARTICLES = 16  # a task
_PATIENCE = 60.0  # seconds that placing waits for prints


@dataclass(frozen=True, slots=True)
class _Row:
    fresh: tuple[Fingerprint, ...]
    gathered: Gathered


class PlaceStep(Step):
    """Places what has a print and was not placed yet, or not with this one; what was published first comes first."""

    name = "place"

    def __init__(self) -> None:
        self._index = Index()
        self._alone = 0  # articles to place one by one: a task failed, and which of them it was shows so
        self._tries = 0  # of the first of these, in a row
        self._rests_until = 0.0  # monotonic: the machine was short of memory
        self._held_since: float | None = None  # monotonic: prints are being made

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        if keys or time.monotonic() < self._rests_until or self._is_early():
            return []
        waiting = Fingerprint.objects.filter(placed_at=None).order_by("at", "pk")
        fresh = tuple(waiting[: 1 if self._alone else _ARTICLES])
        if not fresh:
            return []
        gathered = gather(fresh, self._index)
        return [
            Task(
                key=fresh[0].pk,
                row=_Row(fresh, gathered),
                call=place_reports,
                args=(gathered.work,),
                name=gathered.work.new[0].print.report.title[:60] if gathered.work.new else "",
            )
        ]

    def commit(self, done: Sequence[Done]) -> list[int]:
        (one,) = done
        row: _Row = one.task.row
        outcome = one.value if one.error is None else self._failed(one)
        if outcome is None:
            return []
        with transaction.atomic():
            # The stories' rows first, as whoever works on them by hand does: else each may wait for the other.
            if not _stand(row.gathered.stood):
                return []
            fresh = _still(row.fresh)
            placed = {fingerprint.article_id for fingerprint in fresh}
            new = {int(comes.key) for comes in row.gathered.work.new}
            if placed != new:
                return []
            credits = {int(comes.key): comes.print.credits for comes in row.gathered.work.new}
            store(fresh, outcome, row.gathered.versions, credits)
        self._alone, self._tries = max(self._alone - 1, 0), 0
        return sorted(placed)

    def _is_early(self) -> bool:
        """Whether prints are being made: who was first is told best when those that came together are all there."""
        if not reports.waiting().exists():
            self._held_since = None
            return False
        now = time.monotonic()
        self._held_since = self._held_since or now
        return now - self._held_since < _PATIENCE

    def _failed(self, one: Done) -> list[Judged] | None:
        """Where to leave an article that can't be compared: by itself. None where it is tried again."""
        failure = one.failure
        is_short = failure.problem == STORE_FAILED
        if is_short:
            self._rests_until = time.monotonic() + (failure.retry_after or 60.0)
        if len(one.task.row.fresh) > 1:
            self._alone = len(one.task.row.fresh)
            return None
        self._tries += 1
        if is_short and self._tries < pace.tries(STORE_FAILED):
            return None
        (comes,) = one.task.row.gathered.work.new
        log.warning("%s was not compared with others: %s", comes.print.report.title, one.error)
        story = comes.stays_in if comes.stays_in is not None else comes.left_in
        return [Judged(comes.key, "unknown", comes.key, None, -1 if story is None else story)]


def _still(fresh: Sequence[Fingerprint]) -> list[Fingerprint]:
    """Those that are still to be placed, with the print that was compared; their rows are held."""
    held = Fingerprint.objects.select_for_update().filter(pk__in=[one.pk for one in fresh], placed_at=None)
    versions = dict(held.defer("data", "vectors").order_by("pk").values_list("pk", "version_id"))
    return [one for one in fresh if versions.get(one.pk) == one.version_id]


def _stand(before: Mapping[int, Stood]) -> bool:
    """Whether these articles are still where they were; their stories' rows and their own are held from here on."""
    stories = {one.story_id for one in before.values()}
    held = Story.objects.select_for_update().filter(pk__in=stories).order_by("pk")
    if len(held.values_list("pk", flat=True)) < len(stories):
        return False
    return standing(before, held=True) == before
