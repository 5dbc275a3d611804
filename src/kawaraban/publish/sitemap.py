"""What search engines are told of a blog: sitemaps (https://www.sitemaps.org/protocol.html) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kawaraban.publish.feeds import xml
from kawaraban.publish.feeds.entry import iso

MOST = 50_000  # addresses in one sitemap, by the protocol
MOST_NEWS = 1_000
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class Page:
    """An absolute address, and when what is there last changed."""

    address: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A post as a news sitemap has it. Moments are aware."""

    address: str
    title: str
    language: str
    published_at: datetime


def sitemap(pages: Iterable[Page]) -> bytes:
    """A sitemap of at most MOST pages; more are left out."""
    return _list("urlset", "url", pages)


def sitemap_index(parts: Iterable[Page]) -> bytes:
    """The sitemap of the sitemaps."""
    return _list("sitemapindex", "sitemap", parts)


def news_sitemap(blog_title: str, news: Iterable[News]) -> bytes:
    """What was published lately (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap)."""
    root = xml.element(f"{{{_MAP}}}urlset", {None: _MAP, "news": _NEWS})
    for one, _ in zip(news, range(MOST_NEWS), strict=False):
        url = xml.child(root, f"{{{_MAP}}}url")
        xml.child(url, f"{{{_MAP}}}loc", one.address)
        told = xml.child(url, f"{{{_NEWS}}}news")
        publication = xml.child(told, f"{{{_NEWS}}}publication")
        xml.child(publication, f"{{{_NEWS}}}name", blog_title)
        xml.child(publication, f"{{{_NEWS}}}language", one.language)
        xml.child(told, f"{{{_NEWS}}}publication_date", iso(one.published_at))
        xml.child(told, f"{{{_NEWS}}}title", one.title)
    return xml.document(root)


def robots(base: str, *, closed: Iterable[str], sitemaps: Iterable[str]) -> str:
    """robots.txt (RFC 9309): everything is open but the paths in `closed`; `sitemaps` are paths under `base`."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Allow: /", ""]
    lines += [f"Sitemap: {base}{path}" for path in sitemaps]
    return "\n".join(lines) + "\n"


def _list(root_name: str, name: str, pages: Iterable[Page]) -> bytes:
    root = xml.element(f"{{{_MAP}}}{root_name}", {None: _MAP})
    for page, _ in zip(pages, range(MOST), strict=False):
        element = xml.child(root, f"{{{_MAP}}}{name}")
        xml.child(element, f"{{{_MAP}}}loc", page.address)
        if page.changed_at is not None:
            xml.child(element, f"{{{_MAP}}}lastmod", iso(page.changed_at))
    return xml.document(root)
