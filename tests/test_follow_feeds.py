"""Feeds of every kind, as they are really written, become entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kawaraban.follow import Entry, Fetched, FollowError
from kawaraban.follow.feeds import MAX_FEED, read_feed
from kawaraban.follow.listing import MAX_ENTRIES, Listing

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BASE = "https://harbour.example/news/feed.xml"


def came(content: bytes | str, content_type: str = "application/xml") -> Fetched:
    body = content.encode() if isinstance(content, str) else content
    return Fetched(BASE, BASE, 200, "OK", (("Content-Type", content_type),), body, NOW)


def read(content: bytes | str, content_type: str = "application/xml") -> Listing:
    return read_feed(came(content, content_type))


def only(content: bytes | str, content_type: str = "application/xml") -> Entry:
    (entry,) = read(content, content_type).entries
    return entry


def rss(items: str, channel: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Harbour Gazette</title>"
        f"<link>https://harbour.example/</link>{channel}{items}</channel></rss>"
    )


def atom(entries: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>Harbour Gazette</title>'
        f'<link href="https://harbour.example/"/>{entries}</feed>'
    )


RDF_IN_SHIFT_JIS = """<?xml version="1.0" encoding="Shift_JIS"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://minato.example/"><title>港日報</title><link>https://minato.example/</link>
<dc:language>ja</dc:language></channel>
<item rdf:about="https://minato.example/1.html"><title>灯台の修理が終わる</title>
<link>https://minato.example/1.html</link><description>修理が終わった。</description>
<content:encoded><![CDATA[<p>灯台の修理が二十日に終わった。</p>]]></content:encoded>
<dc:date>2026-11-20T23:10:00+09:00</dc:date><dc:creator>佐々木</dc:creator></item></rdf:RDF>"""


def test_rss_2_is_read() -> None:
    listing = read(
        rss(
            "<item><guid isPermaLink='false'>gazette-17</guid><link>/news/17?utm_source=rss</link>"
            "<title>Ferry &amp; crew return</title><dc:creator>Ana Rell</dc:creator>"
            "<description>In short.</description><content:encoded><![CDATA[<p>In full.</p>]]></content:encoded>"
            "<pubDate>Sat, 21 Nov 2026 10:00:00 +0100</pubDate></item>",
            "<language>en-gb</language>",
        )
    )
    assert (listing.kind, listing.format, listing.title) == ("feed", "RSS 2.0", "Harbour Gazette")
    assert (listing.site_address, listing.language) == ("https://harbour.example/", "en")
    assert listing.entries == (
        Entry(
            key="gazette-17",
            address="https://harbour.example/news/17",
            title="Ferry & crew return",
            published=datetime(2026, 11, 21, 10, tzinfo=timezone(timedelta(hours=1))),
            authors=("Ana Rell",),
            summary="In short.",
            content="<p>In full.</p>",
            language="en",
        ),
    )


def test_rss_1_in_shift_jis_keeps_its_full_text() -> None:
    listing = read(RDF_IN_SHIFT_JIS.encode("cp932"), "application/rdf+xml")
    (entry,) = listing.entries
    assert (listing.format, listing.title, listing.language) == ("RSS 1.0", "港日報", "ja")
    assert entry.title == "灯台の修理が終わる"
    assert entry.content == "<p>灯台の修理が二十日に終わった。</p>"
    assert entry.authors == ("佐々木",)
    assert entry.published is not None
    assert entry.published.isoformat() == "2026-11-20T23:10:00+09:00", "the offset stays"


def test_a_character_set_that_only_the_header_names_is_used() -> None:
    feed = rss("<item><link>/1</link><title>灯台の修理</title></item>").split("?>", 1)[1]
    assert only(feed.encode("euc-jp"), "text/xml; charset=EUC-JP").title == "灯台の修理"


@pytest.mark.parametrize("content_type", ["text/xml; charset=Shift_JIS", "text/xml; charset=ISO-8859-1", "text/xml"])
def test_labels_that_are_wrong_or_too_narrow_garble_nothing(content_type: str) -> None:
    title = "髙橋氏「①橋は安全」と主張"  # characters of Windows' variant of Shift_JIS
    feed = rss(f"<item><link>/1</link><title>{title}</title></item>").split("?>", 1)[1]
    assert only(feed.encode("utf-8"), content_type).title == title
    assert only(feed.encode("cp932"), "text/xml; charset=Shift_JIS").title == title


def test_atom_with_an_xhtml_title_is_read() -> None:
    entry = only(
        atom(
            '<entry><id>tag:harbour.example,2026:9</id><link rel="alternate" href="9.html"/>'
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ferry <b>late</b> &amp; full</div></title>'
            "<updated>2026-11-21T09:00:00.123Z</updated><author><name>Ana Rell</name></author>"
            '<content type="html">&lt;p&gt;In full.&lt;/p&gt;</content></entry>'
        )
    )
    assert entry.key == "tag:harbour.example,2026:9"
    assert entry.address == "https://harbour.example/news/9.html"
    assert entry.title == "Ferry late & full"
    assert entry.published == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert entry.content == "<p>In full.</p>"
    assert entry.language == "en"


@pytest.mark.parametrize("base", ["/blog/", "https://harbour.example/blog/", "//harbour.example/blog/"])
def test_relative_addresses_are_joined_to_the_base_that_the_feed_names(base: str) -> None:
    entry = only(atom(f'<entry xml:base="{base}"><id>9</id><link href="9.html"/><title>x</title></entry>'))
    assert entry.address == "https://harbour.example/blog/9.html"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Ferry &amp; crew", "Ferry & crew"),
        ("Ferry &amp;amp; crew", "Ferry & crew"),
        ("&lt;b&gt;Ferry&lt;/b&gt; late", "Ferry late"),
        ("<![CDATA[Ferry <i>late</i>]]>", "Ferry late"),
        ("5 &lt; 6 say engineers", "5 < 6 say engineers"),
        ("  Ferry\n   late ", "Ferry late"),
    ],
)
def test_titles_are_text(written: str, read_as: str) -> None:
    assert only(rss(f"<item><link>/1</link><title>{written}</title></item>")).title == read_as


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Sat, 21 Nov 2026 10:00:00 GMT", "2026-11-21T10:00:00+00:00"),
        ("Fri, 20 Nov 2026 10:00:00 EST", "2026-11-20T10:00:00-05:00"),
        ("Fri, 20 Nov 2026 23:10:00 JST", "2026-11-20T23:10:00+09:00"),
        ("20 Nov 2026 23:10 +0300", "2026-11-20T23:10:00+03:00"),
        ("2026-11-21T10:00:00+09:00", "2026-11-21T10:00:00+09:00"),
        ("2026-11-21 10:00", "2026-11-21T10:00:00+00:00"),
        ("2026-11-20", "2026-11-20T00:00:00+00:00"),
        ("", None),
        ("yesterday", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Sun, 22 Nov 2026 10:00:00 GMT", None),  # has not come yet
        ("2026-13-45T99:99:99Z", None),
        ("Sat, 21 Nov 999999999999 10:00:00 GMT", None),
    ],
)
def test_dates_are_read_as_written_or_not_at_all(written: str, read_as: str | None) -> None:
    published = only(rss(f"<item><link>/1</link><pubDate>{written}</pubDate></item>")).published
    assert (published.isoformat() if published else None) == read_as


def test_an_edited_title_makes_no_new_entry() -> None:
    before, after = (
        only(rss(f"<item><guid>https://harbour.example/1#{n}</guid><link>/1</link><title>{n}</title></item>"))
        for n in range(2)
    )
    assert before.title != after.title
    assert before.key == after.key


def test_one_id_for_all_entries_is_no_id() -> None:
    items = "".join(f"<item><guid isPermaLink='false'>0</guid><link>/{n}</link></item>" for n in range(3))
    assert [entry.key for entry in read(rss(items)).entries] == [f"https://harbour.example/{n}" for n in range(3)]


def test_an_entry_without_an_address_is_counted_as_skipped() -> None:
    listing = read(
        rss(
            "<item><title>no link</title></item><item><link>mailto:a@b.example</link></item>"
            "<item><link>/1</link></item>"
        )
    )
    assert [entry.address for entry in listing.entries] == ["https://harbour.example/1"]
    assert listing.skipped == 2


def test_of_a_long_feed_the_newest_are_kept_whatever_its_order() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    items = "".join(
        f"<item><link>/{n}</link><pubDate>{(first + timedelta(hours=n)).isoformat()}</pubDate></item>"
        for n in range(250)
    )
    listing = read(rss(items))
    assert len(listing.entries) == MAX_ENTRIES
    assert listing.skipped == 50
    assert listing.entries[-1].address.endswith("/249")


def test_a_feed_of_whole_articles_is_told_from_one_of_teasers() -> None:
    def with_text(text: str) -> str:
        return rss("".join(f"<item><link>/{n}</link><description>{text}</description></item>" for n in range(3)))

    assert read(with_text("A whole article. " * 80)).full_text
    assert read(with_text("灯台の修理が終わった。" * 50)).full_text
    short = "<content:encoded><![CDATA[<p>" + "A short article in its place. " * 15 + "</p>]]></content:encoded>"
    assert read(rss(f"<item><link>/1</link><description>Teaser.</description>{short}</item>")).full_text
    assert not read(with_text("A teaser of two sentences. It ends here.")).full_text


def test_broken_mark_up_is_read_as_far_as_it_can_be() -> None:
    feed = rss("<item><link>/1</link><title>Ferry & crew</title></item>").replace("</channel></rss>", "")
    assert [entry.title for entry in read(feed).entries] == ["Ferry & crew"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain text",
        b"<!doctype html><html><head><title>Harbour</title></head><body><p>rss</p></body></html>",
        b"<html><body><pre>&lt;rss&gt; <rss></pre></body></html>",
        b'{"version": "1"}',
        b"{",
        b"[1, 2]",
        b"\x89PNG\r\n\x1a\n",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_what_is_no_feed_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(FollowError) as caught:
        read(content)
    assert caught.value.problem == "not-a-feed"


def test_entities_that_multiply_are_not_unfolded() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    listing = read(
        bomb + "]><rss version='2.0'><channel><item><link>/1</link><title>&j;</title></item></channel></rss>"
    )
    assert all(len(entry.title) <= 500 for entry in listing.entries)


def test_an_external_entity_is_not_read() -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<rss version='2.0'><channel><item><link>/1</link><title>[&x;]</title></item></channel></rss>"
    )
    assert only(feed).title in ("[]", "[&x;]")


@pytest.mark.parametrize("content", [rss("x" * MAX_FEED), rss("<item/>" * 100_001), rss("<a" * 100_001)])
def test_a_feed_too_long_to_read_in_time_is_refused(content: str) -> None:
    with pytest.raises(FollowError) as caught:
        read(content)
    assert caught.value.problem == "too-big"


# JSON Feed


def test_a_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Gazette",
        "home_page_url": "https://harbour.example/",
        "language": "en-US",
        "items": [
            {
                "id": 17,
                "url": "/17?utm_campaign=x",
                "title": "5 < 6, say engineers",
                "content_html": "<p>In full.</p>",
                "summary": "In <short>.",
                "date_published": "2026-11-21T10:00:00+01:00",
                "authors": [{"name": "Ana Rell"}, {"url": "x"}],
            },
            {
                "id": "https://harbour.example/18",
                "content_text": "Plain & simple",
                "language": "ja",
                "author": {"name": "B"},
            },
            {"id": "without an address"},
            "junk",
        ],
    }
    listing = read(json.dumps(feed), "application/feed+json")
    first, second = listing.entries
    assert (listing.format, listing.title, listing.language, listing.skipped) == (
        "JSON Feed",
        "Harbour Gazette",
        "en",
        2,
    )
    assert (first.key, first.address, first.title) == ("17", "https://harbour.example/17", "5 < 6, say engineers")
    assert (first.content, first.summary, first.authors) == ("<p>In full.</p>", "In &lt;short&gt;.", ("Ana Rell",))
    assert first.published == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert (second.address, second.content, second.language) == (
        "https://harbour.example/18",
        "Plain &amp; simple",
        "ja",
    )
    assert second.authors == ("B",)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ["id", "url", "title", "content_html", "content_text", "summary", "date_published", "authors", "language"]


@given(
    items=ANY_JSON | st.lists(st.dictionaries(st.sampled_from(FIELDS), ANY_JSON | st.text(max_size=20)), max_size=4),
    title=ANY_JSON,
)
def test_a_json_feed_of_junk_gives_entries_or_nothing(items: object, title: object) -> None:
    content = json.dumps({"version": "https://jsonfeed.org/version/1", "title": title, "items": items})
    check(read(content, "application/json"))


PIECES = st.sampled_from(
    "<rss>·</rss>·<rss version='2.0'>·<channel>·<item>·</item>·<title>·</title>·<link>·/1·</link>·<entry>·</entry>·"
    "<feed xmlns='http://www.w3.org/2005/Atom'>·<link href='x'/>·<![CDATA[·]]>·&amp;·&·<·>·<!--·-->·<!DOCTYPE a [·"
    "<?xml version='1.0' encoding='utf-16'?>·灯台·\x00·<content type='xhtml'>·<div>·<pubDate>·2026-11-21·</pubDate>·"
    "<guid>·<dc:date>·\ufffe·<updated>·<author>·<content:encoded>·<base href='//'/>·xml:base='http://['·<id>·</id>".split(
        "·"
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["utf-8", "utf-16", "cp932"]))
@example("<rss><item><link>http://[</link><id>x", "utf-8")
def test_junk_gives_entries_or_one_plain_error(text: str, encoding: str) -> None:
    try:
        listing = read(("<rss>" + text).encode(encoding, "replace"), "text/xml")
    except FollowError as error:
        assert error.problem == "not-a-feed"
    else:
        check(listing)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_entries_or_one_plain_error(content: bytes) -> None:
    for start in (b"", b"<rss><item>", b"{"):
        try:
            check(read(start + content))
        except FollowError as error:
            assert error.problem == "not-a-feed"


def check(listing: Listing) -> None:
    keys = [entry.key for entry in listing.entries]
    assert len(keys) == len(set(keys))
    for entry in listing.entries:
        assert entry.key
        assert entry.address.startswith(("http://", "https://"))
        assert "\n" not in entry.title
        assert entry.published is None or entry.published.tzinfo is not None
