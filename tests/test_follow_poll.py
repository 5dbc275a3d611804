"""A poll brings what changed, and costs little where nothing did."""

from __future__ import annotations

import pytest

from kawaraban.follow import Fetcher, FollowError, PollState, poll
from tests.servers import Answer, Handler, Site


def feed(*titles: str, built: str = "") -> str:
    items = "".join(f"<item><guid>g{n}</guid><link>/{n}</link><title>{t}</title></item>" for n, t in enumerate(titles))
    head = f"<title>Gazette</title><lastBuildDate>{built}</lastBuildDate>"
    return f"<rss version='2.0'><channel>{head}{items}</channel></rss>"


def test_a_first_poll_brings_every_entry(site: Site, fetcher: Fetcher) -> None:
    site.answer("/feed", feed("One", "Two"), etag='"1"', last_modified="Sat, 21 Nov 2026 10:00:00 GMT")
    polled = poll("feed", site.at("/feed"), PollState(), fetcher)
    assert polled.changed
    assert [entry.title for entry in polled.entries] == ["One", "Two"]
    assert (polled.state.etag, polled.state.last_modified) == ('"1"', "Sat, 21 Nov 2026 10:00:00 GMT")
    assert polled.requests == 1
    assert polled.bytes > len(feed("One", "Two"))
    assert "application/atom+xml" in site.last("/feed").headers["Accept"]


def test_an_unchanged_feed_costs_one_empty_answer(site: Site, fetcher: Fetcher) -> None:
    def conditional(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"1"':
            handler.send(Answer(status=304))
        else:
            handler.send(Answer(feed("One").encode(), headers={"ETag": '"1"'}))

    site.script("/feed", conditional)
    first = poll("feed", site.at("/feed"), PollState(), fetcher)
    second = poll("feed", site.at("/feed"), first.state, fetcher)
    assert (second.changed, second.entries, second.state) == (False, (), first.state)
    assert second.bytes < 300


def test_without_validators_a_digest_tells(site: Site, fetcher: Fetcher) -> None:
    site.answer("/feed", feed("One", built="10:00"))
    first = poll("feed", site.at("/feed"), PollState(), fetcher)
    site.answer("/feed", feed("One", built="10:05"))
    second = poll("feed", site.at("/feed"), first.state, fetcher)
    assert not second.changed, "only the date of building differs"
    site.answer("/feed", feed("One", "Two", built="10:10"))
    third = poll("feed", site.at("/feed"), second.state, fetcher)
    assert third.changed
    assert len(third.entries) == 2


def test_an_entry_edited_in_place_is_a_change_under_the_same_key(site: Site, fetcher: Fetcher) -> None:
    site.answer("/feed", feed("2 hurt on ferry"))
    first = poll("feed", site.at("/feed"), PollState(), fetcher)
    site.answer("/feed", feed("12 hurt on ferry"))
    second = poll("feed", site.at("/feed"), first.state, fetcher)
    assert second.changed
    assert second.entries[0].key == first.entries[0].key


def test_a_feed_that_moved_for_good_says_where_to(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/feed", "/new", 301)
    site.answer("/new", feed("One"))
    polled = poll("feed", site.at("/feed"), PollState(), fetcher)
    assert polled.moved_to == site.at("/new")
    assert polled.requests == 2


def test_a_feed_that_turned_into_a_page_is_an_error(site: Site, fetcher: Fetcher) -> None:
    site.answer("/feed", "<!doctype html><title>Sold</title><a href='/'>This name is for sale</a>")
    with pytest.raises(FollowError) as caught:
        poll("feed", site.at("/feed"), PollState(), fetcher)
    assert caught.value.problem == "not-a-feed"


def test_an_index_of_sitemaps_is_asked_in_full_each_time(site: Site, fetcher: Fetcher) -> None:
    """The index may stay as it was while the sitemaps it names change."""
    site.answer("/map", f"<sitemapindex><sitemap><loc>{site.at('/news')}</loc></sitemap></sitemapindex>", etag='"1"')
    site.answer("/news", "<urlset><url><loc>/1</loc></url></urlset>")
    first = poll("sitemap", site.at("/map"), PollState(), fetcher)
    assert first.state.etag is None
    assert first.requests == 2
    assert not poll("sitemap", site.at("/map"), first.state, fetcher).changed
    site.answer("/news", "<urlset><url><loc>/2</loc></url><url><loc>/1</loc></url></urlset>")
    assert len(poll("sitemap", site.at("/map"), first.state, fetcher).entries) == 2


def test_a_page_of_links_is_polled_by_its_links(site: Site, fetcher: Fetcher) -> None:
    def front(token: str, *headlines: str) -> str:
        rows = "".join(f"<li><a href='/2026/11/21/{len(line)}'>{line}</a></li>" for line in headlines)
        return f"<html><body data-token='{token}'><ul class='news'>{rows}</ul></body></html>"

    headlines = ["Ferry returns with all of its crew", "Lighthouse repairs end two years late"]
    site.answer("/", front("a", *headlines))
    first = poll("page", site.at("/"), PollState(), fetcher)
    assert [entry.title for entry in first.entries] == headlines
    site.answer("/", front("b", *headlines))
    assert not poll("page", site.at("/"), first.state, fetcher).changed


def test_waiting_passes_through_with_its_time(site: Site, fetcher: Fetcher) -> None:
    site.answer("/feed", status=429, retry_after="77")
    with pytest.raises(FollowError) as caught:
        poll("feed", site.at("/feed"), PollState(), fetcher)
    assert (caught.value.problem, caught.value.retry_after) == ("wait", 77)
