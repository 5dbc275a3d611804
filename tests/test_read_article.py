"""A page as an article: what is taken for its text, and what stays out."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.read import Article, Page, ReadError, read

FIRST = "The harbour council of Maren voted twelve to nine on Friday to widen the eastern basin, its chair said."
SECOND = "Work begins in April and will take five years, according to a plan that the council published in the evening."
THIRD = (
    "Opponents said that they would appeal. The fishermen's union called the decision premature, and asked for a poll."
)


def page(body: str, head: str = "<title>Maren widens its harbour</title>", **attributes: str) -> Page:
    text = f"<html {' '.join(f'{k}={v}' for k, v in attributes.items())}><head>{head}</head><body>{body}</body></html>"
    return Page(text.encode(), "https://news.example/maren")


def story(*more: str, before: str = "", after: str = "") -> Page:
    paragraphs = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
    article = f"<article><h1>Maren widens its harbour</h1>{paragraphs}{''.join(more)}</article>"
    return page(f"<main>{before}{article}{after}</main>")


def texts(article: Article, *kinds: str) -> list[str]:
    return [p.text for p in article.paragraphs if not kinds or p.kind in kinds]


def test_the_text_is_the_paragraphs_without_the_headline() -> None:
    article = read(story())
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert article.title == "Maren widens its harbour"
    assert article.language == "en"


def test_menus_asides_and_footers_stay_out() -> None:
    before = "<nav><ul>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(20)) + "</ul></nav>"
    after = (
        "<footer><p>Maren Courier, 3 Quay Street, Maren. Telephone 555 0100. All our pages in one place.</p></footer>"
    )
    assert texts(read(story(before=before, after=after))) == [FIRST, SECOND, THIRD]


def test_paragraphs_have_kinds() -> None:
    more = (
        "<h2>What the plan says</h2><p>It has three parts, of which the first is the longest and the dearest.</p>"
        "<blockquote><p>We have waited for this decision for eleven years, and so has the town.</p></blockquote>"
        "<ul><li>The basin is to be widened by forty metres.</li><li>The quay is to be raised by one metre.</li></ul>"
        "<figure><img src=a.jpg><figcaption>The basin on Friday.</figcaption></figure>"
        "<p>The council meets again in May.</p>"
    )
    article = read(story(more))
    kinds = {p.text: p.kind for p in article.paragraphs}
    assert kinds["What the plan says"] == "h"
    assert kinds["We have waited for this decision for eleven years, and so has the town."] == "quote"
    assert kinds["The quay is to be raised by one metre."] == "li"
    assert kinds["The council meets again in May."] == "p"
    assert kinds.get("The basin on Friday.", "caption") == "caption"


def test_a_summary_over_the_text_is_a_part_of_it() -> None:
    deck = "The vote was close, and the opponents of the plan want to go to court before the work begins in spring."
    text = f"<article><p>{FIRST}<p>{SECOND}<p>{THIRD}</article>"
    body = f"<h1>Maren widens its harbour</h1><p class=article-lead>{deck}</p>{text}"
    assert texts(read(page(body))) == [deck, FIRST, SECOND, THIRD]


def test_a_text_in_several_boxes_of_one_template_is_read_whole() -> None:
    boxes = [
        f"Part {n} of the report says that the dredging of basin {n} will cost {n}0 million crowns, or {n} a metre."
        for n in range(1, 7)
    ]
    body = "".join(
        f"<div class='grid article-body'><div class=inner><p>{box}</p></div></div><div class=ad>Advertisement</div>"
        for box in boxes
    )
    assert texts(read(page(f"<main><h1>Maren widens its harbour</h1>{body}</main>"))) == boxes


def test_a_text_that_stands_twice_is_read_once() -> None:
    twice = f"<div class=dialog hidden><div><p>{FIRST}</p><p>{SECOND}</p></div></div>"
    assert texts(read(story(after=twice))) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter and get the harbour in your inbox every day.",
        "Subscribe to continue reading",
        "この記事は有料会員限定です。残り 1204文字",
        "おすすめ記事",
        "Подписывайтесь на наш канал",
        "Auch interessant",
    ],
)
def test_appeals_and_the_headings_of_lists_stay_out(line: str) -> None:
    assert line not in texts(read(story(f"<p>{line}</p>", f"<p>{THIRD.replace('union', 'guild')}</p>")))


def test_a_list_of_other_articles_stays_out_with_its_heading() -> None:
    related = "<h3>Related stories</h3><ul>" + "".join(
        f"<li><a href=/{n}>Council of Oste delays its vote on ferries for the {n}th time</a></li>" for n in range(4)
    )
    assert texts(read(story(related + "</ul>"))) == [FIRST, SECOND, THIRD]


def test_posts_of_social_networks_are_embeds() -> None:
    embed = "<blockquote class=twitter-tweet><p>We voted. The basin will be wider at last.</p></blockquote>"
    article = read(
        story(embed, "<p>The post was deleted on Saturday, after residents of the old town had answered it.</p>")
    )
    assert not any("We voted" in text for text in texts(article, "p", "quote"))


def test_a_line_break_in_japanese_leaves_no_space() -> None:
    text = "町議会は二十一日、港の拡張計画を<br>賛成多数で可決した。町長は工事を来年四月に始める考えを示した。"
    article = read(page(f"<article><h1>港</h1><p>{text}</p><p>{text.replace('町長', '議長')}</p></article>"))
    assert article.paragraphs[0].text == text.replace("<br>", "")


def test_paragraphs_parted_by_line_breaks_alone_are_parted() -> None:
    article = read(page(f"<div class=article-body><h1>Maren</h1>{FIRST}<br><br>{SECOND}<br>\n<br>{THIRD}</div>"))
    assert texts(article) == [FIRST, SECOND, THIRD]


def test_soft_hyphens_and_what_only_screen_readers_say_leave_the_text() -> None:
    more = (
        "<p>The har\u00adbour master <a href=/x>agreed<span class=visually-hidden>, opens in a new tab</span></a>"
        " on Sunday evening.</p>"
    )
    assert "The harbour master agreed on Sunday evening." in texts(read(story(more)))


def test_the_text_in_json_ld_is_taken_where_the_page_shows_none() -> None:
    head = (
        '<title>M</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Maren widens it",'
        f'"articleBody": "{FIRST}\\n\\n{SECOND}\\n\\n{THIRD}"}}</script>'
    )
    article = read(page("<div id=app>Loading</div>", head))
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert any("scripts" in warning for warning in article.warnings)


def test_the_text_in_the_state_of_a_script_framework_is_found() -> None:
    state = (
        '{"props": {"menu": ["Home", "Sport"], "article": {"blocks": ['
        + ", ".join(f'{{"type": "text", "content": "<p>{text}</p>"}}' for text in (FIRST, SECOND, THIRD))
        + "]}}}"
    )
    article = read(page(f"<div id=__next></div><script id=__NEXT_DATA__ type='application/json'>{state}</script>"))
    assert texts(article) == [FIRST, SECOND, THIRD]


def test_a_page_for_subscribers_says_so() -> None:
    article = read(story("<p>This article is for subscribers only.</p>"))
    assert article.warnings == ("The page says that the rest is for subscribers.",)


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "<html></html>",
        "<p></p>",
        "<script>alert(1)</script>",
        "\x00\x00",
        "<html><body><img src=a.jpg></body></html>",
    ],
)
def test_a_page_without_an_article_is_an_error_in_one_sentence(body: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(Page(body.encode()))
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@settings(max_examples=40)
@given(st.binary(max_size=2000))
def test_any_bytes_give_an_article_or_a_read_error(content: bytes) -> None:
    try:
        article = read(Page(content))
    except ReadError:
        return
    assert all(p.text.strip() == p.text and p.text for p in article.paragraphs)


_TAGS = st.sampled_from("div p span a table tr td ul li br b article section h1 h2 blockquote figure img".split())
_PIECES = st.one_of(
    _TAGS.map(lambda tag: f"<{tag}>"),
    _TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from([FIRST, SECOND, THIRD, "&amp;", "<", "<!--", "-->"]),
)


@settings(max_examples=40)
@given(st.lists(_PIECES, max_size=60))
def test_broken_mark_up_is_read_anyway(pieces: list[str]) -> None:
    article = read(page("".join(pieces) + f"--><article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"))
    assert article.paragraphs


def test_articles_and_errors_cross_processes() -> None:
    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(read, story()).result() == read(story())
        with pytest.raises(ReadError):
            pool.submit(read, Page(b"")).result()
    assert pickle.loads(pickle.dumps(read(story()))) == read(story())
