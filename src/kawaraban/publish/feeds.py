"""A blog's newest posts as Atom 1.0 (RFC 4287) and RSS 2.0, in full text.

Ids are tag URIs (RFC 4151) of the post's day and number: they outlive a changed title or address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from kawaraban.publish.model import Blog, Post
from kawaraban.publish.opening import opening

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_XML = "http://www.w3.org/XML/1998/namespace"
for _prefix, _name in (("", ATOM), ("content", CONTENT), ("dc", DUBLIN_CORE)):
    ElementTree.register_namespace(_prefix, _name)

#: XML 1.0 cannot hold these, escaped or not (https://www.w3.org/TR/xml/#charsets); one would break the whole feed.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPENING = 200  # characters of RSS's description; the whole text stands beside it
_LOCAL_LINK = re.compile(r'( (?:href|src)=")/(?!/)')


def atom(blog: Blog, posts: Sequence[Post], *, self_address: str, title: str = "") -> bytes:
    """The feed as UTF-8 bytes. `self_address` is absolute; `title` overrides the blog's, for a category's feed."""
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {f"{{{_XML}}}lang": blog.language})
    _atom(feed, "title", title or blog.title)
    if blog.tagline:
        _atom(feed, "subtitle", blog.tagline)
    _atom(feed, "id", f"tag:{_host(blog)},2026:{urlsplit(self_address).path}")
    _atom(feed, "updated", _iso(max((post.updated_at for post in posts), default=datetime(1970, 1, 1, tzinfo=UTC))))
    _atom(feed, "link", rel="self", type="application/atom+xml", href=self_address)
    _atom(feed, "link", rel="alternate", type="text/html", href=blog.address)
    _atom(_atom(feed, "author"), "name", blog.author or blog.title)
    _atom(feed, "generator", "Kawaraban")
    for post in posts:
        _atom_entry(_atom(feed, "entry"), blog, post)
    return _bytes(feed)


def rss(blog: Blog, posts: Sequence[Post], *, self_address: str, title: str = "") -> bytes:
    """The feed as UTF-8 bytes; the arguments as for `atom`."""
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _child(channel, "title", title or blog.title)
    _child(channel, "link", blog.address)
    _child(channel, "description", blog.tagline or blog.title)
    _child(channel, "language", blog.language)
    _child(channel, "generator", "Kawaraban")
    _atom(channel, "link", rel="self", type="application/rss+xml", href=self_address)
    if posts:
        _child(channel, "lastBuildDate", format_datetime(max(post.updated_at for post in posts)))
    for post in posts:
        _rss_item(ElementTree.SubElement(channel, "item"), blog, post)
    return _bytes(root)


def absolute(blog: Blog, path: str) -> str:
    """A path of the blog with its scheme and host, percent-encoded."""
    return blog.address.rstrip("/") + quote(path, safe="/%:@!$&'()*+,;=~-._?#")


def _atom_entry(entry: ElementTree.Element, blog: Blog, post: Post) -> None:
    address = absolute(blog, post.address)
    entry.set(f"{{{_XML}}}lang", post.language)
    _atom(entry, "title", post.title)
    _atom(entry, "id", _identity(blog, post))
    _atom(entry, "link", rel="alternate", type="text/html", href=address)
    _atom(entry, "published", _iso(post.published_at))
    _atom(entry, "updated", _iso(post.updated_at))
    _atom(_atom(entry, "author"), "name", post.author)
    if post.category:
        _atom(entry, "category", term=post.category)
    _atom(entry, "content", _full_text(blog, post), type="html")


def _rss_item(item: ElementTree.Element, blog: Blog, post: Post) -> None:
    address = absolute(blog, post.address)
    _child(item, "title", post.title)
    _child(item, "link", address)
    _child(item, "guid", _identity(blog, post), isPermaLink="false")
    _child(item, "pubDate", format_datetime(post.published_at))
    _child(item, f"{{{DUBLIN_CORE}}}creator", post.author)
    if post.category:
        _child(item, "category", post.category)
    _child(item, "description", opening(post.html, _OPENING))
    _child(item, f"{{{CONTENT}}}encoded", _full_text(blog, post))


def _full_text(blog: Blog, post: Post) -> str:
    """The post's HTML with the blog's own links made absolute: a reader shows it on another host."""
    return _LOCAL_LINK.sub(rf"\g<1>{blog.address.rstrip('/')}/", post.html)


def _identity(blog: Blog, post: Post) -> str:
    return f"tag:{_host(blog)},{post.published_at:%Y-%m-%d}:post-{post.id}"


def _host(blog: Blog) -> str:
    return urlsplit(blog.address).hostname or "localhost"


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _atom(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    return _child(parent, f"{{{ATOM}}}{name}", text, **attributes)


def _child(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, {key: _legal(value) for key, value in attributes.items()})
    element.text = None if text is None else _legal(text)
    return element


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _bytes(root: ElementTree.Element) -> bytes:
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
