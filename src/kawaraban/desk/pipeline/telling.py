"""tell: a story that changed -> what its reports claim, how each stands to it, and where they differ."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kawaraban import attribute
from kawaraban.desk.models import Fingerprint, Story
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import STORE_FAILED, Done, Step, Task, log
from kawaraban.desk.pipeline.work import tell_story
from kawaraban.desk.stories import telling

_STANDS_STILL = timedelta(seconds=30)
_TASKS = 1  # at work at once: readers wait for other things


class TellStep(Step):
    """Goes through stories whose reports changed, the newest first, once their reports are placed and attributed."""

    name = "tell"

    def __init__(self) -> None:
        self._tries: Counter[int] = Counter()
        self._rests_until = 0.0  # monotonic: the machine was short of memory

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        room = min(limit, _TASKS - len(keys))
        if room <= 0 or time.monotonic() < self._rests_until:
            return []
        stories = telling.waiting().exclude(pk__in=keys).order_by("-last_at", "-pk")
        ready = stories.exclude(pk__in=_unattributed())
        if Fingerprint.objects.filter(placed_at=None).exists():
            # More reports are on their way: a story that grows now is gone through when it stands still.
            ready = ready.exclude(placings__judged_at__gte=timezone.now() - _STANDS_STILL)
        return [self._task(story) for story in ready[:room]]

    def _task(self, story: Story) -> Task:
        kept = telling.kept_of(story)
        name = kept[0].report.title[:60] if kept else ""
        return Task(key=story.pk, row=(story, telling.stamp(story)), call=tell_story, args=(kept,), name=name)

    def commit(self, done: Sequence[Done]) -> list[int]:
        with transaction.atomic():
            ids = [one.task.key for one in done]
            held = Story.objects.select_for_update().filter(pk__in=ids, told_at=None).in_bulk()
            for one in done:
                story, stamp = held.get(one.task.key), one.task.row[1]
                if story is None or telling.stamp(story) != stamp:
                    continue
                if one.error is None:
                    telling.store(story, one.value)
                elif self._is_given_up(one):
                    # Without what differs: the list and the drawing need none of it.
                    story.told_at = timezone.now()
                    story.save(update_fields=["told_at"])
        return ids

    def _is_given_up(self, one: Done) -> bool:
        failure = one.failure
        if failure.problem == STORE_FAILED:
            self._rests_until = time.monotonic() + (failure.retry_after or 60.0)
        self._tries[one.task.key] += 1
        if failure.problem == STORE_FAILED and self._tries[one.task.key] < pace.tries(failure.problem):
            return False
        del self._tries[one.task.key]
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
