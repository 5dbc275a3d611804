"""A million remembered pairs in a desk's database: how long it takes to find those like a text, and what that takes.

A quarter of the pairs each are English, Russian, Chinese and Japanese paragraphs of made-up news. What is looked up
are paragraphs of theirs, edited: a word put elsewhere, a number changed. A look-up is the desk's whole
`memory.suggest`: new entries asked for, candidates proposed, fetched and scored, differences marked. Beside it
RapidFuzz's `process.extract` holds the text against every pair of its language, all of them in memory.

    python -m tools.bench.memory [PAIRS]     prints the table
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import psutil

from tools.bench import prose
from tools.bench.own import own_desk
from tools.bench.row import Row, percentile

PAIRS = 1_000_000
LANGUAGES = {"en": "English", "ru": "Russian", "zh": "Chinese", "ja": "Japanese"}
LOOK_UPS = 200  # a language
BRUTE = 3  # texts a language that the peer looks up
MAX_MS, AIM_MS = 20, 5


def run(pairs: int = PAIRS) -> list[Row]:
    """Rows: taking them in, a look-up a language, how often the best one is found, memory and disk.

    Measured in a process of its own, with a desk of its own.
    """
    with own_desk() as (_, environment):
        command = [sys.executable, "-m", "tools.bench.memory", str(pairs), "json"]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return [Row(**row) for row in json.loads(done.stdout)]


def measure(pairs: int, folder: Path) -> list[Row]:
    """The rows, measured here, in a desk in this folder."""
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "kawaraban.desk.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    from kawaraban.desk import memory
    from kawaraban.desk.similar import similar_texts

    started = perf_counter()
    memory.load(_pairs(pairs))
    while similar_texts().build():
        pass
    seconds = perf_counter() - started
    memory.suggest("The ferry", "en", _target("en"))  # opens the files
    before = _own_memory()
    rows = [Row(f"{pairs:,} pairs taken in and indexed", f"{seconds:.0f} s, {pairs / seconds:,.0f} pairs/s")]
    found = {}
    for code, name in LANGUAGES.items():
        asked = list(_asked(pairs, code))
        times, found[code] = _look_up(asked, code)
        p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
        peer = _brute(asked[:BRUTE], code)
        rows.append(
            Row(
                f"look-up of a text like a remembered one, {name}",
                f"p50 {p50:.1f} ms, p95 {p95:.1f} ms",
                f"aim: p95 under {AIM_MS} ms (at most {MAX_MS}); RapidFuzz over all in memory: {peer:,.0f} ms",
                p95 >= AIM_MS,
            )
        )
    share = sum(sum(known) for known in found.values()) / sum(len(known) for known in found.values())
    rows.append(Row("the pair that was edited, or one as like, is found", f"{share:.1%}", "aim: 98%", share < 0.98))
    size = sum(path.stat().st_size for path in (folder / "memory-index").iterdir())
    taken = _own_memory() - before
    rows.append(Row("memory of a process that looks up", f"{taken / 1e6:.0f} MB of its own", "the files are mapped"))
    rows.append(Row("the index's files", f"{size / 1e6:,.0f} MB"))
    return rows


def _own_memory() -> int:
    """Bytes of this process that are no mapped file's: those a system may drop and read again."""
    taken = psutil.Process().memory_info()
    return int(taken.rss - getattr(taken, "shared", 0))


def _target(language: str) -> str:
    return "en" if language == "ja" else "ja"


def _pairs(count: int) -> Iterator[Any]:
    from kawaraban.translate import MemoryPair

    random = Random(1)
    for n in range(count):
        language = list(LANGUAGES)[n % len(LANGUAGES)]
        target = _target(language)
        yield MemoryPair(
            language, target, _source(n, language), prose.paragraph(random, target), f"volume {n // 50_000}.tmx"
        )


def _source(number: int, language: str) -> str:
    return prose.paragraph(Random(number), language)


def _asked(pairs: int, language: str) -> Iterator[tuple[str, str]]:
    """What is looked up, and the remembered text that it was made of."""
    random = Random(2)
    first = list(LANGUAGES).index(language)
    for _ in range(LOOK_UPS):
        source = _source(random.randrange(pairs // len(LANGUAGES)) * len(LANGUAGES) + first, language)
        yield _edited(random, source, " " if language in {"en", "ru"} else ""), source


def _edited(random: Random, text: str, joint: str) -> str:
    parts = text.split(" ") if joint else [text[n : n + 3] for n in range(0, len(text), 3)]
    parts.insert(random.randrange(len(parts)), parts.pop(random.randrange(len(parts))))
    numbers = [place for place, part in enumerate(parts) if part.isdecimal()]
    if numbers:
        parts[random.choice(numbers)] = str(random.randrange(9000))
    return joint.join(parts)


def _look_up(asked: list[tuple[str, str]], language: str) -> tuple[list[float], list[bool]]:
    """Milliseconds a look-up, and whether what it found is as like as the text that was edited."""
    from kawaraban.desk import memory
    from kawaraban.translate.memory import similarity

    times, found = [], []
    for text, source in asked:
        started = perf_counter()
        hits = memory.suggest(text, language, _target(language))
        times.append((perf_counter() - started) * 1000)
        found.append(bool(hits) and hits[0].score >= min(similarity(text, source), 0.99) - 0.005)
    return times, found


def _brute(asked: list[tuple[str, str]], language: str) -> float:
    """Milliseconds that RapidFuzz takes for a text, at the median."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    from kawaraban.desk.models import MemoryEntry

    texts = list(MemoryEntry.objects.filter(source_language=language).values_list("source_text", flat=True))
    times = []
    for text, _ in asked:
        started = perf_counter()
        process.extract(text, texts, scorer=Levenshtein.normalized_similarity, limit=5, score_cutoff=0.6)
        times.append((perf_counter() - started) * 1000)
    return percentile(times, 0.5)


def main() -> None:
    pairs = int(sys.argv[1]) if sys.argv[1:] else PAIRS
    if sys.argv[2:] == ["json"]:
        print(json.dumps([asdict(row) for row in measure(pairs, Path(os.environ["KAWARABAN_DATA"]))]))
        return
    for row in run(pairs):
        print(row.what, row.figure, row.beside, "missed" if row.missed else "", sep=" | ")


if __name__ == "__main__":
    main()
