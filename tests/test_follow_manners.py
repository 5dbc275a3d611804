"""Politeness: robots.txt, distances, and being told to wait."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest

from kawaraban.follow import Fetcher, FollowError
from kawaraban.follow.manners import Gate, retry_after
from tests.servers import LOOPBACK, Answer, Handler, Site, names


def problem_of(fetcher: Fetcher, address: str) -> FollowError:
    with pytest.raises(FollowError) as caught:
        fetcher.fetch(address)
    return caught.value


def test_what_robots_txt_forbids_is_not_fetched(site: Site, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", "User-agent: *\nDisallow: /members/\nAllow: /members/open$\n")
    site.answer("/news", b"open")
    site.answer("/members/open", b"open too")
    assert fetcher.fetch(site.at("/news")).body == b"open"
    assert fetcher.fetch(site.at("/members/open")).body == b"open too"
    assert problem_of(fetcher, site.at("/members/1")).problem == "robots"
    assert "/members/1" not in site.paths
    assert site.paths.count("/robots.txt") == 1


def test_a_line_for_us_by_name_goes_before_the_line_for_all(site: Site, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: Kawaraban\nDisallow: /\n")
    assert problem_of(fetcher, site.at("/a")).problem == "robots"


def test_a_redirect_into_a_forbidden_part_is_not_followed(site: Site, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", "User-agent: *\nDisallow: /members/")
    site.redirect("/a", "/members/1")
    assert problem_of(fetcher, site.at("/a")).problem == "robots"
    assert "/members/1" not in site.paths


@pytest.mark.parametrize("status", [404, 403, 401, 410])
def test_without_a_robots_txt_all_is_allowed(site: Site, fetcher: Fetcher, status: int) -> None:
    site.answer("/robots.txt", b"User-agent: *\nDisallow: /", status)
    site.answer("/a", b"open")
    assert fetcher.fetch(site.at("/a")).body == b"open"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_where_robots_txt_can_not_be_read_nothing_is_fetched_for_now(site: Site, fetcher: Fetcher, status: int) -> None:
    site.answer("/robots.txt", status=status)
    site.answer("/a", b"open")
    error = problem_of(fetcher, site.at("/a"))
    assert error.problem == "wait"
    assert error.retry_after is not None
    assert 0 < error.retry_after <= 300
    assert site.paths == ["/robots.txt"]


def test_robots_txt_may_be_elsewhere_or_huge_or_junk(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/robots.txt", "/r", 301)
    site.answer("/r", b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n" + b"# \xff\x00\n" * 400_000)
    site.answer("/b", b"open")
    assert problem_of(fetcher, site.at("/a")).problem == "robots"
    assert fetcher.fetch(site.at("/b")).body == b"open"


def test_a_robots_txt_that_goes_round_in_circles_allows_all(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/robots.txt", "/robots.txt")
    site.answer("/a", b"open")
    assert fetcher.fetch(site.at("/a")).body == b"open"


def test_sitemaps_are_named_by_robots_txt(site: Site, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", f"Sitemap: {site.at('/one.xml')}\nSitemap: /two.xml\nSitemap: mailto:x\n")
    assert fetcher.sitemaps(site.at("/any")) == [site.at("/one.xml"), site.at("/two.xml")]


def test_a_crawl_delay_is_kept_within_reason(site: Site, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", "User-agent: *\nCrawl-delay: 0.08")
    site.answer("/a", b"x")
    started = time.monotonic()
    for _ in range(3):
        fetcher.fetch(site.at("/a"))
    assert time.monotonic() - started >= 0.16


def test_no_more_visits_at_once_than_allowed(site: Site) -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def count(handler: Handler) -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        handler.wait_for_end(0.03)
        with lock:
            inside -= 1
        handler.send(Answer(b"x"))

    site.answer("/robots.txt", status=404)
    site.script("*", count)
    with Fetcher(allow_nets=LOOPBACK, gap=0, per_host=2) as fetcher:
        threads = [threading.Thread(target=fetcher.fetch, args=(site.at(f"/{n}"),)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == 2


def test_a_public_host_that_says_wait_is_left_alone_as_a_whole(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, busy_example="127.0.0.1")
    site.answer("/a", status=429, retry_after="30")
    site.answer("/b", b"x")
    with Fetcher(allow_nets=LOOPBACK, gap=0) as fetcher:
        assert problem_of(fetcher, site.at("/a", host="busy.example")).retry_after == 30
        error = problem_of(fetcher, site.at("/b", host="busy.example"))
        assert error.problem == "wait"
        assert error.retry_after is not None
        assert 25 < error.retry_after <= 30
        assert "/b" not in site.paths


def test_a_private_host_that_says_wait_means_the_one_feed(site: Site, fetcher: Fetcher) -> None:
    site.answer("/a", status=429, retry_after="30")
    site.answer("/b", b"x")
    assert problem_of(fetcher, site.at("/a")).problem == "wait"
    assert fetcher.fetch(site.at("/b")).body == b"x"


def test_a_queue_too_long_to_stand_in_is_said() -> None:
    gate = Gate(gap=100.0, per_host=4)
    with gate.visit("paper.example"):
        pass
    with pytest.raises(FollowError) as caught, gate.visit("paper.example"):
        pass
    assert caught.value.problem == "wait"
    assert caught.value.retry_after == pytest.approx(100, abs=5)


def test_the_gate_forgets_hosts_that_nobody_visits() -> None:
    gate = Gate(gap=0, per_host=1)
    for n in range(2500):
        with gate.visit(f"{n}.example"):
            pass
    assert len(gate._hosts) <= 2000


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sat, 21 Nov 2026 12:01:30 GMT", 90.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("999999999999999999999", 86_400.0),
        ("Wed, 21 Nov 2096 12:00:00 GMT", 86_400.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, datetime(2026, 11, 21, 12, 0, tzinfo=UTC)) == seconds
