"""The pipeline's progress as one line of a terminal that is written over, while there is something to do."""

from __future__ import annotations

import sys
import threading
from typing import TextIO

from django.db import DatabaseError, connection

from kawaraban.desk.models import Stage
from kawaraban.desk.pipeline import Progress, progress

_EVERY = 1.0  # seconds
_CLEAR = "\r\x1b[K"
_STEPS = {Stage.LISTED: "to fetch", Stage.KEPT: "to read", Stage.READ: "to render"}


class Ticker:
    """Shows progress on `out` while this context lasts, if that is a terminal; else does nothing."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Ticker:
        if self._out.isatty():
            self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(2 * _EVERY)

    def _run(self) -> None:
        shown = ""
        while not self._ending.wait(_EVERY):
            try:
                line = line_of(progress())
            except DatabaseError:  # the pipeline says what is wrong with it
                line = ""
            if line or shown:
                self._out.write(_CLEAR + line)
                self._out.flush()
            shown = line
        if shown:
            self._out.write(_CLEAR)
        connection.close()


def line_of(state: Progress) -> str:
    """How far things are, in under 100 characters; empty where nothing is to be done."""
    parts = [f"{state.waiting[stage]} {what}" for stage, what in _STEPS.items() if state.waiting[stage]]
    if state.claims:
        parts.append(f"{state.claims} to attribute")
    if state.stories:
        parts.append(f"{state.stories} to compare")
    if state.sources_due:
        parts.insert(0, f"{state.sources_due} sources to poll")
    if not parts:
        return ""
    if not state.running:
        return ", ".join(parts)
    if state.seconds_left is not None:
        parts.append(f"about {state.seconds_left:.0f} s left")
    at = ", ".join(state.working_on[:2])
    return ", ".join(parts) + (f" · {at[:40]}" if at else "")
