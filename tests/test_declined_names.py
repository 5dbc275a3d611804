"""Russian names in their cases: one person's forms are found to be one, a man and a woman never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.attribute.declined import bearers, bears, same_person

MAN = ["Тимур Гаев", "Тимура Гаева", "Тимуру Гаеву", "Тимуром Гаевым", "Тимуре Гаеве"]
WOMAN = ["Ольга Гаева", "Ольги Гаевой", "Ольге Гаевой", "Ольгу Гаеву", "Ольгой Гаевой"]


@pytest.mark.parametrize("forms", [
    MAN,
    WOMAN,
    ["Сергей Горский", "Сергея Горского", "Сергею Горскому", "Сергеем Горским", "Сергее Горском"],
    ["Мария Горская", "Марии Горской", "Марию Горскую", "Марией Горской"],
    ["Павел Торвальд", "Павла Торвальда", "Павлу Торвальду", "Павлом Торвальдом"],
    ["Ильсе Торвальд"],
    ["Пётр Лунин", "Петра Лунина", "Петром Луниным"],
    ["Юрий Ренко", "Юрия Ренко", "Юрием Ренко"],
    ["Никита Гаев", "Никиты Гаева", "Никите Гаеву", "Никитой Гаевым"],
    ["Тимур Игоревич Гаев", "Тимура Игоревича Гаева", "Тимуром Игоревичем Гаевым"],
    ["Гаев", "Гаевым", "Гаеве"],
])  # fmt: skip
def test_the_cases_of_a_name_are_one_person(forms: list[str]) -> None:
    for one in forms:
        for other in forms:
            assert same_person(one, other)


@pytest.mark.parametrize("man", MAN)
@pytest.mark.parametrize("woman", WOMAN)
def test_a_man_and_a_woman_of_one_surname_are_two(man: str, woman: str) -> None:
    assert not same_person(man, woman)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Валентин Гаев", "Валентина Гаева"),  # a woman, or of the man: nobody knows
        ("Александр Лунин", "Александра Лунина"),
        ("Евгений Горский", "Евгения Горского"),
        ("Гаев", "Гаева"),
        ("Гаева", "Гаевой"),
        ("Горский", "Горская"),
        ("Тимур Гаев", "Тимур Лунин"),
        ("Тимур Гаев", "Игорь Гаев"),
        ("Павел Гайда", "Павел Гайд"),
        ("Ильсе Торвальд", "Ильсе Торвальда"),
    ],
)
def test_what_may_be_somebody_else_is_not_joined(one: str, other: str) -> None:
    assert not same_person(one, other)


def test_a_surname_in_any_case_is_its_bearers_where_it_can_be_nobody_elses() -> None:
    assert bears("Гаевым", "Тимур Гаев")
    assert bears("Гаевой", "Ольга Гаева")
    assert not bears("Гаева", "Тимур Гаев")  # may be a woman
    assert not bears("Гаевым", "Ольга Гаева")
    assert not bears("Гаевой", "Тимур Гаев")


@pytest.mark.parametrize("name", ["", "Ilse Torvald", "министр", "МВД России по Лунинску", "И", "トルヴァル"])
def test_what_is_no_declined_name_joins_nothing(name: str) -> None:
    assert not same_person(name, "Тимур Гаев")


@given(st.text("абвгеийлнорсуыьюяАБВГ -.ё", max_size=20), st.text("абвгеийлнорсуыьюяАБВГ -.ё", max_size=20))
def test_any_two_names_are_one_both_ways(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)
    assert all(bearer.gender in ("m", "f") for bearer in bearers(one))
