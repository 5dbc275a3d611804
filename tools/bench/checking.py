"""A check over 100,000 articles: a statement held against every sentence of the desk.

The articles are made-up news in four languages, two weeks of it (`pool.py`); each has 21 sentences. What is measured is
the desk's whole `finding.find` in a process that has done it once before: new sketches asked for, the index looked
through, words searched, the nearest articles fetched, their sentences judged. Seconds of the processor stand beside
those of the clock, which tell as much of what else the machine does. Of the first check in a process, the time that the
index takes to be read stands by itself.

    python -m tools.bench.checking [ARTICLES]     prints the table
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import timedelta
from random import Random
from time import perf_counter, process_time
from typing import Any, NamedTuple

import psutil

from tools.bench.row import Row, percentile
from tools.bench.seed import NOW

ARTICLES = 100_000
DAYS = 14
CHECKS = 40
MAX_SECONDS = 1.5


def run(articles: int = ARTICLES) -> list[Row]:
    """Rows: a check, the index read for the first one, and its memory. In a process of its own, with its own desk."""
    with tempfile.TemporaryDirectory(prefix="kawaraban-bench-") as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-m", "tools.bench.checking", str(articles), "json"],
            env={**environment, "KAWARABAN_DATA": folder},
            stdout=subprocess.PIPE,
            check=True,
        )
    return [Row(**row) for row in json.loads(done.stdout)]


def measure(articles: int) -> list[Row]:
    """The rows, measured here, in the desk of this process's data folder."""
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "kawaraban.desk.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    from tools.bench.pool import Pool

    pool = Pool(Random(1))
    pool.fill(articles, NOW, DAYS)
    return measured(articles, pool.statements(CHECKS))


def measured(articles: int, texts: Sequence[tuple[str, str]]) -> list[Row]:
    """The rows, for statements in their languages, in a desk that is filled."""
    from kawaraban.desk.checks import finding
    from kawaraban.desk.checks.index import SentenceIndex, keep_sketches

    _, sketched = _timed(keep_sketches)
    since = NOW - timedelta(days=DAYS + 1)
    sought = [finding.Sought.of(language, {language: text}) for language, text in texts]
    before, fresh = psutil.Process().memory_info().rss, SentenceIndex()
    vector = next(one.vector for one in sought if one.vector is not None)
    _, opening = _timed(fresh.nearest, vector, since=since, limit=1)
    memory, sentences = psutil.Process().memory_info().rss - before, len(fresh)
    del fresh
    finding.find(sought[0], since=since)
    taken = [_timed(finding.find, one, since=since) for one in sought]
    assert all(found for found, _ in taken)
    clock, processor = ([getattr(seconds, of) for _, seconds in taken] for of in ("clock", "processor"))
    p95 = percentile(clock, 0.95)
    return [
        Row(
            f"a check over {articles:,} articles ({sentences:,} sentences)",
            f"p50 {percentile(clock, 0.5):.2f} s, p95 {p95:.2f} s; of the processor "
            f"p50 {percentile(processor, 0.5):.2f} s, p95 {percentile(processor, 0.95):.2f} s",
            f"aim: under {MAX_SECONDS} s{_loaded()}",
            p95 > MAX_SECONDS,
        ),
        Row("the index read by a process that starts", f"{opening}, {memory / 1e6:.0f} MB"),
        Row("the sketches of all articles made, once in a desk", f"{sketched}"),
    ]


def _loaded() -> str:
    """How much else the machine had to do, where that was more than it can."""
    load, cores = psutil.getloadavg()[0], psutil.cpu_count() or 1
    return f"; {load:.0f} processes shared {cores} cores" if load > 1.5 * cores else ""


class _Seconds(NamedTuple):
    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} s of the processor)"


def _timed(call: Callable[..., Any], *values: Any, **named: Any) -> tuple[Any, _Seconds]:
    started, used = perf_counter(), process_time()
    answer = call(*values, **named)
    return answer, _Seconds(perf_counter() - started, process_time() - used)


if __name__ == "__main__":
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    if sys.argv[2:] == ["json"]:
        print(json.dumps([asdict(row) for row in measure(articles)]))
    else:
        for row in run(articles):  # never in the data folder of this process: a desk may be in it
            print(f"{row.what}: {row.figure} {row.beside}{' MISSED' if row.missed else ''}")
