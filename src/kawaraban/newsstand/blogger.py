"""The newsstand's blogger: a diary of foreign papers on a hosted blog, from which a desk may be asked to take everything.

Its posts are in `blog/posts.toml`; its pages, as the host makes them and as their text is copied from a browser, are
files beside it, written by `tools/blogger_pages.py`. The days are fixed, as those of an old blog are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kawaraban.newsstand import press
from kawaraban.newsstand.model import House, Piece

#: The saved pages: NAME.html and NAME.txt of each day, a month's, a single post's.
PAGES = Path(__file__).with_name("blog")

HOUSE = House(
    key="hatoba",
    name="波止場通信",
    place="Shiomi",
    place_ja="潮見と港都",
    kind="blog of one person",
    language="ja",
    feed="links",
    slogan="海の向こうの新聞を、港から読む",
    offset=9,
    blog=True,
)
AUTHOR = "波止場"

_GONE = "gone"
_EMBED = "embed:"
_NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)  # for the days that articles name


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a post. `of` are the paragraphs of the article that it renders, `is_` the one that it is."""

    text: str
    is_: int = 0
    of: tuple[int, ...] = ()
    embed: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A reader's comment."""

    author: str
    moment: datetime
    text: str


@dataclass(frozen=True, slots=True)
class BlogPost:
    """A post as its blogger meant it: what a reader of its page is held against. `moment` is without a zone."""

    number: int
    moment: datetime
    title: str
    category: str
    comments: int
    parts: tuple[Part, ...]
    replies: tuple[Reply, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """(the originals, their renderings), by text, in the order of the originals."""
        found: dict[tuple[int, ...], list[str]] = {}
        for part in self.parts:
            if part.of:
                found.setdefault(part.of, []).append(part.text)
        shown = {part.is_: part.text for part in self.parts if part.is_}
        return tuple((tuple(shown[at] for at in of), tuple(texts)) for of, texts in sorted(found.items()))


@cache
def posts() -> tuple[BlogPost, ...]:
    """All posts, newest first."""
    told = tomllib.loads((PAGES / "posts.toml").read_text(encoding="utf-8"))
    articles = {piece.id: piece for piece in press.pieces(_NOW)}
    replies = told["comment"]
    return tuple(
        _post(row, articles, [reply for reply in replies if reply["number"] == row["number"]]) for row in told["post"]
    )


def page(path: str) -> bytes | None:
    """What the blog answers at a path of its host: a day, the month, a post; the front page is the newest day."""
    name = "20261121-1.html" if path == "/" else path.rpartition("/")[2]
    file = PAGES / name
    return file.read_bytes() if name.endswith(".html") and file.is_file() else None


def _post(row: Mapping[str, Any], articles: Mapping[str, Piece], replies: list[dict[str, Any]]) -> BlogPost:
    piece = articles.get(row.get("article", ""))
    return BlogPost(
        number=row["number"],
        moment=row["moment"],
        title=row.get("title", ""),
        category=row["category"],
        comments=row["comments"],
        parts=tuple(_part(part, piece) for part in row["parts"] if part != _GONE),
        replies=tuple(Reply(reply["author"], reply["moment"], reply["text"]) for reply in replies),
    )


def _part(part: int | str | list[Any], piece: Piece | None) -> Part:
    if isinstance(part, str):
        return Part(part.removeprefix(_EMBED), embed=part.startswith((_EMBED, "https://")))
    if piece is None:
        raise ValueError("a post that quotes must name its article")
    if isinstance(part, list):
        *of, text = part
        return Part(text or "".join(piece.renderings[piece.paragraphs[at - 1]] for at in of), of=tuple(of))
    original = piece.paragraphs[abs(part) - 1]
    return Part(original, is_=part) if part > 0 else Part(piece.renderings[original], of=(-part,))
