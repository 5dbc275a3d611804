"""The newsstand's HTTP servers: one port an outlet on the loopback interface."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Self

from kawaraban.newsstand import blogger, press
from kawaraban.newsstand.answers import Handler
from kawaraban.newsstand.model import PATHS, House, Outlet, Piece

#: From which request on a feed lists its late article; the first are a discovery's and the first polls'.
LATE_FROM = 4

#: What the slow outlet takes before an answer.
SLOW_SECONDS = 1.5


class NewsstandError(Exception):
    """The newsstand can't open; `str(error)` is one plain sentence that says what to do."""


class Newsstand:
    """The made-up press and its blogger, served. A context manager; or `start` and `stop`.

    `port` is the first outlet's, the others follow it; 0 takes free ones. `now` is the moment that the articles are
    dated back from. `slow=False` takes the slow outlet's delay away. With `still` nothing depends on how often it was
    asked for: no edit, no disappearance, late articles there from the start, nobody told to wait.

    `articles` holds the truth of every article, newest first; `requests` counts what was asked, by (the
    outlet's key, the path without its query).
    """

    def __init__(self, port: int = 0, *, now: datetime | None = None, slow: bool = True, still: bool = False) -> None:
        self.now = now or datetime.now(UTC)
        self.delay = SLOW_SECONDS if slow else 0.0
        self.still = still
        self.articles: tuple[Piece, ...] = press.pieces(self.now)
        self.requests: Counter[tuple[str, str]] = Counter()
        self.outlets: tuple[Outlet, ...] = ()
        self.stopping = threading.Event()
        self._port = port
        self._servers: list[OutletServer] = []
        self._lock = threading.Lock()
        self._accepting: threading.Thread | None = None

    def start(self) -> Self:
        """Listens. Raises NewsstandError where a port is taken; then none is left open."""
        self.stopping.clear()
        for number, house in enumerate((*press.houses().values(), blogger.HOUSE)):
            port = self._port and self._port + number
            try:
                self._servers.append(OutletServer(self, house, port))
            except OSError as error:
                self.stop()
                raise NewsstandError(f"Port {port} is in use: choose another first port for the newsstand.") from error
        self.outlets = tuple(Outlet(server.house, server.site) for server in self._servers if not server.house.blog)
        self._wake, self._woken = socket.socketpair()
        self._accepting = threading.Thread(target=self._accept, name="newsstand", daemon=True)
        self._accepting.start()
        return self

    def stop(self) -> None:
        """Closes every port and every connection."""
        self.stopping.set()
        if self._accepting:
            self._wake.close()
            self._accepting.join()
            self._woken.close()
            self._accepting = None
        for server in self._servers:
            server.server_close()
        self._servers.clear()
        self.outlets = ()

    def reset(self) -> None:
        """Forgets who asked for what: edits are undone, what disappeared is back."""
        with self._lock:
            self.requests.clear()

    def outlet(self, key: str) -> Outlet:
        """Raises StopIteration where there is none of that key."""
        return next(outlet for outlet in self.outlets if outlet.key == key)

    @property
    def blog(self) -> str:
        """The site of the newsstand's blogger, on the port behind the last outlet's; not one of the outlets."""
        return next(server.site for server in self._servers if server.house.blog)

    def article(self, identifier: str) -> Piece:
        """Raises StopIteration where there is none of that id."""
        return next(piece for piece in self.articles if piece.id == identifier)

    def specimens(self, name: str) -> tuple[Piece, ...]:
        """The articles that show a specimen of the package's table, newest first."""
        return tuple(piece for piece in self.articles if name in piece.specimens)

    def of(self, house: House) -> tuple[Piece, ...]:
        """What an outlet lists now, newest first: silent edits made, those that are still to come left out."""
        return tuple(
            self.as_answered(piece, self.requests[piece.outlet, piece.path] - 1)
            for piece in self.articles
            if piece.outlet == house.key
            and (not piece.late or self.still or self.requests[house.key, PATHS[house.feed]] >= LATE_FROM)
        )

    def address(self, piece: Piece) -> str:
        """Where an article is served."""
        return self.outlet(piece.outlet).address + piece.path

    def count(self, house: House, path: str) -> int:
        """How often a path was asked for before; counts this time."""
        with self._lock:
            before = self.requests[house.key, path]
            self.requests[house.key, path] = before + 1
        return before

    def as_answered(self, piece: Piece, before: int) -> Piece:
        """An article as it is sent to who asks after `before` others."""
        edited = len(piece.editions) > 1 and not self.still and before > 0
        return replace(piece, editions=piece.editions[1:]) if edited else piece

    def _accept(self) -> None:
        """One thread takes the calls of all outlets; each call is answered in a thread of its own."""
        with selectors.DefaultSelector() as selector:
            for server in self._servers:
                selector.register(server, selectors.EVENT_READ, server)
            selector.register(self._woken, selectors.EVENT_READ, None)
            while True:
                for key, _ in selector.select():
                    if key.data is None:
                        return
                    key.data.handle_request()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class OutletServer(ThreadingHTTPServer):
    """One outlet's server."""

    daemon_threads = True
    request_queue_size = 64
    timeout = 0

    def __init__(self, newsstand: Newsstand, house: House, port: int) -> None:
        self.newsstand = newsstand
        self.house = house
        self._calls: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Handler)
        self.site = f"http://127.0.0.1:{self.server_address[1]}"

    def server_bind(self) -> None:
        """As HTTPServer, but without asking a name server what 127.0.0.1 is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self._calls.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._calls.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for call in tuple(self._calls):
            with contextlib.suppress(OSError):
                call.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves half-way is no news."""
