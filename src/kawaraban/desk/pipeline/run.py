"""Running the pipeline: once, or until told to stop."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from kawaraban.desk import captures, network
from kawaraban.desk.chores import do_chores
from kawaraban.desk.models import Article, EnginePause, Heartbeat, Source
from kawaraban.desk.pipeline.attributing import AttributeStep
from kawaraban.desk.pipeline.executors import Workers
from kawaraban.desk.pipeline.keeping import KeepStep, RevisitStep
from kawaraban.desk.pipeline.loop import Loop, PipelineError
from kawaraban.desk.pipeline.modelling import ModelStep
from kawaraban.desk.pipeline.placing import PlaceStep
from kawaraban.desk.pipeline.polling import PollStep
from kawaraban.desk.pipeline.printing import PrintStep
from kawaraban.desk.pipeline.publishing import PublishStep
from kawaraban.desk.pipeline.reading import ReadStep
from kawaraban.desk.pipeline.readying import AskStep, ReadyStep
from kawaraban.desk.pipeline.step import Step, log
from kawaraban.desk.pipeline.telling import TellStep
from kawaraban.desk.similar import similar_texts
from kawaraban.follow import Fetcher

CONNECTIONS = 16
_GIVE_UP = 3  # turns in a row that the database refuses, for `run_once`
_BEAT = 2.0  # seconds between two heartbeats while there is something to do
_LOOK = 1.0  # seconds between two looks for what has become due
_TIDY = 5.0  # seconds between two looks for what the memory's index lacks
_CHORES = 60.0  # seconds between two rounds of the chores
_GRACE = 8.0  # seconds that work under way has to end when told to stop

#: Told of a batch that was stored: the step's name, and the ids of the rows that moved on or failed for now.
Report = Callable[[str, list[int]], None]


@dataclass(slots=True)
class Summary:
    """What a run did: outcomes stored a step, and where they left the articles and the sources they touched."""

    steps: dict[str, int] = field(default_factory=dict)
    articles: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    seconds: float = 0.0

    def add(self, step: str, ids: Sequence[int]) -> None:
        self.steps[step] = self.steps.get(step, 0) + len(ids)
        (self.sources if step == PollStep.name else self.articles).update(ids)

    def failures(self) -> list[str]:
        """One plain sentence for each source and article of this run that could not be worked on, and each engine."""
        sources = Source.objects.filter(pk__in=self.sources, failures__gt=0).values_list("name", "problem_detail")
        articles = (
            Article.objects.filter(pk__in=self.articles)
            .exclude(problem="")
            .values_list("outlet__name", "problem_detail")
        )
        engines = EnginePause.objects.values_list("engine", "detail")
        return [f"{name}: {detail}" for name, detail in (*sources, *articles, *engines)]


class Run:
    """Threads, workers, a fetcher, and the loop that uses them. Closes what it made at the end.

    `steps` makes the steps, given the fetcher. `executor` is for computing (see `Workers`), the settings' by default.
    `report` is told after every batch that was stored.
    """

    def __init__(
        self,
        steps: Callable[[Fetcher], Sequence[Step]],
        *,
        executor: Executor | str | None = None,
        report: Report = lambda step, ids: None,
    ) -> None:
        self.summary = Summary()
        self._report = report
        self._workers = Workers(executor or settings.EXECUTOR)
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="fetch")
        self._fetcher = network.fetcher()
        self._started = self._beaten = self._tidied = time.monotonic()
        self._chores: Future[None] | None = None
        self._chores_at = -_CHORES
        self._pace: deque[tuple[float, int]] = deque(maxlen=1000)
        self.loop = Loop(
            steps(self._fetcher),
            network=lambda: self._threads,
            workers=self._workers,
            connections=CONNECTIONS,
            processes=os.cpu_count() or 1,
            stored=self._stored,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.summary.seconds = time.monotonic() - self._started
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._workers.close()
        self._fetcher.close()

    def warm_up(self) -> None:
        """Makes the workers ready while the first pages are fetched."""
        self._workers.warm_up()

    def turns(self) -> Iterator[None]:
        """Does what is due, and what becomes due by it, until nothing is left; stops for the caller after each turn.

        Raises PipelineError where the database goes on refusing.
        """
        refused, working = 0, True
        while working:
            try:
                working = self.loop.turn()
                refused = 0
            except PipelineError:
                refused += 1
                if refused >= _GIVE_UP:
                    raise
                time.sleep(0.5)
            self.beat()
            yield

    def beat(self, every: float = _BEAT) -> None:
        """Tells the database what is being done, at most so often (seconds)."""
        now = time.monotonic()
        if now - self._beaten < every:
            return
        self._beaten = now
        while self._pace and self._pace[0][0] < now - 60:
            self._pace.popleft()
        span = min(60.0, now - self._started)
        values = {
            "at": timezone.now(),
            "working_on": self.loop.working_on[:20],
            "pace": sum(number for _, number in self._pace) / span,
        }
        # Only a sign of life: a database that refuses it will say so where it matters.
        with suppress(DatabaseError):
            Heartbeat.objects.update_or_create(pk=1, defaults=values)

    def tidy(self) -> None:
        """Takes into the memory's index what it lacks, some thousand entries at a time."""
        now = time.monotonic()
        if now - self._tidied < _TIDY:
            return
        # The index is made from the entries: what can't be written now is written another time.
        with suppress(DatabaseError, OSError):
            similar_texts().build()
        self._tidied = now

    def chores(self) -> None:
        """Has a thread do the chores, where the last round is done and long enough ago."""
        now = time.monotonic()
        if now - self._chores_at < _CHORES or (self._chores and not self._chores.done()):
            return
        self._chores_at = now
        self._chores = self._threads.submit(_chores_in_a_thread)

    def _stored(self, step: Step, ids: list[int]) -> None:
        self._pace.append((time.monotonic(), len(ids)))
        self.summary.add(step.name, ids)
        self._report(step.name, ids)


