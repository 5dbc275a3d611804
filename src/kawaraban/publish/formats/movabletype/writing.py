"""Posts -> Movable Type's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urljoin

from kawaraban.publish.formats.model import ForeignComment, ForeignPing, ForeignPost
from kawaraban.publish.formats.movabletype.entries import ENTRY_END, SECTION_END, escaped
from kawaraban.publish.formats.movabletype.fields import one_line, write_date, write_status, write_tags
from kawaraban.publish.model import Blog


def write(posts: Iterable[ForeignPost], blog: Blog) -> Iterator[str]:
    """Each post as text that ends in its rule, one at a time.

    A comment's state does not fit: only published ones are written, so that no other blog shows what was declined. Nor
    do threads, zones (the wall clock is written), languages, and line ends within a meta line (a space is).
    """
    for post in posts:
        yield "\n".join([*_meta(post, blog), *_sections(post), ENTRY_END, ""])


def _meta(post: ForeignPost, blog: Blog) -> Iterator[str]:
    breaks = post.line_breaks or ("markdown" if post.markup == "markdown" else "")
    address = urljoin(blog.address, post.addresses[0]) if post.addresses else ""
    yield f"AUTHOR: {one_line(post.author)}"
    if post.title is not None:
        yield f"TITLE: {one_line(post.title)}"
    yield from _where("BASENAME", post.basename)
    yield f"STATUS: {write_status(post.status)}"
    yield from _where("ALLOW COMMENTS", _switch(post.takes_comments))
    yield from _where("CONVERT BREAKS", breaks)
    yield from _where("ALLOW PINGS", _switch(post.takes_pings))
    yield from _where("PRIMARY CATEGORY", post.category)
    for category in post.categories:
        yield from _where("CATEGORY", category)
    yield from _where("DATE", _date(post.published_at))
    yield from _where("TAGS", write_tags(post.tags))
    yield from _where("UNIQUE URL", address)
    yield SECTION_END


def _sections(post: ForeignPost) -> Iterator[str]:
    for head, text in (
        ("BODY:", post.body),
        ("EXTENDED BODY:", post.more),
        ("EXCERPT:", post.excerpt),
        ("KEYWORDS:", post.keywords),
    ):
        yield head
        yield from _text(text)
    for comment in post.comments:
        if comment.state == "published":
            yield from _comment(comment)
    for ping in post.pings:
        yield from _ping(ping)


def _comment(comment: ForeignComment) -> Iterator[str]:
    # All five, even where empty: a text that begins with "URL:" is then known to be text.
    yield "COMMENT:"
    yield f"AUTHOR: {one_line(comment.author)}"
    yield f"EMAIL: {one_line(comment.email)}"
    yield f"IP: {one_line(comment.ip)}"
    yield f"URL: {one_line(comment.address)}"
    yield f"DATE: {_date(comment.written_at)}"
    yield from _text(comment.text)


def _ping(ping: ForeignPing) -> Iterator[str]:
    yield "PING:"
    yield f"TITLE: {one_line(ping.title)}"
    yield f"URL: {one_line(ping.address)}"
    yield f"IP: {one_line(ping.ip)}"
    yield f"BLOG NAME: {one_line(ping.blog)}"
    yield f"DATE: {_date(ping.written_at)}"
    yield from _text(ping.text)


def _text(text: str) -> Iterator[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    yield from map(escaped, lines)
    yield SECTION_END


def _where(key: str, value: str) -> Iterator[str]:
    if value := one_line(value):
        yield f"{key}: {value}"


def _switch(value: bool | None) -> str:
    return "" if value is None else str(int(value))


def _date(moment: datetime | None) -> str:
    return write_date(moment) if moment else ""
