"""A paragraph is cut where its sentences end, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.sentences import sentences


@given(
    st.text(alphabet=st.sampled_from(list("aB1 .!?…\"')」「。！』『 \n\u3000Жж")), max_size=80) | st.text(max_size=80)
)
def test_joined_again_they_are_the_whole_paragraph(paragraph: str) -> None:
    assert "".join("".join(sentences(paragraph)).split()) == "".join(paragraph.split())


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Smith left.", "Gen. Orlov stayed."],
        ["J. R. Vane of the U.S. Coast Guard said so.", "He paid 3.5 million dollars."],
        ["“I went.”", "He did not."],
        ['He asked: "Why?"', "Nobody knew!"],
        ["Так сказал им. Кирова театр в 2026 г. Москва.", "Потом ушёл."],
    ],
)
def test_abbreviations_initials_and_numbers_end_no_sentence(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["彼は「知らない。行かない。」と述べた。", "次の文。"],
        ["「行かない。」", "「なぜ。」"],
        ["本当か？", "誰も知らない！！", "続く"],
        ["（注。省く。）を見よ。", "終わり。"],
    ],
)
def test_japanese_quotation_marks_keep_their_sentences_together(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected
