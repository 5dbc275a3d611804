"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), which feedparser does not read."""

from __future__ import annotations

import html
import json
from datetime import datetime
from typing import Any

from kawaraban.follow import addresses
from kawaraban.follow.listing import Listing, bounded, date, language, plain
from kawaraban.follow.model import Entry, FollowError

_VERSION = "https://jsonfeed.org/version/1"
_MAX_HTML = 500_000


def looks_like_json(content: bytes) -> bool:
    """Whether the bytes begin with an object of JSON."""
    return content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read_json_feed(content: bytes, address: str, now: datetime) -> Listing:
    """What a JSON Feed lists; `address` is where it came from. Raises FollowError("not-a-feed")."""
    try:
        feed = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        feed = None
    if not isinstance(feed, dict) or not _text(feed, "version").startswith(_VERSION):
        raise FollowError(
            "not-a-feed", f"{addresses.shown(address)} is JSON but no feed: give the address of the site instead."
        )
    spoken = language(_text(feed, "language"))
    items = feed.get("items")
    entries, skipped = bounded(
        _entry(item, address, spoken, now) for item in (items if isinstance(items, list) else ())
    )
    return Listing(
        kind="feed",
        format="JSON Feed",
        entries=entries,
        title=plain(_text(feed, "title")),
        site_address=addresses.absolute(_text(feed, "home_page_url"), address) or "",
        language=spoken,
        skipped=skipped,
    )


def _entry(item: Any, base: str, spoken: str | None, now: datetime) -> Entry | None:
    if not isinstance(item, dict):
        return None
    link = addresses.absolute(_text(item, "url") or _text(item, "id"), base)
    if link is None or not (_text(item, "url") or _text(item, "id").startswith("http")):
        return None
    content = _text(item, "content_html") or html.escape(_text(item, "content_text"), quote=False)
    return Entry(
        key=(_text(item, "id") or link)[:2000],
        address=link,
        title=plain(html.escape(_text(item, "title"), quote=False)),
        published=date(_text(item, "date_published") or _text(item, "date_modified"), now),
        authors=_authors(item),
        summary=html.escape(_text(item, "summary"), quote=False)[:_MAX_HTML],
        content=content[:_MAX_HTML],
        language=language(_text(item, "language")) or spoken,
    )


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    people = item.get("authors")
    people = people if isinstance(people, list) else [item.get("author")]  # 1.0 had one
    names = (_text(person, "name") for person in people if isinstance(person, dict))
    return tuple(name for name in names if name)[:20]


def _text(source: dict[str, Any], name: str) -> str:
    """A string, or a number written as one (ids often are)."""
    value = source.get(name)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
