"""Saved pages in the shapes of several hosts: each post with its title, author, moment, category and comments."""

from __future__ import annotations

from datetime import date

import pytest

from tests.page_cast import moment, read_page
from tools.quality.pages import SavedPage, fields_of, gold, posts_of


@pytest.mark.parametrize("page", list(gold()), ids=lambda page: page.posts[0][0])
def test_a_page_gives_each_post_as_it_says_of_itself(page: SavedPage) -> None:
    assert [fields_of(post) for post in posts_of(page)] == page.posts


def test_the_gold_has_forty_posts() -> None:
    assert sum(len(page.posts) for page in gold()) >= 40


def footed(*clocks: str) -> str:
    return "\n".join(
        f"題その{at}\n\n本文。\n\nposted by 波 at {clock}| Comment(0) | 海\n" for at, clock in enumerate(clocks)
    )


def test_a_days_file_name_is_the_day_of_all_its_posts_even_upwards() -> None:
    posts, _ = read_page(footed("08:00", "12:00", "23:00"), name="archives/20220517-1.html")
    assert [moment(post) for post in posts] == ["2022-05-17 08:00", "2022-05-17 12:00", "2022-05-17 23:00"]


def test_a_told_day_stands_above_the_file_name_and_below_the_heading() -> None:
    posts, _ = read_page(footed("23:00"), name="20220517-1.html", newest=date(2022, 5, 20))
    assert [moment(post) for post in posts] == ["2022-05-20 23:00"]
    posts, _ = read_page("2022年05月17日\n" + footed("23:00"), newest=date(2022, 5, 20))
    assert [moment(post) for post in posts] == ["2022-05-17 23:00"]


def test_a_later_time_below_is_the_day_before() -> None:
    posts, _ = read_page(footed("08:00", "23:00", "22:00", "22:30"), newest=date(2022, 3, 1))
    assert [moment(post) for post in posts] == [
        "2022-03-01 08:00",
        "2022-02-28 23:00",
        "2022-02-28 22:00",
        "2022-02-27 22:30",
    ]


def test_without_any_day_the_moment_is_in_doubt() -> None:
    posts, doubts = read_page(footed("08:00"))
    assert posts[0].published_at is None
    assert [(doubt.post, doubt.what, doubt.done) for doubt in doubts] == [(0, "date-missing", "left-undated")]


def test_a_month_alone_gives_a_guess_that_is_in_doubt() -> None:
    posts, doubts = read_page("« 2008年05月 | メイン | 2008年07月 »\n\n" + footed("22:00", "08:00"))
    assert [moment(post) for post in posts] == ["2008-06-30 22:00", "2008-06-30 08:00"]
    assert all(post.date_guessed for post in posts)
    assert {doubt.what for doubt in doubts} == {"day-missing"}


def test_a_heading_without_its_year_takes_that_of_the_month_named_beside_it() -> None:
    posts, _ = read_page("<< 2022年05月 >>\n5月17日(火)\n" + footed("22:00"))
    assert [moment(post) for post in posts] == ["2022-05-17 22:00"]


def test_the_date_of_a_quoted_article_is_no_heading() -> None:
    page = (
        "2022年05月17日\n題\n\nFerry talks fail\n\nMay 12, 2022\n\nThe talks in Maren failed, officials said.\n\n"
        "posted by 波 at 23:00| Comment(0) | 海\n次の題\n\n本文。\nposted by 波 at 22:00| Comment(0) | 海\n"
    )
    posts, _ = read_page(page)
    assert [moment(post) for post in posts] == ["2022-05-17 23:00", "2022-05-17 22:00"]
    assert "May 12, 2022" in [paragraph.text for paragraph in posts[0].paragraphs]


def test_lines_broken_by_hand_are_joined_and_others_are_not() -> None:
    wrapped = (
        "題\n\n港の倉庫で見つかった古い帳簿には、船の名前と荷物の\n数が、三十年にわたって毎日欠かさず書き込まれてい\n"
        "た。誰が書いたのかは分からない。\n\n・一つ目\n・二つ目\nposted by 波 at 23:00| Comment(0) | 海\n"
    )
    posts, _ = read_page(wrapped, newest=date(2022, 5, 17))
    assert [paragraph.text for paragraph in posts[0].paragraphs] == [
        "港の倉庫で見つかった古い帳簿には、船の名前と荷物の数が、三十年にわたって毎日欠かさず書き込まれていた。"
        "誰が書いたのかは分からない。",
        "・一つ目",
        "・二つ目",
    ]


def test_comments_are_read_where_their_writers_are_named_above_them() -> None:
    page = (
        "題\n\n本文。\n\nposted by 波 at 20:11| Comment(2) | 海\nコメント一覧\n"
        "1. Posted by かもめ 2022年05月18日 08:02\n一つ目です。\n二行目。\n"
        "2. Posted by 沖 2022年05月18日 09:00\n二つ目です。\n"
        "コメントする\n名前\n"
    )
    posts, _ = read_page(page, newest=date(2022, 5, 17))
    assert [(comment.author, comment.text) for comment in posts[0].comments] == [
        ("かもめ", "一つ目です。\n二行目。"),
        ("沖", "二つ目です。"),
    ]
