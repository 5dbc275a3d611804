"""The newsstand's HTTP servers: one port an outlet on the loopback interface."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from kawaraban.newsstand import fediverse, feeds, hostile, pages, press
from kawaraban.newsstand.model import FEED_PATHS, House, Outlet, Piece

#: How often a busy outlet says 429 before it answers, and the seconds it asks to wait.
BUSY_ANSWERS, BUSY_SECONDS = 2, 2

_FEEDS = {
    "/rss.xml": (feeds.rss2, "application/rss+xml"),
    "/index.rdf": (feeds.rss1, "application/rdf+xml"),
    "/atom.xml": (feeds.atom, "application/atom+xml"),
    "/feed.json": (feeds.json_feed, "application/feed+json"),
    "/sitemap.xml": (feeds.sitemap, "application/xml"),
}


class Newsstand:
    """The made-up press, served. A context manager; or `start` and `stop`.

    `port` is the first outlet's, the others follow it; 0 takes free ones. `now` is the moment that the articles are
    dated back from. `slow=False` takes the slow outlet's delay away. `articles` holds the truth of every article,
    `requests` counts what was asked, by (outlet's key, path).
    """

    def __init__(self, port: int = 0, *, now: datetime | None = None, slow: bool = True) -> None:
        self.now = now or datetime.now(UTC)
        self.slow = slow
        self.articles: tuple[Piece, ...] = press.pieces(self.now)
        self.requests: Counter[tuple[str, str]] = Counter()
        self.outlets: tuple[Outlet, ...] = ()
        self._port = port
        self._servers: list[_Server] = []
        self._lock = threading.Lock()

    def start(self) -> Self:
        """Listens. Raises OSError where a port is taken; then none is left open."""
        try:
            for number, house in enumerate(press.houses().values()):
                self._servers.append(_Server(self, house, self._port and self._port + number))
        except OSError:
            self.stop()
            raise
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.outlets = tuple(Outlet(server.house, server.site) for server in self._servers)
        return self

    def stop(self) -> None:
        for server in self._servers:
            if self.outlets:
                server.shutdown()
            server.server_close()
        self._servers.clear()
        self.outlets = ()

    def reset(self) -> None:
        """Forgets who asked for what: edits are undone, what disappeared is back."""
        with self._lock:
            self.requests.clear()

    def outlet(self, key: str) -> Outlet:
        return next(outlet for outlet in self.outlets if outlet.key == key)

    def article(self, identifier: str) -> Piece:
        return next(piece for piece in self.articles if piece.id == identifier)

    def specimen(self, name: str) -> Piece:
        """The first article that shows a specimen of the package's table."""
        return next(piece for piece in reversed(self.articles) if name in piece.specimens)

    def address(self, piece: Piece) -> str:
        """Where an article is served."""
        return self.outlet(piece.outlet).address + piece.path

    def of(self, house: House) -> tuple[Piece, ...]:
        """An outlet's articles, newest first."""
        return tuple(piece for piece in self.articles if piece.outlet == house.key)

    def count(self, house: House, path: str) -> int:
        """How often this was asked for before; counts this time."""
        with self._lock:
            before = self.requests[house.key, path]
            self.requests[house.key, path] = before + 1
        return before

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, newsstand: Newsstand, house: House, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.newsstand = newsstand
        self.house = house
        self.site = f"http://127.0.0.1:{self.server_address[1]}"
        self.pieces = newsstand.of(house)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Readers who leave half-way are no news."""


class Handler(BaseHTTPRequestHandler):
    """One request to an outlet."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        house, newsstand = self.server.house, self.server.newsstand
        path = urlsplit(self.path).path
        before = newsstand.count(house, path)
        if house.delay and newsstand.slow:
            time.sleep(house.delay)
        if path == "/robots.txt":
            self._robots()
        elif house.busy and path in FEED_PATHS.values() and path != "/" and before < BUSY_ANSWERS:
            self.send_body(429, b"One at a time, please.", "text/plain", {"Retry-After": str(BUSY_SECONDS)})
        elif house.hostile and path in hostile.ROOMS:
            hostile.ROOMS[path][1](self)
        elif house.account and (found := fediverse.answer(house, self.server.site, self.path, self.server.pieces)):
            self.send_body(200, found[1].encode(), found[0])
        else:
            self._publication(path, before)

    def _robots(self) -> None:
        closed = self.server.house.forbidden
        rule = f"Disallow: {closed}" if closed else "Disallow:"
        sitemap = f"\nSitemap: {self.server.site}/sitemap.xml" if self.server.house.feed == "sitemap" else ""
        self.send_body(200, f"User-agent: *\n{rule}{sitemap}\n".encode(), "text/plain; charset=utf-8")

    def _publication(self, path: str, before: int) -> None:
        house, pieces = self.server.house, self.server.pieces
        if path == "/":
            return self._conditional(pages.front(house, pieces), "text/html")
        if path == FEED_PATHS.get(house.feed):
            make, kind = _FEEDS[path]
            return self._conditional(make(house, self.server.site, [*self._rooms(), *pieces]), kind)
        for piece in pieces:
            if path == piece.path:
                return self._article(piece, before)
            if path == _moved_path(piece):
                return self._page(piece, piece.paragraphs)
        return self.send_body(404, b"<h1>Not found</h1>", "text/html")

    def _article(self, piece: Piece, before: int) -> None:
        if piece.fate == "moved":
            self.send_body(301, b"", "text/html", {"Location": _moved_path(piece)})
        elif piece.fate == "gone" and before:
            self.send_body(410, b"<h1>This article has been removed</h1>", "text/html")
        else:
            self._page(piece, piece.later if piece.later and before else piece.paragraphs)

    def _page(self, piece: Piece, paragraphs: Sequence[str]) -> None:
        others = [other for other in self.server.pieces if other is not piece][:5]
        address = self.server.site + piece.path
        self._conditional(pages.article(self.server.house, piece, address, paragraphs, others), "text/html")

    def _rooms(self) -> list[Piece]:
        """The hostile outlet's rooms, listed as articles."""
        if not self.server.house.hostile:
            return []
        return [
            Piece(path.strip("/"), "hostile", "lantern", path, title, "", (), self.server.newsstand.now, "en", (title,))
            for path, (title, _) in hostile.ROOMS.items()
            if title
        ]

    def send_page(self, text: str) -> None:
        self._conditional(text, "text/html")

    def _conditional(self, text: str, kind: str) -> None:
        """A body with its validators, or 304 to who has it already."""
        charset = self.server.house.charset if kind != "application/feed+json" else "utf-8"
        body = text.encode(charset, "xmlcharrefreplace")
        etag = f'"{sha256(body).hexdigest()[:24]}"'
        if self.headers.get("If-None-Match") == etag:
            return self.send_body(304, b"", kind, {"ETag": etag})
        modified = format_datetime(self.server.newsstand.now.astimezone(UTC), usegmt=True)
        return self.send_body(200, body, f"{kind}; charset={charset}", {"ETag": etag, "Last-Modified": modified})

    def send_body(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _moved_path(piece: Piece) -> str:
    """Where a piece has moved to; no path at all for the others."""
    return piece.path.replace("/news/", "/archive/") if piece.fate == "moved" else ""
