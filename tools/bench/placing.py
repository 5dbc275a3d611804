"""A new article's place among a hundred thousand: how long it takes on one core, and what the index takes of memory.

The hundred thousand are the newsstand's articles, their prints really made and then varied, seeded: vectors are turned
a little, half of the terms are others, keys too but for one article in fifty. All lie within the days that are looked
at, three to a story. What is placed are two sorts of new articles, copies of one of them and others on the same
matters. A placing is the desk's whole way: candidates from the index and the database, judging, and the transaction.
The first of a process, for which modules are still loaded, is left out.

    python -m tools.bench.placing [ARTICLES]     prints the table
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from time import perf_counter, process_time
from typing import Any

import numpy as np
import psutil

from tools.bench.row import Row, percentile

ARTICLES = 100_000
NEW = 200
AIM_MS, AIM_MB = 150, 1_000
_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # the newsstand's articles tell dates around it
_DAYS = 13  # before now: all of them are within the days that a new one is held against
_OUTLETS = 80
_AT_ONCE = 2_000
_TURNED = 0.8  # length of what is added to vectors of length 1


def run(articles: int = ARTICLES) -> list[Row]:
    """Rows: placing, and filling the index. Measured in a process of its own, with a desk of its own, on one core."""
    with tempfile.TemporaryDirectory(prefix="kawaraban-bench-") as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"KAWARABAN_DATA": folder, "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "tools.bench.placing", str(articles), "json"],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
    return [Row(**row) for row in json.loads(done.stdout)]


def measure(articles: int) -> list[Row]:
    """The rows, measured here."""
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "kawaraban.desk.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    random, prints = Random(1), _prints()
    _fill(random, prints, articles)
    from kawaraban.desk.models import Fingerprint
    from kawaraban.desk.pipeline.placing import PlaceStep

    new = _new(random, prints, articles)
    step = PlaceStep()
    before = _own_memory()
    started = perf_counter()
    step._index.reach([_NOW])
    filled, taken = perf_counter() - started, (_own_memory() - before) / 1e6
    held = len(step._index)
    times = [_place(step) for _ in range(new)][1:]
    assert not Fingerprint.objects.filter(placed_at=None).exists()
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    return [
        Row(
            f"placing a new article among {held:,}, time of one core",
            f"p50 {p50:.0f} ms, p95 {p95:.0f} ms",
            f"aim: p95 under {AIM_MS} ms",
            p95 >= AIM_MS,
        ),
        Row(
            "index of all of them, filled from the database once a run",
            f"{taken:.0f} MB, in {filled:.0f} s",
            f"aim: under {AIM_MB:,} MB",
            taken >= AIM_MB,
        ),
    ]


def _place(step: Any) -> float:
    """Milliseconds of a core from a print that was made to its place in the database."""
    from kawaraban.desk.pipeline.step import Done

    started = process_time()
    (task,) = step.due(1, (), ())
    moved = step.commit([Done(task, task.call(*task.args))])
    assert len(moved) == 1
    return (process_time() - started) * 1000


def _prints() -> list[Any]:
    """Real prints of the newsstand's articles, each article's body as one paragraph."""
    from kawaraban.compare import Report, prints
    from kawaraban.newsstand.press import pieces

    return prints(
        [
            Report(piece.id, piece.language, piece.title, ("\n".join(piece.paragraphs)[:4000],), _NOW, _NOW)
            for piece in pieces(_NOW)
            if piece.outlet != "quayside"
        ]
    )


def _varied(random: Random, noise: Any, one: Any, *, keeps_keys: bool) -> Any:
    """The print of an article like this one: turned a little, with other words, names and numbers in half of it."""

    def some(terms: frozenset[str]) -> frozenset[str]:
        return frozenset(t if random.random() < 0.5 else f"{t}{random.randrange(400)}" for t in sorted(terms))

    vectors = one.vectors
    if vectors is not None:
        turned = vectors.astype(np.float32) / 127 + noise
        turned /= np.linalg.norm(turned, axis=1, keepdims=True)
        vectors = np.rint(turned * 127).astype(np.int8)
    keys = one.keys if keeps_keys else tuple(random.getrandbits(62) for _ in one.keys)
    sets = {name: some(getattr(one, name)) for name in ("words", "names", "numbers", "dates")}
    return replace(one, vectors=vectors, keys=keys, **sets)


def _bulk(model: Any, rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, _AT_ONCE)):
        model.objects.bulk_create(batch)


def _fill(random: Random, prints: Sequence[Any], articles: int) -> None:
    """The articles, placed. One bulk of rows a model."""
    from django.db import transaction

    from kawaraban.desk.models import Article, Outlet, Placing, Story

    with transaction.atomic():
        Outlet.objects.bulk_create(
            Outlet(pk=n + 1, name=f"Outlet {n}", host=f"outlet{n}.example") for n in range(_OUTLETS)
        )
        times = [_NOW - timedelta(days=_DAYS * random.random()) for _ in range(articles)]
        _texts(prints, times)
        _bulk(Story, (Story(pk=n + 1, first_at=_NOW, last_at=_NOW, reports=3) for n in range(articles // 3 + 1)))
        _bulk(
            Placing,
            (
                Placing(article_id=n + 1, version_id=n + 1, story_id=n // 3 + 1, origin_id=n + 1)
                for n in range(articles)
            ),
        )
        _fingerprints(random, prints, times, placed_at=_NOW)
        Article.objects.update(is_latest=False)


def _texts(prints: Sequence[Any], times: Sequence[datetime], first: int = 0) -> None:
    """Articles, their captures, versions and paragraphs, with ids from `first` on."""
    from django.db.models import F

    from kawaraban.compare import RULES
    from kawaraban.desk.models import Article, Capture, Paragraph, Version

    ids = range(first + 1, first + len(times) + 1)
    by_id = dict(zip(ids, times, strict=True))

    def one(pk: int) -> Any:
        return prints[pk % len(prints)].report

    _bulk(Article, (
        Article(
            pk=pk, outlet_id=pk % _OUTLETS + 1, address=f"https://outlet{pk % _OUTLETS}.example/{pk}", stage="ready",
            due_at=None, language=one(pk).language, title=one(pk).title, listed_at=by_id[pk], published_at=by_id[pk],
            sort_at=by_id[pk],
        ) for pk in ids
    ))  # fmt: skip
    _bulk(Capture, (
        Capture(
            pk=pk, article_id=pk, address=f"https://a.example/{pk}", final_address=f"https://a.example/{pk}", size=1,
            captured_at=by_id[pk], status=200, digest=f"sha256:{pk:064x}", file=f"{pk}.warc.gz",
        ) for pk in ids
    ))  # fmt: skip
    _bulk(Version, (
        Version(
            pk=pk, article_id=pk, capture_id=pk, number=1, digest=f"{pk}", title=one(pk).title, printed=RULES,
            attributed=99,
        ) for pk in ids
    ))  # fmt: skip
    _bulk(Paragraph, (
        Paragraph(version_id=pk, position=0, pid="p0", kind="p", text=one(pk).paragraphs[0], digest="")
        for pk in ids
    ))  # fmt: skip
    Article.objects.filter(pk__gte=ids[0]).update(version=F("pk"), capture=F("pk"))


def _fingerprints(
    random: Random, prints: Sequence[Any], times: Sequence[datetime], *, placed_at: datetime | None, first: int = 0
) -> None:
    from kawaraban.compare import RULES
    from kawaraban.desk.models import Fingerprint, FingerprintKey
    from kawaraban.desk.stories.packing import pack

    noises = np.random.default_rng(first + 1)
    for start in range(0, len(times), _AT_ONCE):
        rows, keys = [], []
        for at, when in enumerate(times[start : start + _AT_ONCE], start):
            pk = first + at + 1
            noise = noises.normal(0, _TURNED / 512**0.5, 512).astype(np.float32)
            packed = pack(_varied(random, noise, prints[pk % len(prints)], keeps_keys=pk % 50 == 0))
            rows.append(Fingerprint(
                pk=pk, article_id=pk, version_id=pk, rules=RULES, at=when, placed_at=placed_at, lead=packed.lead,
                language=prints[pk % len(prints)].report.language, terms=packed.terms, data=packed.data,
                vectors=packed.vectors,
            ))  # fmt: skip
            keys += [FingerprintKey(fingerprint_id=pk, key=key) for key in set(packed.keys)]
        Fingerprint.objects.bulk_create(rows)
        FingerprintKey.objects.bulk_create(keys)


def _new(random: Random, prints: Sequence[Any], articles: int) -> int:
    """Articles to be placed; one in two has the keys, and so the text, of some that are there."""
    from kawaraban.desk.pipeline import placing

    placing._ARTICLES = 1
    times = [_NOW - timedelta(minutes=n) for n in range(NEW)]
    _texts(prints, times, articles)
    _fingerprints(random, prints, times, placed_at=None, first=articles)
    return NEW


def _own_memory() -> int:
    return int(psutil.Process().memory_full_info().uss)


def main() -> None:
    """Prints the rows, as a table or as JSON."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    if sys.argv[-1] == "json":
        print(json.dumps([asdict(row) for row in measure(articles)]))
        return
    for row in run(articles):  # never in the data folder of this process: a desk may be in it
        print(f"{row.what}: {row.figure} ({row.beside}){' missed' if row.missed else ''}")


if __name__ == "__main__":
    main()
