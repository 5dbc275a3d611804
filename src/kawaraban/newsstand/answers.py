"""How an outlet of the newsstand answers one request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kawaraban.newsstand import blogger, fediverse, feeds, hostile, pages
from kawaraban.newsstand.model import PATHS, Edition, Piece

if TYPE_CHECKING:
    from kawaraban.newsstand.server import OutletServer

#: How often the busy outlet says 429 before it hands out its feed, and the seconds it asks to wait.
BUSY_ANSWERS, BUSY_SECONDS = 2, 2

_FEEDS = {
    "/rss.xml": (feeds.rss2, "application/rss+xml"),
    "/index.rdf": (feeds.rss1, "application/rdf+xml"),
    "/atom.xml": (feeds.atom, "application/atom+xml"),
    "/feed.json": (feeds.json_feed, "application/feed+json"),
    "/sitemap.xml": (feeds.sitemap, "application/xml"),
}
_FRONTS = ("/", "/world/", "/business/")
_LISTED = 40


class Handler(BaseHTTPRequestHandler):
    """One connection to an outlet."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: OutletServer

    def do_GET(self) -> None:
        server, newsstand = self.server, self.server.newsstand
        path = urlsplit(self.path).path
        before = newsstand.count(server.house, path)
        if server.house.slow:
            newsstand.stopping.wait(newsstand.delay)
        if path == "/robots.txt":
            self._robots()
        elif self._is_busy(path, before):
            self.send_body(429, b"One at a time, please.", "text/plain", {"Retry-After": str(BUSY_SECONDS)})
        elif server.house.hostile and path in hostile.ROOMS:
            hostile.ROOMS[path][1](self)
        elif server.house.account:
            self._social(path)
        elif server.house.blog:
            self._blog(path)
        else:
            self._publication(path, before)

    def _is_busy(self, path: str, before: int) -> bool:
        house = self.server.house
        return house.busy and not self.server.newsstand.still and path == PATHS[house.feed] and before < BUSY_ANSWERS

    def _robots(self) -> None:
        house = self.server.house
        rule = f"Disallow: {house.forbidden}" if house.forbidden else "Disallow:"
        sitemap = f"\nSitemap: {self.server.site}/sitemap.xml" if house.feed == "sitemap" else ""
        self.send_body(200, f"User-agent: *\n{rule}{sitemap}\n".encode(), "text/plain; charset=utf-8")

    def _social(self, path: str) -> None:
        server = self.server
        accept = self.headers.get("Accept", "")
        found = fediverse.answer(server.house, server.site, self.path, accept, server.newsstand.of(server.house))
        if found:
            self._conditional(found[1].encode(), found[0])
        elif path in _FRONTS:
            self._conditional(
                pages.front(server.house, server.newsstand.of(server.house)).encode(), "text/html; charset=utf-8"
            )
        else:
            self._not_found()

    def _blog(self, path: str) -> None:
        page = blogger.page(path)
        if page is None:
            self._not_found()
        else:
            self._conditional(page, "text/html; charset=utf-8")

    def _publication(self, path: str, before: int) -> None:
        house, pieces = self.server.house, self.server.newsstand.of(self.server.house)
        if path in _FRONTS:
            return self._text(pages.front(house, pieces), "text/html", pieces)
        if path == PATHS.get(house.feed):
            make, kind = _FEEDS[path]
            listed = [*self._rooms(), *pieces][:_LISTED]
            return self._text(make(house, self.server.site, listed), kind, pieces)
        for piece in pieces:
            if path == piece.moved_path:
                return self._page(piece, path)
            if path == piece.path:
                return self._article(piece, before)
        return self._not_found()

    def _article(self, piece: Piece, before: int) -> None:
        newsstand = self.server.newsstand
        if piece.moved_path:
            self.send_body(301, b"", "text/html", {"Location": piece.moved_path})
        elif piece.fate == "gone" and before and not newsstand.still:
            self.send_body(410, b"<h1>This article has been removed</h1>", "text/html; charset=utf-8")
        else:
            self._page(newsstand.as_answered(newsstand.article(piece.id), before), piece.path)

    def _page(self, piece: Piece, path: str) -> None:
        server = self.server
        if server.house.hostile:
            return self._text(hostile.scripted(piece), "text/html", [piece])
        others = [other for other in server.newsstand.of(server.house) if other.id != piece.id][:5]
        return self._text(pages.article(server.house, piece, server.site + path, others), "text/html", [piece])

    def _rooms(self) -> list[Piece]:
        """The hostile outlet's rooms, listed as if they were articles."""
        if not self.server.house.hostile:
            return []
        moment = self.server.newsstand.now.replace(microsecond=0)
        listed = [(path, title) for path, (title, _) in hostile.ROOMS.items() if title]
        return [
            Piece(path, "", "lantern", path, "", (), moment - timedelta(hours=hour), "en", (Edition(title, (title,)),))
            for hour, (path, title) in enumerate(listed, start=1)
        ]

    def _not_found(self) -> None:
        self.send_body(404, b"<h1>Not found</h1><p>There is no such page here.</p>", "text/html; charset=utf-8")

    def _text(self, text: str, kind: str, pieces: Sequence[Piece]) -> None:
        """Sends a text in the outlet's charset. Where a character isn't in it, HTML and XML write it by its number."""
        house = self.server.house
        own = kind not in ("application/feed+json", "application/xml")
        charset = house.charset if own else "utf-8"
        label = (house.label or charset) if own else "utf-8"
        modified = max((piece.published for piece in pieces), default=None)
        says = house.declared in ("header", "both") or not own
        self._conditional(
            text.encode(charset, "xmlcharrefreplace"), f"{kind}; charset={label}" if says else kind, modified
        )

    def _conditional(self, body: bytes, kind: str, modified: datetime | None = None) -> None:
        """Sends a body with its validators; 304 to who has it already."""
        headers = {"ETag": f'"{sha256(body).hexdigest()[:24]}"'}
        if modified:
            headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
        status = 304 if self._is_known(headers["ETag"], modified) else 200
        self.send_body(status, b"" if status == 304 else body, kind, headers)

    def _is_known(self, etag: str, modified: datetime | None) -> bool:
        if known := self.headers.get("If-None-Match"):
            return etag in known
        since = parsedate(self.headers.get("If-Modified-Since", ""))
        return bool(since and modified and modified.astimezone(UTC).timetuple()[:6] <= since[:6])

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
        """The newsstand counts requests instead of writing them down."""
