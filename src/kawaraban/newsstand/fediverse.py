"""The newsstand's fediverse server: WebFinger, an ActivityPub actor with its outbox, and the account's page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from html import escape
from typing import Any

from kawaraban.newsstand.model import House, Piece

_PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
_ACTIVITY = "application/activity+json; charset=utf-8"


def answer(house: House, site: str, path: str, posts: Sequence[Piece]) -> tuple[str, str] | None:
    """(content type, body) of a protocol's address, or None where it is none."""
    actor = f"{site}/users/{house.account}"
    if path.startswith("/.well-known/webfinger"):
        return "application/jrd+json", json.dumps(_webfinger(house, site, actor))
    if path in (f"/users/{house.account}", f"/@{house.account}"):
        return _ACTIVITY, json.dumps(_actor(house, site, actor), ensure_ascii=False)
    if path == f"/users/{house.account}/outbox":
        return _ACTIVITY, json.dumps(_outbox(actor, site, posts), ensure_ascii=False)
    return None


def _webfinger(house: House, site: str, actor: str) -> dict[str, Any]:
    host = site.partition("//")[2]
    return {
        "subject": f"acct:{house.account}@{host}",
        "links": [{"rel": "self", "type": "application/activity+json", "href": actor}],
    }


def _actor(house: House, site: str, actor: str) -> dict[str, Any]:
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": actor,
        "type": "Person",
        "preferredUsername": house.account,
        "name": "Harbour Watch",
        "url": f"{site}/@{house.account}",
        "inbox": f"{actor}/inbox",
        "outbox": f"{actor}/outbox",
    }


def _outbox(actor: str, site: str, posts: Sequence[Piece]) -> dict[str, Any]:
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": f"{actor}/outbox",
        "type": "OrderedCollection",
        "totalItems": len(posts),
        "orderedItems": [_create(actor, site + post.path, post) for post in posts],
    }


def _create(actor: str, address: str, post: Piece) -> dict[str, Any]:
    published = post.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    note = {
        "id": address,
        "type": "Note",
        "url": address,
        "attributedTo": actor,
        "to": [_PUBLIC],
        "published": published,
        "content": "".join(f"<p>{escape(text)}</p>" for text in post.paragraphs),
        "contentMap": {post.language: "".join(f"<p>{escape(text)}</p>" for text in post.paragraphs)},
    }
    return {"id": f"{address}#create", "type": "Create", "actor": actor, "to": [_PUBLIC], "object": note}
