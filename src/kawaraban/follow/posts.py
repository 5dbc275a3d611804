"""A post of the fediverse by its address -> what it says, whose it is, and the server's answer as it came.

Two roads, without signing in anywhere: the public API of Mastodon (`/api/v1/statuses/ID`), which many servers speak
and which says whose the post is, and the post's own address asked for as ActivityPub.
https://docs.joinmastodon.org/methods/statuses/#get, https://www.w3.org/TR/activitypub/#retrieving-objects
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from kawaraban.follow import addresses
from kawaraban.follow.accounts import ACTIVITY, PUBLIC, VISIBLE
from kawaraban.follow.fetch import Fetching
from kawaraban.follow.listing import date, language, plain
from kawaraban.follow.model import Fetched, FollowError

MAX_TEXT = 20_000  # characters of a post

_NUMBERED = re.compile(r"/(?:@[\w.@-]+|users/[\w.-]+/statuses|notice|objects)/(\w{1,40})/?")
_BREAK = re.compile(r"(?i)<br\s*/?>|</p>\s*<p[^>]*>|</(?:p|div|li)>")
_TAG = re.compile(r"<[^<>]*>")  # no sign is looked at twice, however many open and none closes
_NOTES = frozenset({"Note", "Article", "Question", "Page"})


@dataclass(frozen=True, slots=True)
class SocialPost:
    """A public post. `text` is plain, a line a paragraph; `fetched` is the answer that it was read from."""

    address: str
    text: str
    author: str
    handle: str  # @name@host
    published: datetime | None
    language: str
    fetched: Fetched


def read_post(address: str, fetching: Fetching) -> SocialPost:
    """The public post at an address.

    Raises FollowError("not-a-feed") where there is none that can be read without signing in, else what was met there.
    """
    form = addresses.normalise(address)
    numbered = _NUMBERED.fullmatch(urlsplit(form).path)
    if numbered is not None:
        with suppress(FollowError):
            return _by_api(form, numbered[1], fetching)
    return _by_activitypub(form, fetching)


def _by_api(address: str, number: str, fetching: Fetching) -> SocialPost:
    site = addresses.origin(address)
    fetched = fetching.fetch(f"{site}/api/v1/statuses/{number}", accept="application/json")
    status = _object(fetched)
    account = status.get("account")
    account = account if isinstance(account, dict) else {}
    own = _text(status.get("url")) or _text(status.get("uri"))
    # Nobody speaks for another server: what is told of a post from elsewhere is read there.
    if status.get("visibility") not in VISIBLE or status.get("reblog") or addresses.origin(own or address) != site:
        raise _no_post(address)
    return _post(
        own or address,
        _text(status.get("spoiler_text")),
        _text(status.get("content")),
        author=plain(_text(account.get("display_name")) or _text(account.get("username"))),
        name=_text(account.get("username")),
        published=_text(status.get("created_at")),
        spoken=_text(status.get("language")),
        fetched=fetched,
    )


def _by_activitypub(address: str, fetching: Fetching) -> SocialPost:
    fetched = fetching.fetch(address, accept=ACTIVITY)
    note = _object(fetched)
    if isinstance(note.get("object"), dict) and note.get("type") == "Create":
        note = note["object"]
    readers = {_text(reader) for name in ("to", "cc") for reader in _list(note.get(name))}
    if _text(note.get("type")) not in _NOTES or not readers & PUBLIC:
        raise _no_post(address)
    actor = _actor(_text(note.get("attributedTo")), address, fetching)
    map_ = note.get("contentMap")
    return _post(
        _text(note.get("url")) or _text(note.get("id")) or address,
        _text(note.get("name")) or _text(note.get("summary")),
        _text(note.get("content")),
        author=plain(_text(actor.get("name")) or _text(actor.get("preferredUsername"))),
        name=_text(actor.get("preferredUsername")),
        published=_text(note.get("published")),
        spoken=next(iter(map_), "") if isinstance(map_, dict) else "",
        fetched=fetched,
    )


def _actor(actor: str, address: str, fetching: Fetching) -> dict[str, Any]:
    """Whose the post is, as their own server says; {} where it does not."""
    if not actor or addresses.origin(actor) != addresses.origin(address):
        return {}
    try:
        return _object(fetching.fetch(actor, accept=ACTIVITY))
    except FollowError:
        return {}


def _post(
    address: str, title: str, content: str, *, author: str, name: str, published: str, spoken: str, fetched: Fetched
) -> SocialPost:
    link = addresses.absolute(address, fetched.final_address) or fetched.final_address
    if addresses.origin(link) != addresses.origin(fetched.final_address):
        link = fetched.address
    text = "\n".join(filter(None, (_lines(title), _lines(content))))[:MAX_TEXT]
    if not text:
        raise _no_post(fetched.address)
    host = urlsplit(link).netloc
    return SocialPost(
        link,
        text,
        author[:300],
        f"@{name}@{host}"[:300] if name else "",
        date(published, fetched.fetched_at),
        language(spoken or None) or "",
        fetched,
    )


def _lines(html: str) -> str:
    text = unescape(_TAG.sub("", _BREAK.sub("\n", html[: 10 * MAX_TEXT])))
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))


def _object(fetched: Fetched) -> dict[str, Any]:
    try:
        found = json.loads(fetched.content().decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _no_post(fetched.final_address)
    return found


def _no_post(address: str) -> FollowError:
    shown = addresses.shown(address)
    return FollowError("not-a-feed", f"{shown} is no post that can be read without signing in: paste its text.")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """A text; "" for anything else. JSON can write what no database keeps: half a character, and the sign NUL."""
    return value.encode("utf-8", "replace").decode().replace("\0", "") if isinstance(value, str) else ""
