"""The blog's feeds, read back by a feed reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import Blog, Post, atom, rss

TOKYO = timezone(timedelta(hours=9))
BLOG = Blog("夜更けの外電", "原文と訳で読む", "https://blog.example/", "ja", "宵待")
AT = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
FEEDS = pytest.mark.parametrize("feed", [atom, rss])


def post(**changes: object) -> Post:
    given = {
        "id": 12,
        "address": "/2026/11/21/橋/",
        "title": "橋は <開く> & 閉じる",
        "body": "",
        "author": "宵待",
        "language": "ja",
        "published_at": AT,
        "updated_at": AT + timedelta(days=1),
        "category": "ケルマール",
        "html": '<p>全文 &amp; <a href="/2026/11/20/1/">前の日</a> <a href="//other.example/">よそ</a></p>',
    }
    return Post(**{**given, **changes})  # type: ignore[arg-type]


def read(feed: object, posts: list[Post]) -> feedparser.FeedParserDict:
    document = feed(BLOG, posts, self_address="https://blog.example/feed.xml")  # type: ignore[operator]
    parsed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


@FEEDS
def test_a_reader_finds_the_post_whole(feed: object) -> None:
    parsed = read(feed, [post()])
    entry = parsed.entries[0]
    assert parsed.feed.title == "夜更けの外電"
    assert entry.title == "橋は <開く> & 閉じる"
    assert entry.author == "宵待"
    assert [tag.term for tag in entry.tags] == ["ケルマール"]
    assert entry.link == "https://blog.example/2026/11/21/%E6%A9%8B/"
    assert entry.content[0].value == (
        '<p>全文 &amp; <a href="https://blog.example/2026/11/20/1/">前の日</a> <a href="//other.example/">よそ</a></p>'
    )


@FEEDS
def test_dates_carry_the_blogs_offset(feed: object) -> None:
    entry = read(feed, [post()]).entries[0]
    assert entry.published in {"2026-11-21T23:20:00+09:00", "Sat, 21 Nov 2026 23:20:00 +0900"}
    assert entry.published_parsed[:5] == (2026, 11, 21, 14, 20)


@FEEDS
def test_the_feed_names_itself(feed: object) -> None:
    links = {link.rel: link.href for link in read(feed, [post()]).feed.links}
    assert links["self"] == "https://blog.example/feed.xml"


@FEEDS
def test_a_post_keeps_its_id_when_its_title_and_address_change(feed: object) -> None:
    before = read(feed, [post()]).entries[0]
    after = read(feed, [post(title="別の題", address="/2026/11/21/other/")]).entries[0]
    assert before.id == after.id == "tag:blog.example,2026-11-21:post-12"


@FEEDS
def test_a_blog_without_posts_has_a_feed_too(feed: object) -> None:
    assert read(feed, []).entries == []


@FEEDS
@given(st.text(alphabet=st.characters(codec=None)), st.text(alphabet=st.characters(codec=None)))
def test_no_character_breaks_the_feed(feed: object, title: str, html: str) -> None:
    document = feed(BLOG, [post(title=title, html=html, category=title)], self_address="https://blog.example/f")  # type: ignore[operator]
    ElementTree.fromstring(document)


def test_atom_has_what_its_standard_asks_of_every_entry() -> None:
    root = ElementTree.fromstring(atom(BLOG, [post(updated_at=AT.astimezone(UTC))], self_address="https://b.example/a"))
    names = {"a": "http://www.w3.org/2005/Atom"}
    for element in (root, root.find("a:entry", names)):
        assert element is not None
        for name in ("id", "title", "updated", "author/a:name"):
            assert element.findtext(f"a:{name}", namespaces=names)
    assert root.findtext("a:updated", namespaces=names) == "2026-11-21T14:20:00+00:00"
