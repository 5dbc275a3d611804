"""Atom 1.0 (RFC 4287), with pages (RFC 5005) and answers (RFC 4685)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import etree

from kawaraban.publish.feeds import xml
from kawaraban.publish.feeds.entry import Entry, Place, entry_of, host_of, iso, updated
from kawaraban.publish.model import Blog, Comment, Post

MEDIA_TYPE = "application/atom+xml"


def atom(blog: Blog, shown: Sequence[Post | Comment], place: Place, *, title: str = "") -> bytes:
    """The feed as UTF-8 bytes. `title` overrides the blog's, for a category's feed."""
    entries = [entry_of(blog, one) for one in shown]
    feed = xml.element(f"{{{xml.ATOM}}}feed", {None: xml.ATOM, "thr": xml.THREAD})
    feed.set(xml.LANG, blog.language)
    _child(feed, "title", title or blog.title)
    if blog.tagline:
        _child(feed, "subtitle", blog.tagline)
    _child(feed, "id", f"tag:{host_of(blog)},2026:{urlsplit(place.address).path}")
    _child(feed, "updated", iso(updated(entries)))
    add_links(feed, place, MEDIA_TYPE)
    _child(feed, "link", rel="alternate", type="text/html", href=place.page or blog.address)
    _child(_child(feed, "author"), "name", blog.author or blog.title)
    _child(feed, "generator", "Kawaraban")
    for entry in entries:
        _entry(_child(feed, "entry"), entry)
    return xml.document(feed)


def add_links(parent: etree._Element, place: Place, media_type: str) -> None:
    """Where the feed itself, its hub and its other pages are; RSS has no words of its own for these."""
    _child(parent, "link", rel="self", type=media_type, href=place.address)
    if place.hub:
        _child(parent, "link", rel="hub", href=place.hub)
    # "next" is what comes next to somebody who reads from the newest on: what is older.
    for rel, address in (("next", place.older), ("previous", place.newer)):
        if address:
            _child(parent, "link", rel=rel, type=media_type, href=address)


def _entry(parent: etree._Element, entry: Entry) -> None:
    parent.set(xml.LANG, entry.language)
    _child(parent, "title", entry.title)
    _child(parent, "id", entry.id)
    _child(parent, "link", rel="alternate", type="text/html", href=entry.address)
    _child(parent, "published", iso(entry.published_at))
    _child(parent, "updated", iso(entry.updated_at))
    _child(_child(parent, "author"), "name", entry.author)
    for subject in entry.subjects:
        _child(parent, "category", term=subject)
    if entry.answers:
        xml.child(parent, f"{{{xml.THREAD}}}in-reply-to", ref=entry.answers, href=entry.answers_address)
    _child(parent, "summary", entry.summary)
    _child(parent, "content", entry.html, type="html")


def _child(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    return xml.child(parent, f"{{{xml.ATOM}}}{name}", text, **attributes)
