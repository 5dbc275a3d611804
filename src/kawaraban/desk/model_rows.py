"""What `kawaraban models` prints: rows, as `docs/command.md` has them, and how far a download is."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from time import monotonic
from typing import Any, TextIO

from django.conf import settings
from django.utils import translation

from kawaraban.desk import engines, pipeline
from kawaraban.desk.models import Preferences
from kawaraban.desk.sentences import DeskTrouble
from kawaraban.translate.models import Model, ModelsError, Pace, available, download, route, standing

Row = dict[str, Any]
_EVERY = 0.25  # seconds between two lines of progress


def listed() -> list[Row]:
    """The models in the data folder and those chosen in the settings, by pair; with what a chosen one lacks."""
    rows: dict[tuple[str, str], Row] = {}
    for model in engines.found_models():
        row: Row = {"pair": model.pair, "engine": model.engine, "folder": str(model.folder), "size": model.size}
        rows[model.pair, str(model.folder)] = row | {"chosen": False}
    for pair, choice in Preferences.load().engines.items():
        if choice.get("engine"):
            chosen: Row = {"pair": pair, "engine": choice["engine"], "folder": choice.get("folder", ""), "size": None}
            row = rows.setdefault((pair, chosen["folder"]), chosen)
            row["chosen"] = True
            with translation.override("en"):
                problem = engines.check(chosen["folder"]) if choice["engine"] == "firefox" else None
            if problem:
                row["error"] = problem
    return [rows[key] for key in sorted(rows)]


def got(source: str, target: str) -> Iterator[Row]:
    """Downloads the model for a pair, or the two that lead through English; a row for each, as it is there.

    What articles are read already get their renderings next. Raises DeskTrouble where Ctrl-C stopped it.
    """
    pair = f"{source}-{target}"
    if not re.fullmatch(r"[a-z]{2}-[a-z]{2}", pair):
        raise DeskTrouble(f"{source} and {target} are not two languages of two letters: try en ja.")
    try:
        legs = route(available(settings.MODELS_REGISTRY), source, target)
    except ModelsError as error:
        yield {"path": pair, "error": str(error)}
        return
    if len(legs) > 1:
        _say(f"There is no model for {pair}: it goes through English, by {legs[0].pair} and {legs[1].pair}.")
    fresh = False
    for leg in legs:
        row = _got(leg)
        fresh |= not ("error" in row or row["already"])
        yield row
    if fresh:
        pipeline.render_again()


def _got(model: Model) -> Row:
    folder = engines.models_folder() / model.pair
    already = standing(model, folder)
    if not already:
        _say(
            f"{model.pair}: Firefox Translations {model.version} {model.architecture}, {model.size / 1e6:.1f} MB in "
            f"{len(model.files)} files, licence {model.licence}, into {folder}"
        )
    line = _Line(model)
    try:
        download(model, folder, line.show)
    except ModelsError as error:
        return {"path": model.pair, "error": str(error)}
    except KeyboardInterrupt:
        raise DeskTrouble("Stopped. What came is kept: the same command goes on from there.") from None
    finally:
        line.clear()
    return {
        "pair": model.pair,
        "version": model.version,
        "architecture": model.architecture,
        "licence": model.licence,
        "size": model.size,
        "folder": str(folder),
        "already": already,
    }


def describe(row: Row) -> str:
    """A row of `models list` for people."""
    size = f", {row['size'] / 1e6:.0f} MB" if row["size"] else ""
    place = f", {row['folder']}" if row["folder"] else ""
    return f"{row['pair']}: {row['engine']}{place}{size}" + (", chosen in the settings" if row["chosen"] else "")


def describe_got(row: Row) -> str:
    """A row of `models get` for people."""
    what = "is there already" if row["already"] else "is there, verified"
    return f"{row['pair']} {row['version']} {what}: {row['folder']}"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the command's own words


class _Line:
    """How far a download is, on one line of a terminal that is written over: bytes, speed, time left."""

    def __init__(self, model: Model, out: TextIO | None = None) -> None:
        self._model, self._out = model, out or sys.stderr
        self._shown_at = float("-inf")
        self._pace = Pace()

    def show(self, done: int) -> None:
        now = monotonic()
        if self._out.isatty() and now - self._shown_at >= _EVERY:
            self._shown_at = now
            self._out.write(f"\r\x1b[K{told(self._model, done, self._pace.at(done))}")
            self._out.flush()

    def clear(self) -> None:
        if self._out.isatty():
            self._out.write("\r\x1b[K")


def told(model: Model, done: int, pace: float) -> str:
    """ "en-ja 37.2 of 59.0 MB, 2.1 MB/s, 10 s left"; `pace` in bytes a second."""
    line = f"{model.pair} {done / 1e6:.1f} of {model.size / 1e6:.1f} MB"
    if pace <= 0:
        return line
    left = (model.size - done) / pace
    return f"{line}, {pace / 1e6:.1f} MB/s, " + (f"{left:.0f} s left" if left < 120 else f"{left / 60:.0f} min left")
