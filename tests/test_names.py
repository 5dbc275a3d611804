"""Names are found by how they are written, and held against each other by how they sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.names import alike, names, similarity


def found(text: str, language: str) -> list[str]:
    return [name.text for name in names(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday Ilse Torvald met officials in Port Maren.", ["Ilse Torvald", "Port Maren"]),
        ("Ships left. They were late in March.", []),
        ("The Kelmar Gazette reported it.", ["Kelmar Gazette"]),
        ("“Officials lied,” said Renko’s aide.", ["Renko"]),
        ("The University of Skarne and ISIS", ["University of Skarne and ISIS"]),
        ("In Al-Tanf, N.A.T.O. ships", ["Al-Tanf", "N.A.T.O"]),
        ("see https://Kelmar.example/Maren and @Torvald", []),
    ],
)
def test_in_english_what_is_capitalised_and_begins_no_sentence(text: str, expected: list[str]) -> None:
    assert found(text, "en") == expected


def test_an_acronym_is_marked_as_one() -> None:
    assert [(name.text, name.acronym) for name in names("the NATO ships left Maren", "en")] == [
        ("NATO", True),
        ("Maren", False),
    ]


def test_in_japanese_runs_of_katakana_and_of_latin_letters() -> None:
    assert found("イルセ・トルヴァル氏はNATOとPort Marenで会談", "ja") == ["イルセ・トルヴァル", "NATO", "Port Maren"]


def test_in_russian_what_is_capitalised_and_begins_no_sentence() -> None:
    assert found("Вчера Торвальд прибыл в Кельмар. Суда ушли.", "ru") == ["Торвальд", "Кельмар"]


def test_chinese_is_left_coarse() -> None:
    assert found("东屿与NATO草签协定", "zh") == ["NATO"]


@pytest.mark.parametrize(
    ("latin", "katakana"),
    [
        ("Tanf", "タンフ"),
        ("Torvald", "トルヴァル"),
        ("Torvald", "トルバルド"),
        ("Renko", "レンコ"),
        ("Port", "ポート"),
        ("Charles", "チャールズ"),
        ("Michael", "マイケル"),
        ("Knight", "ナイト"),
        ("Phoenix", "フェニックス"),
        ("Lukashenko", "ルカシェンコ"),
        ("Кельмар", "ケルマール"),
        ("Vardonia", "ｳﾞｧﾙﾄﾞﾆｱ"),
    ],
)
def test_a_name_and_its_katakana_sound_alike(latin: str, katakana: str) -> None:
    assert similarity(latin, katakana) > 0.75


@pytest.mark.parametrize(
    ("latin", "katakana"),
    [("Tanf", "ロシア"), ("Torvald", "レンコ"), ("Renko", "ミサイル"), ("Kelmar", "ヴァルドニア"), ("Port", "ボート")],
)
def test_other_names_do_not(latin: str, katakana: str) -> None:
    assert similarity(latin, katakana) < 0.6


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_between_nothing_and_one_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 1
    assert alike(one, other) == alike(other, one)


@given(
    st.text(st.sampled_from("The Kelmar Торвальд カスメア・ノース, .A-b’s\n\ud800"), max_size=60),
    st.sampled_from(["en", "ru", "ja"]),
)
def test_names_stand_where_their_spans_say_in_order(text: str, language: str) -> None:
    end = 0
    for name in names(text, language):
        start, stop = name.span
        assert end <= start < stop <= len(text)
        assert text[start:stop] == name.text
        end = stop
