"""Posts -> WXR 1.2."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape, quoteattr

from kawaraban.publish.formats.model import ForeignComment, ForeignPing, ForeignPost
from kawaraban.publish.formats.wxr.words import APPROVED, STATUSES, write_moment
from kawaraban.publish.formats.xmlpieces import legal
from kawaraban.publish.model import Blog

_STATUS_WORDS = {status: word for word, status in STATUSES.items()}
_APPROVED_WORDS = {state: word for word, state in APPROVED.items()}


def write(posts: Iterable[ForeignPost], blog: Blog) -> Iterator[str]:
    """The file piece by piece, one post in memory at a time. Characters that XML forbids are left out.

    Posts are numbered from 1; a comment keeps its key where that is a number, as WordPress needs it to be.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8" ?>\n'
        '<rss version="2.0"\n'
        '\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"\n'
        '\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
        '\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n'
        '\txmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        '\txmlns:wp="http://wordpress.org/export/1.2/">\n'
        "<channel>\n"
        f"\t<title>{_escaped(blog.title)}</title>\n"
        f"\t<link>{_escaped(blog.address)}</link>\n"
        f"\t<description>{_escaped(blog.tagline)}</description>\n"
        f"\t<language>{_escaped(blog.language)}</language>\n"
        "\t<wp:wxr_version>1.2</wp:wxr_version>\n"
        f"\t<wp:base_site_url>{_escaped(blog.address)}</wp:base_site_url>\n"
        f"\t<wp:base_blog_url>{_escaped(blog.address)}</wp:base_blog_url>\n"
        "\t<generator>kawaraban</generator>\n"
    )
    for number, post in enumerate(posts, 1):
        yield "\n".join(["\t<item>", *_item(post, number, blog), "\t</item>", ""])
    yield "</channel>\n</rss>\n"


def _item(post: ForeignPost, number: int, blog: Blog) -> Iterator[str]:
    address = urljoin(blog.address, post.addresses[0]) if post.addresses else ""
    local, gmt = write_moment(post.published_at)
    if post.title is not None:
        yield f"\t\t<title>{_cdata(post.title)}</title>"
    if address:
        yield f"\t\t<link>{_escaped(address)}</link>"
    if post.published_at is not None and post.published_at.tzinfo is not None:
        yield f"\t\t<pubDate>{format_datetime(post.published_at)}</pubDate>"
    yield f"\t\t<dc:creator>{_cdata(post.author)}</dc:creator>"
    if guid := post.key or address:
        yield f'\t\t<guid isPermaLink="false">{_escaped(guid)}</guid>'
    yield "\t\t<description></description>"
    fold = "<!--more-->" if post.more else ""
    yield f"\t\t<content:encoded>{_cdata(post.body + fold + post.more)}</content:encoded>"
    yield f"\t\t<excerpt:encoded>{_cdata(post.excerpt)}</excerpt:encoded>"
    yield f"\t\t<wp:post_id>{number}</wp:post_id>"
    yield f"\t\t<wp:post_date>{local}</wp:post_date>"
    yield f"\t\t<wp:post_date_gmt>{gmt}</wp:post_date_gmt>"
    if post.modified_at is not None:
        local, gmt = write_moment(post.modified_at)
        yield f"\t\t<wp:post_modified>{local}</wp:post_modified>"
        yield f"\t\t<wp:post_modified_gmt>{gmt}</wp:post_modified_gmt>"
    yield from _switch("comment_status", post.takes_comments)
    yield from _switch("ping_status", post.takes_pings)
    yield f"\t\t<wp:post_name>{_cdata(_slug(post.basename))}</wp:post_name>"
    yield f"\t\t<wp:status>{_STATUS_WORDS[post.status]}</wp:status>"
    yield "\t\t<wp:post_parent>0</wp:post_parent>"
    yield "\t\t<wp:menu_order>0</wp:menu_order>"
    yield "\t\t<wp:post_type>post</wp:post_type>"
    yield "\t\t<wp:post_password></wp:post_password>"
    yield "\t\t<wp:is_sticky>0</wp:is_sticky>"
    for name in filter(None, (post.category, *post.categories)):
        yield _term("category", name)
    for name in post.tags:
        yield _term("post_tag", name)
    yield from _comments(post)


