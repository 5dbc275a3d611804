"""Where the work is done: processes of this machine, or a Dask cluster. Both are `concurrent.futures` executors."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import connection
from typing import Any

PROCESSES = "processes"
_GRACE = 3.0  # seconds


def process_pool(processes: int | None = None) -> ProcessPoolExecutor:
    """A pool with a worker a core. Workers are started fresh (never forked from threads) and end with their parent."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        # The server imports the readers once; the workers it forks have them already.
        context.set_forkserver_preload(["kawaraban.desk.pipeline.work"])
    return ProcessPoolExecutor(processes or os.cpu_count() or 1, mp_context=context, initializer=start_worker)


def start_worker() -> None:
    """Lets a worker be ended by its parent alone: by its word, or with it."""
    # Ctrl-C reaches the whole group: the pipeline decides when its workers end, and ends with them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """A pipeline that is killed leaves no worker behind, waiting for ever."""
    connection.wait([sentinel])
    os._exit(0)


class Workers:
    """The executor for computing, made when first asked for; a pool whose processes died is replaced.

    `chosen` is as `settings.EXECUTOR` has it ("processes", or the address of a Dask scheduler), or an executor that
    somebody else owns.
    """

    def __init__(self, chosen: str | Executor) -> None:
        self._chosen = chosen
        self._pool: ProcessPoolExecutor | None = None
        self._client: Any = None

    def __call__(self) -> Executor:
        if isinstance(self._chosen, Executor):
            return self._chosen
        if self._chosen != PROCESSES:
            return self._cluster()
        if self._pool is None or getattr(self._pool, "_broken", False):
            self.close()
            self._pool = process_pool()
        return self._pool

    def _cluster(self) -> Executor:
        from distributed import Client

        if self._client is None:
            self._client = Client(self._chosen)
        executor: Executor = self._client.get_executor()
        return executor

    def warm_up(self) -> None:
        """Starts the processes before there is work for them: they take a while to import what reads pages."""
        self().submit(os.getpid)

    def close(self) -> None:
        """Ends the processes, or leaves the cluster. What is being read has a few seconds to be done with."""
        if self._pool is not None:
            ending = threading.Thread(target=self._pool.shutdown, kwargs={"cancel_futures": True}, daemon=True)
            ending.start()
            ending.join(_GRACE)
            self._pool = None
        if self._client is not None:
            self._client.close()
            self._client = None
