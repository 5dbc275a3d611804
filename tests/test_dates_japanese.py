"""Japanese dates: eras, steps from publication, ranges, days alone, kanji and wide digits."""

from __future__ import annotations

from datetime import date

import pytest

from kawaraban.attribute.dates import dates

TUESDAY = date(2022, 5, 17)


def values(text: str, published: date | None = TUESDAY) -> list[str]:
    return [found.value for found in dates(text, "ja", published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("令和4年5月17日に公布した。", "2022-05-17"),
        ("昭和元年の橋。", "1926"),
        ("R4.5.16に作成した。", "2022-05-16"),
        ("二〇二二年五月三日に閉じた。", "2022-05-03"),
        ("２０２２年５月３日（火）に閉じた。", "2022-05-03"),
        ("22年春に閉じた。", "2022-SP"),
        ("1990年代後半に閉じた。", "199"),
        ("2021年度に閉じた。", "FY2021"),
        ("19世紀の橋。", "18"),
    ],
)
def test_years_of_eras_and_of_our_calendar_are_read(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("先月11日に閉じた。", "2022-04-11"),
        ("昨年秋に閉じた。", "2021-FA"),
        ("今月上旬に閉じた。", "2022-05"),
        ("来週月曜に開く。", "2022-05-23"),
        ("先週の金曜日に閉じた。", "2022-05-13"),
        ("一昨年に閉じた。", "2020"),
        ("半年前に閉じた。", "2021-11"),
        ("約2週間前に閉じた。", "2022-W18"),
        ("3日前に閉じた。", "2022-05-14"),
        ("昨夜閉じた。", "2022-05-16TNI"),
        ("年内に閉じる。", "2022"),
        ("今年度中に閉じる。", "FY2022"),
    ],
)
def test_steps_are_counted_from_publication(text: str, value: str) -> None:
    assert values(text) == [value]


def test_accounts_that_begin_in_april_give_january_to_the_year_before() -> None:
    assert values("今年度の予算", date(2025, 1, 8)) == ["FY2024"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11日に発表した。", "2022-05-11"),
        ("25日に発表した。", "2022-04-25"),
        ("25日に発表する予定だ。", "2022-05-25"),
        ("25日に発表する見通し。", "2022-05-25"),
        ("25日に首都へ。", "2022-05-25"),
        ("25日に発表された計画は撤回された。", "2022-04-25"),
        ("12月に発表した。", "2021-12"),
        ("12月に発表する。", "2022-12"),
        ("金曜日に採決が行われる。", "2022-05-20"),
    ],
)
def test_a_bare_day_is_past_unless_its_predicate_lies_ahead(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11日夜から12日にかけて燃えた。", ["2022-05-11TNI", "2022-05-12"]),
        ("５〜７日に開かれた。", ["2022-05-05", "2022-05-07"]),
        ("15、16両日に開かれた。", ["2022-05-15", "2022-05-16"]),
        ("3月3日から7日まで休んだ。", ["2022-03-03", "2022-03-07"]),
        ("3月24日に会見し、同日撤回した。", ["2022-03-24", "2022-03-24"]),
        ("4月5日に提訴し、同11日に取り下げた。", ["2022-04-05", "2022-04-11"]),
        ("10日に着き、翌日発った。", ["2022-05-10", "2022-05-11"]),
    ],
)
def test_ranges_are_two_dates_and_the_same_day_is_the_one_named(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("午後2時半に始まった。", "2022-05-17T14:30"),
        ("16日正午に始まった。", "2022-05-16T12:00"),
        ("16日未明に始まった。", "2022-05-16TMO"),
        ("日本時間12日午前3時に始まった。", "2022-05-12T03:00+09:00"),
        ("（日本時間12日朝）始まった。", "2022-05-12TMO"),
        ("現地時間の12日午前3時に始まった。", "2022-05-12T03:00"),
        ("12日午前0時に始まった。", "2022-05-12T00:00"),
    ],
)
def test_times_of_day_have_their_zone_where_it_is_named(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("3日間続いた。", "DURATION", "P3D"),
        ("懲役12年の判決。", "DURATION", "P12Y"),
        ("ここ数年の傾向。", "DURATION", "PXY"),
        ("45歳の教師。", "DURATION", "P45Y"),
        ("毎年開かれる。", "SET", "P1Y"),
        ("毎週月曜に開かれる。", "SET", "XXXX-WXX-1"),
        ("最近増えた。", "DATE", "PAST_REF"),
    ],
)
def test_lengths_sets_and_references(text: str, kind: str, value: str) -> None:
    assert [(found.type, found.value) for found in dates(text, "ja", TUESDAY)] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    ["参加者の3分の1が帰った。", "2000人が集まった。", "男性（45）が話した。", "二人目も日本へ。", "三日月が出た。"],
)
def test_numbers_that_name_no_time_are_left_alone(text: str) -> None:
    assert values(text) == []


def test_without_a_day_of_publication_the_parts_stay_open() -> None:
    assert values("先月11日、17日、火曜日、昨年", None) == ["XXXX-XX-11", "XXXX-XX-17", "XXXX-WXX-2", "XXXX"]
