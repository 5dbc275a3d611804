"""HTML of another blog as Markdown: it reads the same, and what looks like Markdown in it stays what it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import PublishError, plain_paragraphs, render, to_markdown
from kawaraban.publish.foreign_html import clean
from kawaraban.publish.from_html import MAX_HTML


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>一行目<br>二行目</p>", "一行目\n二行目\n"),
        ("<h2>見出し</h2><p>本文。</p>", "## 見出し\n\n本文。\n"),
        ("<p>これは<b>太く</b>です。</p>", "これは**太く**です。\n"),
        ('<p><a href="https://a.example/x">先</a></p>', "[先](https://a.example/x)\n"),
        ("<ul><li>い<li>ろ</ul>", "- い\n- ろ\n"),
        ("<ruby>瓦版<rp>(</rp><rt>かわらばん</rt><rp>)</rp></ruby>", "瓦版（かわらばん）\n"),
        (
            '<figure><img src="/pictures/a.png" alt="港"><figcaption>北の"桟橋"</figcaption></figure>',
            '![港](/pictures/a.png "北の\\"桟橋\\"")\n',
        ),
        ('<p><a href="https://tube.example/w">https://tube.example/w</a></p>', "https://tube.example/w\n"),
        ("<p># 番</p><p>1. 一</p><p>::: quote a1</p>", "\\# 番\n\n1\\. 一\n\n\\::: quote a1\n"),
        ("", ""),
    ],
)
def test_what_html_says_in_markdown(html: str, markdown: str) -> None:
    assert to_markdown(clean(html)) == markdown


@given(st.lists(st.text("ab 漢*_`[]()<>&#+-=|~!.:12\\\"'", min_size=1, max_size=30), min_size=1, max_size=4))
def test_a_text_of_signs_reads_as_it_did(texts: list[str]) -> None:
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts)
    html = clean("".join(f"<p>{text}</p>" for text in escaped))
    assert plain_paragraphs(render(to_markdown(html), {})) == plain_paragraphs(html)


def test_what_is_too_long_or_nested_without_measure_is_refused() -> None:
    with pytest.raises(PublishError):
        to_markdown("x" * (MAX_HTML + 1))
    with pytest.raises(PublishError):
        to_markdown("<blockquote>" * 3000 + "x" + "</blockquote>" * 3000)
