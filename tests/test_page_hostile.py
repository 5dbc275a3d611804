"""Pages that are huge, broken, cut off or in a strange character set: what can be kept is, the rest is in doubt."""

from __future__ import annotations

import pytest

from kawaraban.newsstand.blogger import PAGES
from kawaraban.publish.formats import FormatError
from tests.page_cast import moment, read_page

HTML = (PAGES / "20261120-1.html").read_text(encoding="utf-8")
DAY = "2022年05月17日\n題\n\n本文は港のこと。\n\nposted by 波 at 23:20| Comment(0) | 海\n"


def test_a_page_of_five_megabytes_is_read() -> None:
    long = "港の倉庫の帳簿を写す。" * 150_000
    posts, _ = read_page(DAY + f"長い題\n\n{long}\n\nposted by 波 at 22:00| Comment(0) | 海\n")
    assert [moment(post) for post in posts] == ["2022-05-17 23:20", "2022-05-17 22:00"]
    assert posts[1].paragraphs[0].text == long


@pytest.mark.parametrize(
    "broken",
    [
        HTML.replace("</div>", ""),
        HTML.replace("</h3>", "").replace("</h2>", ""),
        HTML.replace("<body>", "<body><table><tr><td>").replace("</a>", ""),
        HTML.replace("<br />", "<BR>").replace("</body></html>", ""),
    ],
)
def test_unbalanced_mark_up_loses_no_post(broken: str) -> None:
    posts, _ = read_page(broken)
    assert [moment(post) for post in posts] == [
        "2026-11-20 23:47",
        "2026-11-20 21:30",
        "2026-11-20 20:02",
        "2026-11-20 07:58",
    ]


def test_elements_nested_past_the_parsers_limit_are_read_flat() -> None:
    page = "<div>" * 3_000 + "<p>2022年05月17日</p><p>本文。</p><p>posted by 波 at 23:20| Comment(0) | 海</p>"
    posts, _ = read_page(f"<html><body>{page}")
    assert [moment(post) for post in posts] == ["2022-05-17 23:20"]


@pytest.mark.parametrize("charset", ["cp932", "euc_jp", "iso2022_jp", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("markup", [False, True])
def test_every_character_set_of_japanese_pages_is_known_undeclared(charset: str, markup: bool) -> None:
    page = f"<html><body><div>{DAY.replace(chr(10), '<br>')}</div></body></html>" if markup else DAY
    posts, doubts = read_page(page.encode(charset))
    assert [(post.author, post.category) for post in posts] == [("波", "海")]
    assert not doubts


def test_lines_in_two_character_sets_are_both_read() -> None:
    other = "題二\n\n本文はここに。\n\nposted by 波 at 22:00| Comment(0) | 日記\n"
    posts, _ = read_page(DAY.encode() + other.encode("cp932"))
    assert [(post.title, post.category) for post in posts] == [("題", "海"), ("題二", "日記")]


def test_characters_that_cannot_be_read_are_in_doubt() -> None:
    content = (
        (DAY + "次の題\n\n" + "港の話。" * 50).encode() + b"\xe6\xff" + "\nposted by 波 at 22:00| Comment(0)\n".encode()
    )
    posts, doubts = read_page(content)
    assert len(posts) == 2
    assert [(doubt.post, doubt.what) for doubt in doubts] == [(None, "encoding")]


def test_scripts_and_handlers_do_not_come_into_a_body() -> None:
    page = (
        "<html><body><p>2022年05月17日</p><h3>題</h3><script>alert(1)</script><p onclick='x()'>本文"
        "<a href='javascript:alert(1)'>ここ</a><img src='data:text/html,x'><iframe src='javascript:x'></iframe>"
        "<b title='\"><script>'>太字</b></p><p>posted by 波 at 23:20| Comment(0) | 海</p></body></html>"
    )
    posts, _ = read_page(page)
    assert "本文" in posts[0].body
    assert not any(word in posts[0].body for word in ("script", "onclick", "data:", "iframe"))


@pytest.mark.parametrize("cut", [".txt", ".html"])
def test_a_page_that_breaks_off_keeps_the_posts_before_and_the_beginning_of_the_last(cut: str) -> None:
    if cut == ".txt":
        page = (
            DAY
            + "2022年05月16日\n題二\n\n本文。\nposted by 波 at 20:00| Comment(0) | 海\n2022年05月15日\n題三\n\n途中で"
        )
    else:
        page = HTML[: HTML.rindex("今日は仕事が長い")]
    posts, doubts = read_page(page)
    assert [(doubt.post, doubt.what) for doubt in doubts if doubt.what == "truncated"] == [
        (len(posts) - 1, "truncated")
    ]
    assert posts[-1].title == ("題三" if cut == ".txt" else "今朝の港")
    assert posts[-1].paragraphs


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_page_is_no_page(content: bytes) -> None:
    with pytest.raises(FormatError, match="empty"):
        read_page(content)


def test_a_page_without_posts_is_a_doubt_about_the_page() -> None:
    posts, doubts = read_page("<html><body><p>工事中です。</p></body></html>")
    assert (posts, [(doubt.post, doubt.what) for doubt in doubts]) == ([], [(None, "no-posts")])
