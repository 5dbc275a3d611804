"""How fast translations are aligned, and what that takes, each in a process of its own, after the embedder was loaded.

The texts are the sentences of the project's own gold (tests/gold/alignment), a number put to each so that no two are
the same; one in ten of either side is left out by chance.

    python -m tools.bench.alignment     prints the table
"""

from __future__ import annotations

import os
import resource
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from random import Random
from time import perf_counter

from kawaraban.translate.align import align
from kawaraban.translate.vectors import embedder
from tools.bench.row import Row
from tools.quality.alignment import documents

LONG = 2_000  # segments a side
SHORT, DOCUMENTS = 30, 40  # segments a side of an article, articles
MAX_SECONDS, MAX_MB = 60, 500
LEFT_OUT = 0.1


def run() -> list[Row]:
    """Rows: articles one after the other, one long text with vectors, and one without."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command has it
    rows = []
    for what, length, count, vectors in (
        (f"{DOCUMENTS} articles of {SHORT} sentences, with vectors", SHORT, DOCUMENTS, True),
        (f"one text of {LONG:,} sentences, with vectors", LONG, 1, True),
        (f"one text of {LONG:,} sentences, without", LONG, 1, False),
    ):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            segments, seconds, megabytes = alone.submit(_measured, length, count, vectors).result()
        missed = length == LONG and (seconds > MAX_SECONDS or megabytes > MAX_MB)
        figure = f"{seconds:.1f} s, {segments / seconds:,.0f} segments/s, {megabytes:,.0f} MB at most"
        rows.append(Row(what, figure, f"aim: {MAX_SECONDS} s, {MAX_MB} MB" if length == LONG else "", missed))
    return rows


def _measured(length: int, count: int, vectors: bool) -> tuple[int, float, float]:
    """Segments of both sides, seconds, and the most memory that the process has had, in MB."""
    texts = [_texts(Random(number), length) for number in range(count)]
    embed = embedder() if vectors else None
    if embed:
        embed.embed(["The ferry."])
    began = perf_counter()
    for source, target in texts:
        align(source, target, "en", "ja", embed)
    seconds = perf_counter() - began
    segments = sum(len(source) + len(target) for source, target in texts)
    return segments, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _texts(random: Random, length: int) -> tuple[list[str], list[str]]:
    pairs = [
        (" ".join(document.source[at] for at in link[0]), "".join(document.target[at] for at in link[1]))
        for document in documents()
        for link in sorted(document.links)
    ]
    chosen = list(islice(cycle(pairs), length))
    return (
        [f"{source} ({number})" for number, (source, _) in enumerate(chosen) if random.random() >= LEFT_OUT],
        [f"{target}（{number}）" for number, (_, target) in enumerate(chosen) if random.random() >= LEFT_OUT],
    )


if __name__ == "__main__":
    for row in run():
        print(f"{row.what}: {row.figure}  {row.beside}{'  missed' if row.missed else ''}")
