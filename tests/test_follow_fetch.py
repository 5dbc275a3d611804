"""Fetching: what comes back, and what a bad address, server or network gets."""

from __future__ import annotations

import gzip
import pickle
import socket
import threading
import time
import tracemalloc
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from kawaraban.follow import Fetcher, FollowError
from tests.servers import CERTIFICATE, LOOPBACK, Answer, Handler, Site, names


def problem_of(fetcher: Fetcher, address: str) -> FollowError:
    with pytest.raises(FollowError) as caught:
        fetcher.fetch(address)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


# What comes back


def test_a_page_comes_as_it_was_sent(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress("<p>静かな港</p>".encode())
    site.answer("/a", packed, content_type="text/html", content_encoding="gzip", x_odd_CASE="1")
    fetched = fetcher.fetch(site.at("/a"))
    assert fetched.body == packed
    assert fetched.content().decode() == "<p>静かな港</p>"
    assert fetched.header("content-TYPE") == "text/html"
    assert (fetched.status, fetched.reason, fetched.redirects) == (200, "OK", ())
    assert fetched.fetched_at.tzinfo is not None


def test_a_chunked_answer_comes_without_its_chunks(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = Answer(b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n", headers={"Transfer-Encoding": "chunked"})
    assert fetcher.fetch(site.at("/a")).body == b"abcdefg"


def test_the_request_says_who_asks_and_what_it_has(site: Site, fetcher: Fetcher) -> None:
    site.answer("/feed", status=304)
    fetched = fetcher.fetch(site.at("/feed"), etag='W/"7"', last_modified="Sat, 21 Nov 2026 10:00:00 GMT", accept="a/b")
    assert fetched.status == 304
    headers = site.last("/feed").headers
    assert headers["User-Agent"].startswith("Kawaraban/")
    assert headers["If-None-Match"] == 'W/"7"'
    assert headers["If-Modified-Since"] == "Sat, 21 Nov 2026 10:00:00 GMT"
    assert headers["Accept"] == "a/b"
    assert headers["Accept-Encoding"] == "gzip, deflate"


def test_no_proxy_of_the_environment_is_used(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answer("/a", b"direct")
    assert fetcher.fetch(site.at("/a")).body == b"direct"


def test_redirects_are_followed_and_written_down(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/old", "/newer", 301)
    site.redirect("/newer", "new?q=1#part", 308)
    site.redirect("/new?q=1", "/today", 302)
    site.answer("/today", b"here")
    fetched = fetcher.fetch(site.at("/old"))
    assert fetched.final_address == site.at("/today")
    assert fetched.redirects == (site.at("/old"), site.at("/newer"), site.at("/new?q=1"))
    assert fetched.moved_to == site.at("/new?q=1"), "the permanent redirects end there"


def test_a_temporary_redirect_is_no_move(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/a", "/b", 302)
    site.redirect("/b", "/c", 301)
    site.answer("/c", b"here")
    assert fetcher.fetch(site.at("/a")).moved_to is None


def test_a_kept_connection_that_the_server_closed_is_made_anew(site: Site, fetcher: Fetcher) -> None:
    def answer_and_hang_up(handler: Handler) -> None:
        handler.send(Answer(b"one"))
        handler.close_connection = True

    site.script("/a", answer_and_hang_up)
    assert [fetcher.fetch(site.at("/a")).body for _ in range(3)] == [b"one"] * 3


# Not an address, nobody there


@pytest.mark.parametrize("address", ["", "hello", "not an address", "ftp://paper.example/", "http://", "javascript:1"])
def test_what_is_no_address_is_said_to_be_none(fetcher: Fetcher, address: str) -> None:
    assert problem_of(fetcher, address).problem == "not-an-address"


def test_a_name_that_does_not_resolve(fetcher: Fetcher) -> None:
    assert problem_of(fetcher, "http://nobody.invalid/").problem == "no-such-host"


def test_a_resolver_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: stuck.wait(20))
    with Fetcher(seconds=0.1) as fetcher:
        assert problem_of(fetcher, "http://paper.example/").problem == "no-such-host"
    stuck.set()


def test_a_port_where_nobody_listens(fetcher: Fetcher) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert problem_of(fetcher, f"http://127.0.0.1:{port}/").problem == "no-answer"


def test_a_server_that_says_nothing(site: Site) -> None:
    site.script("/a", lambda handler: handler.wait_for_end(20) or None)
    with Fetcher(allow_nets=LOOPBACK, gap=0, seconds=0.3) as fetcher:
        assert problem_of(fetcher, site.at("/a")).problem == "no-answer"


def test_an_answer_cut_off_halfway(site: Site, fetcher: Fetcher) -> None:
    def cut(handler: Handler) -> None:
        handler.send(Answer(b"half", headers={"Content-Length": "8"}))
        handler.close_connection = True

    site.script("/a", cut)
    assert problem_of(fetcher, site.at("/a")).problem == "no-answer"


def test_a_server_that_speaks_no_http(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with suppress(OSError):  # the test is over
                for _ in range(2):
                    with server.accept()[0] as peer:
                        peer.recv(1000)
                        peer.sendall(b"220 mail.example ESMTP\r\n")

        threading.Thread(target=greet, daemon=True).start()
        assert problem_of(fetcher, f"http://127.0.0.1:{server.getsockname()[1]}/").problem == "no-answer"


# Too much


def test_two_gigabytes_are_not_read(site: Site, fetcher: Fetcher) -> None:
    sent = 0

    def flood(handler: Handler) -> None:
        nonlocal sent
        handler.send(Answer(headers={"Transfer-Encoding": "chunked"}))
        block = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
        while sent < 2_000_000_000:
            handler.wfile.write(block)
            sent += 65_536

    site.script("/a", flood)
    tracemalloc.start()
    error = problem_of(fetcher, site.at("/a"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.problem == "too-big"
    assert sent < 40_000_000
    assert peak < 60_000_000


def test_a_size_announced_past_the_bound_is_refused_unread(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = Answer(headers={"Content-Length": "2000000000"})
    assert problem_of(fetcher, site.at("/a")).problem == "too-big"


def test_a_gzip_bomb_is_not_unpacked(site: Site, fetcher: Fetcher) -> None:
    bomb = gzip.compress(bytes(100_000_000), 1)
    site.answer("/a", bomb, content_encoding="gzip")
    fetched = fetcher.fetch(site.at("/a"))
    tracemalloc.start()
    with pytest.raises(FollowError) as caught:
        fetched.content()
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()
    assert caught.value.problem == "too-big"


def test_a_drip_is_cut_at_the_deadline(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.send(Answer(headers={"Content-Length": "100000"}))
        while handler.wait_for_end(0.02):
            handler.wfile.write(b"x")

    site.script("/a", drip)
    with Fetcher(allow_nets=LOOPBACK, gap=0, seconds=0.4) as fetcher:
        assert problem_of(fetcher, site.at("/a")).problem == "no-answer"
    assert site.paths.count("/a") == 1


def test_headers_that_drip_are_cut_at_the_deadline(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while handler.wait_for_end(0.02):
            handler.wfile.write(b"x")

    site.script("/a", drip)
    with Fetcher(allow_nets=LOOPBACK, gap=0, seconds=0.4) as fetcher:
        assert problem_of(fetcher, site.at("/a")).problem == "no-answer"


def test_a_flood_of_headers_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a"] = Answer(b"", headers={f"X-{n}": "x" * 4000 for n in range(90)})
    assert problem_of(fetcher, site.at("/a")).problem == "too-big"
    site.answers["/b"] = Answer(b"", headers={f"X-{n}": "x" for n in range(500)})
    assert problem_of(fetcher, site.at("/b")).problem == "no-answer"


def test_a_redirect_loop_ends(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert problem_of(fetcher, site.at("/a")).problem == "too-many-redirects"


def test_a_redirect_chain_without_end_ends(site: Site, fetcher: Fetcher) -> None:
    site.script("*", lambda handler: handler.send(Answer(status=302, headers={"Location": handler.path + "a"})))
    site.answer("/robots.txt", status=404)
    assert problem_of(fetcher, site.at("/a")).problem == "too-many-redirects"
    assert len(site.paths) <= 8


def test_a_redirect_to_what_is_no_web_address(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/a", "file:///etc/passwd")
    assert problem_of(fetcher, site.at("/a")).problem == "not-found"


# Inside the reader's own network


def test_a_private_address_is_refused(site: Site) -> None:
    site.answer("/a", b"secret")
    with Fetcher(gap=0) as fetcher:
        assert problem_of(fetcher, site.at("/a")).problem == "refused-address"
        assert problem_of(fetcher, f"http://[::1]:{site.port}/a").problem == "refused-address"
        assert problem_of(fetcher, f"http://2130706433:{site.port}/a").problem == "refused-address"
        assert problem_of(fetcher, "http://169.254.169.254/latest/meta-data/").problem == "refused-address"
    assert site.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, inside_example="127.0.0.1")
    site.answer("/a", b"secret")
    with Fetcher(gap=0) as fetcher:
        assert problem_of(fetcher, site.at("/a", host="inside.example")).problem == "refused-address"
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, inside_example="127.0.0.2")
    site.redirect("/number", f"http://127.0.0.2:{site.port}/secret")
    site.redirect("/name", site.at("/secret", host="inside.example"))
    site.redirect("/cloud", "http://169.254.169.254/latest/meta-data/")
    with Fetcher(allow_nets=["127.0.0.1/32"], gap=0) as fetcher:
        for path in ("/number", "/name", "/cloud"):
            assert problem_of(fetcher, site.at(path)).problem == "refused-address"
    assert "/secret" not in site.paths


def test_a_name_is_looked_up_once_a_connection(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look-up between check and connection could answer otherwise (DNS rebinding)."""
    real, asked = socket.getaddrinfo, []

    def rebinding(host: str, *args: object, **options: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    site.answer("/a", b"first")
    with Fetcher(allow_nets=["127.0.0.1/32"], gap=0) as fetcher:
        assert fetcher.fetch(site.at("/a", host="rebinding.example")).body == b"first"
    assert asked == ["rebinding.example"]
    assert site.last("/a").headers["Host"] == f"rebinding.example:{site.port}"


def test_a_network_that_is_none_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        Fetcher(allow_nets=["everything"])


# TLS


def test_a_certificate_is_checked_against_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, paper_example="127.0.0.1", wrong_example="127.0.0.1")
    with Site(tls=True) as site, Fetcher(allow_nets=LOOPBACK, gap=0, authorities=str(CERTIFICATE)) as fetcher:
        site.answer("/a", b"sealed")
        assert fetcher.fetch(site.at("/a", host="paper.example")).body == b"sealed"
        assert problem_of(fetcher, site.at("/a", host="wrong.example")).problem == "bad-certificate"


def test_a_certificate_of_nobody_known_is_refused(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, paper_example="127.0.0.1")
    with Site(tls=True) as site:
        assert problem_of(fetcher, site.at("/a", host="paper.example")).problem == "bad-certificate"


def test_tls_where_there_is_none(site: Site, fetcher: Fetcher) -> None:
    assert problem_of(fetcher, f"https://127.0.0.1:{site.port}/").problem == "no-answer"


# What servers say


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (401, "forbidden"),
        (403, "forbidden"),
        (404, "not-found"),
        (410, "gone"),
        (418, "not-found"),
        (451, "forbidden"),
        (429, "wait"),
        (503, "wait"),
        (500, "server-error"),
        (304, "server-error"),
    ],
)
def test_an_error_of_the_server_becomes_a_sentence(site: Site, fetcher: Fetcher, status: int, problem: str) -> None:
    site.answer("/a", b"x" * 10 if status != 304 else b"", status)
    error = problem_of(fetcher, site.at("/a"))
    assert (error.problem, error.status) == (problem, status)
    site.answer("/b", b"still there")
    assert fetcher.fetch(site.at("/b")).body == b"still there"


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_says_how_long_to_wait(site: Site, fetcher: Fetcher, status: int) -> None:
    site.answer("/a", status=status, retry_after="120")
    assert problem_of(fetcher, site.at("/a")).retry_after == 120


def test_a_coding_nobody_asked_for_is_said(site: Site, fetcher: Fetcher) -> None:
    site.answer("/a", b"\x01", content_encoding="br")
    fetched = fetcher.fetch(site.at("/a"))
    with pytest.raises(FollowError) as caught:
        fetched.content()
    assert "br" in str(caught.value)


def test_both_kinds_of_deflate_are_undone(site: Site, fetcher: Fetcher) -> None:
    raw = zlib.compressobj(wbits=-15)
    site.answer("/zlib", zlib.compress(b"wrapped"), content_encoding="deflate")
    site.answer("/raw", raw.compress(b"bare") + raw.flush(), content_encoding="deflate")
    assert fetcher.fetch(site.at("/zlib")).content() == b"wrapped"
    assert fetcher.fetch(site.at("/raw")).content() == b"bare"


def test_an_error_survives_the_way_between_processes(site: Site, fetcher: Fetcher) -> None:
    site.answer("/a", status=429, retry_after="7")
    error = pickle.loads(pickle.dumps(problem_of(fetcher, site.at("/a"))))
    assert (error.problem, error.retry_after, error.status) == ("wait", 7, 429)


def test_many_threads_share_one_fetcher(site: Site, fetcher: Fetcher) -> None:
    for n in range(40):
        site.answer(f"/{n}", str(n))
    with ThreadPoolExecutor(8) as threads:
        bodies = list(threads.map(lambda n: fetcher.fetch(site.at(f"/{n}")).body, range(40)))
    assert bodies == [str(n).encode() for n in range(40)]
    assert site.paths.count("/robots.txt") == 1


def test_visits_to_a_host_keep_their_distance(site: Site) -> None:
    site.answer("/a", b"x")
    with Fetcher(allow_nets=LOOPBACK, gap=0.05) as fetcher, ThreadPoolExecutor(3) as threads:
        started = time.monotonic()
        list(threads.map(lambda _: fetcher.fetch(site.at("/a")), range(4)))
        assert time.monotonic() - started >= 0.15
