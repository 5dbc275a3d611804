"""The hostile outlet does send what the table says that it sends."""

from __future__ import annotations

import socket
import zlib
from collections.abc import Iterator
from http.client import IncompleteRead
from urllib.parse import urlsplit

import pytest

from kawaraban.newsstand import Newsstand
from kawaraban.newsstand.hostile import HUGE_BYTES, ROOMS
from tests.asking import ask


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(slow=False) as newsstand:
        yield newsstand


@pytest.fixture
def site(newsstand: Newsstand) -> str:
    return newsstand.outlet("lantern").address


def test_its_article_is_full_of_traps(newsstand: Newsstand) -> None:
    piece = newsstand.article("lantern-bridge")
    page = ask(newsstand.address(piece)).text
    traps = (
        "<script>",
        "onload=",
        "onerror=",
        "javascript:",
        "<iframe",
        "<object",
        "<form",
        'http-equiv="refresh"',
        "<base",
    )
    assert [trap for trap in traps if trap not in page] == []
    assert all(text in page for text in piece.paragraphs)


def test_its_feed_lists_the_traps_with_a_script_in_a_headline(site: str) -> None:
    feed = ask(f"{site}/rss.xml").text
    assert all(f"{site}{path}<" in feed for path, (title, _) in ROOMS.items() if title)
    assert "&lt;script&gt;alert" in feed


def test_its_huge_page_goes_on_to_its_bound(site: str) -> None:
    host = urlsplit(site)
    assert host.hostname and host.port
    total = 0
    with socket.create_connection((host.hostname, host.port)) as connection:
        connection.sendall(b"GET /huge.html HTTP/1.1\r\nHost: x\r\n\r\n")
        while block := connection.recv(1 << 20):
            total += len(block)
    assert 0.99 * HUGE_BYTES < total < 1.01 * HUGE_BYTES


def test_its_bomb_travels_small_and_unpacks_large(site: str) -> None:
    answer = ask(f"{site}/bomb.html")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.body) < HUGE_BYTES / 100
    unpacker, total = zlib.decompressobj(31), 0
    rest = answer.body
    while rest:
        total += len(unpacker.decompress(rest, 1 << 22))
        rest = unpacker.unconsumed_tail
    assert total > 0.99 * HUGE_BYTES


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/loop-1.html", "/loop-2.html"),
        ("/loop-2.html", "/loop-1.html"),
        ("/inside.html", "http://10.0.0.1/admin"),
        ("/metadata.html", "http://169.254.169.254/latest/meta-data/"),
        ("/file.html", "file:///etc/passwd"),
    ],
)
def test_its_redirects_lead_where_nobody_should_go(site: str, path: str, target: str) -> None:
    answer = ask(site + path)
    assert (answer.status, answer.headers["Location"]) == (302, target)


def test_it_breaks_off_before_the_end(site: str) -> None:
    with pytest.raises(IncompleteRead):
        ask(f"{site}/broken-off.html")


def test_it_drips(site: str) -> None:
    assert ask(f"{site}/drip.html").body == b"<" * 600


def test_a_dripping_page_ends_when_the_newsstand_closes() -> None:
    newsstand = Newsstand().start()
    host = urlsplit(newsstand.outlet("lantern").address)
    assert host.hostname and host.port
    with socket.create_connection((host.hostname, host.port), timeout=10) as connection:
        connection.sendall(b"GET /drip.html HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        newsstand.stop()
        while connection.recv(1000):
            pass


def test_its_entities_are_there_to_explode(site: str) -> None:
    feed = ask(f"{site}/entities.xml")
    assert feed.headers.get_content_type() == "application/rss+xml"
    assert "<!ENTITY l9" in feed.text
    assert 'SYSTEM "file:///etc/passwd"' in feed.text


def test_it_has_a_page_with_no_article(site: str) -> None:
    assert "<p>" not in ask(f"{site}/empty.html").text
