"""A comment's text is Markdown of a safe kind: what isn't on its short list stays the text that it is."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import MAX_COMMENT, comment_links, render_comment

ALLOWED = {
    "p": set(),
    "br": set(),
    "em": set(),
    "strong": set(),
    "code": set(),
    "pre": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "a": {"href", "rel"},
}
PIECES = st.sampled_from(
    "<script> <img/src=x onerror=a()> [a](javascript:b()) [a](https://c.example/\"x'>) ![p](https://d.example/e.png) "
    'https://f.example/?a=<b>&c=" <https://g.example> <b> </p> &lt; &#60; \\< ``` ```js ` * ** _ > - 1. # --- \n \n\n '
    "    \t [r]: https://h.example [r] data:text/html,x vbscript:y HTTPS://I.EXAMPLE/ 「」 。 \ud800 \0 \u202e".split(
        " "
    )
)


class Seen(HTMLParser):
    """The tags, attributes and links of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
def test_no_tag_or_attribute_outside_the_list_ever_comes_out(text: str) -> None:
    for tag, attributes in Seen(render_comment(text)).tags:
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED[tag]
        if tag == "a":
            assert attributes["rel"] == "nofollow ugc noopener"
            assert str(attributes["href"]).lower().startswith(("http://", "https://"))


@given(st.text(alphabet="あa1 。、！", max_size=200))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert "".join(Seen(render_comment(text)).words.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一行目\n二行目\n\n次の段落", "<p>一行目<br>\n二行目</p>\n<p>次の段落</p>\n"),
        ("これは**「強調」**です", "<p>これは<strong>「強調」</strong>です</p>\n"),
        ("> 引用\n\n返事", "<blockquote>\n<p>引用</p>\n</blockquote>\n<p>返事</p>\n"),
        ("`a<b`", "<p><code>a&lt;b</code></p>\n"),
        ("```js onclick\n<i>\n```", "<pre><code>&lt;i&gt;\n</code></pre>\n"),
        ("# 見出しではない", "<p># 見出しではない</p>\n"),
        ("----", "<p>----</p>\n"),
        ("[r]: javascript:a", "<p>[r]: javascript:a</p>\n"),
        ("&lt; は書いたまま", "<p>&amp;lt; は書いたまま</p>\n"),
    ],
)
def test_each_mark_means_what_people_expect(text: str, html: str) -> None:
    assert render_comment(text) == html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://maren-courier.example/1121/valve", "https://maren-courier.example/1121/valve"),
        ("夕刊（https://a.example/x）に", "https://a.example/x"),
        ("https://a.example/を見て。", "https://a.example/"),
        ("(https://a.example/b_(c)).", "https://a.example/b_(c)"),
        ("https://a.example/a*b*c", "https://a.example/a*b*c"),
        ("[夕刊](https://a.example/d)", "https://a.example/d"),
        ("<https://a.example/e>", "https://a.example/e"),
        ("見よ、http://a.example.", "http://a.example"),
    ],
)
def test_links_are_found_bare_and_written(text: str, address: str) -> None:
    assert comment_links(text) == [address]
    assert f'<a href="{address}" rel="nofollow ugc noopener">' in render_comment(text)


@pytest.mark.parametrize(
    "text", ["[a](/desk/)", "[a](//b.example)", "[a](mailto:x@y.example)", "file:///etc", "a://b", "http://"]
)
def test_what_is_no_address_of_the_web_is_no_link(text: str) -> None:
    assert comment_links(text) == []
    assert "<a" not in render_comment(text)


@pytest.mark.parametrize(
    "text", ["> " * 400 + "深い", "- " * 400 + "深い", "*a " * 700 + "深い" + " a*" * 700, "[" * 4000 + "深い"]
)
def test_what_is_nested_without_measure_is_shown_as_it_was_typed(text: str) -> None:
    html = render_comment(text)
    assert {tag for tag, _ in Seen(html).tags} == {"p"}
    assert "".join(Seen(html).words.split()) == "".join(text.split())


def test_what_is_longer_than_a_comment_may_be_is_left_out() -> None:
    assert len(Seen(render_comment("あ" * 2 * MAX_COMMENT)).words.strip()) == MAX_COMMENT
