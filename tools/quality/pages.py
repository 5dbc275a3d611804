"""How rightly saved pages of blogs are read: posts found, their fields, and which paragraphs are paired.

The gold is in tests/gold/pages, pages in the shapes of several hosts with what each post says of itself; the
newsstand's blogger, whose posts are known from the file that its pages are made from; and `layouts`, for the pairs. A
post is found if its moment and its number of paragraphs are right; `fields` is the share of fields that are exact, of
all that the pages have. Pairs count if both sides are exact.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from kawaraban.newsstand.blogger import AUTHOR, PAGES, posts
from kawaraban.publish.formats import ForeignPost
from kawaraban.publish.formats.page import read
from kawaraban.publish.formats.page.bilingual import pairs
from kawaraban.translate.vectors import Embedder, embedder
from tools.quality.figure import Figure, figures
from tools.quality.layouts import layouts

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "pages"
ZONE = ZoneInfo("Asia/Tokyo")

#: title, author, moment to the minute, category, comments, paragraphs
Fields = tuple[str, str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page, and what its posts say, in its order."""

    name: str
    content: bytes
    newest: date | None
    posts: list[Fields]


def gold() -> Iterator[SavedPage]:
    """The pages of tests/gold/pages."""
    for path in sorted(GOLD.glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        newest = date.fromisoformat(told["date"]) if "date" in told else None
        yield SavedPage(told["name"], told["page"].encode(), newest, [tuple(row) for row in told["posts"]])


def blogger() -> Iterator[SavedPage]:
    """The newsstand's blogger's days, as HTML and as text."""
    for path in sorted(PAGES.glob("*-1.*")):
        meant = [
            (p.title, AUTHOR, f"{p.moment:%Y-%m-%d %H:%M}", p.category, p.comments, len(p.parts))
            for p in posts()
            if f"{p.moment:%Y%m%d}".startswith(path.name.partition("-")[0])
        ]
        yield SavedPage(path.name, path.read_bytes(), None, meant)


def posts_of(page: SavedPage, embed: Embedder | None = None) -> list[ForeignPost]:
    """What is read on a page."""
    found = read(io.BytesIO(page.content), name=page.name, date=page.newest, zone=ZONE, embed=embed)
    return [one for one in found if isinstance(one, ForeignPost)]


def fields_of(post: ForeignPost) -> Fields:
    """A post's fields as the gold has them."""
    moment = f"{post.published_at:%Y-%m-%d %H:%M}" if post.published_at else ""
    return post.title or "", post.author, moment, post.category, post.comment_count or 0, len(post.paragraphs)


def run() -> list[Figure]:
    """Read every page, align every layout, and score both."""
    pages = [(page.posts, [fields_of(post) for post in posts_of(page)]) for page in (*gold(), *blogger())]
    precision, recall = pair_scores(embedder())
    bare_precision, _ = pair_scores(None)
    return figures(
        "pages",
        {
            "posts found": found_f1(pages),
            "fields exact": exact_fields(pages),
            "pairs, precision": precision,
            "pairs, recall": recall,
            "pairs without vectors, precision": bare_precision,
        },
    )


def found_f1(pages: Iterable[tuple[list[Fields], list[Fields]]]) -> float:
    """F1 over posts, (meant, read) a page."""
    right = total = 0
    for meant, told in pages:
        right += len({(post[2], post[5]) for post in meant} & {(post[2], post[5]) for post in told})
        total += len(meant) + len(told)
    return 2 * right / total


def exact_fields(pages: Iterable[tuple[list[Fields], list[Fields]]]) -> float:
    """The share of fields that are exact, posts compared in the order of the page; a page cut wrongly has none."""
    right = total = 0
    for meant, told in pages:
        total += sum(map(len, meant))
        if len(meant) == len(told):
            right += sum(
                a == b for one, other in zip(meant, told, strict=True) for a, b in zip(one, other, strict=True)
            )
    return right / total


def pair_scores(embed: Embedder | None) -> tuple[float, float]:
    """(precision, recall) of pairs over the layouts."""
    right = told = meant = 0
    for layout in layouts():
        found = {(pair.source, pair.target) for pair in pairs(layout.paragraphs, "ja", embed)}
        right += len(found & layout.pairs)
        told += len(found)
        meant += len(layout.pairs)
    return right / max(1, told), right / meant
