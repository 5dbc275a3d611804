"""Footers in every spelling: what is in them is read, and prose is no footer."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish.formats.page.dates import heading, month_said
from kawaraban.publish.formats.page.footers import Footer, footer_at
from kawaraban.publish.formats.page.line import Line, folded
from tests.page_cast import read_page

NAMES = st.sampled_from(["波止場", "Tam Orrin", "kaizoku2", "沖つ波（仮）", "7時の男", "O'Hara", "at sea", "み"])
CATEGORIES = st.sampled_from(["", "海", "ウクライナ", "日記・コラム", "News 2022", "映画、音楽", "R&B"])
SPACES = st.sampled_from(["", " ", "  ", "\u3000", "\xa0"])
BARS = st.sampled_from(["|", "｜", "│", "¦"])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def read(text: str) -> Footer | None:
    return footer_at([Line(text)], 0)


@given(
    NAMES,
    st.times(),
    st.integers(0, 999),
    CATEGORIES,
    SPACES,
    SPACES,
    BARS,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_what_stands_in_a_seesaa_footer_is_read_however_it_is_spaced(
    name: str,
    at: time,
    comments: int,
    category: str,
    before: str,
    behind: str,
    bar: str,
    wide: bool,
    back: bool,
    check: bool,
) -> None:
    numbers = f"{at:%H:%M}", f"Comment({comments})"
    clock, count = (number.translate(WIDE) for number in numbers) if wide else numbers
    parts = [f"posted by {name} at {clock}", count, *["TrackBack(0)"] * back, *[category] * bool(category)]
    text = f"{before}{bar}{behind}".join([*parts, *["更新情報をチェックする"] * check])
    found = read(text)
    assert found is not None
    assert (found.author, found.clock, found.comments, found.category) == (
        name, time(at.hour, at.minute), comments, category,
    )  # fmt: skip


@given(NAMES, st.times(), st.integers(0, 999), SPACES)
def test_movable_types_japanese_footer_is_read(name: str, at: time, comments: int, space: str) -> None:
    found = read(f"投稿者 {name} : {at:%H:%M}{space}|{space}コメント ({comments}){space}|{space}トラックバック (0)")
    assert found is not None
    assert (found.author, found.clock, found.comments) == (name, time(at.hour, at.minute), comments)


@pytest.mark.parametrize(
    ("text", "author", "clock", "comments", "category"),
    [
        (
            "Posted by Tam on May 17, 2022 at 11:20 PM in Ports | Permalink | Comments (3)",
            "Tam",
            time(23, 20),
            3,
            "Ports",
        ),
        ("Posted by Tam at 12:05 AM | Comments (0)", "Tam", time(0, 5), 0, ""),
        ("投稿者 波 時刻 12:34 日記 | 固定リンク | コメント (0) | トラックバック (0)", "波", time(12, 34), 0, "日記"),
        ("投稿者: 波 日時: 2008年06月15日 12:34", "波", time(12, 34), None, ""),
        ("tam at 12:34│Comments(0)│TrackBack(0)│海", "tam", time(12, 34), 0, "海"),
        ("| 日記 | 22:10 | comments(2) | trackbacks(0) |", "", time(22, 10), 2, "日記"),
        ("Comment ( 4 ) | Trackback ( 0 )", "", None, 4, ""),
        ("posted by 波 at 23:20| 潮見 ☁| Comment(0) | TrackBack(0) | 日記", "波", time(23, 20), 0, "日記"),
        ("posted by 波 at 午後11:20 | コメント(1)", "波", time(23, 20), 1, ""),
    ],
)
def test_footers_of_other_hosts_are_read(
    text: str, author: str, clock: time | None, comments: int | None, category: str
) -> None:
    found = read(text)
    assert found is not None
    assert (found.author, found.clock, found.comments, found.category) == (author, clock, comments, category)


@pytest.mark.parametrize(
    "text",
    [
        "He said at 12:30 that it was over.",
        "Comments (3)",
        "コメント",
        "The times were 10:30 | 11:30 | 12:30, according to the port.",
        "夜の11:20に投稿した。コメントはなかった。",
        "前の日 | トップ | 次の日",
        "",
    ],
)
def test_prose_and_navigation_are_no_footers(text: str) -> None:
    assert read(text) is None


def test_a_footer_over_several_lines_is_one() -> None:
    lines = [Line(text) for text in ("posted by 波 at 23:20|", "Comment(0) |", "TrackBack(0) |", "海", "次の題")]
    found = footer_at(lines, 0)
    assert found is not None
    assert (found.category, found.comments, found.lines) == ("海", 0, 4)


def test_a_title_behind_a_footer_that_ends_in_a_bar_is_no_category() -> None:
    lines = [Line("posted by 波 at 23:20| Comment(0) |"), Line("次の題"), Line("本文。")]
    found = footer_at(lines, 0)
    assert found is not None
    assert (found.category, found.lines) == ("", 1)


@given(st.text(max_size=400))
def test_any_text_is_a_footer_or_none(text: str) -> None:
    footer_at([Line(text)], 0)
    heading(folded(text))
    month_said(folded(text))


@given(st.lists(st.text(alphabet="ab 。|()0:posted byat<>/div\n", max_size=60), max_size=20))
def test_any_page_is_read_without_failing(lines: list[str]) -> None:
    read_page("x\n" + "\n".join(lines))


@pytest.mark.parametrize(
    "text",
    ["2022年05月17日", "2022年5月17日(火)", "May 17, 2022", "2022/5/17", "Tuesday, May 17, 2022", "17 May 2022",
     "2022.05.17 Tue",     "令和4年5月17日", "２０２２年５月１７日　火曜日", "■2022-05-17"],
)  # fmt: skip
def test_a_days_heading_is_read_as_it_is_written(text: str) -> None:
    found = heading(folded(text))
    assert found is not None
    assert found.on(None) == date(2022, 5, 17)


@pytest.mark.parametrize("text", ["2022年02月30日", "On May 17, 2022 the port shut.", "2022年05月", "12:30", "17"])
def test_what_is_no_day_is_no_heading(text: str) -> None:
    assert heading(folded(text)) is None
