"""Articles a second from saved pages to searchable, with trafilatura alone on the same pages beside it.

The pages are the newsstand's own, saved over HTTP and multiplied with made-up sentences in every paragraph, so that no
two are alike; `--pages DIR` of `python -m tools.bench` takes real ones instead (*.html, *.html.gz).
"""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import urlopen

from kawaraban.newsstand import House, Newsstand
from tools.bench import prose
from tools.bench.measured import measured
from tools.bench.own import own_desk
from tools.bench.row import Row

PAGES, WORKERS = 500, 2
_PARAGRAPH = re.compile(r"(<p\b[^>]*>)")


def run(pages: Path | None = None) -> list[Row]:
    """Rows for the desk and for trafilatura."""
    with own_desk() as (_, environment), tempfile.TemporaryDirectory(prefix="kawaraban-bench-") as made:
        folder = Path(made)
        files = _given(pages) if pages else _newsstand_pages(folder / "pages")
        table = folder / "urls.tsv"
        table.write_text("".join(f"{file}\thttps://saved.example/{n}\n" for n, file in enumerate(files)), "utf-8")
        keep = [sys.executable, "-m", "kawaraban", "keep", "--format", "jsonl", "--urls", str(table)]
        ours = measured([*keep, *map(str, files)], environment)
        searchable = _searchable(environment)
        alone = measured([sys.executable, "-m", "tools.bench.pages", *map(str, files)], environment)
        texts = int(alone.output)
    which = f"{len(files)} real pages" if pages else f"{len(files)} pages (the newsstand's, varied)"
    return [
        Row(
            f"{which}, from file to searchable, {WORKERS} processes",
            f"{searchable / ours.seconds:.1f} articles/s ({searchable} articles in {ours.time})",
            f"trafilatura alone: {texts / alone.seconds:.1f} texts/s ({texts} in {alone.time})",
        ),
        Row("peak memory of all processes", _mb(ours.memory), f"trafilatura alone: {_mb(alone.memory)}"),
    ]


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def _given(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".htm", ".html.gz")))


def _newsstand_pages(folder: Path) -> list[Path]:
    """`PAGES` files made of what the newsstand's outlets serve, in the outlets' own character sets."""
    folder.mkdir()
    random = Random(3)
    files = []
    for number, (outlet, page) in enumerate(islice(cycle(_saved()), PAGES)):
        varied = "".join(
            part + prose.paragraph(random, outlet.language) if part.startswith("<p") else part
            for part in _PARAGRAPH.split(page)
        )
        files.append(folder / f"{number}.html")
        files[-1].write_bytes(varied.encode(outlet.charset, "xmlcharrefreplace"))
    return files


def _saved() -> list[tuple[House, str]]:
    """Every article that the newsstand serves and goes on serving, with its outlet."""
    with Newsstand(slow=False, still=True) as newsstand:
        outlets = {outlet.key: outlet.house for outlet in newsstand.outlets}
        found = []
        for piece in newsstand.articles:
            if not piece.fate:
                with urlopen(newsstand.address(piece)) as answer:
                    found.append(
                        (outlets[piece.outlet], answer.read().decode(outlets[piece.outlet].charset, "replace"))
                    )
        return found


def _searchable(environment: dict[str, str]) -> int:
    """How many articles of the desk the search can find."""
    script = (
        "from kawaraban.desk.house import open_house; open_house();"
        "from kawaraban.desk.models import SearchDocument; print(SearchDocument.objects.filter(kind='article').count())"
    )
    return int(measured([sys.executable, "-c", script], environment).output)


def _text(path: str) -> bool:
    """trafilatura in precision mode with metadata, as the desk's own reading uses it."""
    import trafilatura

    content = Path(path).read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    text: Any = trafilatura.extract(content, favor_precision=True, with_metadata=True, output_format="json")
    return bool(text)


if __name__ == "__main__":  # the peer, as a command of its own
    with ProcessPoolExecutor(WORKERS) as pool:
        print(sum(pool.map(_text, sys.argv[1:], chunksize=4)))
