"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kawaraban.publish.feeds.entry import Entry, Place, entry_of, iso
from kawaraban.publish.feeds.xml import legal
from kawaraban.publish.model import Blog, Comment, Post

MEDIA_TYPE = "application/feed+json"


def json_feed(blog: Blog, shown: Sequence[Post | Comment], place: Place, *, title: str = "") -> bytes:
    """The feed as UTF-8 bytes; the arguments as for `atom`."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title or blog.title,
        "home_page_url": place.page or blog.address,
        "feed_url": place.address,
        "description": blog.tagline,
        "language": blog.language,
        "authors": [{"name": blog.author or blog.title}],
        "next_url": place.older,
        "hubs": [{"type": "WebSub", "url": place.hub}] if place.hub else [],
    }
    feed = {name: value for name, value in feed.items() if value}
    feed["items"] = [_item(entry_of(blog, one)) for one in shown]
    # Half a surrogate pair has no bytes in UTF-8: what XML can't hold is left out here too.
    return legal(json.dumps(feed, ensure_ascii=False, separators=(",", ":"))).encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": iso(entry.published_at),
        "date_modified": iso(entry.updated_at),
        "authors": [{"name": entry.author}] if entry.author else [],
        "tags": list(entry.subjects),
        "language": entry.language,
    }
    return {name: value for name, value in item.items() if value or name in {"id", "content_html"}}
