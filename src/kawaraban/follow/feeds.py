"""A feed's bytes -> what it lists. RSS 0.9 to 2.0 and Atom through feedparser, JSON Feed by ourselves.

feedparser is used because it is right where faster parsers are not (measured on 200 real feeds): full text in RSS 1.0,
XHTML titles, dates with offsets. What the bytes stand for is settled before it sees them. Its sanitising and its
rewriting of links are off: the desk cleans all foreign HTML itself, and they take two thirds of the time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import feedparser

from kawaraban.follow import addresses, jsonfeed
from kawaraban.follow.charset import to_utf8
from kawaraban.follow.listing import Listing, bounded, date, language, plain
from kawaraban.follow.model import Entry, Fetched, FollowError

#: A feed's most bytes, unpacked: past it, parsing takes longer than a poll may.
MAX_FEED = 5_000_000

_FORMATS = {"rss10": "RSS 1.0", "rss090": "RSS 0.90", "rss20": "RSS 2.0", "rss": "RSS", "cdf": "CDF"}
_MAX_MARKUP = 100_000  # tags; each costs feedparser about 60 microseconds, well-formed or not
_ENTITY = re.compile(rb"<!ENTITY[^>]*>", re.IGNORECASE)
_CDATA = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_MAX_HTML = 500_000  # characters of one entry's text
_MAX_AUTHORS = 20
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|RDF|channel)[\s>]", re.IGNORECASE)
_WIDE_ROOT = re.compile(rb"<\x00?(?:r\x00?s\x00?s|f\x00?e\x00?e\x00?d|r\x00?d\x00?f\x00?:)")


def read_feed(fetched: Fetched) -> Listing:
    """What a feed lists. Raises FollowError("not-a-feed") or ("too-big")."""
    content = fetched.content()
    if len(content) > MAX_FEED or _markup(content) > _MAX_MARKUP:
        raise FollowError(
            "too-big",
            f"The feed {addresses.shown(fetched.final_address)} is too long to read: "
            "follow a smaller one of the same site.",
        )
    if jsonfeed.looks_like_json(content):
        return jsonfeed.read_json_feed(content, fetched.final_address, fetched.fetched_at)
    if not looks_like_feed(content):
        raise _not_a_feed(fetched)
    parsed = _parse(content, fetched)
    if not parsed.version and not parsed.entries:
        raise _not_a_feed(fetched)
    base = fetched.final_address
    spoken = language(parsed.feed.get("language"))
    entries, skipped = bounded(_entry(raw, base, spoken, fetched.fetched_at) for raw in parsed.entries)
    return Listing(
        kind="feed",
        format=_FORMATS.get(parsed.version, _family(parsed.version)),
        entries=entries,
        title=plain(parsed.feed.get("title") or ""),
        site_address=addresses.absolute(parsed.feed.get("link") or "", base) or "",
        language=spoken,
        skipped=skipped,
    )


def looks_like_feed(content: bytes) -> bool:
    """Whether the bytes begin as a feed in XML does: cheap, and keeps pages out of feedparser's patient loose mode."""
    head = content[:4096]
    found = _ROOT.search(head) or _WIDE_ROOT.search(head)
    page = re.search(rb"<(?:!doctype\s+)?html[\s>]", head, re.IGNORECASE)
    return bool(found) and (page is None or (found is not None and found.start() < page.start()))


def _markup(content: bytes) -> int:
    """How much there is to parse, in tags: what stands in CDATA is free, an entity costs a tenth."""
    outside = _CDATA.sub(b"", content)
    return outside.count(b"<") + outside.count(b"&") // 10


def _parse(content: bytes, fetched: Fetched) -> Any:
    try:
        return parsed(content, fetched.header("content-type") or "", fetched.header("content-language") or "")
    except ValueError as error:
        raise _not_a_feed(fetched) from error


def parsed(content: bytes, content_type: str = "", language: str = "") -> Any:
    """What feedparser makes of a feed in XML: safe to parse, nothing in it cleaned yet. Raises ValueError.

    The last two are what the headers of those names said, where there were any.
    """
    headers = {"content-type": "application/xml; charset=utf-8"}
    if language:
        headers["content-language"] = language
    # Entities that a feed defines for itself are for unfolding a kilobyte into millions; HTML's own need no definition.
    content = _ENTITY.sub(b"", to_utf8(content, content_type))
    # Without a Content-Location, feedparser leaves relative addresses for us to join, and is a fifth faster for it.
    try:
        return feedparser.parse(
            io.BytesIO(content),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        # feedparser trips over some junk with whatever exception its loose parser happens to meet.
        raise ValueError("no feed") from error


def _not_a_feed(fetched: Fetched) -> FollowError:
    return FollowError(
        "not-a-feed", f"{addresses.shown(fetched.final_address)} is no feed: give the address of the site instead."
    )


def _family(version: str) -> str:
    if version.startswith("atom"):
        return "Atom"
    return "RSS" if version.startswith("rss") else "feed"


def _entry(raw: Any, base: str, spoken: str | None, now: datetime) -> Entry | None:
    link = raw.get("feedburner_origlink") or raw.get("link") or ""
    address = addresses.absolute(link, base)
    if address is None:
        return None
    content = _content(raw)
    summary = raw.get("summary") or ""
    return Entry(
        key=_key(raw, address, base),
        address=address,
        title=plain(raw.get("title") or ""),
        published=date(_first(raw, "published", "updated", "created"), now),
        authors=_authors(raw),
        summary="" if summary == content else summary[:_MAX_HTML],
        content=content[:_MAX_HTML],
        language=language(_own_language(raw)) or spoken,
    )


def _key(raw: Any, address: str, base: str) -> str:
    """The feed's id. An id that is the entry's address, give or take a fragment that counts its revisions, is that."""
    given = (raw.get("id") or "").strip()
    if not given or ("://" in given and addresses.absolute(given, base) == address):
        return address
    return given[:2000]


def _content(raw: Any) -> str:
    """The longest HTML or text among an entry's contents."""
    texts = [part.get("value") or "" for part in raw.get("content") or ()]
    return max(texts, key=len, default="")


def _own_language(raw: Any) -> str | None:
    details: Sequence[Any] = [raw.get("title_detail"), *(raw.get("content") or ()), raw.get("summary_detail")]
    return next((part["language"] for part in details if part and part.get("language")), None)


def _authors(raw: Any) -> tuple[str, ...]:
    names = [person.get("name") or "" for person in raw.get("authors") or ()] or [raw.get("author") or ""]
    unique = dict.fromkeys(plain(name) for name in names)
    return tuple(name for name in unique if name)[:_MAX_AUTHORS]


def _first(raw: Any, *names: str) -> str | None:
    return next((value for name in names if isinstance(value := raw.get(name), str) and value), None)