def _comments(post: ForeignPost) -> Iterator[str]:
    numbers = _numbers(post.comments)
    by_key = {comment.key: number for comment, number in zip(post.comments, numbers, strict=True) if comment.key}
    for comment, number in zip(post.comments, numbers, strict=True):
        yield from _comment(comment, number, by_key.get(comment.parent, 0))
    for number, ping in enumerate(post.pings, max(numbers, default=0) + 1):
        yield from _ping(ping, number)


def _numbers(comments: Iterable[ForeignComment]) -> list[int]:
    keys = [comment.key for comment in comments]
    own = {key for key in keys if key.isascii() and key.isdecimal() and len(key) < 19 and str(int(key)) == key != "0"}
    following = max(map(int, own), default=0) + 1
    numbers = []
    for key in keys:
        if key in own:
            own.remove(key)  # a second of the same number gets another
            numbers.append(int(key))
        else:
            numbers.append(following)
            following += 1
    return numbers


def _comment(comment: ForeignComment, number: int, parent: int) -> Iterator[str]:
    local, gmt = write_moment(comment.written_at)
    yield "\t\t<wp:comment>"
    yield f"\t\t\t<wp:comment_id>{number}</wp:comment_id>"
    yield f"\t\t\t<wp:comment_author>{_cdata(comment.author)}</wp:comment_author>"
    yield f"\t\t\t<wp:comment_author_email>{_cdata(comment.email)}</wp:comment_author_email>"
    yield f"\t\t\t<wp:comment_author_url>{_cdata(comment.address)}</wp:comment_author_url>"
    yield f"\t\t\t<wp:comment_author_IP>{_cdata(comment.ip)}</wp:comment_author_IP>"
    yield f"\t\t\t<wp:comment_date>{local}</wp:comment_date>"
    yield f"\t\t\t<wp:comment_date_gmt>{gmt}</wp:comment_date_gmt>"
    yield f"\t\t\t<wp:comment_content>{_cdata(comment.text)}</wp:comment_content>"
    yield f"\t\t\t<wp:comment_approved>{_APPROVED_WORDS[comment.state]}</wp:comment_approved>"
    yield "\t\t\t<wp:comment_type>comment</wp:comment_type>"
    yield f"\t\t\t<wp:comment_parent>{parent}</wp:comment_parent>"
    yield "\t\t\t<wp:comment_user_id>0</wp:comment_user_id>"
    yield "\t\t</wp:comment>"


def _ping(ping: ForeignPing, number: int) -> Iterator[str]:
    title = f"<strong>{html.escape(ping.title)}</strong>\n\n" if ping.title else ""
    comment = ForeignComment(title + ping.text, ping.blog, "", ping.address, ping.ip, ping.written_at)
    for line in _comment(comment, number, 0):
        yield line.replace("<wp:comment_type>comment<", "<wp:comment_type>trackback<")


def _term(domain: str, name: str) -> str:
    slug = _slug("-".join(name.lower().split()))
    return f'\t\t<category domain="{domain}" nicename={quoteattr(slug)}>{_cdata(name)}</category>'


def _slug(name: str) -> str:
    """As WordPress keeps it: what is not ASCII in percents, in small letters."""
    return re.sub(r"%[0-9A-F]{2}", lambda code: code[0].lower(), quote(legal(name), safe=""))


def _switch(name: str, value: bool | None) -> Iterator[str]:
    if value is not None:
        yield f"\t\t<wp:{name}>{'open' if value else 'closed'}</wp:{name}>"


def _escaped(text: str) -> str:
    return escape(legal(text))


def _cdata(text: str) -> str:
    return "<![CDATA[" + legal(text).replace("]]>", "]]]]><![CDATA[>") + "]]>"
