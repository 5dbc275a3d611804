"""Prints: what a report is compared by is the same in every language, and any text has one."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare import prints
from kawaraban.compare.candidates import MOST, keys
from kawaraban.compare.model import Print, Report
from kawaraban.compare.shingles import shingled
from kawaraban.compare.texts import LONGEST_SENTENCE, MOST_SENTENCES, cut

DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
#: The same in four languages.
SAME = {
    "en": "On Saturday 12 people died in Port Maren, said Pavel Renko. About 1,400 people moved; 5 percent stayed.",
    "ja": "21日、マレン港で十二人が死亡したとパベル・レンコ氏が述べた。約1400人が避難し、5％が残った。",
    "ru": "21 ноября в Порт-Марене погибли двенадцать человек, заявил Павел Ренко. Вывезли 1400 человек, 5 % остались.",
    "zh": "11月21日，马伦港有12人死亡。约一千四百人转移，5%的人留下。",
}


def of(language: str, *paragraphs: str, title: str = "") -> Print:
    (made,) = prints([Report("a", language, title, paragraphs, DAY)])
    return made


@pytest.mark.parametrize("language", SAME)
def test_numbers_are_equal_in_every_language(language: str) -> None:
    assert {"12", "1400", "5%"} <= of(language, SAME[language]).numbers


@pytest.mark.parametrize("language", SAME)
def test_days_are_equal_in_every_language(language: str) -> None:
    assert of(language, SAME[language]).dates == {"2026-11-21"}


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_names_sound_the_same_in_every_script(language: str) -> None:
    assert {"mrn", "rnk"} <= of(language, SAME[language]).names


def test_without_a_day_of_publication_no_day_is_told() -> None:
    (made,) = prints([Report("a", "en", "", (SAME["en"],))])
    assert made.dates == frozenset()


def test_sentences_begin_with_the_title_and_have_exact_spans() -> None:
    paragraphs = ("  One pier closed. Two stay open. ", "", "“We wait.” Nobody left.")
    made = of("en", *paragraphs, title="Pier closed")
    assert [(one.paragraph, one.text) for one in made.sentences] == [
        (-1, "Pier closed"),
        (0, "One pier closed."),
        (0, "Two stay open."),
        (2, "“We wait.”"),
        (2, "Nobody left."),
    ]
    assert all(paragraphs[one.paragraph][slice(*one.span)] == one.text for one in made.sentences[1:])


def test_a_vector_stands_for_each_sentence_and_none_where_the_language_is_not_known() -> None:
    made = of("ja", SAME["ja"], title="死者12人")
    assert made.vectors is not None
    assert made.vectors.shape == (len(made.sentences), 512)
    assert made.vectors.dtype == np.int8
    assert of("tlh", SAME["en"]).vectors is None
    empty = of("en")
    assert empty.vectors is not None
    assert len(empty.vectors) == 0


def test_quotations_are_kept_without_their_marks() -> None:
    assert of("en", "“The valve had been leaking for two days,” she said.").quotations == (
        "The valve had been leaking for two days",
    )
    assert of("ja", "同氏は「弁は二日前から漏れていた」と述べた。").quotations == ("弁は二日前から漏れていた",)


def test_prints_can_be_sent_to_another_process() -> None:
    made = of("ja", SAME["ja"])
    back: Print = pickle.loads(pickle.dumps(made))
    assert (back.report, back.keys, back.numbers) == (made.report, made.keys, made.numbers)


def sentence(number: int) -> str:
    return f"In hall {number * 7919 % 1000} of the market {number * 31} crates of fish were weighed by clerk {number}."


def test_a_trimmed_copy_shares_a_key_with_the_whole_however_long_that_is() -> None:
    whole = [sentence(number) for number in range(300)]
    for start in (0, 40, 155, 270):
        trimmed = whole[start : start + 25]
        assert set(keys(shingled(trimmed))) & set(keys(shingled(whole)))


def test_keys_are_few_whatever_the_text_and_marks_and_capitals_make_no_difference() -> None:
    whole = [sentence(number) for number in range(300)]
    assert len(keys(shingled(whole))) == MOST
    assert keys(shingled([sentence(1)])) == keys(shingled([sentence(1).upper().replace(" ", " – ")]))
    assert keys(shingled(["It is.", ""])) == ()


@pytest.mark.parametrize(
    "text",
    [
        "A. " * 300_000,
        "(（【「“" * 100_000,
        "新华社" * 200_000,
        "Ab Cd " * 100_000,
        "\x00\x01\ud800\u2028" * 50_000,
        "アイウ。" * 100_000,
    ],
    ids=["initials", "brackets", "one run", "capitals", "control characters", "sentences"],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_megabyte_of_anything_is_looked_at_within_bounds(language: str, text: str) -> None:
    made = of(language, text)
    assert len(made.sentences) <= MOST_SENTENCES
    assert all(len(one.text) <= LONGEST_SENTENCE for one in made.sentences)
    assert len(made.keys) <= MOST


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["en", "ja", "ru", "zh", ""]),
    st.text(max_size=60),
    st.lists(st.text(st.sampled_from("Aa1十二。.「」“” \n\x00\ud800АяПм新,!?"), max_size=80), max_size=4),
)
def test_any_report_is_cut_into_pieces_of_itself(language: str, title: str, paragraphs: list[str]) -> None:
    texts = [*paragraphs, title]
    last = (-1, 0)
    for one in cut(Report("a", language, title, tuple(paragraphs))):
        assert texts[one.paragraph][slice(*one.span)] == one.text != ""
        assert (one.paragraph, one.span[0]) >= last
        last = (one.paragraph, one.span[1])
