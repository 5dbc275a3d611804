"""What the newsstand sells: outlets and their articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

FeedFormat = Literal["rss2", "rss1", "atom", "json", "sitemap", "links", "account"]
Frame = Literal["modern", "columns", "tables", "broken"]
Fate = Literal["", "gone", "moved"]

#: Where each format is served.
PATHS: dict[FeedFormat, str] = {
    "rss2": "/rss.xml",
    "rss1": "/index.rdf",
    "atom": "/atom.xml",
    "json": "/feed.json",
    "sitemap": "/sitemap.xml",
    "links": "/",
}


@dataclass(frozen=True, slots=True)
class House:
    """An outlet as `press/outlets.toml` describes it; `Outlet` is the same once it has a server."""

    key: str
    name: str
    place: str
    place_ja: str  # the heading that the demo's sources stand under
    kind: str
    language: str
    feed: FeedFormat
    slogan: str
    offset: int  # hours east of Greenwich
    medium: str = ""  # what it is, how it is held, and whose: for the desk's registry; "" where nobody can know
    form: str = ""
    owner: str = ""
    owner_ja: str = ""
    frame: Frame = "modern"
    head: Literal["json-ld", "open-graph", "meta"] = "open-graph"
    charset: str = "utf-8"
    label: str = ""  # what it calls its charset, where that is not its name
    declared: Literal["header", "meta", "both", "nowhere"] = "both"
    news: str = "/news/"  # where its articles stand
    forbidden: str = ""  # the part that its robots.txt closes
    account: str = ""
    slow: bool = False  # takes its time before every answer
    busy: bool = False  # asks its first visitors to wait
    hostile: bool = False
    blog: bool = False  # no outlet: pages of a hosted blog, from files


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet that is being served. `address` is its site, without a slash at the end."""

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
        """Its feed; else its sitemap, its page of links or its account: what a desk that follows it polls."""
        if self.house.account:
            return f"{self.address}/@{self.house.account}"
        return self.address + PATHS[self.house.feed]


@dataclass(frozen=True, slots=True)
class Edition:
    """An article's words as they stand at one time: `paragraphs` is the body as an ideal reader reads it, in order."""

    title: str
    paragraphs: tuple[str, ...]
    changes: tuple[tuple[str, str], ...] = ()  # what was changed from the edition before, as (before, after)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article: the truth that a reader's reading is held against.

    `editions` has more than one where the outlet edits in silence: the second is served from the second request on.
    `specimens` are words of the table in the package's docstring. `renderings` holds a person's Japanese: of the title,
    and of the paragraphs where the article is one of the ten that the demo's memory covers in full.
    """

    id: str
    event: str
    outlet: str
    path: str
    deck: str
    authors: tuple[str, ...]
    published: datetime
    language: str
    editions: tuple[Edition, ...]
    fate: Fate = ""
    late: bool = False  # listed from the fourth request of the feed on
    specimens: frozenset[str] = frozenset()
    copy_of: str = ""  # the id of the article whose text this one carries, word for word or translated
    repeats: str = ""  # the id of the article that it reports on, having nothing of its own
    denies: str = ""  # the id of the article whose claim it carries a denial of
    renderings: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.editions[0].title

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return self.editions[0].paragraphs

    @property
    def moved_path(self) -> str:
        """Where an article that has moved is now; empty for the others."""
        return self.path.replace("/news/", "/archive/") if self.fate == "moved" else ""