def _chores_in_a_thread() -> None:
    try:
        do_chores()
    finally:
        connection.close()


def run_once(
    steps: Callable[[Fetcher], Sequence[Step]] | None = None,
    *,
    executor: Executor | str | None = None,
    report: Report = lambda step, ids: None,
) -> Summary:
    """Does what is due now, and what becomes due by it, until nothing is left; `steps` are all, if none are given.

    Raises PipelineError where the database can't be used; what is done by then is stored or done again next time.
    """
    with Run(steps or partial(all_steps, until=timezone.now()), executor=executor, report=report) as run:
        for _ in run.turns():
            pass
    do_chores()
    return run.summary


def run_forever(
    stop: threading.Event,
    *,
    executor: Executor | str | None = None,
    report: Report = lambda step, ids: None,
) -> None:
    """Does what is due whenever it is, until `stop` is set; then ends what is under way and stores it."""
    said = ""
    refused = 0
    with Run(all_steps, executor=executor, report=report) as run:
        run.warm_up()
        while not stop.is_set():
            try:
                if not run.loop.turn():
                    stop.wait(_LOOK)
                    run.loop.wake()
                refused, said = 0, ""
            except PipelineError as error:
                refused += 1
                if str(error) != said:
                    log.warning("%s", error)
                said = str(error)
                stop.wait(min(2.0**refused, 60.0))
            run.beat()
            run.tidy()
            run.chores()
        with suppress(PipelineError):
            run.loop.finish(_GRACE)


def all_steps(fetcher: Fetcher, until: datetime | None = None, sources: Collection[int] | None = None) -> list[Step]:
    """Every step, in the order of the flow. `sources` are polled once, due or not, instead of those that are due."""
    store = captures.store()
    return [
        PublishStep(),
        PollStep(fetcher, only=sources, until=until),
        KeepStep(fetcher, store),
        RevisitStep(fetcher, store, until=until),
        ReadStep(store.url),
        ReadyStep(),
        AskStep(),
        PrintStep(),
        PlaceStep(),
        AttributeStep(),
        TellStep(),
        ModelStep(),
    ]
