"""Sitemaps and pages of links become entries."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.follow import Fetched, Fetcher, FollowError
from kawaraban.follow.links import read_links
from kawaraban.follow.listing import MAX_ENTRIES
from kawaraban.follow.sitemap import MAX_CHILDREN, looks_like_sitemap, read_sitemap, read_whole_sitemap
from tests.servers import Site

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BASE = "https://harbour.example/"


def came(content: bytes | str, base: str = BASE, content_type: str = "text/html; charset=utf-8") -> Fetched:
    body = content.encode() if isinstance(content, str) else content
    return Fetched(base, base, 200, "OK", (("Content-Type", content_type),), body, NOW)


def urlset(*urls: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">' + "".join(urls) + "</urlset>"
    )


def index(*addresses: str) -> str:
    inner = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'


# Sitemaps


def test_a_news_sitemap_brings_titles_and_dates() -> None:
    listing = read_sitemap(
        came(
            urlset(
                "<url><loc>https://harbour.example/old</loc><lastmod>2026-11-19</lastmod></url>",
                "<url><loc>/1?utm_source=map</loc><image:image><image:loc>https://harbour.example/1.jpg</image:loc>"
                "</image:image><news:news><news:publication><news:name>Gazette</news:name>"
                "<news:language>en</news:language></news:publication>"
                "<news:publication_date>2026-11-21T10:00:00+01:00</news:publication_date>"
                "<news:title>Ferry &amp; crew return</news:title></news:news></url>",
            )
        )
    ).listing
    first, second = listing.entries
    assert (listing.kind, listing.format, listing.language) == ("sitemap", "news sitemap", "en")
    assert (first.key, first.title, first.language) == ("https://harbour.example/1", "Ferry & crew return", "en")
    assert first.published is not None
    assert first.published.isoformat() == "2026-11-21T10:00:00+01:00"
    assert second.address == "https://harbour.example/old"


def test_of_a_large_sitemap_the_newest_are_kept() -> None:
    urls = [f"<url><loc>/{n}</loc><lastmod>2026-{1 + n // 28:02}-{1 + n % 28:02}</lastmod></url>" for n in range(280)]
    listing = read_sitemap(came(urlset(*urls))).listing
    assert len(listing.entries) == MAX_ENTRIES
    assert listing.entries[0].address.endswith("/279")
    assert listing.skipped == 80


def test_a_gzipped_sitemap_is_read_whatever_its_headers_say() -> None:
    fetched = came(gzip.compress(urlset("<url><loc>/1</loc></url>").encode()), content_type="application/octet-stream")
    assert looks_like_sitemap(fetched)
    assert len(read_sitemap(fetched).listing.entries) == 1


def test_a_sitemap_cut_off_is_read_as_far_as_it_goes() -> None:
    listing = read_sitemap(came(urlset("<url><loc>/1</loc></url>", "<url><loc>/2</loc></url>")[:-25])).listing
    assert [entry.address for entry in listing.entries] == ["https://harbour.example/1"]


def test_an_index_opens_its_most_promising_sitemaps(site: Site, fetcher: Fetcher) -> None:
    names = ["pages.xml", "news-2.xml", "archive.xml", "gone.xml", "news-1.xml"]
    for name in names[:-2] + names[-1:]:
        site.answer(f"/{name}", urlset(f"<url><loc>/from-{name}</loc></url>"))
    site.answer("/map.xml", index(*(site.at(f"/{name}") for name in names)))
    listing, is_index = read_whole_sitemap(fetcher.fetch(site.at("/map.xml")), fetcher)
    assert is_index
    assert {entry.address for entry in listing.entries} >= {site.at("/from-news-1.xml"), site.at("/from-news-2.xml")}
    assert sum(path.endswith(".xml") for path in site.paths) == 1 + MAX_CHILDREN


def test_an_index_of_itself_ends(site: Site, fetcher: Fetcher) -> None:
    site.answer("/map.xml", index(site.at("/map.xml")))
    listing, _ = read_whole_sitemap(fetcher.fetch(site.at("/map.xml")), fetcher)
    assert listing.entries == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "junk",
        "<html><body>404</body></html>",
        "<urlset",
        '<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>/&a;</loc></url></urlset>',
        "<urlset>" + "<a>" * 500,
        b"\x1f\x8bnot really gzip",
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(content: bytes | str) -> None:
    with pytest.raises(FollowError) as caught:
        read_sitemap(came(content))
    assert caught.value.problem in ("not-a-feed", "server-error")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from("<urlset>·</urlset>·<url>·</url>·<loc>·</loc>·/1·<lastmod>·2026-11-21·&·<!--·x".split("·"))
    )
)
def test_a_sitemap_of_junk_gives_entries_or_one_plain_error(pieces: list[str]) -> None:
    try:
        listing = read_sitemap(came("<urlset>" + "".join(pieces))).listing
    except FollowError as error:
        assert error.problem == "not-a-feed"
    else:
        assert all(entry.address.startswith("https://") for entry in listing.entries)


# Pages of links

FRONT = """<!doctype html><html lang="en-GB"><head><title>Harbour Gazette - News</title>
<meta property="og:site_name" content="Harbour Gazette"></head><body>
<header><nav><ul><li><a href="/world">World news from abroad</a></li>
<li><a href="/sport">Sport and leisure today</a></li>
<li><a href="/about-us-and-our-history">About us and our long history</a></li></ul></nav></header>
<main><article class="lead"><a href="/2026/11/21/ferry"><img src="a.jpg" alt=""></a>
<h2><a href="/2026/11/21/ferry">Ferry returns with all of its crew safe</a></h2><p>It was late.</p>
<a href="/2026/11/21/ferry#comments">Comments</a></article>
<ul class="latest">
<li class="item-1"><a href="/2026/11/21/lighthouse?utm_source=front">Lighthouse repairs end two years late</a>
 <time datetime="2026-11-21T09:30:00+01:00">9.30</time></li>
