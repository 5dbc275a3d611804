"""Fetching one address politely, within bounds, and never from inside the reader's own network."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlencode, urljoin

from kawaraban import __version__
from kawaraban.follow import addresses
from kawaraban.follow.coding import decode
from kawaraban.follow.exchange import Answer, Exchange
from kawaraban.follow.guard import Guard
from kawaraban.follow.manners import Gate, Robots, RobotsAnswer, retry_after
from kawaraban.follow.model import Fetched, FollowError, Problem

USER_AGENT = f"Kawaraban/{__version__} (+press review desk)"

#: What one body may weigh on the wire, in bytes.
MAX_BYTES = 10_000_000

_PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_MAX_ROBOTS = 512_000  # RFC 9309 asks for at least 500 KiB
_MAX_SAID = 4_096  # of what a server says to a form; nobody reads it
_ROBOTS_SECONDS = 10.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_VALIDATORS = ("If-None-Match", "If-Modified-Since")

_PROBLEMS: dict[int, tuple[Problem, str]] = {
    401: ("forbidden", "asks for a name and a password: follow a public page"),
    403: ("forbidden", "refuses programs: open the page in a browser, save it, and take in the file"),
    410: ("gone", "says that this was taken away for good: look for it elsewhere"),
    451: ("forbidden", "may not show this for legal reasons: look for it elsewhere"),
    429: ("wait", "asks for fewer requests: it will be asked again later"),
    503: ("wait", "is overloaded or closed for now: it will be asked again later"),
}


class Fetching(Protocol):
    """What the readers of sources need of a Fetcher."""

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, accept: str | None = None
    ) -> Fetched: ...


class Fetcher:
    """Fetches addresses for the whole desk: one for all threads, so that hosts are asked in turn.

    `allow_nets` names private networks (CIDR blocks) that may be fetched all the same. `gap` is the least time in
    seconds between two visits to a host, `per_host` the most visits at once. `seconds` bounds one fetch in all, from
    looking up the name to the last byte, waiting for one's turn aside; `max_bytes` bounds a body on the wire and
    `max_redirects` the hops. `authorities` is a file of further certificate authorities (PEM).
    """

    def __init__(
        self,
        *,
        allow_nets: Iterable[str] = (),
        gap: float = 1.0,
        per_host: int = 2,
        seconds: float = 30.0,
        max_bytes: int = MAX_BYTES,
        max_redirects: int = 5,
        authorities: str | None = None,
    ) -> None:
        self.seconds = seconds
        self.max_bytes = max_bytes
        self.max_redirects = max_redirects
        self._gate = Gate(gap, per_host)
        self._exchange = Exchange(Guard(allow_nets), per_host=per_host, authorities=authorities)
        self._robots = Robots(self._get_robots)

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, accept: str | None = None
    ) -> Fetched:
        """What the server at `address` answers, redirects followed: a 2xx answer, or 304 to the validators given.

        Raises FollowError with the problem that fits; never anything else for what a server or a network does.
        """
        headers = {"User-Agent": USER_AGENT, "Accept": accept or _PAGES, "Accept-Encoding": "gzip, deflate"}
        if etag:
            headers["If-None-Match"] = " ".join(etag.split())  # servers fold long ones
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        fetched = self._follow(addresses.request_form(address), headers)
        return replace(fetched, address=address)

    def tell(self, address: str, fields: Sequence[tuple[str, str]]) -> None:
        """Posts a form to a server that asked to be told of something, such as a WebSub hub; a redirect is no yes.

        Bounded and guarded like `fetch`, but for robots.txt, which is about reading. Raises FollowError.
        """
        target = addresses.request_form(address)
        headers = {"User-Agent": USER_AGENT, "Content-Type": "application/x-www-form-urlencoded"}
        with self._gate.visit(addresses.host(target), 0.0, again=False):
            answer = self._exchange.ask(
                target, headers, self.seconds, _MAX_SAID, cut=True, form=urlencode(fields).encode("ascii")
            )
        if answer.status in _REDIRECTS:
            raise FollowError(
                "not-found",
                f"{addresses.shown(address)} sends on to another address (HTTP {answer.status}): give that one.",
                status=answer.status,
            )
        if not 200 <= answer.status < 300:
            raise self._problem(target, answer)

    def sitemaps(self, address: str) -> list[str]:
        """The sitemaps named by the robots.txt of the address' host. Raises FollowError."""
        return self._robots.sitemaps(addresses.request_form(address))

    def close(self) -> None:
        """Closes idle connections."""
        self._exchange.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _follow(self, address: str, headers: dict[str, str]) -> Fetched:
        hops: list[str] = []
        moved_to, only_permanent, left, visited = None, True, self.seconds, ""
        while True:
            delay = self._robots.check(address)
            host = addresses.host(address)
            with self._gate.visit(host, delay, again=host == visited):
                started = time.monotonic()
                answer = self._exchange.ask(address, headers, left, self.max_bytes)
                left -= time.monotonic() - started
            target = self._target(answer, address)
            if target is None:
                conditional = not headers.keys().isdisjoint(_VALIDATORS)
                return self._fetched(address, answer, tuple(hops), moved_to, conditional)
            hops.append(address)
            if len(hops) > self.max_redirects or target in hops:
                raise FollowError(
                    "too-many-redirects",
                    f"{addresses.shown(hops[0])} sends its readers round in circles: "
                    "give the address of the page itself.",
                )
            only_permanent = only_permanent and answer.status in _PERMANENT
            moved_to = target if only_permanent else moved_to
            address, visited = target, host

    def _target(self, answer: Answer, address: str) -> str | None:
        location = answer.header("location")
        if answer.status not in _REDIRECTS or not location:
            return None
        # Header bytes arrive as Latin-1; servers that put raw UTF-8 here are common.
        with suppress(UnicodeError):
            location = location.encode("latin-1").decode("utf-8")
        try:
            return addresses.request_form(urljoin(address, location.strip()))
        except (ValueError, FollowError):
            raise FollowError(
                "not-found",
                f"{addresses.shown(address)} sends its readers to “{addresses.shown(location)}”, "
                "which is no web address: give the address of the page itself.",
            ) from None

    def _fetched(
        self, address: str, answer: Answer, hops: tuple[str, ...], moved_to: str | None, conditional: bool
    ) -> Fetched:
        if not (200 <= answer.status < 300 or (answer.status == 304 and conditional)):
            raise self._problem(address, answer)
        return Fetched(
            address=hops[0] if hops else address,
            final_address=address,
            status=answer.status,
            reason=answer.reason,
            headers=answer.headers,
            body=answer.body,
            fetched_at=datetime.now(UTC),
            redirects=hops,
            moved_to=moved_to,
        )

    def _problem(self, address: str, answer: Answer) -> FollowError:
        status, host = answer.status, addresses.host(address)
        seconds = retry_after(answer.header("retry-after"))
        if status == 429 and seconds:
            self._gate.rest(host, seconds)
        if status in _PROBLEMS:
            problem, what = _PROBLEMS[status]
        elif 400 <= status < 500:
            problem, what = "not-found", f"has nothing at {addresses.shown(address)}: check the address"
        else:
            problem, what = "server-error", "has a fault of its own: try again later"
        return FollowError(problem, f"{host} {what} (HTTP {status}).", retry_after=seconds, status=status)

    def _get_robots(self, address: str) -> RobotsAnswer:
        """robots.txt with its redirects followed (RFC 9309, 2.3.1.2), but for those that lead nowhere."""
        headers = {"User-Agent": USER_AGENT, "Accept": "text/plain,*/*;q=0.5", "Accept-Encoding": "gzip, deflate"}
        deadline = time.monotonic() + min(_ROBOTS_SECONDS, self.seconds)
        for _ in range(self.max_redirects + 1):
            left = deadline - time.monotonic()
            answer = self._exchange.ask(address, headers, left, _MAX_ROBOTS, cut=True)
            target = self._target(answer, address)
            if target is None:
                try:
                    content = decode(answer.body, answer.header("content-encoding"))
                except FollowError:  # unreadable is as good as absent
                    content = b""
                return RobotsAnswer(answer.status, content)
            address = target
        return RobotsAnswer(404)
