"""Every outlet of the newsstand is found behind its address, and polled; the hostile one does no harm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kawaraban.follow import Fetched, Fetcher, FollowError, PollState, discover, normalise, poll
from kawaraban.newsstand import Newsstand, Outlet
from kawaraban.newsstand.hostile import ROOMS
from kawaraban.newsstand.press import houses

WAYS = {
    "rss2": ("feed", "RSS 2.0"),
    "rss1": ("feed", "RSS 1.0"),
    "atom": ("feed", "Atom"),
    "json": ("feed", "JSON Feed"),
    "sitemap": ("sitemap", "news sitemap"),
    "links": ("page", "page"),
    "account": ("account", "account"),
}


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(slow=False) as newsstand:
        yield newsstand


@pytest.fixture(params=list(houses()))
def outlet(request: pytest.FixtureRequest, newsstand: Newsstand) -> Outlet:
    newsstand.reset()
    return newsstand.outlet(request.param)


def test_the_best_way_in_is_found_behind_the_site(newsstand: Newsstand, outlet: Outlet, fetcher: Fetcher) -> None:
    found = discover(outlet.address.removeprefix("http://"), fetcher)
    way = found.ways[0]
    assert (way.kind, way.format) == WAYS[outlet.house.feed]
    assert way.recommended
    assert way.language == outlet.language
    assert found.site_address == normalise(outlet.address) or way.kind == "account"
    assert outlet.name in (found.site_title, way.title) or way.kind == "account"
    assert way.kind == "account" or way.address == normalise(outlet.feed_address)
    assert way.entries == len(newsstand.of(outlet.house)) or outlet.house.hostile


def test_a_poll_brings_what_the_outlet_published(newsstand: Newsstand, outlet: Outlet, fetcher: Fetcher) -> None:
    way = discover(outlet.feed_address, fetcher).ways[0]
    polled = poll(way.kind, way.address, PollState(), fetcher)
    brought = {entry.address: entry for entry in polled.entries}
    for piece in newsstand.of(outlet.house):
        entry = brought[normalise(newsstand.address(piece))]
        assert entry.language == piece.language
        if way.kind != "account":
            assert entry.title == piece.title
        if way.kind != "page":
            assert entry.published == piece.published.replace(microsecond=0)
    assert not poll(way.kind, way.address, polled.state, fetcher).changed


def test_the_hostile_outlet_gets_one_sentence_a_room(newsstand: Newsstand) -> None:
    problems = {}
    with Fetcher(allow_nets=["127.0.0.0/8"], gap=0, seconds=20) as fetcher:
        for room in ROOMS:
            try:
                fetched: Fetched = fetcher.fetch(newsstand.outlet("lantern").address + room)
                fetched.content()
            except FollowError as problem:
                problems[room] = problem.problem
    assert problems == {
        "/huge.html": "too-big",
        "/bomb.html": "too-big",
        "/broken-off.html": "no-answer",
        "/loop-1.html": "too-many-redirects",
        "/loop-2.html": "too-many-redirects",
        "/inside.html": "refused-address",
        "/metadata.html": "refused-address",
        "/file.html": "not-found",
    }


def test_what_the_outlet_forbids_is_left_alone(newsstand: Newsstand, fetcher: Fetcher) -> None:
    with pytest.raises(FollowError) as caught:
        fetcher.fetch(newsstand.outlet("touno").address + "/member/")
    assert caught.value.problem == "robots"
    assert newsstand.requests["touno", "/member/"] == 0


def test_the_account_is_found_by_its_name(newsstand: Newsstand, fetcher: Fetcher) -> None:
    social = next(outlet for outlet in newsstand.outlets if outlet.house.account)
    name = f"@{social.house.account}@{social.address.removeprefix('http://')}"
    by_name, by_page = discover(name, fetcher), discover(social.feed_address, fetcher)
    assert by_name.ways[0].kind == "account"
    assert by_name.ways[0].address == by_page.ways[0].address


def test_an_article_leads_to_its_outlet(newsstand: Newsstand, fetcher: Fetcher) -> None:
    piece = newsstand.articles[0]
    outlet = newsstand.outlet(piece.outlet)
    assert discover(newsstand.address(piece), fetcher).ways[0].address == normalise(outlet.feed_address)
