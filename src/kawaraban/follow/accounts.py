"""A social account -> its public posts, without signing in anywhere.

Three roads, the next where one is closed: ActivityPub's outbox (https://www.w3.org/TR/activitypub/#outbox), the public
API of Mastodon, which many servers speak, and the RSS that Mastodon writes for an account. An account's name is turned
into its address by WebFinger (RFC 7033).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from kawaraban.follow import addresses
from kawaraban.follow.feeds import read_feed
from kawaraban.follow.fetch import Fetching
from kawaraban.follow.listing import Listing, bounded, date, language, plain
from kawaraban.follow.model import Entry, Fetched, FollowError

ACTIVITY = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'

_NAME = re.compile(r"(?:acct:|@)@?([\w.-]{1,100})@([^\s/@]{1,255})$", re.IGNORECASE)
_PROFILE = re.compile(r"(https?://[^/]+)/(?:@|users/|u/|accounts/)([\w.-]+)/?$")
_ACTORS = frozenset({"Person", "Service", "Organization", "Group", "Application"})
_POSTS = frozenset({"Note", "Article", "Page", "Question", "Video", "Image", "Event"})
PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
VISIBLE = ("public", "unlisted")
_TITLE = 100  # characters of a post that stand for the title it has not got
_MAX_HTML = 500_000


def is_account_name(text: str) -> bool:
    """Whether a person wrote an account's name: `@paper@host.example` or `acct:paper@host.example`."""
    return _NAME.match(text.strip()) is not None


def is_profile(address: str) -> bool:
    """Whether an address looks like an account's page."""
    return _PROFILE.match(address) is not None


def account_address(name: str, fetching: Fetching) -> str:
    """The address of an account from its name. Raises FollowError."""
    found = _NAME.match(name.strip())
    if found is None:
        raise FollowError(
            "not-an-address", f"“{addresses.shown(name)}” is no account: write it as @name@server.example."
        )
    user, host = found[1], found[2].lower()
    site = addresses.origin(addresses.normalise(host))
    answer = _object(
        fetching.fetch(f"{site}/.well-known/webfinger?resource=acct:{user}@{host}", accept="application/jrd+json")
    )
    links = [link for link in answer.get("links") or () if isinstance(link, dict)]
    for wanted in ("self", "http://webfinger.net/rel/profile-page"):
        for link in links:
            address = addresses.absolute(str(link.get("href") or ""), site + "/")
            if link.get("rel") == wanted and address is not None:
                return address
    raise _no_account(f"@{user}@{host}")


def read_account(address: str, fetching: Fetching) -> Listing:
    """The public posts of the account at an address, newest first, replies to others and repeats left out.

    The listing's `site_address` is the account's own address, by whichever of its pages it was asked for.
    Raises FollowError("not-a-feed") where the address is no account, else what the first road met.
    """
    try:
        return _by_activitypub(address, fetching)
    except FollowError as problem:
        profile = _PROFILE.match(address)
        if profile is None or problem.problem in ("gone", "refused-address", "no-such-host", "robots"):
            raise
        for road in (_by_mastodon, _by_rss):
            try:
                return road(profile[1], profile[2], fetching)
            except FollowError:
                continue
        raise


def _by_activitypub(address: str, fetching: Fetching) -> Listing:
    fetched = fetching.fetch(address, accept=ACTIVITY)
    actor = _object(fetched)
    outbox = addresses.absolute(_text(actor.get("outbox")), fetched.final_address)
    if _text(actor.get("type")) not in _ACTORS or outbox is None:
        raise _no_account(address)
    page = _object(fetching.fetch(outbox, accept=ACTIVITY))
    first = page.get("first")
    if isinstance(first, str):
        page = _object(fetching.fetch(addresses.absolute(first, outbox) or outbox, accept=ACTIVITY))
    elif isinstance(first, dict):
        page = first
    author = plain(_text(actor.get("name")) or _text(actor.get("preferredUsername")))
    own = addresses.absolute(_text(actor.get("id")), fetched.final_address) or address
    if addresses.origin(own) != addresses.origin(fetched.final_address):
        own = address  # nobody speaks for another server
    return _listing(_activities(page, _text(actor.get("id")), author, fetched.fetched_at), author, own)


