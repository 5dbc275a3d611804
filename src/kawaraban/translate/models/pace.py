"""How fast a download goes: over its last seconds, so that what is told follows what happens."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_SPAN = 5.0  # seconds


class Pace:
    """Bytes a second, lately. `clock` counts seconds from anywhere."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def at(self, done: int) -> float:
        """The pace now that so many bytes are there; 0 while nothing is known."""
        now = self._clock()
        self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[1][0] <= now - _SPAN:
            self._seen.popleft()
        began, first = self._seen[0]
        return (done - first) / (now - began) if now > began else 0.0
