"""The HTML of a post from another blog is made safe, and at home here, without losing what a reader reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban import publish
from kawaraban.publish import foreign_html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)'>",
        "<a href='javascript:alert(1)'>",
        "<a href=' JaVaScRiPt&#58;alert(1)'>",
        "<img src=x onerror=alert(1)>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<form action='https://elsewhere.example/'><input name=password><button>Send</button></form>",
        "<style>body{display:none}</style>",
        "<p style='position:fixed'>",
        "<object data='x.swf'></object><embed src='x.swf'>",
        "<base href='https://elsewhere.example/'><meta http-equiv=refresh content=0>",
        '<iframe src="https://video.example/1&quot; onload=alert(1)"></iframe>',
        "<img title='<img src=x onerror=alert(1)>'>",
    ],
)
def test_nothing_that_runs_is_left(hostile: str) -> None:
    shown = foreign_html.clean(f"before {hostile} after")
    tree = __import__("lxml.html", fromlist=["html"]).fragment_fromstring(shown, create_parent="div")
    assert not list(tree.iter("script", "style", "form", "input", "button", "iframe", "object", "embed", "svg", "base"))
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            assert not element.get(name, "").strip().lower().startswith(("javascript:", "data:"))
    assert "before" in tree.text_content()


@given(st.text(alphabet=st.sampled_from(list("<>&\"'/= abhimgscriptonload:;!-x1")), max_size=120))
def test_whatever_stands_there_only_allowed_elements_come_out(text: str) -> None:
    from lxml import html

    tree = html.fragment_fromstring(foreign_html.clean(text), create_parent="div")
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= foreign_html._TAGS | {"div"}


def test_tables_quotes_and_lists_stay() -> None:
    body = (
        '<blockquote cite="https://orlen.example/1"><p>Two boats burned.</p></blockquote>'
        '<table><tbody><tr><th scope="row">Orlen</th><td colspan="2">2</td></tr></tbody></table><ul><li>one</li></ul>'
    )
    assert foreign_html.clean(body) == body


def test_headings_come_two_levels_down_as_in_markdown() -> None:
    assert foreign_html.clean("<h1>Port Maren</h1><h5>Fees</h5>") == "<h3>Port Maren</h3><h6>Fees</h6>"


def test_a_picture_on_another_host_becomes_a_link_with_its_caption() -> None:
    shown = foreign_html.clean('<img src="http://old.example/up/pier.jpg" alt="The pier">')
    assert shown == '<a href="http://old.example/up/pier.jpg">The pier</a>'


def test_a_picture_within_a_link_has_no_link_of_its_own() -> None:
    shown = foreign_html.clean('<a href="https://old.example/big.jpg"><img src="https://old.example/small.jpg"></a>')
    assert shown == '<a href="https://old.example/big.jpg">small.jpg</a>'


def test_a_frame_becomes_a_card_that_leads_to_what_it_showed() -> None:
    shown = foreign_html.clean('<iframe width="5" src="https://video.example/embed/1?a=1&amp;b=2"></iframe>')
    assert shown.startswith('<figure class="embed"><a href="https://video.example/embed/1?a=1&amp;b=2" rel="noopener">')


def test_pictures_and_links_go_where_they_are_now() -> None:
    cleaned = foreign_html.sanitise('<a href="/article/1.html">x</a> <img src="a.jpg" alt="&quot;A&quot;">')
    assert foreign_html.links(cleaned) == ["/article/1.html"]
    assert foreign_html.pictures(cleaned) == ["a.jpg"]
    shown = foreign_html.place(cleaned, lambda _: "/2022/02/17/1/", lambda _: "/pictures/00.jpg")
    assert shown == '<a href="/2022/02/17/1/">x</a> <img src="/pictures/00.jpg" alt="&quot;A&quot;" loading="lazy">'


def test_line_ends_become_paragraphs_and_breaks_where_they_are_meant_so() -> None:
    text = "One\r\ntwo\r\n\r\nThree\r\n<ul>\r\n<li>a</li>\r\n</ul>\r\n\r\n<pre>1\r\n\r\n2</pre>"
    assert foreign_html.paragraphs(text) == ("<p>One<br>\ntwo</p>\nThree\n<ul>\n<li>a</li>\n</ul>\n<pre>1\n\n2</pre>")


@pytest.mark.parametrize("opened", ["<pre ", "<iframe src=http:a", "<iframe" + " src=http:a" * 2000, "<pre><script>"])
def test_tags_that_never_end_take_no_longer_than_text(opened: str) -> None:
    # A megabyte: minutes and hours where each opened tag is looked for an end of its own.
    text = "港" + opened * (1_000_000 // len(opened))
    assert "港" in foreign_html.paragraphs(text)
    assert foreign_html.clean(text).startswith("港")


def test_a_fold_can_be_undone() -> None:
    assert foreign_html.unfold(foreign_html.fold("a", "b")) == ("a", "b")
    assert foreign_html.unfold(foreign_html.fold("a", "")) == ("a", "")


def test_render_takes_html_as_html() -> None:
    assert publish.render("<b>:::quote a1</b><script>x</script>", {}, markup="html") == "<b>:::quote a1</b>"


def test_html_without_measure_is_refused_in_a_sentence() -> None:
    with pytest.raises(publish.PublishError, match="divide it into two posts"):
        publish.render("x" * (foreign_html.MAX_HTML + 1), {}, markup="html")
