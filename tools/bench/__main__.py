"""`make bench`: measures the desk beside its peers, prints the tables and writes docs/benchmarks.md.

A part that is measured alone (`--only`) takes its section's place in the document, which keeps the others.
"""

from __future__ import annotations

import argparse
import platform
import re
import sqlite3
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import psutil

from kawaraban import __version__
from tools.bench import (
    alignment,
    attributing,
    blog,
    checking,
    leaving,
    memory,
    moving,
    pages,
    placing,
    polling,
    proofing,
    reading,
)
from tools.bench.row import Row

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
_COMMAND = "`python -m tools.bench --only "
BUSY = 15  # percent of the processors that others take before a part begins
PACKAGES = ("django", "trafilatura", "feedparser", "lxml", "waitress")
HEAD = """\
# Benchmarks

Written by `make bench`, each section by the command under its title too. The figures of a section, the peer's among
them, are from one run on the machine named below; on another the ratios hold better than the figures. Where a section
says that the machine was busy with other things, seconds of the clock are too many: those of the processor say more.
How each is measured stands at the head of its module in `tools/bench/`.
"""


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    arguments.add_argument("--pages", type=Path, help="a folder of saved pages to take instead of the newsstand's")
    names = (
        "pages",
        "reading",
        "polling",
        "alignment",
        "memory",
        "proofing",
        "attributing",
        "placing",
        "checking",
        "blog",
        "leaving",
        "moving",
    )
    arguments.add_argument("--only", choices=names, help="measure one part")
    given = arguments.parse_args()
    parts = {
        "pages": lambda: pages.run(given.pages),
        "polling": polling.run,
        "reading": reading.run,
        "alignment": alignment.run,
        "memory": memory.run,
        "proofing": proofing.run,
        "attributing": attributing.run,
        "placing": placing.run,
        "checking": checking.run,
        "blog": blog.run,
        "leaving": leaving.run,
        "moving": moving.run,
    }
    missed = []
    for name, run in parts.items():
        if given.only in {None, name}:
            busy, started = psutil.cpu_percent(1) > BUSY, perf_counter()
            rows = run()
            section = _section(name, rows, perf_counter() - started, busy)
            print(section, flush=True)
            missed += [row.what for row in rows if row.missed]
            if given.pages is None:  # after each part: what was measured is not lost with a later one
                DOCUMENT.write_text(_document(list(parts), name, section), encoding="utf-8")
    print("\n".join(f"missed: {what}" for what in missed) or "every aim was reached", file=sys.stderr)
    return 0


def _table(rows: list[Row]) -> str:
    lines = ["| what | here | beside it |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.figure}{' **missed**' if row.missed else ''} | {row.beside} |" for row in rows]
    return "\n".join(lines) + "\n"


def _section(name: str, rows: list[Row], seconds: float, busy: bool) -> str:
    titles = {
        "pages": "From saved pages to searchable articles",
        "polling": "Polling",
        "alignment": "Aligning translations with their originals",
        "reading": f"Pages, with {reading.size()} in the desk",
        "memory": f"The memory, with {memory.PAIRS:,} pairs",
        "proofing": "Proofing",
        "attributing": "Claims",
        "placing": f"Stories, with {placing.ARTICLES:,} articles",
        "checking": f"Checks, over {checking.ARTICLES:,} articles",
        "blog": f"The blog, served, with {blog.POSTS:,} posts",
        "leaving": f"The blog as files, with {leaving.POSTS:,} posts",
        "moving": "Moving in",
    }
    how = f"{_COMMAND}{name}` ({date.today()}, {seconds:.0f} s{', the machine busy with other things' if busy else ''})"
    return f"## {titles[name]}\n\n{how}\n\n{_table(rows)}"


def _document(names: list[str], name: str, section: str) -> str:
    """The document with one section new; the others, which name their commands, as they are there."""
    there = re.split(r"^(?=## )", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    sections = {found[1]: text for text in there if (found := re.search(rf"^{_COMMAND}(\w+)`", text, re.MULTILINE))}
    sections[name] = section
    ordered = [sections[known].strip() + "\n" for known in names if known in sections]
    return "\n".join([HEAD, _machine(), *ordered])


def _machine() -> str:
    packages = ", ".join([f"kawaraban {__version__}", *(f"{name} {version(name)}" for name in PACKAGES)])
    memory = f"{psutil.virtual_memory().total / 2**30:.0f} GB"
    return (
        f"The machine: {_processor()}, {psutil.cpu_count()} cores, {memory} of memory, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}; {packages}.\n"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    sys.exit(main())
