"""Segments that the proof looks through in a second, on one core, with all of its checks.

The segments are the newsstand's remembered pairs with a made-up sentence behind each side, so that no two are alike and
nothing is answered from what was kept of another. What is counted is the processor's time, not the clock's.
"""

from __future__ import annotations

from random import Random
from time import process_time

from kawaraban.newsstand import MEMORY
from kawaraban.translate import MemoryPair, read_tmx
from kawaraban.translate.proof import Segment, proof
from tools.bench import prose
from tools.bench.row import Row

SEGMENTS = 4000
LEAST, AIM = 500, 2000  # segments a second


def run() -> list[Row]:
    """One row."""
    found = segments(SEGMENTS)
    proof(found[0])  # reads the tables
    started = process_time()
    issues = sum(len(proof(segment)) for segment in found)
    pace = len(found) / (process_time() - started)
    what = f"segments proofed a second on one core ({len(found):,} of them, {issues:,} findings)"
    return [Row(what, f"{pace:,.0f}", f"aim: {AIM:,} (at least {LEAST})", pace < AIM)]


def segments(count: int) -> list[Segment]:
    """That many segments from and into Japanese, no two alike."""
    pairs = list(read_tmx(MEMORY, origin=MEMORY.name))
    random = Random(3)
    return [_longer(random, pairs[number % len(pairs)]) for number in range(count)]


def _longer(random: Random, pair: MemoryPair) -> Segment:
    here, there = pair.source_language, pair.target_language
    source = f"{pair.source} {prose.headline(random, here)}"
    return Segment(source, pair.target + prose.headline(random, there), here, there)
