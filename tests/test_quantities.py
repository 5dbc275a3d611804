"""Quantities: what a text counts and measures, in English, Japanese, Russian and Chinese."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.numerals import Value, fold, read_cjk, write
from kawaraban.translate.quantities import Quantity, quantities


def only(text: str, language: str) -> Quantity:
    (quantity,) = quantities(text, language)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12 people", 12, "people"),
        ("1,400 residents", 1400, "people"),
        ("21.3 million tonnes", 21_300_000, "tonne"),
        ("twenty-three ferries", 23, ""),
        ("two hundred and fifty buoys", 250, ""),
        ("a dozen eggs", 12, ""),
        ("half a million crowns", 500_000, "crown"),
        ("a couple of thousand", 2000, ""),
        ("$3bn", 3_000_000_000, "USD"),
        ("£5m", 5_000_000, "GBP"),
        ("15k", 15_000, ""),
        ("2.3 billion yen", 2_300_000_000, "JPY"),
        ("4.25 percent", Fraction(17, 4), "percent"),
        ("4.25 %", Fraction(17, 4), "percent"),
        ("three percentage points", 3, "point"),
        ("two-thirds", Fraction(2, 3), ""),
        ("a quarter of", Fraction(1, 4), ""),
        ("three-quarters", Fraction(3, 4), ""),
        ("forty-knot winds", 40, "knot"),
        ("480 km/h", 480, "kmh"),
        ("a 35 mm lens", 35, "mm"),
        ("30 square miles", 30, "mile2"),
        ("61-day strike", 61, "day"),
        ("190th", 190, ""),
        ("7 more people", 7, "people"),
    ],
)
def test_english_numbers_have_a_value_and_a_unit(text: str, value: Value, unit: str) -> None:
    quantity = only(text, "en")
    assert (quantity.low, quantity.high, quantity.unit.name) == (value, value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12人", 12, "people"),
        ("１２人", 12, "people"),
        ("1億2000万円", 120_000_000, "JPY"),
        ("3.5万トン", 35_000, "tonne"),
        ("3 億 4,000 万人", 340_000_000, "people"),
        ("二十三人", 23, "people"),
        ("三千五百", 3500, ""),
        ("四・二五%", Fraction(17, 4), "percent"),
        ("3分の2", Fraction(2, 3), ""),
        ("3割", 30, "percent"),
        ("3割5分", 35, "percent"),
        ("2ダース", 24, ""),
        ("0.25ポイント", Fraction(1, 4), "point"),
        ("1年半", Fraction(3, 2), "year"),
        ("23億ドル", 2_300_000_000, "USD"),
        ("220万平方キロメートル", 2_200_000, "km2"),
        ("第3会合", 3, ""),
        ("3番目", 3, ""),
        ("6年ぶり", 6, "year"),
    ],
)
def test_japanese_numbers_have_a_value_and_a_unit(text: str, value: Value, unit: str) -> None:
    quantity = only(text, "ja")
    assert (quantity.low, quantity.high, quantity.unit.name) == (value, value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("15 %", 15, "percent"),
        ("4,25 %", Fraction(17, 4), "percent"),
        ("1 400 человек", 1400, "people"),
        ("3,5 млн тонн", 3_500_000, "tonne"),
        ("шесть лет", 6, "year"),
        ("двое", 2, ""),
    ],
)
def test_russian_numbers_are_read_coarsely(text: str, value: Value, unit: str) -> None:
    quantity = only(text, "ru")
    assert (quantity.low, quantity.unit.name) == (value, unit)


@pytest.mark.parametrize(("text", "value"), [("十二人", 12), ("3.5亿美元", 350_000_000), ("十八万", 180_000)])
def test_chinese_numbers_are_read_coarsely(text: str, value: Value) -> None:
    assert only(text, "zh").low == value


@pytest.mark.parametrize(
    "text",
    ["一部の議員", "統一候補", "三菱の工場", "四国の港", "千葉県", "万が一", "一方で", "十分だ", "一時的に", "億劫だ"],
)
def test_kanji_that_count_nothing_are_no_numbers(text: str) -> None:
    assert quantities(text, "ja") == ()


@pytest.mark.parametrize("text", ["No one came.", "One of them left.", "a second ferry", "both mayors", "the first"])
def test_words_that_need_no_number_in_a_rendering_are_loose(text: str) -> None:
    assert all(quantity.weight == "loose" for quantity in quantities(text, "en"))


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("10–15 people", "en", 10, 15),
        ("between 5 and 7 boats", "en", 5, 7),
        ("four to six people", "en", 4, 6),
        ("200～300万年", "ja", 2_000_000, 3_000_000),
        ("10から15隻", "ja", 10, 15),
    ],
)
def test_a_range_is_one_quantity(text: str, language: str, low: int, high: int) -> None:
    quantity = only(text, language)
    assert (quantity.low, quantity.high, quantity.vague) == (low, high, False)
    assert quantity.upper is not None


@pytest.mark.parametrize(
    ("text", "language", "inside", "outside"),
    [
        ("dozens of boats", "en", 40, 400),
        ("tens of thousands", "en", 30_000, 300_000),
        ("数十億ドル", "ja", 4 * 10**9, 3),
        ("十数人", "ja", 15, 21),
    ],
)
def test_a_vague_number_is_its_bounds(text: str, language: str, inside: int, outside: int) -> None:
    quantity = only(text, language)
    assert quantity.vague
    assert quantity.low <= inside <= quantity.high
    assert not quantity.low <= outside <= quantity.high


@pytest.mark.parametrize(
    ("text", "language", "hedge"),
    [
        ("about 40 boats", "en", "about"),
        ("up to 50 minutes", "en", "at most"),
        ("at least four days", "en", "at least"),
        ("more than 6,000 people", "en", "more than"),
        ("no fewer than 30", "en", "at least"),
        ("約2000人", "ja", "about"),
        ("最長で50分", "ja", "at most"),
        ("少なくとも4隻", "ja", "at least"),
        ("6000人以上", "ja", "at least"),
        ("50人未満", "ja", "less than"),
        ("4分の1近く", "ja", "nearly"),
    ],
)
def test_hedges_are_read_before_and_after(text: str, language: str, hedge: str) -> None:
    assert only(text, language).hedge == hedge


def test_dates_and_times_are_no_quantities() -> None:
    assert quantities("On Nov. 21, 2026, at 3:15 p.m., as in the 1990s", "en") == ()
    assert quantities("令和8年11月21日（土）午後3時15分、1990年代のように", "ja") == ()


def test_what_is_out_of_measure_is_read_quickly_or_not_at_all() -> None:
    assert quantities("9" * 100_000, "en") == ()
    assert quantities("九" * 100_000, "ja") == ()
    assert quantities("1," * 50_000, "ja")


def test_a_language_that_is_not_known_has_none() -> None:
    assert quantities("12 Leute", "de") == ()


@given(
    st.text(alphabet="0１2.,，万億兆千百十〇一二三数割分の人%円第 ～$ab-twohundredfifty", max_size=60),
    st.sampled_from(["en", "ja", "ru", "zh"]),
)
def test_spans_lie_in_the_text_and_in_order(text: str, language: str) -> None:
    found = quantities(text, language)
    for quantity in found:
        assert 0 <= quantity.span[0] <= quantity.number[0] < quantity.number[1] <= quantity.span[1] <= len(text)
        assert quantity.low <= quantity.high
    assert [quantity.number for quantity in found] == sorted(quantity.number for quantity in found)


@given(st.integers(min_value=0, max_value=10**16 - 1), st.sampled_from(["", "1,000", "２０", "二十"]))
def test_a_japanese_number_that_is_written_is_read_again(value: int, like: str) -> None:
    written = write(value, "ja", like)
    assert written is not None
    number = read_cjk(fold(written), 0)
    assert number is not None
    assert (number.low, number.end) == (value, len(written))


@given(st.integers(min_value=2, max_value=10**12))
def test_an_english_number_that_is_written_is_read_again(value: int) -> None:
    written = write(value, "en")
    assert only(f"{written} boats", "en").low == value


def test_what_cannot_be_written_exactly_is_not_written() -> None:
    assert write(Fraction(1, 3), "ja") is None
    assert write(10**16, "ja") is None
    assert write(-1, "en") is None
