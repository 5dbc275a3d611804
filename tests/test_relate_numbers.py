"""Numbers that a statement and a sentence say differently."""

from __future__ import annotations

import pytest

from kawaraban.compare import relate
from kawaraban.compare.relating.model import Known, Statement
from kawaraban.compare.relating.numbers import contradicting


def pairs(statement: str, language: str, sentence: str, other: str) -> tuple[tuple[str, str], ...]:
    vectorless = Statement.of(statement, "") if not language else Statement.of(statement, language)
    return contradicting(vectorless, Known(sentence, other))


@pytest.mark.parametrize(
    ("statement", "language", "sentence", "other", "expected"),
    [
        ("2 people were killed.", "en", "12 people were killed.", "en", (("2 people", "12 people"),)),
        ("12人が死亡した。", "ja", "The blast killed two people.", "en", (("12人", "two people"),)),
        ("Two people died.", "en", "Погибли 12 человек.", "ru", (("Two people", "12 человек"),)),
        ("12人が死亡した。", "ja", "爆炸造成3人死亡。", "zh", (("12人", "3人"),)),
        (
            "政策金利を4.5％に引き上げた。",
            "ja",
            "The rate was raised to 4.75 percent.",
            "en",
            (("4.5％", "4.75 percent"),),
        ),
        ("2 killed", "en", "12 killed", "en", (("2", "12"),)),
        (
            "12 people were killed.",
            "en",
            "At least 15 people were killed.",
            "en",
            (("12 people", "At least 15 people"),),
        ),
        ("2 people were killed.", "en", "A dozen people were killed.", "en", (("2 people", "A dozen people"),)),
        ("2 people were killed.", "en", "Погибли двенадцать человек.", "ru", (("2 people", "двенадцать человек"),)),
        ("12人が死亡した。", "ja", "二人が死亡した。", "ja", (("12人", "二人"),)),
    ],
)
def test_another_amount_of_the_same_contradicts(
    statement: str, language: str, sentence: str, other: str, expected: tuple[tuple[str, str], ...]
) -> None:
    assert pairs(statement, language, sentence, other) == expected


@pytest.mark.parametrize(
    ("statement", "language", "sentence", "other"),
    [
        ("12人が死亡した。", "ja", "The blast killed 12 people and injured 40.", "en"),
        ("A zone 30 kilometres wide.", "en", "幅30キロの地帯。", "ja"),
        ("A zone 10 miles wide.", "en", "幅16キロの地帯。", "ja"),
        ("At least 10 people were killed.", "en", "12 people were killed.", "en"),
        ("At least 12 people were killed.", "en", "12 people were killed.", "en"),
        ("12 people were killed.", "en", "About a dozen people were killed.", "en"),
        ("12人が死亡した。", "ja", "十二人が死亡した。", "ja"),
        ("12人が死亡した。", "ja", "爆炸造成十二人死亡。", "zh"),
        ("12 people were killed.", "en", "Погибли двенадцать человек.", "ru"),
        ("12人が死亡した。", "ja", "10人以上が死亡した。", "ja"),
        ("12 people were killed.", "en", "31 people were injured.", "en"),
        ("12 people were killed.", "en", "On 3 May the port burned for 5 hours.", "en"),
        ("12 people were killed.", "en", "Dozens of people were hurt.", "en"),
        ("12 people were killed.", "en", "The company lost 27 million crowns.", "en"),
        ("Many were killed.", "en", "12 people were killed.", "en"),
        ("", "en", "12 people were killed.", "en"),
    ],
)
def test_the_same_amount_and_amounts_of_other_things_contradict_nothing(
    statement: str, language: str, sentence: str, other: str
) -> None:
    assert pairs(statement, language, sentence, other) == ()


@pytest.mark.parametrize(
    ("sentence", "other", "text"),
    [
        ("31 were injured and two were killed.", "en", "two"),
        ("The blast killed two and injured 12 people.", "en", "two"),
        ("31人が負傷し、2人が死亡した。", "ja", "2人"),
        ("Ранены 12 человек, погибли двое.", "ru", "двое"),
        ("爆炸造成2人死亡，12人受伤。", "zh", "2人"),
    ],
)
def test_the_dead_are_held_against_the_dead_and_not_against_the_injured(sentence: str, other: str, text: str) -> None:
    assert pairs("12 people were killed.", "en", sentence, other) == (("12 people", text),)


def test_a_sentence_with_another_number_still_states_it_and_shows_both() -> None:
    (found,) = relate([("Two people were killed in Port Maren.", "The blast in Port Maren killed 12 people.")])
    assert (found.relation, found.numbers) == ("states", (("Two people", "12 people"),))
    assert ("number", "Two people / 12 people") in [(reason.kind, reason.text) for reason in found.reasons]
