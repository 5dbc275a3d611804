"""What persons correct twice the same way is suggested as a term, when it is sure which word it belongs to."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk import rendering
from kawaraban.desk.glossary import suggesting
from kawaraban.desk.models import Article, Rendering, Term, TermSuggestion
from kawaraban.translate.glossary.suggest import corrections
from tests.desk_cast import an_article


def corrected(source: str, machine: str, person: str, pair: str = "en-ja") -> list[tuple[str, str, tuple[str, ...]]]:
    return [(c.was, c.now, c.sources) for c in corrections(source, machine, person, *pair.split("-"))]


def test_a_name_belongs_to_the_name_it_sounds_like() -> None:
    assert corrected(
        "Ilse Torvald left the council.", "イルゼ・トルバルは去った。", "イルセ・トルヴァルドは去った。"
    ) == [("イルゼ・トルバル", "イルセ・トルヴァルド", ("Ilse Torvald",))]


def test_a_word_left_standing_belongs_to_itself() -> None:
    assert corrected("The ferry Linnet sank.", "渡し船Linnetが沈んだ。", "渡し船リネットが沈んだ。") == [
        ("Linnet", "リネット", ("Linnet",))
    ]


def test_a_common_word_may_belong_to_any_with_content() -> None:
    assert corrected("He said the grain statement was short.", "宣言は短かった。", "声明は短かった。") == [
        ("宣言", "声明", ("grain", "statement"))
    ]


@pytest.mark.parametrize(
    ("machine", "person"),
    [
        ("宣言は短かった。", "宣言は短かった。"),
        ("宣言は短かった。", "宣言は短いものだった。"),  # no word with content
        ("宣言は短かった。", "首相の声明文は長く続いた。"),  # more than one word
        ("", "声明"),
    ],
)
def test_what_is_no_correction_of_one_word_says_nothing(machine: str, person: str) -> None:
    assert corrected("The statement was short.", machine, person) == []


def test_english_renderings_are_compared_by_words() -> None:
    assert corrected("声明が出た", "A declaration was made.", "A statement was made.", "ja-en")[0][:2] == (
        "declaration",
        "statement",
    )


@given(*(st.text(st.sampled_from("宣言声明のは、。トルab Tanf"), max_size=30) for _ in range(3)))
def test_any_texts_give_words_that_are_in_them(source: str, machine: str, person: str) -> None:
    for correction in corrections(source, machine, person, "en", "ja"):
        assert correction.was in machine
        assert correction.now in person
        assert all(word in source.lower() or word in source for word in correction.sources)


def save_over_machine(owner: User, source: str, machine: str, person: str) -> Article:
    article = an_article(paragraphs=[source])
    Rendering.objects.create(article=article, pid="p0", language="ja", text=machine, state="machine", maker="engine")
    rendering.save(article, "p0", "ja", person, owner)
    return article


def suggested() -> list[tuple[str, str, str]]:
    return [(row.source, row.was, row.target) for row in suggesting.suggestions()]


FIRST = (
    "Torvald issued a statement about grain.",
    "トルヴァルドは穀物について宣言を出した。",
    "トルヴァルドは穀物について声明を出した。",
)
SECOND = ("The statements by Renko were short.", "レンコの宣言は短かった。", "レンコの声明は短かった。")


@pytest.mark.django_db
def test_once_is_chance_and_twice_is_a_suggestion(owner: User) -> None:
    save_over_machine(owner, *FIRST)
    assert suggested() == []
    save_over_machine(owner, *SECOND)
    assert suggested() == [("statement", "宣言", "声明")]


@pytest.mark.django_db
def test_the_same_paragraph_saved_again_is_not_twice(owner: User) -> None:
    article = save_over_machine(
        owner, "Ilse Torvald left.", "イルゼ・トルバルは去った。", "イルセ・トルヴァルドは去った。"
    )
    rendering.save(article, "p0", "ja", "イルセ・トルヴァルドは、去った。", owner)
    assert suggested() == []
    save_over_machine(
        owner, "He met Ilse Torvald.", "彼はイルゼ・トルバルに会った。", "彼はイルセ・トルヴァルドに会った。"
    )
    assert suggested() == [("Ilse Torvald", "イルゼ・トルバル", "イルセ・トルヴァルド")]


@pytest.mark.django_db
def test_which_word_it_belongs_to_must_be_sure(owner: User) -> None:
    save_over_machine(owner, "A grain statement.", "穀物宣言の件。", "穀物声明の件。")
    save_over_machine(owner, *FIRST)
    save_over_machine(owner, "The grain statement again.", "また、宣言。", "また、声明。")
    assert suggested() == []
    save_over_machine(owner, *SECOND)
    assert suggested() == [("statement", "宣言", "声明")]


@pytest.mark.django_db
def test_what_a_person_wrote_from_nothing_corrects_no_engine(owner: User) -> None:
    for _ in range(2):
        article = an_article(paragraphs=[SECOND[0]])
        rendering.save(article, "p0", "ja", SECOND[1], owner)
        rendering.save(article, "p0", "ja", SECOND[2], owner)
    assert not TermSuggestion.objects.exists()


@pytest.mark.django_db
def test_a_suggestion_is_taken_or_declined_on_the_page(desk: Client, owner: User) -> None:
    save_over_machine(owner, *FIRST)
    save_over_machine(owner, *SECOND)
    assert "Corrected more than once" in desk.get("/desk/glossary/").content.decode()
    (row,) = suggesting.suggestions()
    desk.post(f"/desk/glossary/suggestions/{row.pk}/", {"do": "take"})
    assert (Term.objects.get().source, Term.objects.get().target) == ("statement", "声明")
    assert suggested() == []


@pytest.mark.django_db
def test_what_was_declined_is_not_suggested_again(desk: Client, owner: User) -> None:
    save_over_machine(owner, *FIRST)
    save_over_machine(owner, *SECOND)
    (row,) = suggesting.suggestions()
    desk.post(f"/desk/glossary/suggestions/{row.pk}/", {"do": "decline"})
    save_over_machine(owner, *SECOND)
    assert suggested() == []
    assert not Term.objects.exists()
