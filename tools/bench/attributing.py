"""Articles that `kawaraban attribute` goes through in a second: the whole process, from its start to its last row.

An article is as long as a newspaper's: paragraphs of the newsstand's, put behind each other, each article with others.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kawaraban.newsstand.press import pieces
from tools.bench.measured import measured
from tools.bench.row import Row

ARTICLES = 84
LENGTHS = {"en": 5_000, "ja": 1_500}  # code points
_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # the newsstand's articles tell dates around it
LEAST, AIM = 10, 20  # articles a second, English


def run() -> list[Row]:
    """One row a language."""
    return [_row(language) for language in LENGTHS]


def _row(language: str) -> Row:
    with TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(articles(language)):
            path = Path(folder) / f"{number}.txt"
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        command = [sys.executable, "-m", "kawaraban", "attribute", *paths, "--from", language, "--format", "jsonl"]
        taken = measured(command, dict(os.environ))
    pace = ARTICLES / taken.seconds
    what = f"articles whose claims are found a second, {language}: {ARTICLES} of {LENGTHS[language]:,} characters"
    beside = f"aim: {AIM} (at least {LEAST})" if language == "en" else ""
    cost = ARTICLES / taken.processor
    return Row(
        what,
        f"{pace:.1f} ({cost:.1f} a second of the processor), {taken.memory / 1e6:.0f} MB",
        beside,
        bool(beside) and pace < AIM,
    )


def articles(language: str) -> list[str]:
    """`ARTICLES` texts; a blank line stands between paragraphs."""
    told = [piece.editions[0].paragraphs for piece in pieces(_NOW) if piece.language == language]
    paragraphs = cycle(text for some in told for text in some)
    found = []
    for _ in range(ARTICLES):
        some: list[str] = []
        while sum(map(len, some)) < LENGTHS[language]:
            some += islice(paragraphs, 1)
        found.append("\n\n".join(some))
    return found
