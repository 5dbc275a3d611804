"""From any address that a person may give to all ways in, the best first."""

from __future__ import annotations

import pytest

from kawaraban.follow import Fetcher, FollowError, discover
from kawaraban.follow.discover import WELL_KNOWN
from tests.servers import LOOPBACK, Answer, Site

HEADLINES = (
    "<ul class='news'><li><a href='/2026/11/21/ferry'>Ferry returns with all of its crew safe</a></li>"
    "<li><a href='/2026/11/21/light'>Lighthouse repairs end two years late</a></li>"
    "<li><a href='/2026/11/21/mayor'>Mayor denies knowing of the bridge report</a></li></ul>"
)


def feed(
    title: str = "Gazette", entries: int = 2, text: str = "Short.", date: str = "Fri, 20 Nov 2026 10:00:00 GMT"
) -> str:
    items = "".join(
        f"<item><link>/{n}</link><title>Story {n}</title><description>{text}</description>"
        f"<pubDate>{date}</pubDate></item>"
        for n in range(entries)
    )
    head = f"<title>{title}</title><language>en</language><link>/</link>"
    return f"<rss version='2.0'><channel>{head}{items}</channel></rss>"


def page(head: str = "", body: str = HEADLINES) -> str:
    return f"<!doctype html><html lang='en'><head><title>Harbour Gazette</title>{head}</head><body>{body}</body></html>"


def declared(address: str, kind: str = "application/rss+xml", title: str = "") -> str:
    return f"<link rel='alternate' type='{kind}' href='{address}' title='{title}'>"


def test_a_site_shows_every_way_in_with_what_it_brings(site: Site, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", f"Sitemap: {site.at('/map.xml')}")
    site.answer("/", page(declared("/short.xml") + declared("/full.xml") + declared("/c", title="Comments on stories")))
    site.answer("/short.xml", feed("Gazette in short", entries=3))
    site.answer("/full.xml", feed("Gazette in full", text="A whole article. " * 80))
    site.answer("/map.xml", "<urlset><url><loc>/1</loc><lastmod>2026-11-20</lastmod></url></urlset>")
    found = discover(site.at("/"), fetcher)
    assert (found.site_address, found.site_title) == (site.at("/"), "Harbour Gazette")
    assert [(way.kind, way.address) for way in found.ways] == [
        ("feed", site.at("/full.xml")),
        ("feed", site.at("/short.xml")),
        ("sitemap", site.at("/map.xml")),
        ("page", site.at("/")),
    ]
    best, short, _, links = found.ways
    assert (best.format, best.title, best.entries, best.full_text) == ("RSS 2.0", "Gazette in full", 2, True)
    assert best.newest is not None
    assert best.newest.isoformat() == "2026-11-20T10:00:00+00:00"
    assert (short.full_text, short.entries, links.entries, links.language) == (False, 3, 3, "en")
    assert [way.recommended for way in found.ways] == [True, False, False, False]
    assert "/c" not in site.paths, "a feed of comments is nobody's news"


def test_an_address_without_a_scheme_is_understood(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(declared("/feed.xml")))
    site.answer("/feed.xml", feed())
    assert discover(f"127.0.0.1:{site.port}", fetcher).ways[0].address == site.at("/feed.xml")


@pytest.mark.parametrize(
    ("content", "kind", "format"),
    [
        (feed(), "feed", "RSS 2.0"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1"}]}', "feed", "JSON Feed"),
        ("<urlset><url><loc>/1</loc></url></urlset>", "sitemap", "sitemap"),
    ],
)
def test_the_address_of_a_way_in_is_that_way(
    site: Site, fetcher: Fetcher, content: str, kind: str, format: str
) -> None:
    site.answer("/x", content)
    (way,) = discover(site.at("/x"), fetcher).ways
    assert (way.kind, way.format, way.address, way.recommended) == (kind, format, site.at("/x"), True)
    assert site.paths == ["/robots.txt", "/x"]


def test_an_article_leads_to_the_feed_of_its_site(site: Site, fetcher: Fetcher) -> None:
    site.answer(
        "/2026/11/21/ferry", page("<meta property='og:type' content='article'>", "<p>Text.</p><a href='/'>x</a>")
    )
    site.answer("/", page(declared("/feed.xml")))
    site.answer("/feed.xml", feed())
    found = discover(site.at("/2026/11/21/ferry"), fetcher)
    assert [way.address for way in found.ways] == [site.at("/feed.xml"), site.at("/")]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta property='og:type' content='article'>", ""),
        ('<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "x"}</script>', ""),
        ("", "<h1>Ferry returns</h1>" + f"<p>{'The ferry returned with its crew. ' * 5}</p>" * 3),
    ],
)
def test_the_links_under_an_article_are_no_section(site: Site, fetcher: Fetcher, head: str, body: str) -> None:
    site.answer("/2026/11/21/other", page(head, body + HEADLINES))
    site.answer("/", page())
    assert [way.address for way in discover(site.at("/2026/11/21/other"), fetcher).ways] == [site.at("/")]


def test_an_article_that_is_gone_still_leads_to_its_site(site: Site, fetcher: Fetcher) -> None:
    site.answer("/2026/11/21/ferry", status=410)
    site.answer("/", page(declared("/feed.xml")))
    site.answer("/feed.xml", feed())
    found = discover(site.at("/2026/11/21/ferry"), fetcher)
    assert [way.address for way in found.ways] == [site.at("/feed.xml"), site.at("/")]


