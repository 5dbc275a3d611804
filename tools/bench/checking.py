"""A check over 100,000 articles: a statement held against every sentence of the desk.

The articles are made-up news in four languages, two weeks of it; each has twenty sentences. Of two hundred the print is
made as the pipeline makes it, by the encoder; the others have the vectors of those, each with noise of its own, because
a hundred thousand articles would take the encoder an hour. What is measured is the desk's whole `finding.find` in a
process that has done it once before: new sketches asked for, the index looked through, words searched, the nearest
articles fetched, their sentences judged. Of the first one in a process the time that the index takes to be read stands
by itself.

    python -m tools.bench.checking [ARTICLES]     prints the table
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from itertools import count, islice
from random import Random
from time import perf_counter
from typing import Any

import numpy as np
import psutil

from tools.bench import prose
from tools.bench.row import Row, percentile

ARTICLES = 100_000
ORIGINALS = 200  # whose prints the encoder makes
SENTENCES = 20
LANGUAGES = ("en", "ru", "zh", "ja")
CHECKS = 40
MAX_SECONDS = 1.5
_BATCH = 1_000


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
    texts = _fill(articles)
    from kawaraban.desk.checks import finding
    from kawaraban.desk.checks.index import SentenceIndex, keep_sketches
    from tools.bench.seed import NOW

    keep_sketches()
    since = NOW - timedelta(days=15)
    sought = [finding.Sought.of(language, {language: text}) for language, text in texts]
    before, started = psutil.Process().memory_info().rss, perf_counter()
    fresh = SentenceIndex()
    vector = next(one.vector for one in sought if one.vector is not None)
    fresh.nearest(vector, since=since, limit=1)
    opening, memory = perf_counter() - started, psutil.Process().memory_info().rss - before
    sentences = len(fresh)
    del fresh
    finding.find(sought[0], since=since)
    times = [_timed(finding.find, one, since) for one in sought]
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    return [
        Row(
            f"a check over {articles:,} articles ({sentences:,} sentences)",
            f"p50 {p50:.2f} s, p95 {p95:.2f} s",
            f"aim: under {MAX_SECONDS} s",
            p95 > MAX_SECONDS,
        ),
        Row("the index read by a process that starts", f"{opening:.1f} s, {memory / 1e6:.0f} MB"),
    ]


def _timed(find: Any, sought: Any, since: Any) -> float:
    started = perf_counter()
    find(sought, since=since)
    return perf_counter() - started


def _fill(articles: int) -> list[tuple[str, str]]:
    """Articles with texts, words and prints; answers statements to check: sentences of theirs."""
    from django.db import transaction

    from kawaraban import compare
    from kawaraban.compare import Report
    from kawaraban.desk.stories.packing import pack

    random = Random(1)
    made = []
    for number in range(min(ORIGINALS, articles)):
        language = LANGUAGES[number % len(LANGUAGES)]
        sentences = tuple(prose.sentence(random, language) for _ in range(SENTENCES))
        made.append(Report(str(number), language, sentences[0], sentences[1:]))
    prints = compare.prints(made)
    packed = [pack(one) for one in prints]
    numbers = count()
    with transaction.atomic():
        while batch := list(islice(numbers, _BATCH)):
            chosen = [number for number in batch if number < articles]
            if not chosen:
                break
            _store(chosen, made, packed)
    return [(one.language, one.paragraphs[3]) for one in random.sample(made, CHECKS)]


def _store(numbers: list[int], made: list[Any], packed: list[Any]) -> None:
    from kawaraban.desk import search
    from kawaraban.desk.models import Article, Capture, Fingerprint, Outlet, Paragraph, Version
    from tools.bench.seed import NOW

    outlet, _ = Outlet.objects.get_or_create(host="outlet.example", defaults={"name": "Outlet"})
    reports = [made[number % len(made)] for number in numbers]
    times = [NOW - timedelta(seconds=number * 12) for number in numbers]
    articles = Article.objects.bulk_create(
        Article(
            outlet=outlet, address=f"https://outlet.example/{number}", title=report.title, stage="ready",
            language=report.language, published_at=at, sort_at=at,
        )
        for number, report, at in zip(numbers, reports, times, strict=True)
    )  # fmt: skip
    captures = Capture.objects.bulk_create(
        Capture(
            article=article, address=article.address, final_address=article.address, captured_at=NOW, status=200,
            digest="sha256:0", size=1, file=f"{article.pk}.warc.gz",
        )
        for article in articles
    )  # fmt: skip
    versions = Version.objects.bulk_create(
        Version(article=article, capture=capture, number=1, digest="0", title=article.title)
        for article, capture in zip(articles, captures, strict=True)
    )
    Paragraph.objects.bulk_create(_paragraphs(versions, reports), batch_size=5_000)
    Fingerprint.objects.bulk_create(
        Fingerprint(
            article=article, version=version, rules=1, at=at, language=report.language, placed_at=NOW,
            lead=packed[number % len(packed)].lead, data=packed[number % len(packed)].data,
            vectors=_noisy(packed[number % len(packed)].vectors, number),
        )
        for article, version, report, at, number in zip(articles, versions, reports, times, numbers, strict=True)
    )  # fmt: skip
    search.index_articles(article.pk for article in articles)


def _paragraphs(versions: list[Any], reports: list[Any]) -> Iterator[Any]:
    from kawaraban.desk.models import Paragraph

    for version, report in zip(versions, reports, strict=True):
        for place, text in enumerate(report.paragraphs):
            yield Paragraph(version=version, position=place, pid=f"p{place}", kind="p", text=text, digest="0")


def _noisy(vectors: bytes, number: int) -> bytes:
    """The vectors, each a little off, so that no two articles lie on one point."""
    if number < ORIGINALS or not vectors:
        return vectors
    rows = np.frombuffer(vectors, dtype=np.int8).astype(np.int16)
    noise = np.random.default_rng(number).integers(-4, 5, size=rows.shape, dtype=np.int16)
    return bytes(np.clip(rows + noise, -127, 127).astype(np.int8).tobytes())


if __name__ == "__main__":
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    if sys.argv[2:] == ["json"]:
        print(json.dumps([asdict(row) for row in measure(articles)]))
    else:
        for row in run(articles):  # never in the data folder of this process: a desk may be in it
            print(f"{row.what}: {row.figure} {row.beside}{' MISSED' if row.missed else ''}")
