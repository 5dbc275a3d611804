"""The newsstand over real HTTP: edits, disappearances, moves, waits and validators, each where the table has it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.robotparser import RobotFileParser

import pytest

from kawaraban.newsstand import Newsstand, NewsstandError, Outlet
from kawaraban.newsstand.press import houses
from tests.asking import ask


@pytest.fixture(scope="module")
def opened() -> Iterator[Newsstand]:
    with Newsstand(slow=False) as newsstand:
        yield newsstand


@pytest.fixture
def newsstand(opened: Newsstand) -> Newsstand:
    opened.reset()
    return opened


@pytest.fixture(params=list(houses()))
def outlet(request: pytest.FixtureRequest, newsstand: Newsstand) -> Outlet:
    return newsstand.outlet(request.param)


def test_each_outlet_has_a_front_page_of_its_own(newsstand: Newsstand, outlet: Outlet) -> None:
    front = ask(outlet.address)
    assert front.status == 200
    assert len({other.address for other in newsstand.outlets}) == len(houses())
    charset = outlet.house.label or outlet.house.charset
    assert outlet.name in front.body.decode("gb18030" if charset == "gb2312" else charset)


def test_a_number_changes_in_silence_between_two_requests(newsstand: Newsstand) -> None:
    piece = newsstand.article("northwire-depot-blast")
    feed, address = newsstand.outlet("northwire").feed_address, newsstand.address(piece)
    assert "kills two, ministry says" in ask(feed).text
    first, second, third = (ask(address) for _ in range(3))
    assert "killed two people" in first.text
    assert "killed 12 people" in second.text
    assert "a valve on tank No. 3" not in first.text
    assert "a valve on tank No. 3" in second.text
    assert second.body == third.body
    assert first.headers["ETag"] != second.headers["ETag"]
    assert first.headers["Last-Modified"] == second.headers["Last-Modified"]
    assert "kills 12, ministry says" in ask(feed).text


def test_an_article_disappears(newsstand: Newsstand) -> None:
    address = newsstand.address(newsstand.article("courier-ferry-audit"))
    assert [ask(address).status for _ in range(3)] == [200, 410, 410]
    newsstand.reset()
    assert ask(address).status == 200


def test_an_article_moves(newsstand: Newsstand) -> None:
    piece = newsstand.article("radio-night-train")
    moved = ask(newsstand.address(piece))
    assert moved.status == 301
    assert moved.headers["Location"].startswith("/archive/")
    found = ask(newsstand.outlet("radio").address + moved.headers["Location"])
    assert found.status == 200
    assert piece.paragraphs[0] in found.text


def test_a_late_article_is_listed_when_its_feed_has_been_asked_for_often_enough(newsstand: Newsstand) -> None:
    piece = newsstand.article("northwire-ship-oil")
    feed = newsstand.outlet("northwire").feed_address
    assert [piece.title in ask(feed).text for _ in range(5)] == [False, False, False, True, True]


def test_nothing_changes_on_a_still_newsstand() -> None:
    with Newsstand(slow=False, still=True) as newsstand:
        for outlet in newsstand.outlets:
            assert len({ask(outlet.feed_address).body for _ in range(4)}) == 1
        for key in ("northwire-depot-blast", "courier-ferry-audit", "northwire-ship-oil"):
            answers = [ask(newsstand.address(newsstand.article(key))) for _ in range(2)]
            assert [answer.status for answer in answers] == [200, 200]
            assert answers[0].body == answers[1].body


def test_pages_and_feeds_are_not_sent_twice_to_who_has_them(newsstand: Newsstand, outlet: Outlet) -> None:
    address = outlet.address if outlet.house.busy else outlet.feed_address
    first = ask(address)
    again = ask(address, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert ask(address, If_None_Match='"another"').status == 200


def test_a_date_alone_is_enough_for_a_304(newsstand: Newsstand) -> None:
    address = newsstand.address(newsstand.article("courier-duty-doctor"))
    modified = ask(address).headers["Last-Modified"]
    assert parsedate_to_datetime(modified) < newsstand.now
    assert ask(address, If_Modified_Since=modified).status == 304
    assert ask(address, If_Modified_Since="Thu, 01 Jan 1998 00:00:00 GMT").status == 200
    assert ask(address, If_Modified_Since="the day before yesterday").status == 200


def test_the_busy_outlet_asks_its_first_visitors_to_wait(newsstand: Newsstand) -> None:
    answers = [ask(newsstand.outlet("grain").feed_address) for _ in range(3)]
    assert [answer.status for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "2"
    assert ask(newsstand.outlet("grain").address).status == 200


def test_the_slow_outlet_takes_its_time_and_the_others_do_not_wait_for_it() -> None:
    with Newsstand() as newsstand:
        done: list[str] = []

        def visit(key: str) -> None:
            ask(newsstand.outlet(key).address)
            done.append(key)

        slow = threading.Thread(target=visit, args=("brenn",))
        began = time.monotonic()
        slow.start()
        visit("northwire")
        slow.join()
    assert done == ["northwire", "brenn"]
    assert time.monotonic() - began >= 1.5


def test_a_part_of_one_outlet_is_forbidden_to_robots(newsstand: Newsstand) -> None:
    outlet, piece = newsstand.outlet("touno"), newsstand.article("touno-sake-kaisetsu")
    rules = RobotFileParser()
    rules.parse(ask(f"{outlet.address}/robots.txt").text.splitlines())
    assert not rules.can_fetch("*", newsstand.address(piece))
    assert rules.can_fetch("*", newsstand.address(newsstand.article("touno-wahei-soan")))
    assert ask(newsstand.address(piece)).status == 200, "the page is there: only the asking not to makes it forbidden"


def test_unknown_pages_are_not_found(outlet: Outlet) -> None:
    assert ask(f"{outlet.address}/news/nothing-here.html").status == 404


def test_requests_are_counted(newsstand: Newsstand) -> None:
    for _ in range(3):
        ask(f"{newsstand.outlet('courier').address}/?utm_source=nowhere")
    assert newsstand.requests["courier", "/"] == 3
    newsstand.reset()
    assert newsstand.requests["courier", "/"] == 0


def test_many_visitors_at_once_are_all_answered(newsstand: Newsstand) -> None:
    statuses: list[int] = []
    visitors = [
        threading.Thread(target=lambda: statuses.append(ask(newsstand.outlet("courier").address).status))
        for _ in range(40)
    ]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert statuses == [200] * 40
    assert newsstand.requests["courier", "/"] == 40


def test_of_many_visitors_at_once_one_sees_the_first_edition(newsstand: Newsstand) -> None:
    address, pages = newsstand.address(newsstand.article("northwire-depot-blast")), list[str]()
    visitors = [threading.Thread(target=lambda: pages.append(ask(address).text)) for _ in range(20)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert ["killed two people" in page for page in pages].count(True) == 1


def test_a_port_that_is_taken_is_told_in_a_sentence_and_nothing_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NewsstandError, match=f"Port {port - 1} is in use|Port {port} is in use: choose another"):
            Newsstand(port - 1).start()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port - 1), timeout=1) as connection:
            connection.sendall(b"GET /robots.txt HTTP/1.0\r\n\r\n")
            assert b"User-agent" not in connection.recv(1000), "the first outlet was left open"


def test_the_first_port_can_be_chosen_and_the_others_follow() -> None:
    for port in range(21_000, 29_000, len(houses())):
        with contextlib.suppress(NewsstandError), Newsstand(port) as newsstand:
            served = [int(outlet.address.rpartition(":")[2]) for outlet in newsstand.outlets]
            assert served == list(range(port, port + len(houses())))
            return
    pytest.fail("no run of free ports on this machine")


def test_nothing_answers_once_it_is_closed() -> None:
    newsstand = Newsstand().start()
    address = newsstand.outlet("northwire").address
    newsstand.stop()
    with pytest.raises(ConnectionRefusedError):
        ask(address)