<li class="item-2"><a href="/2026/11/20/mayor">Mayor denies knowing of the bridge report</a></li>
<li class="item-3"><a href="/2026/11/20/fish">Catch of herring falls by a third in a year</a></li>
<li class="item-4"><a href="https://elsewhere.example/ad/1234">An advertisement for something elsewhere</a></li></ul>
<div class="related-links"><a href="/2019/01/01/old-one">An old story that has nothing to do with today</a>
<a href="/2019/01/02/old-two">Another old story that nobody has asked for</a></div></main>
<footer><a href="/privacy-policy-2026.html">How we handle your data and cookies</a>
<a href="/terms-of-use-2026.html">Terms of use for readers of the site</a></footer></body></html>"""


def test_headlines_are_told_from_menus_footers_and_advertisements() -> None:
    listing = read_links(came(FRONT))
    assert [(entry.address, entry.title) for entry in listing.entries] == [
        ("https://harbour.example/2026/11/21/ferry", "Ferry returns with all of its crew safe"),
        ("https://harbour.example/2026/11/21/lighthouse", "Lighthouse repairs end two years late"),
        ("https://harbour.example/2026/11/20/mayor", "Mayor denies knowing of the bridge report"),
        ("https://harbour.example/2026/11/20/fish", "Catch of herring falls by a third in a year"),
    ]
    assert (listing.title, listing.language) == ("Harbour Gazette", "en")
    dates = [entry.published.isoformat() if entry.published else None for entry in listing.entries]
    assert dates[1] == "2026-11-21T09:30:00+01:00"
    assert dates[2] == "2026-11-20T00:00:00+00:00"


def test_a_date_belongs_to_its_own_card() -> None:
    def card(n: int, time: str) -> str:
        link = f"<a href='/story/{n}00'>Headline number {n} of the harbour paper</a>"
        return f"<div class='row'><div>{link}</div>{time}</div>"

    times = ["<time>2026-11-20 10:00</time>", "", "<time datetime='2026-11-19'>Thu</time>", "", "", ""]
    page = "<div class='all'>" + "".join(card(n, time) for n, time in enumerate(times)) + "</div>"
    days = [entry.published and entry.published.date().isoformat() for entry in read_links(came(page)).entries]
    assert days == ["2026-11-20", None, "2026-11-19", None, None, None]


def test_a_page_full_of_links_and_times_is_read_in_one_pass() -> None:
    page = "<div><a href='/2026/11/21/x'>A headline that is repeated without an end</a><time>x</time>" * 4000
    assert len(read_links(came(page)).entries) == 1


def test_japanese_headlines_are_short_and_found_all_the_same() -> None:
    rows = "".join(
        f'<li><a href="/news/2026{n:04}.html">灯台の修理が終わる　港町で{n}年ぶり</a></li>' for n in range(5)
    )
    menu = "".join(f'<li><a href="/c{n}/">地域{n}</a></li>' for n in range(8))
    lists = f"<ul class=menu>{menu}</ul><ul class=new>{rows}</ul>"
    page = f"<html lang=ja><meta charset=cp932><title>港日報</title>{lists}</html>"
    listing = read_links(came(page.encode("cp932"), content_type="text/html"))
    assert len(listing.entries) == 5
    assert listing.entries[0].title == "灯台の修理が終わる　港町で0年ぶり"
    assert listing.language == "ja"


def test_the_same_page_gives_the_same_list() -> None:
    assert read_links(came(FRONT)) == read_links(came(FRONT.replace("item-", "row item-")))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "plain text",
        b"\x89PNG\r\n\x1a\n\x00",
        "<html><body><p>No links.</p></body></html>",
        "<html><body><nav><a href='/2026/1'>A menu entry that is as long as a headline</a></nav></body></html>",
        "<html><body>" + "<a href='/tag/x'>Everything about one long subject of ours</a>" * 5 + "</body></html>",
    ],
)
def test_a_page_that_lists_nothing_is_said_to_list_nothing(content: bytes | str) -> None:
    with pytest.raises(FollowError) as caught:
        read_links(came(content))
    assert caught.value.problem == "not-a-feed"


def test_a_page_nested_too_deep_gives_an_answer() -> None:
    page = "<div>" * 20_000 + "<a href='/2026/11/21/x'>A headline at the bottom of everything</a>"
    with pytest.raises(FollowError):
        read_links(came(page))
