"""A sitemap's bytes -> what it lists (https://www.sitemaps.org/protocol.html, and Google's extension for news)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kawaraban.follow import addresses
from kawaraban.follow.coding import gunzip, is_gzip
from kawaraban.follow.fetch import Fetching
from kawaraban.follow.listing import Listing, bounded, date, language, plain
from kawaraban.follow.model import Entry, Fetched, FollowError

#: Addresses read from one file, as the protocol bounds it.
MAX_ADDRESSES = 50_000

#: Sitemaps of an index that are opened, the most promising first.
MAX_CHILDREN = 3

_MAX_DEPTH = 20  # of XML elements; a sitemap has four levels


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names."""

    address: str
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Either a listing of pages, or `children` (an index), the most promising first."""

    listing: Listing
    children: tuple[Child, ...] = ()


def looks_like_sitemap(fetched: Fetched) -> bool:
    """Whether the bytes begin as a sitemap or an index of sitemaps does, gzipped or not."""
    try:
        head = _content(fetched)[:2048]
    except FollowError:
        return False
    return b"<urlset" in head or b"<sitemapindex" in head


def read_whole_sitemap(fetched: Fetched, fetching: Fetching) -> tuple[Listing, bool]:
    """What a sitemap lists, an index with the MAX_CHILDREN most promising of its sitemaps; and whether it was an index.

    Raises FollowError as `read_sitemap`, or what the first of the children met when none could be read.
    """
    sitemap = read_sitemap(fetched)
    if not sitemap.children:
        return sitemap.listing, False
    listings: list[Listing] = []
    problems: list[FollowError] = []
    for child in sitemap.children[:MAX_CHILDREN]:
        try:
            listings.append(read_sitemap(fetching.fetch(child.address)).listing)
        except FollowError as problem:
            problems.append(problem)
    if not listings:
        raise problems[0]
    entries, skipped = bounded(newest_first(entry for listing in listings for entry in listing.entries))
    best = listings[0]
    return replace(best, entries=entries, skipped=skipped + sum(listing.skipped for listing in listings)), True


def read_sitemap(fetched: Fetched) -> Sitemap:
    """What a sitemap lists, or which sitemaps an index names. Raises FollowError("not-a-feed") or ("too-big")."""
    base, now = fetched.final_address, fetched.fetched_at
    entries: list[Entry | None] = []
    children: list[Child] = []
    news = False
    try:
        for element in _records(_content(fetched)):
            if _name(element) == "sitemap":
                children.extend(_child(element, base, now))
            else:
                news = news or any(_name(inner) == "news" for inner in element)
                entries.append(_entry(element, base, now))
            if len(entries) + len(children) >= MAX_ADDRESSES:
                break
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        if not entries and not children:
            raise FollowError(
                "not-a-feed", f"{addresses.shown(base)} is no sitemap: give the address of the site instead."
            ) from error
    lost = entries.count(None)
    kept, skipped = bounded(newest_first(entry for entry in entries if entry is not None))
    spoken = next((entry.language for entry in kept if entry.language), None)
    listing = Listing(
        kind="sitemap",
        format="news sitemap" if news else "sitemap",
        entries=kept,
        site_address=addresses.origin(base) + "/",
        language=spoken,
        skipped=skipped + lost,
    )
    return Sitemap(listing, tuple(sorted(children, key=_promise, reverse=True)))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """A sitemap has no order of its own, and only its head is kept; the undated stand last, as they came."""
    return sorted(entries, key=lambda entry: entry.published.timestamp() if entry.published else 0.0, reverse=True)


def _content(fetched: Fetched) -> bytes:
    content = fetched.content()
    return gunzip(content) if is_gzip(content) else content


def _records(content: bytes) -> Iterator[Element]:
    """Each `url` and `sitemap` element as it is complete; what was read is let go, so that memory stays flat."""
    depth, root = 0, None
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=False):
        if event == "start":
            depth += 1
            if root is None:
                root = element
                if _name(root) not in ("urlset", "sitemapindex"):
                    raise ValueError(_name(root))
            if depth > _MAX_DEPTH:
                raise ValueError("too deep")
            continue
        depth -= 1
        if depth == 1 and _name(element) in ("url", "sitemap"):
            yield element
            if root is not None:
                root.clear()


def _name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1].lower()


def _texts(element: Element) -> dict[str, str]:
    """The text of each descendant by its bare name, the first of each, images and videos left out."""
    found: dict[str, str] = {}
    for inner in element:
        name = _name(inner)
        if name in ("loc", "lastmod"):
            found.setdefault(name, (inner.text or "").strip())
        elif name == "news":
            for field in inner.iter():
                found.setdefault(f"news:{_name(field)}", (field.text or "").strip())
    return found


def _child(element: Element, base: str, now: datetime) -> Iterator[Child]:
    texts = _texts(element)
    address = addresses.absolute(texts.get("loc", ""), base)
    if address is not None:
        yield Child(address, date(texts.get("lastmod"), now))


def _promise(child: Child) -> tuple[bool, float]:
    """News first, then what changed last."""
    return "news" in child.address.lower(), child.modified.timestamp() if child.modified else 0.0


def _entry(element: Element, base: str, now: datetime) -> Entry | None:
    texts = _texts(element)
    address = addresses.absolute(texts.get("loc", ""), base)
    if address is None:
        return None
    return Entry(
        key=address,
        address=address,
        title=plain(texts.get("news:title", "")),
        published=date(texts.get("news:publication_date") or texts.get("lastmod"), now),
        language=language(texts.get("news:language")),
    )
