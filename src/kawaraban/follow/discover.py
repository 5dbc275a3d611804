"""An address that a person gave -> all ways in to what is published there, the best first."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from lxml import html

from kawaraban.follow import accounts, addresses, jsonfeed
from kawaraban.follow.feeds import looks_like_feed, read_feed
from kawaraban.follow.fetch import Fetching
from kawaraban.follow.links import page_title, parse_page, read_links
from kawaraban.follow.listing import Listing, language
from kawaraban.follow.model import Discovery, Fetched, FollowError, Problem, Way
from kawaraban.follow.poll import FEEDS
from kawaraban.follow.signposts import (
    declared_accounts,
    declared_feeds,
    header_feeds,
    is_article,
    mentioned_feeds,
)
from kawaraban.follow.sitemap import looks_like_sitemap, read_whole_sitemap

#: Where feeds stand that a site does not declare, by how often they do. Few: each is a request to somebody's server.
WELL_KNOWN = ("/feed", "/rss.xml", "/index.rdf", "/atom.xml", "/feed.xml", "/index.xml", "/rss", "/feed.json")

_PATIENCE = 10.0  # seconds
_MAX_DECLARED = 8
_MAX_SITEMAPS = 2
_LEAST_SECTION = 3  # headlines of a section's page; fewer are an article's "read more"
_SCHEMELESS_RETRY: frozenset[Problem] = frozenset({"no-answer", "bad-certificate", "not-found", "server-error"})
_FRONT_CLOSED: frozenset[Problem] = frozenset({"forbidden", "robots", "server-error", "not-found", "gone", "too-big"})
_KINDS = {"feed": 0, "account": 1, "sitemap": 2, "page": 3}


class _Fetcher(Fetching, Protocol):
    def sitemaps(self, address: str) -> list[str]: ...


def discover(address: str, fetcher: _Fetcher) -> Discovery:
    """All ways in behind the address of a site, a feed, an article or an account, with or without a scheme.

    The site is asked about twenty times at most, politely, so this may take that many seconds; where it asks to wait
    a moment, that is done. Raises FollowError: what the address itself met, or "not-a-feed" where there is nothing to
    follow.
    """
    fetcher = _Patient(fetcher)
    search = _Search(fetcher)
    if accounts.is_account_name(address):
        search.add_account(accounts.account_address(address, fetcher))
        return search.discovery(address)
    try:
        fetched = _front(address, fetcher)
    except FollowError as problem:
        if problem.problem not in _FRONT_CLOSED:
            raise
        search.search_behind(addresses.normalise(address))
        if not search.ways:
            raise
        return search.discovery(address)
    if not search.add_document(fetched):
        search.search_site(fetched)
    return search.discovery(address)


def _front(address: str, fetcher: Fetching) -> Fetched:
    """The document at the address; by http where no scheme was given and https is not spoken there."""
    asked = addresses.normalise(address)
    try:
        return fetcher.fetch(asked, accept=f"text/html,{FEEDS}")
    except FollowError as problem:
        plain = asked.replace("https://", "http://", 1)
        if address.strip().lower().startswith("https:") or plain == asked or problem.problem not in _SCHEMELESS_RETRY:
            raise
        with suppress(FollowError):
            return fetcher.fetch(plain, accept=f"text/html,{FEEDS}")
        raise


class _Patient:
    """Waits where a server asks for a moment, in all no longer than a person would: a busy feed is a feed."""

    def __init__(self, fetcher: _Fetcher) -> None:
        self._fetcher = fetcher
        self._patience = _PATIENCE
        self.sitemaps = fetcher.sitemaps

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, accept: str | None = None
    ) -> Fetched:
        while True:
            try:
                return self._fetcher.fetch(address, etag=etag, last_modified=last_modified, accept=accept)
            except FollowError as problem:
                seconds = problem.retry_after
                if problem.problem != "wait" or seconds is None or seconds >= self._patience:
                    raise
                self._patience -= max(seconds, 1.0)
                time.sleep(seconds)


class _Search:
    """What was found so far; each address is asked for once."""

    def __init__(self, fetcher: _Fetcher) -> None:
        self._fetcher = fetcher
        self._seen: set[str] = set()
        self.ways: list[Way] = []
        self.site_address = ""
        self.site_title = ""
        self._language: str | None = None

    def discovery(self, address: str) -> Discovery:
        """The ways in order. Raises FollowError("not-a-feed") where there are none."""
        if not self.ways:
            raise FollowError(
                "not-a-feed",
                f"Nothing to follow was found at {addresses.shown(address)}: "
                "give the address of the site's front page or of its feed.",
            )
        order = sorted(self.ways, key=_rank)
        ways = (replace(order[0], recommended=True), *order[1:])
        title = self.site_title or next((way.title for way in ways if way.title), "")
        return Discovery(address, self.site_address or addresses.origin(ways[0].address) + "/", title, ways)

    def add_document(self, fetched: Fetched) -> bool:
        """Takes an address that is itself a way in: a feed, a sitemap, an account's profile."""
        listing = self._document(fetched)
        if listing is None:
            return False
        self._add(listing, fetched)
        self.site_address = listing.site_address
        self.site_title = listing.title
        return True

    def add_account(self, address: str) -> None:
        """Raises FollowError."""
        if address not in self._seen:
            self._seen.add(address)
            listing = accounts.read_account(address, self._fetcher)
            self._append(listing, listing.site_address)
            self.site_address = self.site_address or listing.site_address

    def search_site(self, fetched: Fetched) -> None:
        """Looks behind a page: what it declares, what its host names, and the links it lists."""
        page = parse_page(fetched)
        if page is None:
            return
        self.site_address = addresses.origin(fetched.final_address) + "/"
        self._read_page(page, fetched)
        if addresses.normalise(fetched.final_address) == self.site_address:
            self._add_links(fetched, least=1)
        elif is_article(page) or not self._add_links(fetched, least=_LEAST_SECTION):
            self._read_front()
        fed = any(way.kind == "feed" and way.entries for way in self.ways)
        if not fed:
            self._try_well_known()
        self._try_sitemaps(guess=not fed)

    def search_behind(self, address: str) -> None:
        """Looks for what a site has where the address given is closed or gone: its front page, the usual places."""
        self.site_address = addresses.origin(address) + "/"
        if address != self.site_address:
            self._read_front()
        if not any(way.kind == "feed" for way in self.ways):
            self._try_well_known()

    def _try_well_known(self) -> None:
        """The usual places, until one holds a feed."""
        for path in WELL_KNOWN:
            if self._try_feed(addresses.origin(self.site_address) + path):
                return

    def _read_front(self) -> None:
        with suppress(FollowError):
            fetched = self._fetcher.fetch(self.site_address)
            page = parse_page(fetched)
            if page is not None:
                self._read_page(page, fetched)
                self._add_links(fetched, least=1)

    def _read_page(self, page: html.HtmlElement, fetched: Fetched) -> None:
        self.site_title = page_title(page)
        self._language = language(page.get("lang")) or self._language
        for address in declared_accounts(page, fetched.final_address):
            with suppress(FollowError):
                self.add_account(address)
        declared = list(dict.fromkeys((*header_feeds(fetched), *declared_feeds(page, fetched.final_address))))
        for address in declared[:_MAX_DECLARED]:
            self._try_feed(address)
        if not any(way.kind == "feed" for way in self.ways):
            for address in list(dict.fromkeys(mentioned_feeds(page, fetched.final_address)))[:3]:
                self._try_feed(address)

    def _add_links(self, fetched: Fetched, *, least: int) -> bool:
        with suppress(FollowError):
            listing = read_links(fetched)
            if len(listing.entries) >= least:
                self._add(listing, fetched)
                return True
        return False

    def _try_feed(self, address: str) -> bool:
        if address in self._seen:
            return False
        self._seen.add(address)
        with suppress(FollowError):
            fetched = self._fetcher.fetch(address, accept=FEEDS)
            self._add(read_feed(fetched), fetched)
            return True
        return False

    def _try_sitemaps(self, *, guess: bool) -> None:
        """Those that robots.txt names; the usual place only with `guess`, for sitemaps can be large."""
        named: list[str] = []
        with suppress(FollowError):
            named = self._fetcher.sitemaps(self.site_address)
        named.sort(key=lambda address: "news" not in address.lower())
        for address in named[:_MAX_SITEMAPS] or [self.site_address + "sitemap.xml"] * guess:
            if address not in self._seen:
                self._seen.add(address)
                with suppress(FollowError):
                    fetched = self._fetcher.fetch(address)
                    self._add(read_whole_sitemap(fetched, self._fetcher)[0], fetched)

    def _document(self, fetched: Fetched) -> Listing | None:
        content = fetched.content()
        if looks_like_sitemap(fetched):
            return read_whole_sitemap(fetched, self._fetcher)[0]
        if looks_like_feed(content):
            return read_feed(fetched)
        if jsonfeed.looks_like_json(content):
            try:
                return read_feed(fetched)
            except FollowError:
                return accounts.read_account(fetched.final_address, self._fetcher)
        if accounts.is_profile(fetched.final_address):
            with suppress(FollowError):
                return accounts.read_account(fetched.final_address, self._fetcher)
        return None

    def _add(self, listing: Listing, fetched: Fetched) -> None:
        address = addresses.normalise(fetched.moved_to or fetched.address)
        if listing.kind == "account":
            address = listing.site_address  # one account has several pages, and one address of its own
        self._seen.add(address)
        self._seen.add(addresses.normalise(fetched.final_address))
        self._append(listing, address)

    def _append(self, listing: Listing, address: str) -> None:
        if any(way.address == address and way.kind == listing.kind for way in self.ways):
            return
        self.ways.append(
            Way(
                kind=listing.kind,
                address=address,
                title=listing.title or self.site_title,
                format=listing.format,
                entries=len(listing.entries),
                newest=listing.newest,
                full_text=listing.full_text,
                language=listing.language or self._language,
            )
        )


def _rank(way: Way) -> tuple[bool, int, bool, float]:
    """What brings something first; feeds before accounts, sitemaps and pages; whole articles before teasers.

    Among equals the site's own order stands, but a feed that fell silent goes behind one that did not.
    """
    silent = way.newest.timestamp() // (30 * 86_400) if way.newest else 0.0
    return not way.entries, _KINDS[way.kind], not way.full_text, -silent
