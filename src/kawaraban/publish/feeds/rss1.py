"""RSS 1.0 (https://web.resource.org/rss/1.0/spec), which Japan's blog hosts give at `/index.rdf`.

Its items are named by their addresses, and what RSS 2.0 has words for comes from the modules dc and content.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from kawaraban.publish.feeds import xml
from kawaraban.publish.feeds.atom import add_links
from kawaraban.publish.feeds.entry import Entry, Place, entry_of, iso, updated
from kawaraban.publish.model import Blog, Comment, Post

MEDIA_TYPE = "application/rdf+xml"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS = "http://purl.org/rss/1.0/"
_NAMESPACES: dict[str | None, str] = {
    None: _RSS,
    "rdf": _RDF,
    "dc": xml.DUBLIN_CORE,
    "content": xml.CONTENT,
    "atom": xml.ATOM,
}


def rss1(blog: Blog, shown: Sequence[Post | Comment], place: Place, *, title: str = "") -> bytes:
    """The feed as UTF-8 bytes; the arguments as for `atom`."""
    entries = [entry_of(blog, one) for one in shown]
    root = xml.element(f"{{{_RDF}}}RDF", _NAMESPACES)
    root.set(xml.LANG, blog.language)
    channel = _rss(root, "channel")
    channel.set(f"{{{_RDF}}}about", place.address)
    _rss(channel, "title", title or blog.title)
    _rss(channel, "link", place.page or blog.address)
    _rss(channel, "description", blog.tagline or blog.title)
    _core(channel, "language", blog.language)
    _core(channel, "creator", blog.author or blog.title)
    _core(channel, "date", iso(updated(entries)))
    add_links(channel, place, MEDIA_TYPE)
    order = xml.child(_rss(channel, "items"), f"{{{_RDF}}}Seq")
    for entry in entries:
        xml.child(order, f"{{{_RDF}}}li").set(f"{{{_RDF}}}resource", xml.legal(entry.address))
        _item(_rss(root, "item"), entry)
    return xml.document(root)


def _item(item: etree._Element, entry: Entry) -> None:
    item.set(f"{{{_RDF}}}about", xml.legal(entry.address))
    _rss(item, "title", entry.title)
    _rss(item, "link", entry.address)
    _rss(item, "description", entry.summary)
    _core(item, "creator", entry.author)
    _core(item, "date", iso(entry.published_at))
    _core(item, "language", entry.language)
    for subject in entry.subjects:
        _core(item, "subject", subject)
    xml.child(item, f"{{{xml.CONTENT}}}encoded", entry.html)


def _rss(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    return xml.child(parent, f"{{{_RSS}}}{name}", text)


def _core(parent: etree._Element, name: str, text: str) -> etree._Element:
    return xml.child(parent, f"{{{xml.DUBLIN_CORE}}}{name}", text)
