"""What `publish` takes in: a post with its quotations, as plain data. It never asks a database for more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


class PublishError(Exception):
    """A post that can't be published as it stands; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class QuotedParagraph:
    """One paragraph of the original and its rendering; `rendering` is empty where there is none yet."""

    pid: str
    number: int  # from 1, as shown beside the text
    original: str
    rendering: str = ""
    state: str = ""  # machine, edited, approved, stale
    maker: str = ""  # who or what made the rendering, in words


@dataclass(frozen=True, slots=True)
class Change:
    """What the outlet did to an article after the version that was quoted."""

    at: datetime  # capture of the latest version, aware, in the blog's zone
    #: changed words (before, after) in the quoted paragraphs; empty when only others changed
    words: tuple[tuple[str, str], ...] = ()
    in_quotation: bool = False


@dataclass(frozen=True, slots=True)
class SaidOfOutlet:
    """What one source said of an outlet: what about and what, in the readers' words."""

    about: str
    says: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """What was known of an outlet on the day of publication: a line of description, and what it rests on."""

    line: str
    read_on: date  # the latest of the days on which it was read
    said: tuple[SaidOfOutlet, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Paragraphs of one article as they stood at one capture. `key` is how the post's Markdown names it.

    Moments are aware and in the blog's zone: they are shown as they are. `change`, `gone_at` and `outlet_called` are
    what is known when the post is shown; they are not part of what was published.
    """

    key: str  # "a3141 version=2 paragraphs=1-2"
    article_id: int
    outlet: str
    address: str
    title: str
    language: str
    rendering_language: str
    paragraphs: tuple[QuotedParagraph, ...]
    captured_at: datetime
    published_at: datetime | None = None
    title_rendering: str = ""
    authors: tuple[str, ...] = ()
    digest: str = ""
    outlet_facts: OutletFacts | None = None  # None where nothing was known
    change: Change | None = None
    gone_at: datetime | None = None
    outlet_called: str = ""  # what readers' language calls the outlet, where that is not its own name

    @property
    def called(self) -> str:
        """What readers know the outlet by."""
        return self.outlet_called or self.outlet


CheckRelation = Literal["states", "attributes", "denies", "repeats", "related", "undecided"]


@dataclass(frozen=True, slots=True)
class CheckSource:
    """One sentence that a check rests on, and where it stands. Moments are aware and in the blog's zone."""

    relation: CheckRelation
    outlet: str
    address: str  # of the article; "" where there is none to send readers to
    text: str
    language: str
    rendering: str = ""
    published_at: datetime | None = None
    follows: str = ""  # of a copy: the outlet whose text it repeats


@dataclass(frozen=True, slots=True)
class CheckNews:
    """What came in for a check after its box was published."""

    states: int = 0  # origins
    attributes: int = 0
    denies: int = 0
    fewer: bool = False  # some that the box counts were decided otherwise since, or lost their origin
    words: str = ""  # of a judgement that was signed since, with whose it is and when
    signature: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A check as it stood at one moment. `key` is how the post's Markdown names it.

    `states`, `attributes` and `denies` count independent origins; `repeats` counts articles, which are no origins.
    Without `words` nobody has judged it. `news` is what is known when the post is shown; it was not published.
    """

    key: str  # "c58"
    statement: str
    language: str  # of the statement
    readers: str  # the language of the box's own words
    states: int
    attributes: int
    denies: int
    repeats: int
    undecided: int
    sources: tuple[CheckSource, ...]
    at: datetime  # aware, in the blog's zone
    is_open: bool
    missing: tuple[str, ...] = ()  # what nobody has said yet, in the readers' language
    words: str = ""
    reasons: str = ""
    signature: str = ""
    signed_at: datetime | None = None
    recounted: bool = False  # its numbers at `at` are others than those that were signed
    said_by: str = ""  # who made the statement: of a post on a social network its author
    said_at: str = ""  # the address where it was made
    said_on: datetime | None = None
    news: CheckNews | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post ready to be shown. `body` is Markdown with its blocks (blocks.py); `html` is that, rendered."""

    id: int
    address: str  # absolute path on the blog, "/2026/11/21/maren/"
    title: str
    body: str
    author: str
    language: str
    published_at: datetime  # aware, in the blog's zone
    updated_at: datetime
    category: str = ""
    category_address: str = ""
    comments: int = 0
    html: str = ""
    quotations: tuple[Quotation, ...] = field(default=())
    checks: tuple[CheckBox, ...] = ()
    summary: str = ""  # plain text; empty: its opening stands for it
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment ready to be shown. `html` is safe to show as it is."""

    id: int
    address: str  # absolute path on the blog with its fragment, "/2026/11/21/maren/#comment-7"
    title: str  # what a list calls it: whose it is and on what
    html: str
    author: str
    language: str
    written_at: datetime  # aware, in the blog's zone
    post: int  # number and address of the post that it is about
    post_address: str
    post_published_at: datetime


@dataclass(frozen=True, slots=True)
class Blog:
    """What a feed says of the blog as a whole. `address` is absolute, with scheme and host."""

    title: str
    tagline: str
    address: str
    language: str
    author: str
