"""tell: stories that changed -> what their reports claim, how each stands to it, and where they differ."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kawaraban import attribute
from kawaraban.desk.models import Fingerprint, Story
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import STORE_FAILED, Done, Step, Task, log
from kawaraban.desk.pipeline.work import tell_stories
from kawaraban.desk.stories import telling
from kawaraban.desk.stories.told import Told

_STANDS_STILL = timedelta(seconds=30)
_STORIES, _REPORTS = 16, 60  # a task, and one task at a time: readers wait for other things


class TellStep(Step):
    """Goes through stories whose reports changed, the newest first, once their reports are placed and attributed."""

    name = "tell"

    def __init__(self) -> None:
        self._alone: set[int] = set()  # stories of a task that failed: each by itself shows which of them it was
        self._tries: Counter[int] = Counter()
        self._rests_until = 0.0  # monotonic: the machine was short of memory

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        if limit <= 0 or keys or time.monotonic() < self._rests_until:
            return []
        ready = telling.waiting().exclude(pk__in=_unattributed()).order_by("-last_at", "-pk")
        if Fingerprint.objects.filter(placed_at=None).exists():
            # More reports are on their way: a story that grows now is gone through when it stands still.
            ready = ready.exclude(placings__judged_at__gte=timezone.now() - _STANDS_STILL)
        stories = self._together(ready[:_STORIES])
        return [self._task(stories)] if stories else []

    def _together(self, ready: Iterable[Story]) -> list[Story]:
        """The first of them, and as many of those behind it as go into one task."""
        found: list[Story] = []
        reports = 0
        for story in ready:
            reports += min(story.reports, telling.MOST)
            if found and (reports > _REPORTS or self._alone & {found[0].pk, story.pk}):
                break
            found.append(story)
        return found

    def _task(self, stories: Sequence[Story]) -> Task:
        ids = [story.pk for story in stories]
        stamps, kept = telling.stamps(ids), telling.kept_of(ids)
        first = kept[ids[0]]
        return Task(
            key=ids[0],
            row=stamps,
            call=tell_stories,
            args=([kept[story] for story in ids],),
            name=first[0].report.title[:60] if first else "",
        )

    def commit(self, done: Sequence[Done]) -> list[int]:
        with transaction.atomic():
            ids = [story for one in done for story in one.task.row]
            rows = Story.objects.select_for_update().filter(pk__in=ids, told_at=None).order_by("pk")
            held = {story.pk: story for story in rows}
            now = telling.stamps(held)
            told: list[tuple[Story, Told]] = []
            for one in done:
                still = [held[pk] for pk, stamp in one.task.row.items() if now.get(pk) == stamp]
                if one.error is None:
                    outcome = dict(zip(one.task.row, one.value, strict=True))
                    told += [(story, outcome[story.pk]) for story in still]
                    self._alone -= one.task.row.keys()
                elif self._is_given_up(one):
                    # Without what differs: the list and the drawing need none of it.
                    Story.objects.filter(pk__in=[story.pk for story in still]).update(told_at=timezone.now())
            telling.store(told)
        return ids

    def _is_given_up(self, one: Done) -> bool:
        failure = one.failure
        if failure.problem == STORE_FAILED:
            self._rests_until = time.monotonic() + (failure.retry_after or 60.0)
        if len(one.task.row) > 1:
            self._alone |= one.task.row.keys()
            return False
        self._tries[one.task.key] += 1
        if failure.problem == STORE_FAILED and self._tries[one.task.key] < pace.tries(failure.problem):
            return False
        del self._tries[one.task.key]
        self._alone.discard(one.task.key)
        log.warning("story %s was not gone through: %s", one.task.key, one.error)
        return True


def _unattributed() -> object:
    """Stories with a report whose claims are still to be found."""
    waiting = Story.objects.filter(
        told_at=None,
        placings__article__version=F("placings__version"),
        placings__version__attributed__lt=attribute.RULES,
        placings__article__language__in=attribute.LANGUAGES,
    )
    return waiting.values("pk")
