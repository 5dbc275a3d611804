"""Moments: dates, weekdays, years, decades, times of day, and days counted from today."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.moments import Moment, moments
from kawaraban.translate.moments.counting import days_of, weekday_of


def only(text: str, language: str) -> Moment:
    (moment,) = moments(text, language)
    return moment


def parts(moment: Moment) -> dict[str, int]:
    return {part.name: part.value for part in moment.parts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 21", {"month": 3, "day": 21}),
        ("21st of March 2008", {"year": 2008, "month": 3, "day": 21}),
        ("Nov. 26, 2008,", {"year": 2008, "month": 11, "day": 26}),
        ("in October", {"month": 10}),
        ("in May", {"month": 5}),
        ("2008-11-26", {"year": 2008, "month": 11, "day": 26}),
        ("in 2008", {"year": 2008}),
        ("the 1990s", {"decade": 1990}),
        ("in their twenties", {"decade": 20}),
        ("the 17th century", {"century": 17}),
        ("the twenty-first century", {"century": 21}),
        ("323 BCE", {"year": 323}),
        ("10,000 BC", {"year": 10_000}),
    ],
)
def test_english_dates_are_read_part_by_part(text: str, expected: dict[str, int]) -> None:
    assert parts(only(text, "en")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("３月２１日", {"month": 3, "day": 21}),
        ("2008 年 11 月 26 日", {"year": 2008, "month": 11, "day": 26}),
        ("令和6年5月17日", {"year": 2024, "month": 5, "day": 17}),
        ("平成元年", {"year": 1989}),
        ("二〇二四年", {"year": 2024}),
        ("十一月三日", {"month": 11, "day": 3}),
        ("21日に", {"day": 21}),
        ("10月の", {"month": 10}),
        ("08年11月", {"year": 8, "month": 11}),
        ("紀元前323年", {"year": 323}),
        ("1990年代", {"decade": 1990}),
        ("20代", {"decade": 20}),
        ("17世紀", {"century": 17}),
        ("2008/11/26", {"year": 2008, "month": 11, "day": 26}),
    ],
)
def test_japanese_dates_are_read_part_by_part(text: str, expected: dict[str, int]) -> None:
    assert parts(only(text, "ja")) == expected


@pytest.mark.parametrize(
    "text", ["3日間", "6年ぶり", "5年前", "3か月", "2時間", "一日中", "10年以上", "第3代表", "一時停止"]
)
def test_lengths_of_time_are_no_moments(text: str) -> None:
    assert moments(text, "ja") == ()


def test_may_is_a_verb_unless_it_is_a_month() -> None:
    assert moments("It may rain. May I?", "en") == ()


@pytest.mark.parametrize(
    ("text", "language", "expected", "half", "zone"),
    [
        ("1:15 a.m.", "en", {"hour": 1, "minute": 15}, "am", ""),
        ("5pm", "en", {"hour": 5}, "pm", ""),
        ("at 11:00", "en", {"hour": 11, "minute": 0}, None, ""),
        ("1500 GMT", "en", {"hour": 15, "minute": 0}, None, "UTC"),
        ("3 p.m. Eastern Time", "en", {"hour": 3}, "pm", "ET"),
        ("3 o'clock in the afternoon", "en", {"hour": 3}, "pm", ""),
        ("at noon", "en", {"hour": 12}, "pm", ""),
        ("午後3時半", "ja", {"hour": 3, "minute": 30}, "pm", ""),
        ("２２時４０分", "ja", {"hour": 22, "minute": 40}, None, ""),
        ("日本時間午前0時", "ja", {"hour": 0}, "am", "JST"),
        ("午後3時（グリニッジ標準時）", "ja", {"hour": 3}, "pm", "UTC"),
        ("0230UTC", "ja", {"hour": 2, "minute": 30}, None, "UTC"),
        ("UTC 0230", "ja", {"hour": 2, "minute": 30}, None, "UTC"),
        ("正午", "ja", {"hour": 12}, "pm", ""),
    ],
)
def test_times_are_read_with_half_of_the_day_and_zone(
    text: str, language: str, expected: dict[str, int], half: str | None, zone: str
) -> None:
    moment = only(text, language)
    assert (parts(moment), moment.meridian, moment.zone) == (expected, half, zone)


@pytest.mark.parametrize(
    ("text", "language", "weekday"),
    [("on Tuesday", "en", 1), ("Sundays", "en", 6), ("火曜日", "ja", 1), ("土曜", "ja", 5)],
)
def test_weekdays_count_from_monday(text: str, language: str, weekday: int) -> None:
    assert only(text, language).weekday == weekday


def test_a_weekday_in_brackets_follows_its_date() -> None:
    day, weekday = moments("21日（火）", "ja")
    assert (parts(day), weekday.weekday) == ({"day": 21}, 1)


@pytest.mark.parametrize(
    ("text", "language", "relative"),
    [("yesterday", "en", ("day", -1)), ("Last year", "en", ("year", -1)), ("明日", "ja", ("day", 1)),
     ("先月", "ja", ("month", -1))],
)  # fmt: skip
def test_days_counted_from_today(text: str, language: str, relative: tuple[str, int]) -> None:
    assert only(text, language).relative == relative


def test_a_weekday_means_days_near_the_day_of_publication() -> None:
    saturday = date(2026, 11, 21)
    tuesday = only("on Tuesday", "en")
    assert {day.day for day in days_of(tuesday, saturday)} >= {17, 24}
    assert days_of(only("yesterday", "en"), saturday) == {date(2026, 11, 20)}
    assert days_of(only("last year", "en"), saturday) == frozenset()


def test_the_weekday_of_a_date_without_a_year_is_that_of_the_nearest() -> None:
    published = date(2027, 1, 2)
    assert weekday_of(only("12月31日", "ja"), published) == date(2026, 12, 31).weekday()
    assert weekday_of(only("21日に", "ja"), date(2026, 11, 21)) == date(2026, 11, 21).weekday()
    assert weekday_of(only("2月29日", "ja"), date(2026, 3, 1)) is None
    assert weekday_of(only("21日に", "ja"), None) is None


@given(
    st.text(alphabet="0123456789０１年月日時分半午前後（火）元令和: ./-apm.世紀代MayNov, BCE'sthGMT", max_size=60),
    st.sampled_from(["en", "ja"]),
)
def test_spans_lie_in_the_text_and_none_over_another(text: str, language: str) -> None:
    end = 0
    for moment in moments(text, language):
        assert end <= moment.span[0] < moment.span[1] <= len(text)
        end = moment.span[1]
        for part in moment.parts:
            assert moment.span[0] <= part.span[0] < part.span[1] <= moment.span[1]


def test_a_language_that_is_not_known_has_none() -> None:
    assert moments("21. März 2008", "de") == ()
