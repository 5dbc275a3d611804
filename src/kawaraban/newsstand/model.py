"""What the newsstand sells: outlets and their articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedFormat = Literal["rss2", "rss1", "atom", "json", "sitemap", "links", "account"]

#: Where each feed format is served, if it is.
FEED_PATHS: dict[FeedFormat, str] = {
    "rss2": "/rss.xml",
    "rss1": "/index.rdf",
    "atom": "/atom.xml",
    "json": "/feed.json",
    "sitemap": "/sitemap.xml",
    "links": "/",
}


@dataclass(frozen=True, slots=True)
class House:
    """An outlet as the press files describe it; `Outlet` is the same once it has a server."""

    key: str
    name: str
    place: str
    language: str
    feed: FeedFormat
    head: Literal["jsonld", "opengraph", "meta"]
    slogan: str
    charset: str = "utf-8"
    delay: float = 0.0  # seconds before every answer
    busy: bool = False  # its first visitors are told to wait
    broken: bool = False  # its mark-up is
    hostile: bool = False
    forbidden: str = ""  # the part that its robots.txt closes
    account: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet that is being served. `address` is its site, `follow` what a person would follow."""

    house: House
    address: str

    @property
    def key(self) -> str:
        return self.house.key

    @property
    def name(self) -> str:
        return self.house.name

    @property
    def language(self) -> str:
        return self.house.language

    @property
    def feed_address(self) -> str:
        if self.house.account:
            return f"{self.address}/@{self.house.account}"
        return self.address + FEED_PATHS[self.house.feed]


@dataclass(frozen=True, slots=True)
class Piece:
    """One article: the truth that a reader's reading is held against.

    `paragraphs` are the body as an ideal reader reads it, in the order of the page. `later` is the body of the second
    and every further request, where the outlet edits in silence. `fate` is what becomes of its address: `gone` after the
    first request, `moved` from the first.
    """

    id: str
    event: str
    outlet: str
    path: str
    title: str
    deck: str
    authors: tuple[str, ...]
    published: datetime
    language: str
    paragraphs: tuple[str, ...]
    later: tuple[str, ...] = ()
    fate: Literal["", "gone", "moved"] = ""
    specimens: tuple[str, ...] = ()
    copy_of: str = ""  # the id of the article that this one repeats
    japanese: tuple[
        tuple[str, str], ...
    ] = ()  # (original, Japanese) of headline, deck and paragraphs, where translated
