"""Addresses of things elsewhere as cards, in Markdown and where an old blog had frames."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import frame_origins, opening, picture_addresses, render, with_sizes
from kawaraban.publish.embeds import card_of
from kawaraban.publish.foreign_html import clean

VIDEO = "https://www.youtube.com/watch?v=mAr3n_P0rt1"
FRAME = "https://www.youtube-nocookie.com/embed/mAr3n_P0rt1"


def cards(html: str) -> list[lxml.html.HtmlElement]:
    return lxml.html.fragment_fromstring(html, create_parent="div").xpath('.//figure[@class="embed"]')


@pytest.mark.parametrize(
    ("address", "leads_to", "frame"),
    [
        (f"{VIDEO}&t=30s", VIDEO, FRAME),
        ("https://youtu.be/mAr3n_P0rt1?si=x", VIDEO, FRAME),
        ("https://www.youtube.com/embed/mAr3n_P0rt1?rel=0", VIDEO, FRAME),
        ("https://www.youtube.com/shorts/mAr3n_P0rt1", VIDEO, FRAME),
        ("https://player.vimeo.com/video/4711", "https://vimeo.com/4711", "https://player.vimeo.com/video/4711"),
        (
            "https://embed.nicovideo.jp/watch/sm4711",
            "https://www.nicovideo.jp/watch/sm4711",
            "https://embed.nicovideo.jp/watch/sm4711",
        ),
        (
            "https://twitter.com/minato/status/1461234567890123456?s=20",
            "https://x.com/minato/status/1461234567890123456",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1461234567890123456",
        ),
        (
            "https://port.example/@minato/112233445566778899",
            "https://port.example/@minato/112233445566778899",
            "https://port.example/@minato/112233445566778899/embed",
        ),
        ("https://maren-courier.example/1121/valve", "https://maren-courier.example/1121/valve", ""),
        ("https://www.youtube.com/playlist", "https://www.youtube.com/playlist", ""),
        ("https://x.com/minato", "https://x.com/minato", ""),
    ],
)
def test_a_card_leads_to_the_page_and_knows_its_frame(address: str, leads_to: str, frame: str) -> None:
    card = card_of(address)
    assert card is not None
    assert (card.address, card.frame) == (leads_to, frame)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//x.example/", "ftp://a.example/", "https://", "a" * 3000])
def test_what_no_reader_may_be_sent_to_has_no_card(address: str) -> None:
    assert card_of(address) is None


@given(
    st.text(max_size=60), st.sampled_from(["https://youtu.be/", "https://a.example/@b/", "https://x.com/", "https://"])
)
def test_any_address_makes_a_card_of_plain_text_or_none(tail: str, head: str) -> None:
    html = render(f"{head}{tail}", {})
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    assert tree.xpath(".//script | .//iframe | .//@onerror | .//@onclick | .//@style") == []
    for frame in tree.xpath(".//@data-frame"):
        assert frame.startswith("https://")
        assert not set(frame) & set("\"'<> ")


def test_an_address_that_is_a_paragraph_is_a_card_and_no_other_is() -> None:
    html = render(
        f"{VIDEO}\n\n<{VIDEO}>\n\n見よ {VIDEO}\n\n{VIDEO}\n続き\n\n- {VIDEO}\n\n> {VIDEO}\n\n    {VIDEO}\n", {}
    )
    assert len(cards(html)) == 2
    assert html.count(FRAME) == 2


def test_a_card_says_where_it_leads_in_readable_words() -> None:
    card = cards(render("https://www.maren.example/%E6%B8%AF?q=%3Cb%3E%E2%80%AE", {}))[0]
    assert card.text_content() == "maren.example maren.example/港?q=<b>"


def test_a_frame_of_an_old_post_is_a_card_again() -> None:
    frame = '<iframe width="560" src="https://www.youtube.com/embed/mAr3n_P0rt1?rel=0" allowfullscreen></iframe>'
    for html in (f"<p>前</p>{frame}<p>後</p>", f"<p>{frame}</p>", f"<div>{frame}</div>"):
        (card,) = cards(clean(html))
        assert card.get("data-frame") == FRAME
        assert card.xpath("./a/@href") == [VIDEO]


def test_a_link_in_a_sentence_of_an_old_post_stays_a_link() -> None:
    html = f'<p>動画は <a href="{VIDEO}">{VIDEO}</a> にある。</p><p><a href="{VIDEO}">動画</a></p>'
    assert cards(clean(html)) == []


def test_the_origins_of_a_page_are_those_of_its_cards() -> None:
    html = render(f"{VIDEO}\n\nhttps://vimeo.com/4711\n\nhttps://a.example/\n\n`data-frame`", {})
    assert frame_origins(html) == ["https://player.vimeo.com", "https://www.youtube-nocookie.com"]
    assert frame_origins(render('<figure class="embed" data-frame="https://evil.example/">', {})) == []


def test_the_opening_of_a_post_is_no_address() -> None:
    assert opening(render(f"{VIDEO}\n\n港は閉じた。", {}), 50) == "港は閉じた。"


def test_a_picture_by_itself_is_a_figure_with_its_caption() -> None:
    html = render(
        '![桟橋](/pictures/a.png "夜の<桟橋>")\n\n![小](/pictures/b.png)と文\n\n![遠](https://x.example/c.png)', {}
    )
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    (figure,) = tree.xpath('./figure[@class="picture"]')
    assert figure.xpath("./img/@alt") == ["桟橋"]
    assert figure.xpath("string(./figcaption)") == "夜の<桟橋>"
    assert tree.xpath("./p/img/@src") == ["/pictures/b.png"]
    assert tree.xpath(".//img/@loading") == ["lazy", "lazy"]


def test_pictures_get_the_room_that_they_will_take() -> None:
    html = render("![a](/pictures/a.png)\n\n![b](/pictures/b.png)", {})
    assert picture_addresses(html) == ["/pictures/a.png", "/pictures/b.png"]
    sized = with_sizes(html, {"/pictures/a.png": (800, 600)})
    assert '<img src="/pictures/a.png" alt="a" loading="lazy" width="800" height="600">' in sized
    assert '<img src="/pictures/b.png" alt="b" loading="lazy">' in sized


def test_the_width_an_old_post_gave_a_picture_stands() -> None:
    html = '<img src="/pictures/a.png" alt="" width="400" height="99">'
    assert 'width="400" height="300"' in with_sizes(html, {"/pictures/a.png": (800, 600)})
