"""What reports of one story say differently: the same thing, other numbers, in any language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.compare.model import Print
from kawaraban.compare.stories import Difference, differences
from tests.compare_cast import made


def told(found: list[Difference]) -> dict[str, dict[str, list[str]]]:
    """{thing: {number: [report, ...]}}"""
    return {one.thing: {value.number: list(value.reports) for value in one.values} for one in found}


WIRE = made("wire", "Blast kills two", "An explosion killed two people.", "About 1,400 residents of Skarne were moved.")
HOSPITAL = made(
    "hospital",
    "A night of fire",
    "By dawn the hospital had counted 12 dead.",
    "Nine of the dead were workers.",
    "The ministry was still saying two.",
    "The city put the number of people who left their homes at about 2,000.",
    hours=3,
)
JA = made("ja", "港で爆発　12人死亡", "住民約1400人が学校へ避難した。", language="ja", hours=1)
ZH = made("zh", "油库爆炸致十二人死亡", "约一千四百名居民连夜转移到学校。", language="zh", hours=2)
RU = made("ru", "При взрыве погибли 12 человек", language="ru", hours=4)


def test_two_killed_and_twelve_killed_are_found_across_four_languages() -> None:
    found = told(differences([WIRE, HOSPITAL, JA, ZH, RU]))
    assert found == {
        "dead": {"2": ["wire"], "12": ["ja", "zh", "hospital", "ru"]},
        "evacuated": {"1400": ["wire", "ja", "zh"], "2000": ["hospital"]},
    }


def test_a_difference_says_what_it_is_of_in_both_languages_and_shows_the_words() -> None:
    dead = differences([WIRE, JA])[0]
    assert dead.what == {"en": "dead", "ja": "死者"}
    first, second = dead.values
    assert (first.text, first.language) == ("two", "en")
    assert (second.text, second.language) == ("12人", "ja")
    assert second.sayings[0].report == "ja"
    assert JA.sentences[second.sayings[0].sentence].text == "港で爆発　12人死亡"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twelve people were killed.", "At least ten people were killed."),
        ("About 2,000 people fled.", "1,967 people fled."),
        ("Nine of the dead were workers.", "Two people were killed."),
        ("The blast of 1998 killed 30 people.", "Two people were killed."),
        ("Police were killed in 12 attacks.", "Two people were killed."),
        ("Another three people were killed.", "Two people were killed."),
        ("Two people were killed.", "Five people were injured."),
        ("Killed: the 58-year-old guard.", "Two people were killed."),
        ("His brother died at 58.", "Two people were killed."),
        ("She died at 4.10 in the morning.", "Two people were killed."),
    ],
)
def test_what_may_be_the_same_or_another_thing_is_no_difference(one: str, other: str) -> None:
    assert differences([made("a", "t", one), made("b", "t", other, hours=1)]) == []


def test_each_number_goes_with_the_word_of_its_own_clause() -> None:
    one = made("a", "t", "The storm killed two people and injured five, officials said.")
    other = made("b", "t", "死者は3人、負傷者は31人に上った。", language="ja", hours=1)
    assert told(differences([one, other])) == {
        "dead": {"2": ["a"], "3": ["b"]},
        "injured": {"5": ["a"], "31": ["b"]},
    }


def test_a_report_stands_for_the_first_number_it_gives() -> None:
    one = made("a", "Storm kills 14", "The dead had been put at nine, with nine killed in Orsa.")
    other = made("b", "Storm kills 14", hours=1)
    assert differences([one, other]) == []


def test_other_languages_and_empty_reports_say_nothing() -> None:
    assert differences([]) == []
    assert differences([made("a", "", language=""), made("b", "Dos muertos", language="es")]) == []


texts = st.lists(
    st.sampled_from(
        ["Two people were killed.", "12 dead", "死者は3人", "погибли 5 человек", "\x00", "about 2,000 fled", "0"]
    ),
    min_size=1,
    max_size=4,
)


@given(st.lists(st.tuples(texts, st.sampled_from(["en", "ja", "ru", "zh", ""])), max_size=6), st.randoms())
def test_the_order_of_the_reports_says_nothing(given_: list[tuple[list[str], str]], random: object) -> None:
    prints: list[Print] = [made(f"k{at}", *text, language=language) for at, (text, language) in enumerate(given_)]
    expected = differences(prints)
    shuffled = list(prints)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert differences(shuffled) == expected
    for one in expected:
        assert len({report for value in one.values for report in value.reports}) == sum(
            len(value.sayings) for value in one.values
        )


def test_a_thousand_copies_are_one_value_and_a_text_of_numbers_costs_little() -> None:
    crowded = made("crowded", "kills " * 100, "12 " * 200 + "dead", *["Two people were killed."] * 500)
    copies = [made(f"c{at:04}", "Blast kills two", hours=at) for at in range(1000)]
    (dead,) = differences([crowded, *copies, JA])
    assert [value.number for value in dead.values] == ["2", "12"]
    assert len(dead.values[0].reports) == 198  # of the first hundred reports and the last, all but two
