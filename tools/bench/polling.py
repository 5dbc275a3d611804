"""1,000 feeds polled, half of them unchanged, from a server process on loopback: seconds, requests, bytes.

The feeds stand on 250 ports, four on each: to the Fetcher, 250 hosts. They are gzipped RSS of thirty entries, with
ETags; between the two rounds every second one gets a new entry. Requests and bytes are what the server counted.
Beside it feedparser fetches and parses the same feeds by itself, with as many threads.

    python -m tools.bench.polling            prints the table
    python -m tools.bench.polling serve      is the server process
"""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import perf_counter
from typing import Any

import feedparser

from kawaraban.follow import Fetcher, PollState, poll
from tools.bench.row import Row

FEEDS = 1000
HOSTS = 250
ENTRIES = 30
THREADS = 16


def run() -> list[Row]:
    """Three rows: the first round, the round with half unchanged, and feedparser's."""
    with _server() as addresses, Fetcher(allow_nets=["127.0.0.0/8"], gap=0) as fetcher:
        states = dict.fromkeys(addresses, PollState())

        def ours(address: str) -> bool:
            polled = poll("feed", address, states[address], fetcher)
            states[address] = polled.state
            return polled.changed

        first = _round(addresses, ours)
        _tick(addresses)
        second = _round(addresses, ours)
    with _server() as addresses:
        etags: dict[str, str] = {}

        def feedparsers(address: str) -> bool:
            parsed: Any = feedparser.parse(address, etag=etags.get(address))
            etags[address] = parsed.get("etag", etags.get(address, ""))
            return bool(parsed.entries)

        _round(addresses, feedparsers)
        _tick(addresses)
        peer = _round(addresses, feedparsers)
    return [
        Row(f"{FEEDS:,} feeds polled for the first time", _told(first)),
        Row(f"{FEEDS:,} feeds polled, half unchanged", _told(second), f"feedparser alone: {_told(peer)}"),
    ]


def _round(addresses: list[str], polls: Callable[[str], bool]) -> dict[str, float]:
    """Polls every feed once; what it took, and how many had changed."""
    before = _counts(addresses)
    started = perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        changed = sum(threads.map(polls, addresses))
    seconds = perf_counter() - started
    after = _counts(addresses)
    return {
        "seconds": seconds,
        "changed": changed,
        "requests": after["requests"] - before["requests"],
        "bytes": after["bytes"] - before["bytes"],
    }


def _told(figures: dict[str, float]) -> str:
    return (
        f"{figures['seconds']:.1f} s, {figures['requests']:,.0f} requests, {figures['bytes'] / 1e6:.2f} MB, "
        f"{figures['changed']:,.0f} changed"
    )


@contextmanager
def _server() -> Iterator[list[str]]:
    """The addresses of all feeds, of a server process that lives as long as the block."""
    command = [sys.executable, "-m", "tools.bench.polling", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            ports = json.loads(process.stdout.readline())
            yield [f"http://127.0.0.1:{ports[n % HOSTS]}/feed/{n}" for n in range(FEEDS)]
        finally:
            process.terminate()


def _ask(addresses: list[str], path: str) -> dict[str, int]:
    origin = addresses[0].split("/feed/")[0]
    with urllib.request.urlopen(origin + path) as answer:
        found: dict[str, int] = json.load(answer)
    return found


def _counts(addresses: list[str]) -> dict[str, int]:
    return _ask(addresses, "/counts")


def _tick(addresses: list[str]) -> None:
    _ask(addresses, "/tick")


class _Feeds:
    """The server's side: feeds that change by half at a tick, and the counts of what was asked and sent."""

    def __init__(self) -> None:
        self.ticks = 0
        self.requests = 0
        self.bytes = 0

    async def serve(self) -> None:
        servers = [await asyncio.start_server(self._talk, "127.0.0.1", 0) for _ in range(HOSTS)]
        print(json.dumps([server.sockets[0].getsockname()[1] for server in servers]), flush=True)
        await asyncio.Event().wait()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
                writer.write(self._answer(lines[0].split(" ")[1], headers.get("if-none-match")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, path: str, validator: str | None) -> bytes:
        if path == "/tick":
            self.ticks += 1
        if path in ("/tick", "/counts"):
            return _message("200 OK", json.dumps({"requests": self.requests, "bytes": self.bytes}).encode())
        answer = self._feed(path, validator) if path.startswith("/feed/") else _message("404 Not Found", b"")
        self.requests += 1
        self.bytes += len(answer)
        return answer

    def _feed(self, path: str, validator: str | None) -> bytes:
        number = int(path.rsplit("/", 1)[1])
        edition = self.ticks if number % 2 else 0
        etag = f'"{number}-{edition}"'
        if validator == etag:
            return _message("304 Not Modified", b"", f"ETag: {etag}\r\n")
        return _message("200 OK", _rss(number, edition), f"ETag: {etag}\r\nContent-Encoding: gzip\r\n")


def _message(status: str, body: bytes, headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


def _rss(number: int, edition: int) -> bytes:
    text = "The harbour office said the timetable would stay as it is. " * 8
    items = "".join(
        f"<item><guid isPermaLink='false'>{number}-{n}</guid><title>Council votes on item {n} &amp; more</title>"
        f"<link>https://maren-{number}.example/2026/11/{n}</link><pubDate>Fri, 20 Nov 2026 10:{n:02}:00 +0100</pubDate>"
        f"<description><![CDATA[<p>{text}{n}</p>]]></description></item>"
        for n in range(ENTRIES + edition, edition, -1)
    )
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Maren {number}</title>{items}</channel></rss>"
    return gzip.compress(feed.encode(), 1)


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        asyncio.run(_Feeds().serve())
    else:
        for row in run():
            print(row.what, row.figure, row.beside, sep=" | ")
