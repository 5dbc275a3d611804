"""Steps whose tasks take several texts each, and how one text that fails is told from the others of its task."""

from __future__ import annotations

import os
import time
from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from kawaraban.desk.models import Version
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import STORE_FAILED, Done, Step, Task

_TASKS = os.cpu_count() or 1  # at work at once: what a reader asks for stands behind few of them
ARTICLES = 8  # a task
LENGTH = 60_000  # code points of a task, but for one long article


class Text(Protocol):
    """A text to work on: of which version, with which others it may share a task, and how long it is."""

    @property
    def version(self) -> Version: ...

    @property
    def group(self) -> str: ...

    def __len__(self) -> int: ...


Some = TypeVar("Some", bound=Text)


@dataclass(frozen=True, slots=True)
class Failed(Generic[Some]):
    """A text that is not tried again, and why."""

    text: Some
    error: str


class TogetherStep(Step, Generic[Some]):
    """Gathers texts into tasks. Every task's row is the list of its texts."""

    def __init__(self) -> None:
        self._at_work: dict[int, set[int]] = {}  # versions by the task's key
        self._alone: set[int] = set()  # what failed with others in a task: which of them it was shows when done alone
        self._tries: Counter[int] = Counter()
        self._rests_until = 0.0  # monotonic: the machine was short of memory

    @abstractmethod
    def is_due(self) -> bool:
        """Whether there may be something to do; asked often, so it must cost next to nothing."""

    @abstractmethod
    def find(self, most: int, at_work: Collection[int]) -> list[Some]:
        """Texts to work on next, but for these versions."""

    @abstractmethod
    def task(self, texts: list[Some]) -> Task:
        """What is to be done with texts of one group; its key is the first version's."""

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        self._at_work = {key: versions for key, versions in self._at_work.items() if key in keys}
        room = min(limit, _TASKS - len(keys))
        if room <= 0 or time.monotonic() < self._rests_until or not self.is_due():
            return []
        found = self.find(room * ARTICLES, {version for versions in self._at_work.values() for version in versions})
        tasks = [self.task(texts) for texts in self._gathered(found)][:room]
        for task in tasks:
            self._at_work[task.key] = {text.version.pk for text in task.row}
        return tasks

    def _gathered(self, found: Sequence[Some]) -> Iterator[list[Some]]:
        """Texts of one group together, up to the measure of a task."""
        yield from ([text] for text in found if text.version.pk in self._alone)
        others = sorted((text for text in found if text.version.pk not in self._alone), key=_group)
        for _, texts in groupby(others, key=_group):
            some: list[Some] = []
            for text in texts:
                if some and (len(some) >= ARTICLES or sum(map(len, some)) + len(text) > LENGTH):
                    yield some
                    some = []
                some.append(text)
            yield some

    def given_up(self, done: Sequence[Done]) -> list[Failed[Some]]:
        """Which texts of the tasks that failed are not tried again."""
        return [failed for one in done if one.error is not None for failed in self._judged(one)]

    def _judged(self, one: Done) -> list[Failed[Some]]:
        failure = one.failure
        if failure.problem == STORE_FAILED:
            self._rests_until = time.monotonic() + (failure.retry_after or 60.0)
        if len(one.task.row) > 1:
            self._alone |= {text.version.pk for text in one.task.row}
            return []
        (text,) = one.task.row
        self._tries[text.version.pk] += 1
        if failure.problem == STORE_FAILED and self._tries[text.version.pk] < pace.tries(failure.problem):
            return []
        self._alone.discard(text.version.pk)
        return [Failed(text, str(one.error))]


def _group(text: Text) -> str:
    return text.group
