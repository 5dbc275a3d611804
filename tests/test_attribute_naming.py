"""Who is named: a name is told from its title, and what names nobody is no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.attribute.naming import LONGEST, Named, named


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("Interior Minister Ilse Torvald", "Ilse Torvald", "Interior Minister"),
        ("the Deputy Interior Minister Ilse Torvald", "Ilse Torvald", "Deputy Interior Minister"),
        ("Pavel Renko, a spokesman for the ministry", "Pavel Renko", "spokesman for the ministry"),
        ("Its spokesman, Pavel Renko,", "Pavel Renko", "spokesman"),
        ("the institute’s director, Olga Birn", "Olga Birn", "institute’s director"),
        ("Otto Friis, 71, a fisherman", "Otto Friis", "fisherman"),
        ("Otto Friis, 71,", "Otto Friis", ""),
        ("Port director Anders Lohm", "Anders Lohm", "Port director"),
        ("Dr. Henrik Saal", "Henrik Saal", "Dr."),
        ("The Kelmari interior ministry", "Kelmari interior ministry", ""),
        ("Torvald", "Torvald", ""),
    ],
)
def test_an_english_name_is_told_from_its_title(words: str, name: str, role: str) -> None:
    assert named(words, "en") == Named(name, role)


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("トルヴァル内相", "トルヴァル", "内相"),
        ("イルセ・トルヴァル内相", "イルセ・トルヴァル", "内相"),
        ("ケルマール内務省のパヴェル・レンコ報道官", "パヴェル・レンコ", "ケルマール内務省報道官"),
        ("アンデルス・ローム氏", "アンデルス・ローム", ""),
        ("カスメアの沿岸警備隊", "カスメアの沿岸警備隊", ""),
        ("運営する嶼海電信", "嶼海電信", ""),
        ("内務省", "内務省", ""),
        ("佐野氏", "佐野", ""),
        ("マルタ・クイルさん（58", "マルタ・クイル", ""),
        ("嶼海電信（東嶼）", "嶼海電信", ""),
    ],
)
def test_a_japanese_name_is_told_from_its_title(words: str, name: str, role: str) -> None:
    assert named(words, "ja") == Named(name, role)


def test_a_russian_name_is_told_from_its_title() -> None:
    assert named("министр сельского хозяйства Тимур Гаев", "ru") == Named("Тимур Гаев", "министр сельского хозяйства")
    assert named("официальный представитель МИД Павел Ренко", "ru") == Named(
        "Павел Ренко", "официальный представитель МИД"
    )
    assert named("МИД Вардонии", "ru") == Named("МИД Вардонии")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the minister", "en"),
        ("government", "en"),
        (" — ", "en"),
        ("政府", "ja"),
        ("同省", "ja"),
        ("министр", "ru"),
        ("", "ja"),
    ],
)
def test_what_names_nobody_is_no_name(words: str, language: str) -> None:
    assert named(words, language) is None


@given(st.text(), st.sampled_from(["en", "ja", "ru", "zh"]))
def test_any_words_name_somebody_or_nobody(words: str, language: str) -> None:
    found = named(words, language)
    assert found is None or (found.name.strip() and len(found.name) <= LONGEST and len(found.role) <= LONGEST)