def _activities(page: dict[str, Any], actor: str, author: str, now: datetime) -> Iterator[Entry | None]:
    for activity in _list(page.get("orderedItems")) or _list(page.get("items")):
        post = activity.get("object") if isinstance(activity, dict) and activity.get("type") == "Create" else activity
        if not isinstance(post, dict) or _text(post.get("type")) not in _POSTS:
            continue  # a repeat of somebody else's post, a like, or an address without the post
        readers = {_text(reader) for name in ("to", "cc") for reader in _list(post.get(name))}
        answers = _text(post.get("inReplyTo"))
        if readers & PUBLIC and (not answers or answers.startswith(actor)):
            yield _entry(
                key=_text(post.get("id")),
                address=_link(post.get("url")) or _text(post.get("id")),
                title=_text(post.get("name")),
                content=_text(post.get("content")),
                summary=_text(post.get("summary")),
                published=date(_text(post.get("published")), now),
                author=author,
                spoken=next(iter(_dict(post.get("contentMap"))), None),
            )


def _by_mastodon(site: str, user: str, fetching: Fetching) -> Listing:
    account = _object(fetching.fetch(f"{site}/api/v1/accounts/lookup?acct={user}", accept="application/json"))
    number = _text(account.get("id"))
    if not re.fullmatch(r"\w+", number):
        raise _no_account(f"{site}/@{user}")
    fetched = fetching.fetch(
        f"{site}/api/v1/accounts/{number}/statuses?exclude_replies=true&exclude_reblogs=true&limit=40",
        accept="application/json",
    )
    author = plain(_text(account.get("display_name")) or user)
    return _listing(_statuses(_json(fetched), author, fetched.fetched_at), author, f"{site}/@{user}")


def _statuses(statuses: Any, author: str, now: datetime) -> Iterator[Entry | None]:
    for status in _list(statuses):
        if isinstance(status, dict) and status.get("visibility") in VISIBLE and status.get("reblog") is None:
            yield _entry(
                key=_text(status.get("uri")),  # the id that ActivityPub gives it: both roads agree
                address=_text(status.get("url")) or _text(status.get("uri")),
                title="",
                content=_text(status.get("content")),
                summary=_text(status.get("spoiler_text")),
                published=date(_text(status.get("created_at")), now),
                author=author,
                spoken=_text(status.get("language")),
            )


def _by_rss(site: str, user: str, fetching: Fetching) -> Listing:
    listing = read_feed(fetching.fetch(f"{site}/@{user}.rss"))
    return _listing(iter(listing.entries), listing.title or user, f"{site}/@{user}")


def _listing(entries: Iterator[Entry | None], author: str, address: str) -> Listing:
    kept, skipped = bounded(entries)
    spoken = next((entry.language for entry in kept if entry.language), None)
    return Listing("account", "account", kept, author, address, spoken, skipped)


def _entry(
    *,
    key: str,
    address: str,
    title: str,
    content: str,
    summary: str,
    published: datetime | None,
    author: str,
    spoken: str | None,
) -> Entry | None:
    link = addresses.absolute(address, address)
    if link is None:
        return None
    return Entry(
        key=key[:2000] or link,
        address=link,
        title=plain(title) or _beginning(plain(content)),
        published=published,
        authors=(author,) if author else (),
        summary=summary[:_MAX_HTML],
        content=content[:_MAX_HTML],
        language=language(spoken),
    )


def _beginning(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    return text[:_TITLE].rsplit(" ", 1)[0][:_TITLE] + "…"


def _no_account(address: str) -> FollowError:
    return FollowError(
        "not-a-feed",
        f"{addresses.shown(address)} is no account whose posts can be read: write it as @name@server.example.",
    )


def _json(fetched: Fetched) -> Any:
    try:
        return json.loads(fetched.content().decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise _no_account(fetched.final_address) from None


def _object(fetched: Fetched) -> dict[str, Any]:
    found = _json(fetched)
    if not isinstance(found, dict):
        raise _no_account(fetched.final_address)
    return found


def _list(value: Any) -> list[Any]:
    """ActivityStreams writes a list of one as the one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _link(value: Any) -> str:
    """`url` may be an address, a link object, or a list of them."""
    for one in _list(value):
        found = one if isinstance(one, str) else _text(_dict(one).get("href"))
        if found:
            return found
    return ""
