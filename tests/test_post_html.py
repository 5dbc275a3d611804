"""A post's Markdown as HTML: safe against what is pasted into it, quotations in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import Change, Quotation, QuotedParagraph, freeze, opening, render, show_changes, thaw

TOKYO = timezone(timedelta(hours=9))
KEY = "a7 version=1 paragraphs=1-2"
QUOTATION = Quotation(
    key=KEY,
    article_id=7,
    outlet="Orlen Harbour Post",
    address="https://harbour.example/ferry?day=1&x=2",
    title="Ferry pier closes for repairs",
    language="en",
    rendering_language="ja",
    title_rendering="渡し船の桟橋、修理で閉鎖",
    paragraphs=(
        QuotedParagraph("p1", 1, "The pier closes on Monday.", "桟橋は月曜に閉まる。", "edited", "宵待"),
        QuotedParagraph("p2", 2, "Two boats will run.", "", "", ""),
    ),
    captured_at=datetime(2026, 11, 21, 7, 12, tzinfo=TOKYO),
    published_at=datetime(2026, 11, 21, 7, 2, tzinfo=TOKYO),
    authors=("Ina Brook",),
)
BODY = f"まえがき\n\n:::quote {KEY}\n:::\n\nあとがき\n"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](vbscript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](intent://a#Intent;end)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    '![x](https://tracker.example/1.gif "onload=alert(1)")',
    '![" onerror="alert(1)](/a.png)',
    "<https://a.example/\"onmouseover='alert(1)'>",
    "<!--since a7 version=1 paragraphs=1-2-->",
    "<iframe src=//evil.example></iframe>",
    "`<svg onload=alert(1)>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


def dangers(html: str) -> list[str]:
    """What a browser would run or fetch, found by a parser of HTML rather than by looking at the text."""
    found = []
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iter(lxml.html.etree.Element):
        if element.tag in {"script", "iframe", "svg", "object", "embed", "style", "form", "base", "meta"}:
            found.append(element.tag)
        found += [name for name in element.attrib if name.startswith("on") or name in {"style", "srcset", "id"}]
        for name in ("href", "src"):
            value = element.get(name, "")
            if urlsplit(value).scheme not in {"", "http", "https", "mailto"}:
                found.append(value)
        if element.tag == "img" and not element.get("src", "").startswith("/"):
            found.append(f"img {element.get('src')}")
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_runs_and_fetches_nothing(text: str) -> None:
    assert dangers(render(f"{text}\n\nfor [{text}]({text})", {})) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_an_outlet_are_shown_as_words(text: str) -> None:
    hostile = replace(
        QUOTATION,
        outlet=text,
        title=text,
        title_rendering=text,
        language=text,
        authors=(text,),
        address=text,
        paragraphs=(QuotedParagraph("p1", 1, text, text, "edited", text),),
        change=Change(QUOTATION.captured_at, ((text, text),), True),
    )
    html = show_changes(render(BODY, {KEY: hostile}), [hostile])
    assert dangers(html) == []
    assert text in "".join(lxml.html.fragment_fromstring(html, create_parent="div").itertext())


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example/", "ftp://a.example/", "http://[", "https:"]
)
def test_only_web_addresses_of_outlets_become_links(address: str) -> None:
    assert "<a " not in render(BODY, {KEY: replace(QUOTATION, address=address)})


@given(st.text())
def test_no_text_breaks_out(body: str) -> None:
    assert dangers(render(body, {})) == []


@given(st.text(), st.text(), st.text())
def test_no_words_of_an_article_break_out(title: str, original: str, rendering: str) -> None:
    paragraphs = (QuotedParagraph("p1", 1, original, rendering, "edited", title),)
    assert dangers(render(BODY, {KEY: replace(QUOTATION, title=title, paragraphs=paragraphs)})) == []


def test_a_quotation_stands_between_the_writers_words_pair_by_pair() -> None:
    html = render(BODY, {KEY: QUOTATION})
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    assert [child.tag for child in tree if isinstance(child.tag, str)] == ["p", "figure", "p"]
    pairs = tree.xpath('.//*[@class="pair"]')
    assert [[p.text for p in pair] for pair in pairs] == [
        ["The pier closes on Monday.", "桟橋は月曜に閉まる。"],
        ["Two boats will run.", "訳はまだありません"],
    ]
    assert [p.get("lang") for p in pairs[0]] == ["en", "ja"]


def test_a_quotation_says_whose_words_it_holds_and_when_they_stood() -> None:
    html = render(BODY, {KEY: QUOTATION})
    assert "原文　英語　Ina Brook" in html
    assert "訳　宵待（1段落）、訳のない段落1" in html
    assert '<a href="https://harbour.example/ferry?day=1&amp;x=2" rel="noopener">harbour.example</a>' in html
    assert '公開 <time datetime="2026-11-21T07:02:00+09:00">2026年11月21日 07:02</time>' in html
    assert '取得 <time datetime="2026-11-21T07:12:00+09:00">07:12</time>' in html


def test_the_words_around_a_quotation_follow_its_readers_language() -> None:
    html = render(BODY, {KEY: replace(QUOTATION, rendering_language="en", language="ja")})
    assert "Original · Japanese · Ina Brook" in html
    assert "published <time" in html


def test_a_machines_rendering_is_said_to_be_unchecked() -> None:
    paragraph = QuotedParagraph("p1", 1, "The pier closes.", "桟橋が閉まる。", "machine", "機械訳")
    assert "訳　機械訳、未確認" in render(BODY, {KEY: replace(QUOTATION, paragraphs=(paragraph,))})


def test_an_original_in_the_readers_language_stands_alone() -> None:
    quotation = replace(
        QUOTATION, language="ja", title_rendering="", paragraphs=(QuotedParagraph("p", 1, "桟橋が閉まる。"),)
    )
    html = render(BODY, {KEY: quotation})
    assert 'class="quotation single"' in html
    assert "訳" not in html


def test_what_changed_since_is_said_when_the_post_is_shown_and_not_before() -> None:
    html = render(BODY, {KEY: QUOTATION})
    later = QUOTATION.captured_at + timedelta(hours=1, minutes=28)
    changed = replace(QUOTATION, change=Change(later, (("Two boats", "Six boats"),), in_quotation=True))
    said = (
        "<b>原文はその後変更されました。</b>08:40の版で「Two boats」が「Six boats」に。ここに引いたのは変更前の版です。"
    )
    assert "その後" not in show_changes(html, [QUOTATION])
    assert said in show_changes(html, [changed])
    elsewhere = replace(QUOTATION, change=Change(later))
    assert "引いた段落はそのままです。" in show_changes(html, [elsewhere])
    gone = replace(QUOTATION, gone_at=later + timedelta(days=2))
    assert "原文は取り下げられました。</b>11月23日 08:40に開けなくなっていました。" in show_changes(html, [gone])
    assert "<!--" not in show_changes(html, [])


def test_a_quotation_that_the_desk_cannot_fill_in_says_so_in_its_place() -> None:
    assert "この引用のもとの記事は机にありません： <code>a7 version=1 paragraphs=1-2</code>" in render(BODY, {})


def test_headings_of_a_post_stand_below_its_title() -> None:
    assert render("# 一\n\n##### 五\n", {}) == "<h3>一</h3>\n<h6>五</h6>\n"


def test_a_new_line_of_the_writer_is_kept() -> None:
    assert render("一行目\n二行目\n", {}) == "<p>一行目<br />\n二行目</p>\n"


@given(
    st.builds(
        Quotation,
        key=st.text(),
        article_id=st.integers(0),
        outlet=st.text(),
        address=st.text(),
        title=st.text(),
        language=st.text(),
        rendering_language=st.text(),
        paragraphs=st.lists(st.builds(QuotedParagraph)).map(tuple),
        captured_at=st.datetimes(timezones=st.just(TOKYO)),
        published_at=st.none() | st.datetimes(timezones=st.just(TOKYO)),
        title_rendering=st.text(),
        authors=st.lists(st.text()).map(tuple),
        digest=st.text(),
        change=st.none(),
        gone_at=st.none(),
    )
)
def test_a_frozen_quotation_thaws_to_itself(quotation: Quotation) -> None:
    assert thaw(freeze(quotation)) == quotation


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    for pattern in ("[" * 3000, "> " * 3000, "*a **b " * 1000, ":::quote a1 version=1 paragraphs=1\n" * 1000):
        assert render(pattern, {})


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("これは**「引用」**です", "これは<strong>「引用」</strong>です"),
        ("**7時台の版**には", "<strong>7時台の版</strong>には"),
        ("数（**12人**）だ", "数（<strong>12人</strong>）だ"),
        ("**全文。**つぎ", "<strong>全文。</strong>つぎ"),
        ("価格~~（旧）~~は", "価格<s>（旧）</s>は"),
        ("2 * 3 * 4、五 ** 六", "2 * 3 * 4、五 ** 六"),
        ('a**"b"**c', "a**&quot;b&quot;**c"),
    ],
)
def test_emphasis_works_in_text_without_spaces(written: str, shown: str) -> None:
    assert render(written, {}) == f"<p>{shown}</p>\n"


def test_the_opening_of_a_post_is_its_writers_own_words() -> None:
    html = render(BODY, {KEY: QUOTATION})
    assert opening(html, 20) == "まえがき あとがき"
    assert opening(html, 5) == "まえがき…"
    assert opening(render(f":::quote {KEY}\n:::", {KEY: QUOTATION}), 28) == "Ferry pier closes for repai…"
    assert opening(render("a &lt;b&gt; <script>", {}), 50) == "a <b> <script>"
