"""One entry of a feed, whatever the format, and where the feed stands.

Ids are tag URIs (RFC 4151) of the day and the number: they outlive a changed title or address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from kawaraban.publish.feeds.absolute import absolute_html
from kawaraban.publish.model import Blog, Comment, Post
from kawaraban.publish.opening import opening

SUMMARY = 200  # characters of an entry's summary; the whole text stands beside it
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feed stands. All addresses are absolute; "" where there is none."""

    address: str  # the feed's own
    page: str = ""  # the page that has the same in HTML; "": the blog's front
    hub: str = ""  # a WebSub hub that tells of news (https://www.w3.org/TR/websub/)
    older: str = ""  # the feed of what came before (RFC 5005, section 3)
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or a comment as a feed has it. `html` has absolute addresses only."""

    id: str
    address: str
    title: str
    html: str
    summary: str
    author: str
    language: str
    published_at: datetime
    updated_at: datetime
    subjects: tuple[str, ...] = ()  # category first, then tags
    answers: str = ""  # of a comment: id and address of the post
    answers_address: str = ""


def entry_of(blog: Blog, shown: Post | Comment) -> Entry:
    """The entry of a post or a comment of the blog."""
    address = absolute(blog, shown.address)
    html = absolute_html(shown.html, address)
    summary = opening(html, SUMMARY)
    if isinstance(shown, Comment):
        return Entry(
            id=_identity(blog, shown.written_at, "comment", shown.id),
            address=address,
            title=shown.title,
            html=html,
            summary=summary,
            author=shown.author,
            language=shown.language,
            published_at=shown.written_at,
            updated_at=shown.written_at,
            answers=_identity(blog, shown.post_published_at, "post", shown.post),
            answers_address=absolute(blog, shown.post_address),
        )
    return Entry(
        id=_identity(blog, shown.published_at, "post", shown.id),
        address=address,
        title=shown.title,
        html=html,
        summary=shown.summary or summary,
        author=shown.author,
        language=shown.language,
        published_at=shown.published_at,
        updated_at=shown.updated_at,
        subjects=tuple(dict.fromkeys(filter(None, (shown.category, *shown.tags)))),
    )


def absolute(blog: Blog, path: str) -> str:
    """A path of the blog with its scheme and host, percent-encoded."""
    return blog.address.rstrip("/") + quote(path, safe="/%:@!$&'()*+,;=~-._?#")


def host_of(blog: Blog) -> str:
    """The host that the blog's ids are made with."""
    return urlsplit(blog.address).hostname or "localhost"


def updated(entries: list[Entry]) -> datetime:
    """When the newest of them changed; 1970 where there is none."""
    return max((entry.updated_at for entry in entries), default=_NEVER)


def iso(at: datetime) -> str:
    """A moment to the second, with its offset (RFC 3339)."""
    return at.isoformat(timespec="seconds")


def _identity(blog: Blog, at: datetime, kind: str, number: int) -> str:
    return f"tag:{host_of(blog)},{at:%Y-%m-%d}:{kind}-{number}"
