"""Real HTTP servers on the loopback interface, whose answers a test writes down.

with Site() as site:
    site.answer("/feed", b"<rss/>", content_type="application/rss+xml")
    fetcher.fetch(site.at("/feed"))
    assert site.paths == ["/robots.txt", "/feed"]
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

#: A self-signed certificate for paper.example and other.example, with its key. For tests only.
CERTIFICATE = Path(__file__).parent / "data" / "loopback.pem"


#: What a Fetcher must be allowed to reach these servers.
LOOPBACK = ("127.0.0.0/8",)


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str  # with its query
    headers: Message
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


#: A scripted answer writes what it likes to the handler: half answers, drips, floods.
Script = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def do_GET(self) -> None:
        self._answer()

    def _answer(self, body: bytes = b"") -> None:
        self.site.asked.append(Asked(self.path, self.headers, body))
        answer = self.site.answers.get(self.path) or self.site.answers.get("*") or Answer(b"nothing here", 404)
        try:
            if callable(answer):
                answer(self)
            else:
                self.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, answer: Answer) -> None:
        headers = dict(answer.headers)
        self.send_response(answer.status)
        if not {"Content-Length", "Transfer-Encoding"} & headers.keys():
            headers["Content-Length"] = str(len(answer.body))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def wait_for_end(self, seconds: float) -> bool:
        """Waits so long, less if the site closes; true while the site is open."""
        return not self.site.closing.wait(seconds)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that hangs up is what many tests are about


class Site:
    """One server on a free port of 127.0.0.1, over TLS if `tls`. Unknown paths answer 404, robots.txt among them."""

    def __init__(self, *, tls: bool = False) -> None:
        self.answers: dict[str, Answer | Script] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._scheme = "https" if tls else "http"
        handler = type("SiteHandler", (Handler,), {"site": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def at(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.port}{path}"

    def answer(
        self, path: str, body: bytes | str = b"", status: int = 200, *, content_type: str = "", **headers: str
    ) -> None:
        """`headers` by keyword: `retry_after="3"` sends `Retry-After: 3`."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        if content_type:
            named["Content-Type"] = content_type
        self.answers[path] = Answer(body.encode() if isinstance(body, str) else body, status, named)

    def script(self, path: str, script: Script) -> None:
        self.answers[path] = script

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        self.answer(path, status=status, location=target)

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def last(self, path: str) -> Asked:
        return next(asked for asked in reversed(self.asked) if asked.path == path)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


def names(monkeypatch: pytest.MonkeyPatch, **hosts: str) -> None:
    """Lets names lead to addresses; underscores in them stand for dots. Everything else about DNS stays."""
    real = socket.getaddrinfo
    known = {name.replace("_", "."): address for name, address in hosts.items()}

    def answer(host: str, *args: Any, **options: Any) -> Any:
        return real(known.get(host, host), *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
