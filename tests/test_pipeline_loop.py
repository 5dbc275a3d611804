"""The loop: what one step stumbles over does not end the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError

from kawaraban.desk.pipeline.loop import Loop, PipelineError
from kawaraban.desk.pipeline.step import Done, Step, Task


class Counting(Step):
    """Three tasks, and the outcomes that were stored."""

    name = "count"

    def __init__(self) -> None:
        self.stored: list[int] = []
        self._left = [1, 2, 3]

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        found = [Task(key=number, row=None, call=abs, args=(-number,)) for number in self._left]
        self._left = []
        return found

    def commit(self, done: Sequence[Done]) -> list[int]:
        self.stored += [one.value for one in done]
        return [one.task.key for one in done]


class Stumbling(Counting):
    """Looks for what is due and fails."""

    name = "stumble"

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error
        self.looks = 0

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        self.looks += 1
        raise self.error


def run(*steps: Step) -> None:
    with ThreadPoolExecutor(2) as pool:
        loop = Loop(steps, network=lambda: pool, workers=lambda: pool, connections=2, processes=2)
        while loop.turn():
            pass
        loop.wake()
        loop.turn()


def test_a_step_that_cannot_look_rests_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    stumbling, counting = Stumbling(ValueError("a print that is cut off")), Counting()
    run(stumbling, counting)
    assert sorted(counting.stored) == [1, 2, 3]
    assert stumbling.looks == 1
    assert "a print that is cut off" in caplog.text


def test_a_database_that_does_not_answer_is_still_said() -> None:
    with pytest.raises(PipelineError):
        run(Stumbling(OperationalError("database is locked")), Counting())
