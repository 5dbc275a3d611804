"""JSON Feed 1.0 and 1.1 as an archive (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kawaraban.follow import listing
from kawaraban.publish.formats.feed.entries import FAR
from kawaraban.publish.formats.model import Doubt, ForeignPost, FormatError

#: Characters of a JSON Feed, which can only be read whole.
MAX_JSON = 64 << 20


def read_json(text: str) -> Iterator[ForeignPost | Doubt]:
    """Raises FormatError where it is no JSON Feed, or broken: of half a document nothing can be read."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise FormatError("This JSON Feed is damaged or breaks off: export the blog again.") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise FormatError("This is JSON, but no feed: choose the file that the old blog's export gave you.")
    spoken = listing.language(_text(feed, "language")) or ""
    number = -1
    for item in items:
        if not isinstance(item, dict):
            yield Doubt("not-a-post", "left-out", detail=str(item)[:200])
            continue
        number += 1
        post = _post(item, spoken)
        yield post
        if post.published_at is None:
            yield Doubt("date-missing", "left-undated", number, (post.title or "")[:200])


def _post(item: dict[str, Any], spoken: str) -> ForeignPost:
    html, url = _text(item, "content_html"), _text(item, "url")
    tags = item.get("tags")
    people = item.get("authors")
    people = people if isinstance(people, list) else [item.get("author")]  # 1.0 had one
    published = listing.date(_text(item, "date_published") or _text(item, "date_modified"), FAR)
    changed = listing.date(_text(item, "date_modified"), FAR)
    return ForeignPost(
        body=html or _text(item, "content_text"),
        key=_text(item, "id") or url,
        title=_text(item, "title") if "title" in item else None,
        markup="html" if html else "text",
        excerpt=_text(item, "summary"),
        author=next((name for person in people if isinstance(person, dict) and (name := _text(person, "name"))), ""),
        published_at=published,
        modified_at=changed if changed != published else None,
        tags=tuple(dict.fromkeys(tag for tag in tags if isinstance(tag, str) and tag))
        if isinstance(tags, list)
        else (),
        language=listing.language(_text(item, "language")) or spoken,
        addresses=(url,) if url else (),
    )


def _text(source: dict[str, Any], name: str) -> str:
    value = source.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
