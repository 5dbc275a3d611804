"""Runs a command and watches what it takes."""

from __future__ import annotations

import resource
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

import psutil

_EVERY = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the clock and of the processor, and the most memory (bytes) that a command had at one moment.

    Its children are counted too.

    Memory that processes share is counted once where the system says so (PSS on Linux), else in each (RSS). `own` is
    without the files that are mapped into it, such as a database's, which the system may drop and read again.
    """

    seconds: float
    processor: float
    memory: int
    own: int
    output: str

    @property
    def time(self) -> str:
        """13.6 s (24.1 s of the processor)"""
        return f"{self.seconds:.1f} s ({self.processor:.1f} s of the processor)"


def measured(command: Sequence[str], environment: dict[str, str], folder: Path | None = None) -> Taken:
    """Runs the command to its end. Raises SystemExit with what it said where it fails."""
    started, before = perf_counter(), _processor_seconds()
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peaks = [0, 0]
    watcher = threading.Thread(target=_watch, args=(psutil.Process(process.pid), peaks), daemon=True)
    watcher.start()
    output, complaint = process.communicate()
    seconds = perf_counter() - started
    watcher.join()
    if process.returncode:
        raise SystemExit(
            f"{' '.join(command[:6])} … ended with {process.returncode}: {complaint[-2000:] or output[-2000:]}"
        )
    return Taken(seconds, _processor_seconds() - before, *peaks, output)


def _processor_seconds() -> float:
    """Of all processes that this one started and waited for, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(root: psutil.Process, peaks: list[int]) -> None:
    while root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
        try:
            taken = [_memory(process) for process in (root, *root.children(recursive=True))]
            peaks[:] = map(max, peaks, map(sum, zip(*taken, strict=True)))
        except psutil.Error:
            return
        sleep(_EVERY)


def _memory(process: psutil.Process) -> tuple[int, int]:
    """Bytes, with the files that are mapped and without."""
    try:
        full = process.memory_full_info()
        return getattr(full, "pss", full.rss), full.rss - getattr(full, "shared", 0)
    except psutil.Error:
        return 0, 0
