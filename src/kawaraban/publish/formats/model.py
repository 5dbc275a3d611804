"""A blog's posts as plain data, between the desk and the formats that other blogs speak.

A reader of a format is an iterator of `ForeignPost` and `Doubt`, in the order of the file; a writer takes an iterable
of `ForeignPost` and yields text. Neither holds a whole blog in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Markup = Literal["html", "markdown", "text"]
PostStatus = Literal["published", "draft", "waiting", "scheduled"]
CommentState = Literal["published", "waiting", "declined", "spam"]


class FormatError(Exception):
    """A file that can't be read as this format at all; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a file that could not be taken as it stands.

    `post` is the number of the post it is about, from 0 in the order of the file; None where it is about the file.
    `detail` is what stood there, at most 200 characters. `what` and `done` are words:

    - of any file: `encoding` (`replaced`: U+FFFD stands for what could not be decoded), `truncated` (`kept`, or
      `left-out` where a post breaks off), `too-long` (`cut`), `date-missing` (`left-undated`), `date-impossible`
      (`guessed` or `left-undated`), `status-unknown` (`kept-as-draft`);
    - of Movable Type: `no-such-entry` (`left-out`: comments to a post that is not in the file);
    - of XML: `broken-markup` (`mended` or `left-out`), `control-characters` (`left-out`);
    - of WordPress: `page` (`kept-as-post`), `private`, `protected`, `trash` (`kept-as-draft`), `comment-parent`
      (`kept-without`), `picture-not-shown` (`left-out`), `not-a-post` (`left-out`: "revision: 12").
    """

    what: str
    done: str
    post: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ForeignComment:
    """`text` is as the format has it, `written_at` naive where the format names no zone, `parent` another's `key`."""

    text: str
    author: str = ""
    email: str = ""
    address: str = ""  # of the writer's own site
    ip: str = ""
    written_at: datetime | None = None
    state: CommentState = "published"
    key: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ForeignPing:
    """A trackback: kept through a round trip, never shown."""

    title: str = ""
    address: str = ""
    ip: str = ""
    blog: str = ""
    written_at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ForeignParagraph:
    """A piece of a post's body, for posts that hold an article and its translation."""

    kind: str  # as of read.Paragraph: p h quote li caption embed table
    text: str
    language: str = ""  # two letters; "" where it can't be told


@dataclass(frozen=True, slots=True)
class ForeignPair:
    """Paragraphs (indexes into `paragraphs`) of an original and of its translation that belong together."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class ForeignPost:
    """One post. Moments are naive where the format names no zone.

    `key` is what the post is called at home (an address, a number; "" where nothing tells): with it a second move knows
    the post again. `more` is what stood after the fold. `addresses` are where readers found it, as paths or absolute.
    """

    body: str
    key: str = ""
    title: str | None = None
    markup: Markup = "html"
    more: str = ""
    excerpt: str = ""
    keywords: str = ""
    author: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    date_guessed: bool = False
    status: PostStatus = "published"
    category: str = ""  # the first, or the one called primary
    categories: tuple[str, ...] = ()  # the others
    category_addresses: tuple[str, ...] = ()  # of the first, as paths or absolute, where the file tells them
    tags: tuple[str, ...] = ()
    basename: str = ""
    language: str = ""
    addresses: tuple[str, ...] = ()
    comments: tuple[ForeignComment, ...] = ()
    comment_count: int | None = None  # as the page says, where the comments themselves are not there
    pings: tuple[ForeignPing, ...] = ()
    takes_comments: bool | None = None
    takes_pings: bool | None = None
    line_breaks: str = ""  # Movable Type's CONVERT BREAKS, as it stands
    empty: bool = False  # no body is left: its embed is gone
    paragraphs: tuple[ForeignParagraph, ...] = ()
    pairs: tuple[ForeignPair, ...] = ()
