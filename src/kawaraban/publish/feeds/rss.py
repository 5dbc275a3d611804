"""RSS 2.0 (https://www.rssboard.org/rss-specification), with the whole text in content:encoded."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime

from lxml import etree

from kawaraban.publish.feeds import xml
from kawaraban.publish.feeds.atom import add_links
from kawaraban.publish.feeds.entry import Entry, Place, entry_of, updated
from kawaraban.publish.model import Blog, Comment, Post

MEDIA_TYPE = "application/rss+xml"
_NAMESPACES: dict[str | None, str] = {"atom": xml.ATOM, "content": xml.CONTENT, "dc": xml.DUBLIN_CORE}


def rss(blog: Blog, shown: Sequence[Post | Comment], place: Place, *, title: str = "") -> bytes:
    """The feed as UTF-8 bytes; the arguments as for `atom`."""
    entries = [entry_of(blog, one) for one in shown]
    root = xml.element("rss", _NAMESPACES, version="2.0")
    channel = xml.child(root, "channel")
    xml.child(channel, "title", title or blog.title)
    xml.child(channel, "link", place.page or blog.address)
    xml.child(channel, "description", blog.tagline or blog.title)
    xml.child(channel, "language", blog.language)
    xml.child(channel, "generator", "Kawaraban")
    add_links(channel, place, MEDIA_TYPE)
    if entries:
        xml.child(channel, "lastBuildDate", format_datetime(updated(entries)))
    for entry in entries:
        _item(xml.child(channel, "item"), entry)
    return xml.document(root)


def _item(item: etree._Element, entry: Entry) -> None:
    xml.child(item, "title", entry.title)
    xml.child(item, "link", entry.address)
    xml.child(item, "guid", entry.id, isPermaLink="false")
    xml.child(item, "pubDate", format_datetime(entry.published_at))
    xml.child(item, f"{{{xml.DUBLIN_CORE}}}creator", entry.author)
    for subject in entry.subjects:
        xml.child(item, "category", subject)
    xml.child(item, "description", entry.summary)
    xml.child(item, f"{{{xml.CONTENT}}}encoded", entry.html)
