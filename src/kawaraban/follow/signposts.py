"""What a page and its headers say of the ways in behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from kawaraban.follow import addresses
from kawaraban.follow.model import Fetched

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
    }
)
_FEED_LINK = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?|index\.rdf)(?:[/._-]|$)|\.(?:rss|rdf|atom)$", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:\w*Article|Report|BlogPosting)"')
_COMMENTS = re.compile(r"comments?\b|コメント|комментари", re.IGNORECASE)
_LINK_HEADER = re.compile(r"<([^>]*)>\s*((?:;[^,]*)*)")


def is_article(page: html.HtmlElement) -> bool:
    """Whether a page is one article, by what it says of itself, or by a headline of its own with text under it."""
    if str(page.xpath("string(//meta[@property='og:type']/@content)")).strip().lower() == "article":
        return True
    scripts = page.xpath("//script[@type='application/ld+json']/text()")
    if sum(len(_ARTICLE_TYPE.findall(str(script))) for script in scripts) == 1:  # a list of them is a section's
        return True
    paragraphs = page.xpath("//h1/following::p[string-length(normalize-space()) > 120][not(.//a)]")
    return len(paragraphs) >= 3


def _alternates(page: html.HtmlElement) -> Iterator[tuple[str, str, str]]:
    """(href, type, title) of each `<link rel="alternate">`."""
    for link in page.iter("link"):
        if "alternate" in (link.get("rel") or "").lower().split():
            kind = (link.get("type") or "").split(";")[0].strip().lower()
            yield link.get("href") or "", kind, link.get("title") or ""


def declared_feeds(page: html.HtmlElement, base: str) -> Iterator[str]:
    """The feeds that a page declares in its head, those of comments left out."""
    for href, kind, title in _alternates(page):
        address = addresses.absolute(href, base)
        if kind in _FEED_TYPES and address and not _COMMENTS.search(title) and not _COMMENTS.search(address):
            yield address


def declared_accounts(page: html.HtmlElement, base: str) -> Iterator[str]:
    """The accounts that a page declares to be the same thing in ActivityPub."""
    for href, kind, _ in _alternates(page):
        address = addresses.absolute(href, base)
        if kind == "application/activity+json" and address:
            yield address


def mentioned_feeds(page: html.HtmlElement, base: str) -> Iterator[str]:
    """Links to the site's own feeds in the text of a page that declares none."""
    for anchor in page.iter("a"):
        address = addresses.absolute(anchor.get("href") or "", base)
        if address and addresses.origin(address) == addresses.origin(base):
            path = address.split("/", 3)[3]
            if _FEED_LINK.search(path) and not _COMMENTS.search(path):
                yield address


def header_feeds(fetched: Fetched) -> Iterator[str]:
    """Feeds that the answer's Link headers (RFC 8288) name."""
    for name, value in fetched.headers:
        if name.lower() == "link":
            for target, parameters in _LINK_HEADER.findall(value[:8000]):
                rest = parameters.lower()
                address = addresses.absolute(target, fetched.final_address)
                if address and "alternate" in rest and any(kind in rest for kind in _FEED_TYPES if "json" not in kind):
                    yield address
