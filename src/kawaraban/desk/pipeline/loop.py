"""Runs steps side by side: work on executors, outcomes stored from this thread alone, until nothing is due."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from kawaraban.desk.pipeline.step import Done, Step, Task, log
from kawaraban.desk.pipeline.work import TooMuchError
from kawaraban.desk.sentences import DeskTrouble, of_database

MAX_BATCH = 50  # outcomes stored in one transaction
REST = 60.0  # seconds that a step rests which could not look for what is due
GATHER = 0.5  # seconds that an outcome waits for others to be stored with


class PipelineError(DeskTrouble):
    """The pipeline can't go on now."""


@dataclass(slots=True)
class _Room:
    """What a step has at work, and what is done but not stored yet."""

    step: Step
    executor: Callable[[], Executor]
    most: int
    queue: list[Task] = field(default_factory=list)  # found due, not started: no room, or its lane is taken
    working: dict[Future[object], Task] = field(default_factory=dict)
    finished: list[Done] = field(default_factory=list)
    finished_at: float = 0.0
    hungry: bool = True
    rests_until: float = 0.0  # monotonic: it could not look for what is due
    #: What was at work when worker processes died. Done again one at a time, to tell which of them it was.
    suspects: list[Task] = field(default_factory=list)
    alone: bool = False  # a suspect is at work

    @property
    def keys(self) -> set[int]:
        finished = (done.task for done in self.finished)
        return {task.key for task in (*self.queue, *self.working.values(), *finished, *self.suspects)}

    @property
    def lanes(self) -> set[str]:
        # What a host answered in error may concern what else waits for it: that is known once it is stored.
        failed = (done.task.lane for done in self.finished if done.error)
        return {lane for lane in (*(task.lane for task in self.working.values()), *failed) if lane}


class Loop:
    """Steps, the executors for their work, and what is under way between them.

    `network` and `workers` answer an executor that takes work now; the second is asked again after its processes died.
    `stored` is told of every batch: the step and the ids that `Step.commit` answered.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        *,
        network: Callable[[], Executor],
        workers: Callable[[], Executor],
        connections: int,
        processes: int,
        stored: Callable[[Step, list[int]], None] = lambda step, ids: None,
    ) -> None:
        self._rooms = [
            _Room(step, network if step.network else workers, connections if step.network else 2 * processes + 2)
            for step in steps
        ]
        self._stored = stored

    @property
    def working_on(self) -> list[str]:
        """Names of what is being fetched or computed now."""
        return sorted({task.name for room in self._rooms for task in room.working.values() if task.name})

    @property
    def idle(self) -> bool:
        return not any(room.queue or room.working or room.finished or room.suspects for room in self._rooms)

    def turn(self, seconds: float = 0.5) -> bool:
        """Starts what is due, waits up to `seconds` for something to be done, stores it; false if nothing is left.

        Raises PipelineError where the database can't be used now; what is done stays, for the next turn to store.
        """
        try:
            for room in self._rooms:
                self._feed(room)
            self._collect(seconds)
            for room in self._rooms:
                self._store(room)
        except (OperationalError, InterfaceError) as error:
            if not connection.in_atomic_block:
                connection.close()  # a server that was restarted wants a new one
            raise PipelineError(of_database(error)) from error
        return not self.idle or any(room.hungry for room in self._rooms)

    def finish(self, seconds: float) -> None:
        """Starts nothing more, gives what is at work so long to end, and stores what came of it."""
        until = time.monotonic() + seconds
        for room in self._rooms:
            room.step.stop()
            room.queue.clear()
            room.suspects.clear()
            for future in [future for future in room.working if future.cancel()]:
                del room.working[future]
        while not self.idle and time.monotonic() < until:
            self._collect(0.2)
            for room in self._rooms:
                self._store(room, everything=True)

    def wake(self) -> None:
        """Looks anew for what is due in every step."""
        for room in self._rooms:
            room.hungry = True

    def _feed(self, room: _Room) -> None:
        if room.suspects:
            if not room.working:
                room.alone = True
                self._submit(room, room.suspects.pop())
            return
        room.alone = False
        self._start(room)
        if room.hungry and len(room.working) < room.most and len(room.finished) < MAX_BATCH:
            found = self._due(room)
            room.queue += found
            room.hungry = len(found) >= MAX_BATCH
            self._start(room)

    def _due(self, room: _Room) -> list[Task]:
        """What is due in a step. One that can't look rests a while: what it stumbled over must not end the others."""
        if time.monotonic() < room.rests_until:
            return []
        try:
            return room.step.due(MAX_BATCH, room.keys, room.lanes)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            log.error("unexpected, in looking for what to %s: %s", room.step.name, error, exc_info=error)
            room.rests_until = time.monotonic() + REST
            return []

    def _start(self, room: _Room) -> None:
        """Starts what stands in the queue, as far as there is room and its lane is free."""
        lanes, left = room.lanes, []
        for task in room.queue:
            if len(room.working) >= room.most or task.lane in lanes:
                left.append(task)
                continue
            if task.lane:
                lanes.add(task.lane)
            self._submit(room, task)
        room.queue = left

    def _submit(self, room: _Room, task: Task) -> None:
        try:
            room.working[room.executor().submit(task.call, *task.args)] = task
        except BrokenExecutor:
            room.working[room.executor().submit(task.call, *task.args)] = task

    def _collect(self, seconds: float) -> None:
        futures = [future for room in self._rooms for future in room.working]
        if not futures:
            return
        if any(room.finished for room in self._rooms):
            seconds = min(seconds, GATHER)
        done = wait(futures, timeout=seconds, return_when=FIRST_COMPLETED).done
        for room in self._rooms:
            for future in [future for future in room.working if future in done]:
                self._take(room, room.working.pop(future), future)

    def _take(self, room: _Room, task: Task, future: Future[object]) -> None:
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            if not room.alone:
                room.suspects.append(task)
                return
            error = TooMuchError("Reading this page ended the program that read it: it was left out.")
        if not room.finished:
            room.finished_at = time.monotonic()
        room.finished.append(Done(task, error=error) if error else Done(task, future.result()))

    def _store(self, room: _Room, *, everything: bool = False) -> None:
        waited = time.monotonic() - room.finished_at
        full = len(room.finished) >= MAX_BATCH or not (room.working or room.queue)
        while room.finished and (everything or full or waited >= GATHER):
            batch = room.finished[:MAX_BATCH]
            moved = self._commit(room.step, batch)
            del room.finished[: len(batch)]
            if any(done.error for done in batch):
                # A host may have asked to be left alone. Its articles are found due again; what has no host is not.
                room.queue = [task for task in room.queue if not task.lane]
            self._stored(room.step, moved)
            self.wake()

    def _commit(self, step: Step, batch: list[Done]) -> list[int]:
        try:
            return step.commit(batch)
        except (OperationalError, InterfaceError):
            raise
        except (DatabaseError, ValueError, TypeError) as error:
            if len(batch) == 1:
                log.error("unexpected, in storing %s: %s", batch[0].task.name, error, exc_info=error)
                return step.commit([Done(batch[0].task, error=error)])
        # One of them can't be stored as it came: the others must not suffer for it.
        return [key for done in batch for key in self._commit(step, [done])]
