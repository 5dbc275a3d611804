"""Title, authors, dates, outlet: what a page means to say of itself, out of heads as they are written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.read import Article, Page, read
from kawaraban.read.metadata import iso_date
from kawaraban.read.structured import plain

BODY = (
    "<p>The council of Brenn voted on Friday to keep the old market hall, which was to be torn down in the spring.</p>"
    "<p>Traders had collected four thousand names against the plan, and the mayor said that she had read them all.</p>"
)


def article(head: str = "", before: str = "<h1>Brenn keeps its market hall</h1>", after: str = "") -> Article:
    html = f"<html><head>{head}</head><body>{before}<article>{BODY}</article>{after}</body></html>"
    return read(Page(html.encode(), "https://brenn.example/2026/11/hall"))


def json_ld(**properties: Any) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Brenn keeps its market hall"}
    return f'<script type="application/ld+json">{json.dumps(node | properties)}</script>'


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="Market hall stays">' + json_ld(), "Market hall stays"),
        (
            '<meta property="og:title" content="Brenn keeps its hall | Brenn Daily">',
            "Brenn keeps its hall | Brenn Daily",
        ),
        (
            '<meta property="og:title" content="Brenn keeps its hall | Brenn Daily">'
            '<meta property="og:site_name" content="Brenn Daily">',
            "Brenn keeps its hall",
        ),
        ("<title>Brenn keeps its market hall - Brenn Daily</title>", "Brenn keeps its market hall"),
        (json_ld(headline="Hall &amp;amp; market stay"), "Hall & market stay"),
        (
            '<meta property="og:title" content="A vote that many had waited for">' + json_ld(),
            "Brenn keeps its market hall",
        ),
        ("", "Brenn keeps its market hall"),
    ],
)
def test_the_title_is_the_one_that_the_page_gives_away(head: str, title: str) -> None:
    assert article(head).title == title


@pytest.mark.parametrize(
    ("head", "before", "authors"),
    [
        (json_ld(author={"@type": "Person", "name": "Ada Brandt"}), "", ("Ada Brandt",)),
        (json_ld(author=[{"name": "Ada Brandt"}, {"name": "Ole Vik"}]), "", ("Ada Brandt", "Ole Vik")),
        (json_ld(author="By Ada Brandt and Ole Vik"), "", ("Ada Brandt", "Ole Vik")),
        (json_ld(author={"givenName": "Ada", "familyName": "Brandt"}), "", ("Ada Brandt",)),
        ('<meta name="author" content="Ada Brandt; Ole Vik">', "", ("Ada Brandt", "Ole Vik")),
        ('<meta name="author" content="佐藤花子">', "", ("佐藤花子",)),
        ("", '<span rel="author">By Ada Brandt</span>', ("Ada Brandt",)),
        ("", '<span class="author-name">佐藤花子記者</span>', ("佐藤花子",)),
        ('<meta property="article:author" content="https://social.example/ada">', "", ()),
        ('<meta name="author" content="admin">', "", ()),
        (
            '<meta name="author" content="Ada Brandt">' + json_ld(author={"@type": "Organization", "name": "BD"}),
            "",
            ("Ada Brandt",),
        ),
    ],
)
def test_authors_are_names(head: str, before: str, authors: tuple[str, ...]) -> None:
    assert article(head, before + "<h1>Brenn keeps its market hall</h1>").authors == authors


def test_an_author_named_by_reference_is_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "Person", "@id": "#ada", "name": "Ada Brandt"},
            {"@type": "NewsArticle", "author": {"@id": "#ada"}},
        ]
    }
    assert article(f'<script type="application/ld+json">{json.dumps(graph)}</script>').authors == ("Ada Brandt",)


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("2026-11-20T23:10:05+09:00", "2026-11-20T23:10:05+09:00"),
        ("2026-11-20T14:10:05.123Z", "2026-11-20T14:10:05+00:00"),
        ("2026-11-20T23:10:05+0900", "2026-11-20T23:10:05+09:00"),
        ("2026/11/20 23:10", "2026-11-20T23:10:00"),
        ("20261120T231005Z", "2026-11-20T23:10:05+00:00"),
        ("2026-11-20", "2026-11-20"),
    ],
)
def test_dates_are_iso_8601_with_the_offset_that_the_page_gave(said: str, published: str) -> None:
    assert article(json_ld(datePublished=said)).published == published
    assert article(f'<meta property="article:published_time" content="{said}">').published == published


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z"])
def test_what_a_program_writes_for_no_date_is_none(said: str) -> None:
    assert article(json_ld(datePublished=said)).published is None


@pytest.mark.parametrize("said", ["", "yesterday", "2026-13-40", "0000-00-00", "2026-02-30T10:00:00Z", "11/20/2026"])
def test_what_is_no_date_is_none(said: str) -> None:
    assert iso_date(said) is None


def test_a_date_that_only_the_page_shows_is_found() -> None:
    assert (
        article(before="<h1>Brenn keeps its market hall</h1><p class=date>20 November 2026</p>").published
        == "2026-11-20"
    )


def test_the_modified_date_stands_beside_it() -> None:
    found = article(json_ld(datePublished="2026-11-20", dateModified="2026-11-21T08:00:00Z"))
    assert (found.published, found.modified) == ("2026-11-20", "2026-11-21T08:00:00+00:00")


def test_outlet_deck_and_pictures() -> None:
    head = (
        '<meta property="og:site_name" content="Brenn Daily"><meta property="og:description" content="A close vote.">'
        '<meta property="og:image" content="/hall.jpg"><meta property="og:image:alt" content="The hall">'
        '<meta property="og:image" content="javascript:alert(1)">'
    )
    found = article(head)
    assert (found.outlet, found.deck) == ("Brenn Daily", "A close vote.")
    assert [(image.url, image.alt) for image in found.images] == [("https://brenn.example/hall.jpg", "The hall")]


def test_the_outlet_is_the_publisher_or_the_masthead_where_no_site_name_is() -> None:
    assert article(json_ld(publisher={"@type": "Organization", "name": "Brenn Daily"})).outlet == "Brenn Daily"
    found = article(
        "<title>Hall stays | Brenn Daily</title>", '<h1><a href="/">Brenn Daily</a></h1><h1>Hall stays</h1>'
    )
    assert (found.outlet, found.title) == ("Brenn Daily", "Hall stays")


def test_the_pages_own_article_goes_before_teasers_of_others() -> None:
    teaser = '{"@type": "NewsArticle", "headline": "Another story"}'
    found = article(
        f'<script type="application/ld+json">[{teaser}]</script>'
        + json_ld(author="Ada Brandt", datePublished="2026-11-20")
    )
    assert found.authors == ("Ada Brandt",)
    assert found.title == "Brenn keeps its market hall"


def test_json_ld_with_comments_line_breaks_and_something_behind_it_is_read() -> None:
    for text in (
        '<!-- {"@type": "NewsArticle", "author": "Ada Brandt"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "author": "Ada Brandt"}\n//]]>',
        '{"@type": "NewsArticle", "author": "Ada Brandt", "description": "two\nlines"};',
        '{"@type": "NewsArticle", "author": "Ada Brandt"} trailing',
    ):
        assert article(f'<script type="application/ld+json">{text}</script>').authors == ("Ada Brandt",), text


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["NewsArticle", "2026-11-20", "#a"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@id",
                    "@graph",
                    "author",
                    "name",
                    "headline",
                    "publisher",
                    "image",
                    "articleBody",
                    "datePublished",
                    "url",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=40)
@given(_JSON)
def test_any_json_ld_leaves_the_text_alone(value: Any) -> None:
    found = article(f'<script type="application/ld+json">{json.dumps(value).replace("<", " ")}</script>')
    assert "The council of Brenn" in "".join(p.text for p in found.paragraphs)


@given(st.text(max_size=200))
def test_plain_text_has_no_tags_left_and_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text) or "&" in text or "<" in text
    assert plain(text) == plain(text).strip()
