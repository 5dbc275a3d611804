"""The blog's feeds in their four formats, read back by a feed reader and by the desk's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.follow.feeds import read_feed
from kawaraban.follow.listing import Listing
from kawaraban.follow.model import Fetched
from kawaraban.publish import Blog, Comment, Post, atom, json_feed, rss, rss1
from kawaraban.publish.feeds import Place

TOKYO = timezone(timedelta(hours=9))
BLOG = Blog("夜更けの外電", "原文と訳で読む", "https://blog.example/", "ja", "宵待")
AT = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
FEED = "https://blog.example/feed"
XML = [atom, rss, rss1]
Make = Callable[..., bytes]
IN_XML = pytest.mark.parametrize("make", XML)
IN_ALL = pytest.mark.parametrize("make", [*XML, json_feed])
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "r": "http://purl.org/rss/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "thr": "http://purl.org/syndication/thread/1.0",
}


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
        "tags": ("港", "ケルマール"),
        "html": '<p>全文 &amp; <a href="/2026/11/20/1/">前の日</a></p>',
    }
    return Post(**{**given, **changes})  # type: ignore[arg-type]


def comment(**changes: object) -> Comment:
    given = {
        "id": 7,
        "address": "/2026/11/21/橋/#comment-7",
        "title": "沖の人: 橋は",
        "html": "<p>なるほど</p>",
        "author": "沖の人",
        "language": "ja",
        "written_at": AT + timedelta(hours=1),
        "post": 12,
        "post_address": "/2026/11/21/橋/",
        "post_published_at": AT,
    }
    return Comment(**{**given, **changes})  # type: ignore[arg-type]


def by_feedparser(make: Make, shown: list[Post | Comment], place: Place | None = None) -> feedparser.FeedParserDict:
    document = make(BLOG, shown, place or Place(FEED))
    parsed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def by_the_desk(make: Make, shown: list[Post | Comment], title: str = "") -> Listing:
    body = make(BLOG, shown, Place(FEED), title=title)
    fetched = Fetched(
        address=FEED,
        final_address=FEED,
        status=200,
        reason="OK",
        headers=(),
        body=body,
        fetched_at=AT + timedelta(days=2),
    )
    return read_feed(fetched)


@IN_ALL
def test_the_desk_itself_finds_the_post_whole(make: Make) -> None:
    listing = by_the_desk(make, [post()])
    assert (listing.title, listing.site_address) == ("夜更けの外電", "https://blog.example/")
    assert listing.language == "ja"
    entry = listing.entries[0]
    assert entry.title == "橋は <開く> & 閉じる"
    assert entry.authors == ("宵待",)
    assert entry.address in {"https://blog.example/2026/11/21/%E6%A9%8B/", "https://blog.example/2026/11/21/橋/"}
    assert entry.published == AT
    assert entry.content == '<p>全文 &amp; <a href="https://blog.example/2026/11/20/1/">前の日</a></p>'


@IN_XML
def test_another_reader_finds_it_too(make: Make) -> None:
    parsed = by_feedparser(make, [post()])
    entry = parsed.entries[0]
    assert parsed.feed.title == "夜更けの外電"
    assert entry.title == "橋は <開く> & 閉じる"
    assert entry.author == "宵待"
    assert [tag.term for tag in entry.tags] == ["ケルマール", "港"]
    assert entry.link == "https://blog.example/2026/11/21/%E6%A9%8B/"
    # A dc:date is what feedparser calls updated.
    assert (entry.get("published_parsed") or entry.updated_parsed)[:5] == (2026, 11, 21, 14, 20)


def test_each_format_is_known_for_what_it_is() -> None:
    versions = [by_feedparser(make, [post()]).version for make in XML]
    assert versions == ["atom10", "rss20", "rss10"]


@IN_XML
def test_the_elements_of_a_format_are_in_its_own_namespace(make: Make) -> None:
    root = ElementTree.fromstring(make(BLOG, [post()], Place(FEED)))
    assert root.tag in {"{http://www.w3.org/2005/Atom}feed", "rss", f"{{{NAMES['rdf']}}}RDF"}
    if make is rss:
        assert root.findtext("channel/item/title") == "橋は <開く> & 閉じる"


@IN_XML
def test_a_feed_names_itself_its_hub_and_what_is_older(make: Make) -> None:
    place = Place(f"{FEED}?page=2", hub="https://hub.example/", older=f"{FEED}?page=3", newer=FEED)
    links = {link.rel: link.href for link in by_feedparser(make, [post()], place).feed.links}
    assert links["self"] == f"{FEED}?page=2"
    assert links["hub"] == "https://hub.example/"
    assert (links["next"], links["previous"]) == (f"{FEED}?page=3", FEED)


@IN_ALL
def test_a_post_keeps_its_id_when_its_title_and_address_change(make: Make) -> None:
    before = by_the_desk(make, [post()]).entries[0]
    after = by_the_desk(make, [post(title="別の題")]).entries[0]
    assert before.key == after.key
    if make is not rss1:  # RSS 1.0 names an item by its address
        moved = by_the_desk(make, [post(address="/2026/11/21/other/")]).entries[0]
        assert moved.key == before.key == "tag:blog.example,2026-11-21:post-12"


@IN_ALL
def test_a_blog_without_posts_has_a_feed_too(make: Make) -> None:
    assert by_the_desk(make, []).entries == ()


@IN_ALL
def test_a_part_of_the_blog_has_a_title_of_its_own(make: Make) -> None:
    assert by_the_desk(make, [], "夜更けの外電 — 港").title == "夜更けの外電 — 港"


@IN_ALL
@given(st.text(alphabet=st.characters(codec=None)), st.text(alphabet=st.characters(codec=None)))
def test_no_character_breaks_a_feed(make: Make, title: str, html: str) -> None:
    posts = [post(title=title, html=html, category=title, author=title, tags=(title,), summary=html)]
    document = make(Blog(title, html, "https://blog.example/", "ja", title), posts, Place(FEED), title=title)
    if make is json_feed:
        assert len(json.loads(document)["items"]) == 1
    else:
        ElementTree.fromstring(document)


def test_every_address_in_the_text_is_absolute_and_words_are_left_alone() -> None:
    html = (
        '<p>書き方は href="/x" です。</p><a class="a" href="#note">注</a> <a href="next/?a=1&amp;b=2">次</a> '
        '<a href="//other.example/">よそ</a> <a href="mailto:a@b.example">便り</a> <a href="http://[">壊</a>'
        '<img src="/pictures/1.png" srcset="/pictures/1.png 1x, /pictures/2.png 2x" alt="a > b">'
    )
    value = json.loads(json_feed(BLOG, [post(html=html)], Place(FEED)))["items"][0]["content_html"]
    here = "https://blog.example/2026/11/21/%E6%A9%8B/"
    assert value == (
        f'<p>書き方は href="/x" です。</p><a class="a" href="{here}#note">注</a> '
        f'<a href="{here}next/?a=1&amp;b=2">次</a> '
        '<a href="https://other.example/">よそ</a> <a href="mailto:a@b.example">便り</a> <a href="http://[">壊</a>'
        '<img src="https://blog.example/pictures/1.png" '
        'srcset="https://blog.example/pictures/1.png 1x, https://blog.example/pictures/2.png 2x" alt="a > b">'
    )


def test_atom_has_what_its_standard_asks_of_every_entry() -> None:
    root = ElementTree.fromstring(atom(BLOG, [post(updated_at=AT.astimezone(UTC))], Place(FEED)))
    for element in (root, root.find("a:entry", NAMES)):
        assert element is not None
        for name in ("id", "title", "updated", "author/a:name"):
            assert element.findtext(f"a:{name}", namespaces=NAMES)
    assert root.findtext("a:updated", namespaces=NAMES) == "2026-11-21T14:20:00+00:00"


def test_rss_1_lists_its_items_before_it_tells_them() -> None:
    root = ElementTree.fromstring(rss1(BLOG, [post(), post(id=11, address="/2026/11/20/1/")], Place(FEED)))
    listed = [li.get(f"{{{NAMES['rdf']}}}resource") for li in root.iterfind("r:channel/r:items/rdf:Seq/rdf:li", NAMES)]
    told = [item.get(f"{{{NAMES['rdf']}}}about") for item in root.iterfind("r:item", NAMES)]
    assert listed == told == ["https://blog.example/2026/11/21/%E6%A9%8B/", "https://blog.example/2026/11/20/1/"]
    item = root.find("r:item", NAMES)
    assert item is not None
    assert item.findtext("dc:date", namespaces=NAMES) == "2026-11-21T23:20:00+09:00"
    assert item.findtext("dc:creator", namespaces=NAMES) == "宵待"
    assert [subject.text for subject in item.iterfind("dc:subject", NAMES)] == ["ケルマール", "港"]
    assert "前の日" in (item.findtext("content:encoded", namespaces=NAMES) or "")


def test_a_json_feed_has_the_members_that_version_1_1_names() -> None:
    place = Place(FEED, page="https://blog.example/tag/a/", hub="https://hub.example/", older=f"{FEED}?page=2")
    feed = json.loads(json_feed(BLOG, [post()], place))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "https://blog.example/tag/a/"
    assert (feed["feed_url"], feed["next_url"]) == (FEED, f"{FEED}?page=2")
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert feed["authors"] == [{"name": "宵待"}]
    item = feed["items"][0]
    assert isinstance(item["id"], str)
    assert (item["date_published"], item["date_modified"]) == ("2026-11-21T23:20:00+09:00", "2026-11-22T23:20:00+09:00")
    assert (item["language"], item["tags"]) == ("ja", ["ケルマール", "港"])


@IN_ALL
def test_a_comment_is_an_entry_with_its_own_address(make: Make) -> None:
    entry = by_the_desk(make, [comment()]).entries[0]
    assert (entry.title, entry.authors) == ("沖の人: 橋は", ("沖の人",))
    assert entry.content == "<p>なるほど</p>"


def test_a_comment_says_which_post_it_answers() -> None:
    root = ElementTree.fromstring(atom(BLOG, [comment()], Place(FEED)))
    answered = root.find("a:entry/thr:in-reply-to", NAMES)
    assert answered is not None
    assert answered.get("ref") == "tag:blog.example,2026-11-21:post-12"
    assert answered.get("href") == "https://blog.example/2026/11/21/%E6%A9%8B/"
