"""Politeness: how often a host is asked, by how many at once, and what its robots.txt asks us to leave alone."""

from __future__ import annotations

import email.utils
import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from protego import Protego

from kawaraban.follow import addresses
from kawaraban.follow.model import FollowError

#: The name that robots.txt files know us by.
ROBOTS_NAME = "Kawaraban"

_MAX_HOSTS = 2000
_MAX_DELAY = 10.0  # seconds between two requests that a Crawl-delay can ask for
_MAX_QUEUE = 60.0  # seconds a caller waits for its turn before it is told to come back
_MAX_RETRY_AFTER = 86_400.0
_ROBOTS_KEPT = 3600.0
_ROBOTS_FAILURE_KEPT = 300.0


@dataclass(slots=True)
class _Host:
    slots: threading.BoundedSemaphore
    visitors: int = 0
    next_start: float = 0.0  # monotonic
    rests_until: float = 0.0  # monotonic; after a 429


class Gate:
    """At most `per_host` visits to a host at once, their starts at least `gap` seconds apart. Thread-safe."""

    def __init__(self, gap: float, per_host: int) -> None:
        self.gap = gap
        self.per_host = per_host
        self._lock = threading.Lock()
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @contextmanager
    def visit(self, host: str, delay: float | None = None, *, again: bool = False) -> Iterator[None]:
        """Waits for one's turn at `host[:port]`. `delay`, a host's own wish in seconds, lengthens the gap.

        `again` goes on with a visit that the host has sent elsewhere on itself: no gap before it.

        Raises FollowError("wait") where the turn would come too late, or the host has asked to be left alone.
        """
        place = self._enter(host)
        try:
            if not place.slots.acquire(timeout=_MAX_QUEUE):
                raise self._busy(host, _MAX_QUEUE)
            try:
                if not again:
                    time.sleep(self._turn(host, place, max(self.gap, min(delay or 0.0, _MAX_DELAY))))
                yield
            finally:
                place.slots.release()
        finally:
            with self._lock:
                place.visitors -= 1

    def rest(self, host: str, seconds: float) -> None:
        """Nobody is to ask this host anything for so long. Not for private hosts: there, it is one feed's matter."""
        if not _is_private_name(host):
            with self._lock:
                self._place(host).rests_until = time.monotonic() + seconds

    def _enter(self, host: str) -> _Host:
        with self._lock:
            place = self._place(host)
            place.visitors += 1
            return place

    def _place(self, host: str) -> _Host:
        place = self._hosts.get(host)
        if place is None:
            place = self._hosts[host] = _Host(threading.BoundedSemaphore(self.per_host))
            self._forget_idle()
        self._hosts.move_to_end(host)
        return place

    def _forget_idle(self) -> None:
        now = time.monotonic()
        if len(self._hosts) > _MAX_HOSTS:
            idle = [
                name
                for name, place in self._hosts.items()
                if not place.visitors and max(place.next_start, place.rests_until) < now
            ]
            for name in idle[: len(self._hosts) - _MAX_HOSTS]:
                del self._hosts[name]

    def _turn(self, host: str, place: _Host, gap: float) -> float:
        with self._lock:
            now = time.monotonic()
            start = max(now, place.next_start)
            if place.rests_until > start or start - now > _MAX_QUEUE:
                raise self._busy(host, max(place.rests_until, start) - now)
            place.next_start = start + gap
            return start - now

    def _busy(self, host: str, seconds: float) -> FollowError:
        return FollowError(
            "wait", f"{host} is to be left alone for now: it will be asked again later.", retry_after=seconds
        )


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What a server said when asked for its robots.txt."""

    status: int
    content: bytes = b""


@dataclass(slots=True)
class _Rules:
    kept_until: float  # monotonic
    rules: Protego | None  # None: could not be read, so nothing may be fetched for now
    lock: threading.Lock = field(default_factory=threading.Lock)


class Robots:
    """The robots.txt of each host (RFC 9309), asked for once an hour through `get(address) -> RobotsAnswer`.

    A 4xx answer allows everything. After a 5xx answer nothing is fetched for five minutes. An error that `get` raises
    passes through and is not remembered: the page would have met it too. Thread-safe.
    """

    def __init__(self, get: Callable[[str], RobotsAnswer]) -> None:
        self._get = get
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Rules] = OrderedDict()

    def check(self, address: str) -> float | None:
        """The host's Crawl-delay in seconds, if it has one. Raises FollowError("robots") or ("wait")."""
        rules = self._rules(address)
        if not rules.can_fetch(address, ROBOTS_NAME):
            raise FollowError(
                "robots",
                f"{addresses.host(address)} asks programs not to fetch {addresses.shown(address)}: "
                "open it in a browser, save it, and take in the file.",
            )
        delay = rules.crawl_delay(ROBOTS_NAME)
        return None if delay is None else float(delay)

    def sitemaps(self, address: str) -> list[str]:
        """The sitemaps that the host's robots.txt names, absolute, in its order."""
        found = (addresses.absolute(line, address) for line in self._rules(address).sitemaps)
        return [one for one in found if one is not None]

    def _rules(self, address: str) -> Protego:
        site = addresses.origin(address)
        with self._lock:
            known = self._known.setdefault(site, _Rules(0.0, None))
            self._known.move_to_end(site)
            while len(self._known) > _MAX_HOSTS:
                self._known.popitem(last=False)
        with known.lock:  # one thread asks, the others at this host wait for its answer
            if known.kept_until < time.monotonic():
                self._read(site, known)
        if known.rules is None:
            raise FollowError(
                "wait",
                f"{addresses.host(address)} can't say at the moment what it allows programs to fetch: "
                "it will be asked again later.",
                retry_after=max(known.kept_until - time.monotonic(), 1.0),
            )
        return known.rules

    def _read(self, site: str, known: _Rules) -> None:
        answer = self._get(f"{site}/robots.txt")
        unknown = answer.status >= 500 or answer.status == 429
        text = answer.content.decode("utf-8-sig", "replace") if answer.status == 200 else ""
        known.rules = None if unknown else Protego.parse(text)
        known.kept_until = time.monotonic() + (_ROBOTS_FAILURE_KEPT if unknown else _ROBOTS_KEPT)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds from a Retry-After header (seconds, or an HTTP date), 0 to a day; None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _MAX_RETRY_AFTER)
    try:
        then = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return min(max((then - (now or datetime.now(UTC))).total_seconds(), 0.0), _MAX_RETRY_AFTER)


def _is_private_name(host: str) -> bool:
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    try:
        return not ipaddress.ip_address(name.strip("[]")).is_global
    except ValueError:
        return "." not in name or name.endswith((".local", ".internal", ".lan", ".home.arpa", ".test"))
