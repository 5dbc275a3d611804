"""The pipeline: moves articles along, from a line in a feed to a text beside its rendering, one stage a step.

    run_once()     what is due now, once
    run_forever()  until told to stop
    progress()     how far things are, from the database

A step takes what is due, does its work outside any transaction (`work.py`, on an executor), and stores what came of it
in one short transaction that moves on only the rows that still stand where the step found them. So a pipeline that is
killed loses nothing, two at once double nothing, and the database alone says what is done.

The names are looked up when used: worker processes import `pipeline.work`, which needs no Django.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "run_once": "run",
    "run_forever": "run",
    "Summary": "run",
    "PipelineError": "loop",
    "progress": "status",
    "Progress": "status",
    "render_again": "readying",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
