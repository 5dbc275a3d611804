"""Dates in texts that nobody meant for it: any characters, absurd numbers, long repeats. Spans lie in the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.attribute.dates import LANGUAGES, MOST, dates, first_day

DAY = date(2026, 11, 19)
_WORDS = st.sampled_from(
    "the a of on in last next this three two days weeks Tuesday May 11 12 - , 2022 night ago later half past quarter "
    "3 p.m. GMT every year 1990s 9999 '90s noon decades from to \n "
    "先月 11 日 夜 から 令和 元 年 4 月 半 前 〜 、 同 毎週 月曜 午後 3 時 数 十 世紀 (火) 末 日本時間 "
    "１７ 年度 99999".split(" ")
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map(" ".join), st.lists(_WORDS).map("".join))


@given(_TEXTS, st.sampled_from(LANGUAGES), st.one_of(st.none(), st.dates()))
@settings(max_examples=100, deadline=None)
def test_spans_lie_in_the_text_in_order_and_hold_the_words(text: str, language: str, published: date | None) -> None:
    at = 0
    for found in dates(text, language, published):
        start, end = found.span
        assert at <= start < end <= len(text)
        assert text[start:end] == found.text
        assert found.value
        first_day(found.value)
        at = end


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Last week, last year, 9999 years ago, in 900 centuries, the next decade, a century ago, last Monday.", "en"),
        ("On Christmas, in winter, last fall, the third quarter, the day before yesterday, the last weekend.", "en"),
        ("先月11日、一昨年、9999年前、来週月曜、昨冬、第3四半期、31日、12月、前年同月、2月29日", "ja"),
    ],
)
def test_the_ends_of_the_calendar_are_no_fault(published: date, text: str, language: str) -> None:
    assert all(found.value for found in dates(text, language, published))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It happened on February 30, 2022.", "en"),
        ("It happened on 31.02.2022.", "en"),
        ("It happened at 25:61 p.m. or 13 p.m.", "en"),
        ("事件は2022年2月30日に起きた。", "ja"),
        ("99999年に起きた。", "ja"),
        ("会見は午後25時に始まった。", "ja"),
        ("令和0年の記録", "ja"),
    ],
)
def test_a_day_that_no_calendar_has_is_none(text: str, language: str) -> None:
    assert [found for found in dates(text, language, DAY) if found.value[:4].isdigit() and "-" in found.value] == []


@pytest.mark.parametrize(
    "piece",
    (
        "the |last |May 1 |1|1,|three |a |half |Tuesday |2022-|'9|\n|(|12:|more than "
        "|1月|日|十|年|先|(月|午後|、1|約|3日から|半|日本時間の"
    ).split("|"),
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_repeats_costs_no_more_a_word_the_longer_it_is(piece: str, language: str) -> None:
    """A pattern that tried every cut of a repeat would not come to its end here."""
    assert isinstance(dates(piece * 2_000, language, DAY), list)


def test_a_language_without_rules_is_said() -> None:
    with pytest.raises(LookupError, match="en, ja"):
        dates("вчера", "ru", DAY)


def test_a_text_that_is_all_dates_is_read_to_a_bound() -> None:
    assert len(dates("Monday. " * (MOST + 5), "en", None)) == MOST
    assert 0 < len(dates("2022年5月。" * (MOST + 5), "ja", None)) <= MOST
