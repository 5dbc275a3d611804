"""What `follow` hands on: ways in to a source, the entries it published, and the answers of its server."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

WayKind = Literal["feed", "sitemap", "page", "account"]

#: Why a fetch gave nothing. The desk turns each into one plain sentence in the reader's language.
Problem = Literal[
    "not-an-address",  # the text is no http(s) address
    "refused-address",  # it leads into a private, loopback or link-local network
    "no-such-host",  # the name does not resolve
    "no-answer",  # nothing came back in time, or the connection broke
    "bad-certificate",
    "not-found",  # 404 and the like
    "gone",  # 410
    "forbidden",  # 401, 403, 451
    "robots",  # the site's robots.txt asks not to
    "wait",  # 429 or 503; `retry_after` says how long where the server did
    "server-error",  # other 5xx
    "too-big",
    "too-many-redirects",
    "not-a-feed",  # it came, but it is no feed, sitemap or list of links
    "not-an-article",
]


class FollowError(Exception):
    """A fetch or a discovery that gave nothing usable; never a bug of ours.

    `problem` is for programs, `str(error)` is one plain English sentence that says what to do.
    """

    def __init__(self, problem: Problem, message: str, *, retry_after: float | None = None, status: int | None = None):
        super().__init__(message)
        self.problem: Problem = problem
        self.retry_after = retry_after  # seconds
        self.status = status

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries; the default pickling loses keyword-only arguments.
        return (_rebuild_error, (self.problem, str(self), self.retry_after, self.status))


def _rebuild_error(problem: Problem, message: str, retry_after: float | None, status: int | None) -> FollowError:
    return FollowError(problem, message, retry_after=retry_after, status=status)


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of a server, exactly as it came.

    `headers` keep their order, case and doubles. `body` is what came over the wire after transfer coding and before
    content coding (still gzipped if the server gzipped it): it is what a WARC record wants. `content()` undoes the
    coding, within bounds.
    """

    address: str  # as asked
    final_address: str  # after redirects
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime  # UTC, aware
    redirects: tuple[str, ...] = ()  # the addresses that redirected, in order
    moved_to: str | None = None  # where the permanent redirects (301, 308) it began with end

    def header(self, name: str) -> str | None:
        """The first header of that name, case-insensitive."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def content(self) -> bytes:
        """The body with its content coding (gzip, deflate) undone.

        Raises FollowError("too-big") when it would unpack to more than `follow.coding.MAX_DECODED` bytes.
        """
        from kawaraban.follow.coding import decode

        return decode(self.body, self.header("content-encoding"))


@dataclass(frozen=True, slots=True)
class Way:
    """One way in to what a source publishes."""

    kind: WayKind
    address: str
    title: str
    format: str  # "Atom", "RSS 2.0", "RSS 1.0", "JSON Feed", "sitemap", "page", "account"
    entries: int
    newest: datetime | None = None
    full_text: bool = False
    language: str | None = None
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """All ways in behind one address, the recommended one first, and what the site calls itself."""

    address: str
    site_address: str
    site_title: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a source published.

    `key` is stable for the life of the entry (feed id, else the address): a changed title must not make a new entry.
    """

    key: str
    address: str
    title: str
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""  # foreign HTML, not yet sanitised
    content: str = ""  # foreign HTML, the full text where the feed has it
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PollState:
    """What to remember of a source between polls, so that an unchanged one costs a few bytes."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None  # of the content, for servers without validators


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll of a source brought. `entries` is empty when `changed` is false."""

    changed: bool
    entries: tuple[Entry, ...] = ()
    state: PollState = field(default_factory=PollState)
    moved_to: str | None = None  # a permanent redirect; the caller should remember it
    requests: int = 0
    bytes: int = 0
    skipped: int = 0  # entries without an address or past the bound
