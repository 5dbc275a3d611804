"""The proof holds a rendering to the glossary, and offers what would mend it."""

from __future__ import annotations

import pytest

from kawaraban.translate.glossary import Term
from kawaraban.translate.proof import Issue, Segment, proof

TERMS = (
    Term("en", "ja", "Al-Tanf", "アル・タンフ", "place"),
    Term("en", "ja", "statement", "声明", accepted=("談話",)),
    Term("en", "ja", "NATO", "NATO", "organisation", keep=True),
    Term("en", "ja", "Torvald", "トルヴァルド", "person"),
)


def issues(source: str, target: str, terms: tuple[Term, ...] = TERMS) -> list[Issue]:
    return [issue for issue in proof(Segment(source, target, "en", "ja", terms=terms)) if issue.kind == "glossary"]


@pytest.mark.parametrize("target", ["声明を出した", "談話を出した"])
def test_a_rendering_with_the_term_or_an_accepted_one_is_right(target: str) -> None:
    assert issues("She issued a statement.", target) == []


def test_a_term_that_is_nowhere_is_a_warning_at_the_originals_word() -> None:
    source = "She issued a statement."
    (issue,) = issues(source, "宣言を出した")
    assert (issue.severity, issue.fix, issue.target_span) == ("warning", None, None)
    assert issue.source_span == (13, 22)
    assert issue.message("en") == "The glossary has “声明” for “statement”: the translation does not have it."
    assert issue.message("ja") == "用語集では「statement」は「声明」ですが、訳にありません。"


@pytest.mark.parametrize("was", ["Torvald", "トルヴァル", "トールヴァルト"])
def test_a_name_that_is_plainly_meant_is_an_error_with_the_way_to_mend_it(was: str) -> None:
    (issue,) = issues("Torvald left.", f"{was}は去った")
    assert (issue.severity, issue.fix, issue.target_span) == ("error", "トルヴァルド", (0, len(was)))


def test_another_spelling_is_a_warning_with_the_house_spelling() -> None:
    (issue,) = issues("Torvald left.", "トルバルドは去った")
    assert (issue.severity, issue.fix, issue.target_span) == ("warning", "トルヴァルド", (0, 5))


def test_a_term_to_keep_that_was_translated_is_an_error() -> None:
    (issue,) = issues("NATO met.", "北大西洋条約機構が会合")
    assert (issue.severity, issue.fix, issue.source_span) == ("error", None, (0, 4))


def test_a_term_said_twice_in_the_original_need_stand_once() -> None:
    assert issues("Torvald rose. Torvald left.", "トルヴァルドは立ち、去った") == []


def test_a_paragraph_without_terms_has_no_finding() -> None:
    assert issues("Nothing of the kind", "何もない") == []
    assert issues("Torvald left.", "彼は去った", ()) == []
