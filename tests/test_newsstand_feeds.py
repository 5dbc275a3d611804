"""Each outlet's way in is in the format and the character set that the table names, and lists what there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from kawaraban.newsstand import Newsstand, Outlet
from tests.asking import ask

ROOTS = {"rss2": "rss", "rss1": "RDF", "atom": "feed", "sitemap": "urlset"}
TYPES = {
    "rss2": "application/rss+xml",
    "rss1": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "sitemap": "application/xml",
    "links": "text/html",
}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand(slow=False, still=True) as newsstand:
        yield newsstand


def _of(newsstand: Newsstand, *formats: str) -> list[Outlet]:
    return [outlet for outlet in newsstand.outlets if outlet.house.feed in formats]


@pytest.mark.parametrize(
    ("feed", "keys"),
    [
        ("rss1", {"shiomi"}),
        ("atom", {"courier", "grain", "ilmar", "koto"}),
        ("json", {"today"}),
        ("sitemap", {"casmere"}),
        ("links", {"ledger"}),
        ("account", {"quayside"}),
    ],
)
def test_a_format_is_served_by_the_outlets_that_the_table_names(
    newsstand: Newsstand, feed: str, keys: set[str]
) -> None:
    assert {outlet.key for outlet in _of(newsstand, feed)} == keys


def test_xml_feeds_are_well_formed_and_list_every_article(newsstand: Newsstand) -> None:
    for outlet in _of(newsstand, *ROOTS):
        answer = ask(outlet.feed_address)
        assert answer.headers.get_content_type() == TYPES[outlet.house.feed]
        # Expat knows no multi-byte character sets of Asia: what is declared is taken off after decoding by it.
        label = outlet.house.label or outlet.house.charset
        text = answer.body.decode("gb18030" if label == "gb2312" else outlet.house.charset)
        root = ElementTree.fromstring(text.partition("?>")[2] if text.startswith("<?xml") else text)
        assert root.tag.rpartition("}")[2] == ROOTS[outlet.house.feed]
        for piece in newsstand.of(outlet.house):
            assert newsstand.address(piece) in text
            assert any(piece.title == element.text for element in root.iter())


def test_the_json_feed_has_the_full_text(newsstand: Newsstand) -> None:
    (outlet,) = _of(newsstand, "json")
    feed = json.loads(ask(outlet.feed_address).body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for item, piece in zip(feed["items"], newsstand.of(outlet.house), strict=True):
        assert (item["url"], item["title"]) == (newsstand.address(piece), piece.title)
        assert piece.paragraphs[-1].replace("&", "&amp;") in item["content_html"]


def test_rss_1_has_the_full_text_and_only_its_header_tells_the_character_set(newsstand: Newsstand) -> None:
    (outlet,) = _of(newsstand, "rss1")
    answer = ask(outlet.feed_address)
    assert outlet.feed_address.endswith("/index.rdf")
    assert answer.headers.get_content_charset() == "shift_jis"
    assert b"encoding=" not in answer.body[:200]
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    bodies = [item.findtext(CONTENT) or "" for item in ElementTree.fromstring(answer.body.decode("cp932"))]
    for piece in newsstand.of(outlet.house):
        assert any(all(text in body for text in piece.paragraphs) for body in bodies)


def test_the_sitemap_is_named_in_robots_txt_and_nowhere_else(newsstand: Newsstand) -> None:
    outlet = newsstand.outlet("casmere")
    assert f"Sitemap: {outlet.feed_address}" in ask(f"{outlet.address}/robots.txt").text
    assert 'rel="alternate"' not in ask(outlet.address).text


def test_the_page_of_links_is_all_that_its_outlet_has(newsstand: Newsstand) -> None:
    outlet = newsstand.outlet("ledger")
    front = ask(outlet.address).text
    assert 'rel="alternate"' not in front
    assert all(f'href="{piece.path}"' in front for piece in newsstand.of(outlet.house))
    assert {ask(outlet.address + path).status for path in ("/rss.xml", "/atom.xml", "/sitemap.xml")} == {404}


def test_outlets_with_a_feed_say_so_on_their_front_page(newsstand: Newsstand) -> None:
    for outlet in _of(newsstand, "rss2", "rss1", "atom", "json"):
        front = ask(outlet.address).body
        assert f'href="{outlet.feed_address.removeprefix(outlet.address)}"'.encode() in front
        assert b'<link rel="alternate" type="application/' in front


@pytest.mark.parametrize(
    ("key", "codec", "header", "meta"),
    [
        ("northwire", "utf-8", "utf-8", b'charset="utf-8"'),
        ("vta", "cp1251", None, b'charset="windows-1251"'),
        ("shiomi", "cp932", "shift_jis", None),
        ("koto", "euc_jp", None, b'charset="EUC-JP"'),
        ("dongyu", "gb18030", "gb2312", b'charset="gb2312"'),
        ("observer", "cp1252", None, None),
    ],
)
def test_pages_come_in_the_character_sets_of_the_table(
    newsstand: Newsstand, key: str, codec: str, header: str | None, meta: bytes | None
) -> None:
    for piece in newsstand.of(newsstand.outlet(key).house):
        answer = ask(newsstand.address(piece))
        assert answer.headers.get_content_charset() == header
        assert (meta in answer.body) if meta else (b"charset=" not in answer.body)
        assert piece.paragraphs[0].replace("&", "&amp;") in answer.body.decode(codec)


def test_what_is_called_gb2312_is_more_than_that(newsstand: Newsstand) -> None:
    body = ask(newsstand.address(newsstand.article("dongyu-kelmar-depot"))).body
    with pytest.raises(UnicodeDecodeError):
        body.decode("gb2312")
    assert "冯喆" in body.decode("gb18030")