def test_a_feed_that_only_a_link_header_names_is_found(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(), link='</a.css>; rel=preload, </feed.xml>; rel="alternate"; type="application/rss+xml"')
    site.answer("/feed.xml", feed())
    assert discover(site.at("/"), fetcher).ways[0].address == site.at("/feed.xml")


def test_a_feed_that_is_only_mentioned_is_found(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(body=HEADLINES + "<a href='/services/rss/top'>RSS</a>"))
    site.answer("/services/rss/top", feed())
    assert discover(site.at("/"), fetcher).ways[0].address == site.at("/services/rss/top")


@pytest.mark.parametrize("path", WELL_KNOWN)
def test_a_feed_that_nobody_names_is_looked_for_in_the_usual_places(site: Site, fetcher: Fetcher, path: str) -> None:
    site.answer("/", page())
    site.answer(path, feed())
    assert discover(site.at("/"), fetcher).ways[0].address == site.at(path)


def test_a_site_with_only_a_sitemap(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(body="<p>Welcome.</p><a href='/in'>Enter</a>"))
    site.answer("/sitemap.xml", "<urlset><url><loc>/1</loc></url></urlset>")
    assert [way.kind for way in discover(site.at("/"), fetcher).ways] == ["sitemap"]


def test_a_site_with_only_a_page_of_links(site: Site, fetcher: Fetcher) -> None:
    site.answer("/latest", page())
    found = discover(site.at("/latest"), fetcher)
    assert [(way.kind, way.address, way.entries) for way in found.ways] == [("page", site.at("/latest"), 3)]
    assert len(site.paths) <= 15, "few requests to somebody's server"


def test_a_site_that_refuses_programs_may_still_have_a_feed(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", status=403)
    site.answer("/rss.xml", feed())
    assert discover(site.at("/"), fetcher).ways[0].address == site.at("/rss.xml")


def test_a_feed_that_moved_is_followed_where_it_is(site: Site, fetcher: Fetcher) -> None:
    site.redirect("/old.xml", "/new.xml", 301)
    site.answer("/new.xml", feed())
    assert discover(site.at("/old.xml"), fetcher).ways[0].address == site.at("/new.xml")


def test_a_silent_or_empty_feed_is_not_recommended(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(declared("/silent.xml") + declared("/empty.xml") + declared("/live.xml")))
    site.answer("/silent.xml", feed(date="Tue, 01 Mar 2022 10:00:00 GMT"))
    site.answer("/empty.xml", feed(entries=0))
    site.answer("/live.xml", feed())
    ways = discover(site.at("/"), fetcher).ways
    assert ways[0].address == site.at("/live.xml")
    assert ways[-1].address == site.at("/empty.xml")


def test_a_feed_that_asks_for_a_moment_is_waited_for(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(declared("/feed.xml")))
    answers = [Answer(status=429, headers={"Retry-After": "0"}), Answer(feed().encode())]
    site.script("/feed.xml", lambda handler: handler.send(answers.pop(0)))
    assert discover(site.at("/"), fetcher).ways[0].address == site.at("/feed.xml")


def test_a_feed_that_asks_for_an_hour_is_not(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(declared("/feed.xml")))
    site.answer("/feed.xml", status=503, retry_after="3600")
    assert [way.kind for way in discover(site.at("/"), fetcher).ways] == ["page"]
    assert site.paths.count("/feed.xml") == 1


def test_a_broken_way_does_not_hide_the_others(site: Site, fetcher: Fetcher) -> None:
    site.answer("/robots.txt", f"Sitemap: {site.at('/map.xml')}\nSitemap: http://10.0.0.1/map.xml")
    site.answer("/", page(declared("/gone.xml") + declared("http://10.0.0.1/feed") + declared("/feed.xml")))
    site.answer("/gone.xml", status=410)
    site.answer("/feed.xml", feed())
    site.answer("/map.xml", "<urlset><broken")
    assert [way.kind for way in discover(site.at("/"), fetcher).ways] == ["feed", "page"]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("what people say", "not-an-address"),
        ("http://nobody.invalid/", "no-such-host"),
        ("10.1.2.3", "refused-address"),
    ],
)
def test_an_address_that_leads_nowhere_says_why(fetcher: Fetcher, address: str, problem: str) -> None:
    with pytest.raises(FollowError) as caught:
        discover(address, fetcher)
    assert caught.value.problem == problem


def test_a_page_with_nothing_to_follow_says_so(site: Site, fetcher: Fetcher) -> None:
    site.answer("/", page(body="<p>Nothing.</p><a href='/x'>x</a>"))
    site.answer("/blob", b"\x00\x01\x02" * 100, content_type="application/octet-stream")
    for path in ("/", "/blob"):
        with pytest.raises(FollowError) as caught:
            discover(site.at(path), fetcher)
        assert caught.value.problem == "not-a-feed"


def test_a_page_that_never_ends_ends(site: Site) -> None:
    site.script("/", lambda handler: handler.wait_for_end(20) or None)
    with Fetcher(allow_nets=LOOPBACK, gap=0, seconds=0.3) as fetcher, pytest.raises(FollowError) as caught:
        discover(site.at("/"), fetcher)
    assert caught.value.problem == "no-answer"
