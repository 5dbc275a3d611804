"""The newsstand's fediverse server: WebFinger, ActivityPub, Mastodon's API, and the account's page and RSS feed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kawaraban.newsstand import pages
from kawaraban.newsstand.model import House, Piece

_PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
_ACTIVITY = "application/activity+json; charset=utf-8"
_JSON = "application/json; charset=utf-8"
_NUMBER = "109348"
_STATUS = "/api/v1/statuses/"
_DISPLAY = "Harbour Observer"
_NOTE = "What is said along the quays. Not a newspaper."


def answer(house: House, site: str, target: str, accept: str, posts: Sequence[Piece]) -> tuple[str, str] | None:
    """(content type, body) of one of a social server's addresses, or None where it is none of them."""
    path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
    wants_activity = "activity+json" in accept or "ld+json" in accept
    if path == "/.well-known/webfinger":
        return _webfinger(house, site, query.get("resource", [""])[0])
    if path == f"/users/{house.account}" or (path == f"/@{house.account}" and wants_activity):
        return _ACTIVITY, _json(_actor(house, site))
    if path == f"/users/{house.account}/outbox":
        return _ACTIVITY, _json(_outbox(house, site, posts, paged="page" in query))
    if path == f"/@{house.account}":
        return "text/html; charset=utf-8", _profile(house, posts)
    if path == f"/@{house.account}.rss":
        return "application/rss+xml; charset=utf-8", _rss(house, site, posts)
    if path == "/api/v1/accounts/lookup" and query.get("acct") == [house.account]:
        return _JSON, _json(_account(house, site))
    if path == f"/api/v1/accounts/{_NUMBER}/statuses":
        return _JSON, _json([_status(house, site, post) for post in posts])
    if path.startswith(_STATUS):
        found = [post for post in posts if path == _STATUS + _number(post)]
        return (_JSON, _json(_status(house, site, found[0]))) if found else None
    return _post(house, site, path, posts, wants_activity)


def _number(post: Piece) -> str:
    return post.path.rpartition("/")[2]


def _post(house: House, site: str, path: str, posts: Sequence[Piece], wants_activity: bool) -> tuple[str, str] | None:
    for post in posts:
        if path == post.path:
            if wants_activity:
                return _ACTIVITY, _json(_note(house, site, post))
            return "text/html; charset=utf-8", _post_page(house, post)
    return None


def _webfinger(house: House, site: str, resource: str) -> tuple[str, str] | None:
    subject = f"acct:{house.account}@{site.partition('//')[2]}"
    if resource not in (subject, f"{site}/@{house.account}", _actor_address(house, site)):
        return None
    links = [
        {
            "rel": "http://webfinger.net/rel/profile-page",
            "type": "text/html",
            "href": f"{site}/@{house.account}",
        },
        {"rel": "self", "type": "application/activity+json", "href": _actor_address(house, site)},
    ]
    return "application/jrd+json; charset=utf-8", _json({"subject": subject, "links": links})


def _actor_address(house: House, site: str) -> str:
    return f"{site}/users/{house.account}"


def _actor(house: House, site: str) -> dict[str, Any]:
    actor = _actor_address(house, site)
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": actor,
        "type": "Person",
        "preferredUsername": house.account,
        "name": _DISPLAY,
        "summary": f"<p>{_NOTE}</p>",
        "url": f"{site}/@{house.account}",
        "inbox": f"{actor}/inbox",
        "outbox": f"{actor}/outbox",
    }


def _outbox(house: House, site: str, posts: Sequence[Piece], *, paged: bool) -> dict[str, Any]:
    outbox = f"{_actor_address(house, site)}/outbox"
    head: dict[str, Any] = {"@context": "https://www.w3.org/ns/activitystreams", "id": outbox}
    if not paged:
        return head | {"type": "OrderedCollection", "totalItems": len(posts), "first": f"{outbox}?page=true"}
    items = [_create(house, site, post) for post in posts]
    return head | {
        "id": f"{outbox}?page=true",
        "type": "OrderedCollectionPage",
        "partOf": outbox,
        "orderedItems": items,
    }


def _create(house: House, site: str, post: Piece) -> dict[str, Any]:
    actor, address = _actor_address(house, site), site + post.path
    return {
        "id": f"{address}/activity",
        "type": "Create",
        "actor": actor,
        "published": _instant(post.published),
        "to": [_PUBLIC],
        "object": _note(house, site, post),
    }


def _note(house: House, site: str, post: Piece) -> dict[str, Any]:
    address = site + post.path
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": address,
        "type": "Note",
        "url": address,
        "attributedTo": _actor_address(house, site),
        "to": [_PUBLIC],
        "cc": [],
        "inReplyTo": None,
        "published": _instant(post.published),
        "content": _html(post),
        "contentMap": {post.language: _html(post)},
    }


def _account(house: House, site: str) -> dict[str, Any]:
    return {
        "id": _NUMBER,
        "username": house.account,
        "acct": house.account,
        "display_name": _DISPLAY,
        "note": f"<p>{_NOTE}</p>",
        "url": f"{site}/@{house.account}",
        "uri": _actor_address(house, site),
    }


def _status(house: House, site: str, post: Piece) -> dict[str, Any]:
    return {
        "id": _number(post),
        "created_at": _instant(post.published),
        "in_reply_to_id": None,
        "reblog": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": post.language,
        "uri": site + post.path,
        "url": site + post.path,
        "content": _html(post),
        "account": _account(house, site),
        "media_attachments": [],
    }


def _profile(house: House, posts: Sequence[Piece]) -> str:
    head = (
        f'<link rel="alternate" type="application/activity+json" href="/users/{house.account}">\n'
        f'<link rel="alternate" type="application/rss+xml" title="{_DISPLAY}" href="/@{house.account}.rss">\n'
    )
    rows = "".join(
        f'<div class="teaser">{_html(post)}<a href="{post.path}">{_instant(post.published)}</a></div>' for post in posts
    )
    return pages.plain(house, f"{_DISPLAY} (@{house.account})", f"<h1>{_DISPLAY}</h1><p>{_NOTE}</p>{rows}", head)


def _post_page(house: House, post: Piece) -> str:
    head = (
        f'<link rel="alternate" type="application/activity+json" href="{post.path}">\n'
        f'<meta property="og:title" content="{_DISPLAY} (@{house.account})">\n'
        f'<meta property="og:description" content="{escape(" ".join(post.paragraphs))}">\n'
        f'<meta property="article:published_time" content="{post.published.isoformat()}">\n'
    )
    main = (
        f'<main><article><div class="byline">{_DISPLAY} @{house.account}</div>'
        f'<div class="e-content">{_html(post)}</div></article></main>'
    )
    return pages.plain(house, f"{_DISPLAY}: {post.title}", main, head)


def _rss(house: House, site: str, posts: Sequence[Piece]) -> str:
    """As Mastodon writes it: items without titles."""
    items = "".join(
        f'<item><guid isPermaLink="true">{site}{post.path}</guid><link>{site}{post.path}</link>'
        f"<pubDate>{format_datetime(post.published)}</pubDate><description>{escape(_html(post))}</description></item>\n"
        for post in posts
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{_DISPLAY}</title>'
        f"<link>{site}/@{house.account}</link><description>Public posts from @{house.account}</description>\n"
        f"{items}</channel></rss>"
    )


def _html(post: Piece) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in post.paragraphs)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
