"""`make bench`: measures the desk beside its peers, prints the table and writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

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
PACKAGES = ("django", "trafilatura", "feedparser", "lxml", "waitress")
HEAD = """\
# Benchmarks

Written by `make bench`. Every figure, the peer's beside it included, is from one run on one machine, listed below; on
another machine the ratios hold better than the figures. How each is measured stands at the head of its module in
`tools/bench/`.
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
    arguments.add_argument("--only", choices=names, help="measure one part, write nothing")
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
    tables = {}
    for name, run in parts.items():
        if given.only in {None, name}:
            tables[name] = run()
            print(_table(tables[name]), flush=True)
    if given.only is None and given.pages is None:
        DOCUMENT.write_text(_document(tables), encoding="utf-8")
    missed = [row.what for rows in tables.values() for row in rows if row.missed]
    print("\n".join(f"missed: {what}" for what in missed) or "every aim was reached", file=sys.stderr)
    return 0


def _table(rows: list[Row]) -> str:
    lines = ["| what | here | beside it |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.figure}{' **missed**' if row.missed else ''} | {row.beside} |" for row in rows]
    return "\n".join(lines) + "\n"


def _document(tables: dict[str, list[Row]]) -> str:
    titles = {
        "pages": "## From saved pages to searchable articles",
        "polling": "## Polling",
        "alignment": "## Aligning translations with their originals",
        "reading": f"## Pages, with {reading.size()} in the desk",
        "memory": f"## The memory, with {memory.PAIRS:,} pairs",
        "proofing": "## Proofing",
        "attributing": "## Claims",
        "placing": f"## Stories, with {placing.ARTICLES:,} articles",
        "checking": "## Checks",
        "blog": f"## The blog, served, with {blog.POSTS:,} posts",
        "leaving": f"## The blog as files, with {leaving.POSTS:,} posts",
        "moving": "## Moving in",
    }
    sections = [f"{titles[name]}\n\n{_table(rows)}" for name, rows in tables.items()]
    return "\n".join([HEAD, _machine(), *sections])


def _machine() -> str:
    packages = ", ".join([f"kawaraban {__version__}", *(f"{name} {version(name)}" for name in PACKAGES)])
    memory = f"{psutil.virtual_memory().total / 2**30:.0f} GB"
    return (
        f"Measured {date.today()}: {_processor()}, {psutil.cpu_count()} cores, {memory} of memory, "
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
