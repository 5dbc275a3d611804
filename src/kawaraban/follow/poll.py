"""One poll of a source: what it published, for as few bytes as its server allows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from kawaraban.follow.accounts import read_account
from kawaraban.follow.feeds import read_feed
from kawaraban.follow.fetch import Fetching
from kawaraban.follow.links import read_links
from kawaraban.follow.listing import Listing
from kawaraban.follow.model import Entry, Fetched, Polled, PollState, WayKind
from kawaraban.follow.sitemap import read_whole_sitemap

#: What a reader of feeds asks for.
FEEDS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml,"
    "application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
)


def poll(kind: WayKind, address: str, state: PollState, fetcher: Fetching) -> Polled:
    """What the source at `address` lists now, if that changed since `state` was returned.

    An unchanged source costs one conditional request where its server has validators; elsewhere a digest of the
    entries tells. The caller knows by their keys which entries are new. Raises FollowError.
    """
    tally = _Tally(fetcher)
    if kind == "account":
        return tally.polled(_compare(read_account(address, tally), PollState(), state))
    accept = FEEDS if kind == "feed" else None
    fetched = tally.fetch(address, etag=state.etag, last_modified=state.last_modified, accept=accept)
    if fetched.status == 304:
        return tally.polled(Polled(changed=False, state=state, moved_to=fetched.moved_to))
    listing, whole = _read(kind, fetched, tally)
    validators = PollState(
        # An index may stay the same while the sitemaps it names change: its validators say nothing.
        etag=fetched.header("etag") if whole else None,
        last_modified=fetched.header("last-modified") if whole else None,
    )
    return tally.polled(replace(_compare(listing, validators, state), moved_to=fetched.moved_to))


def _compare(listing: Listing, validators: PollState, before: PollState) -> Polled:
    now = replace(validators, digest=_digest(listing.entries))
    changed = now.digest != before.digest
    return Polled(changed, listing.entries if changed else (), now, skipped=listing.skipped)


def _read(kind: WayKind, fetched: Fetched, fetching: Fetching) -> tuple[Listing, bool]:
    """The listing, and whether the document fetched holds all of it."""
    if kind == "feed":
        return read_feed(fetched), True
    if kind == "sitemap":
        listing, is_index = read_whole_sitemap(fetched, fetching)
        return listing, not is_index
    return read_links(fetched), True


class _Tally:
    """Counts what a poll asks for and what comes back; robots.txt, shared by all polls of a host, is not counted."""

    def __init__(self, fetcher: Fetching) -> None:
        self._fetcher = fetcher
        self._requests = 0
        self._bytes = 0

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, accept: str | None = None
    ) -> Fetched:
        self._requests += 1
        fetched = self._fetcher.fetch(address, etag=etag, last_modified=last_modified, accept=accept)
        self._requests += len(fetched.redirects)
        self._bytes += len(fetched.body) + sum(len(name) + len(value) + 4 for name, value in fetched.headers)
        return fetched

    def polled(self, polled: Polled) -> Polled:
        return replace(polled, requests=self._requests, bytes=self._bytes)


def _digest(entries: Iterable[Entry]) -> str:
    """Over what a reader would see change; a feed's own dates of building do not count."""
    digest = hashlib.sha256()
    for entry in entries:
        published = entry.published.isoformat() if entry.published else ""
        fields = (entry.key, entry.address, entry.title, published, entry.summary, entry.content)
        digest.update("\x1f".join((*fields, "\x1e")).encode("utf-8", "surrogatepass"))
    return f"sha256:{digest.hexdigest()}"
