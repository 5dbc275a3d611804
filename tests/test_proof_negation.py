"""The proof's negations: a ない that fell out, and all that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.proof import Finding, Segment
from kawaraban.translate.proof.checks import negation
from kawaraban.translate.proof.polarity import negations


def found(source: str, target: str, pair: str = "en-ja") -> list[Finding]:
    one, other = pair.split("-")
    return list(negation.find(Segment(source, target, one, other)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The dam was not inspected.", "ダムは検査されなかった。"),
        ("The dam was not inspected.", "ダムは未検査だった。"),
        ("They could not open the valve.", "弁を開けることに失敗した。"),
        ("The dam is unsafe.", "ダムは安全ではない。"),
        ("Not only the port will pay.", "港だけでなく流域も払う。"),
        ("The dues must be paid.", "使用料は支払わなければならない。"),
        ("The fog may lift.", "霧は晴れるかもしれません。"),
        ("It was a formality.", "形式にすぎなかった。"),
        ("It was nothing but a formality.", "形式にほかならない。"),
        ("Only three ships left.", "3隻しか出港しなかった。"),
        ("She had no choice but to resign.", "辞任せざるを得なかった。"),
        ("It closed until the spring.", "春まで開かなかった。"),
        ("Few came.", "ほとんど誰も来なかった。"),
        ("He no longer sails.", "彼はもう船に乗らなくなった。"),
        ("They left without a word.", "彼らは一言もなく去った。"),
        ("Isn’t the road open?", "道路は通れるはずですね。"),
        ("He cannot but agree.", "彼は同意せざるを得ない。"),
        ("It is no more than a rumour.", "うわさにすぎない。"),
        ("The harbour is busy all year.", "港は季節を問わずにぎわう。"),
        ("The mayor of Maren left.", "マレン市長は町を去った。"),
        ("Two officials who did not want to be named saw a leak.", "匿名を条件に応じた当局者2人は漏れを見た。"),
        (
            "Two officials who asked not to be named saw a leak.",
            "名前を明かさない条件で、当局者2人は漏れを見たと話した。",
        ),
    ],
)
def test_a_negation_that_is_kept_or_is_none_is_no_finding(source: str, target: str) -> None:
    assert found(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "word"),
    [
        ("The dam was not inspected.", "ダムは検査された。", "not"),
        ("The dam wasn’t inspected.", "ダムは検査された。", "n’t"),
        ("The ship never sailed.", "船は出航した。", "never"),
        ("No ship sailed.", "船は出航した。", "No"),
        ("They left without a permit.", "許可を得て出発した。", "without"),
    ],
)
def test_a_lost_negation_is_an_error_and_shown_in_the_original(source: str, target: str, word: str) -> None:
    (finding,) = found(source, target)
    assert (finding.message, finding.severity, finding.values) == ("lost", "error", {"word": word})
    assert finding.source_span is not None
    assert source[slice(*finding.source_span)] == word


def test_a_word_that_negates_is_only_to_be_looked_at() -> None:
    (finding,) = found("The council refused to publish it.", "評議会はそれを公表した。")
    assert (finding.message, finding.severity) == ("lost", "warning")


def test_a_negation_of_its_own_is_shown_in_the_rendering() -> None:
    target = "法案は可決されなかった。"
    (finding,) = found("The bill was passed.", target)
    assert finding.message == "gained"
    assert finding.target_span is not None
    assert target[slice(*finding.target_span)] == "なかっ"


def test_one_sentence_does_not_answer_for_another() -> None:
    source = "Residents complain of a lack of lamps. Ships cannot land at night."
    kept = "住民は灯火がないと訴える。船は夜に接岸できない。"
    assert found(source, kept) == []
    assert [finding.message for finding in found(source, kept.replace("接岸できない", "接岸できる"))] == ["lost"]


def test_it_works_from_japanese_too() -> None:
    assert [f.message for f in found("法案は可決されなかった。", "The bill was passed.", "ja-en")] == ["lost"]
    assert found("法案は可決されなかった。", "The bill was not passed.", "ja-en") == []
    assert found("払わなければならない。", "It must be paid.", "ja-en") == []


def test_other_languages_are_left_alone() -> None:
    assert found("Мост не закрыт.", "橋は閉鎖されている。", "ru-ja") == []
    assert negations("Мост не закрыт.", "ru") == []


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Don’t go, nor stay.", "en", ["n’t", "nor"]),
        ("whether or not it sails", "en", []),
        ("行かない、見ず、言いません。", "ja", ["ない", "ず", "ません"]),
        ("必ず行く。まず見る。わずかだ。", "ja", []),
        ("間違いなく来る。問題なく動く。", "ja", []),
    ],
)
def test_negations_are_found_in_their_order(text: str, language: str, words: list[str]) -> None:
    assert [negation.text for negation in negations(text, language) if negation.kind != "hint"] == words


@given(
    st.lists(
        st.sampled_from(["not ", "no ", "n't ", "without ", "a ship ", ". ", "or not ", "ない", "。", "ず、", "x"])
    ),
    st.sampled_from(["en", "ja"]),
)
def test_spans_are_in_order_and_hold_what_they_say(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    reached = 0
    for one in negations(text, language):
        start, end = one.span
        assert reached <= start < end
        assert text[start:end] == one.text
        reached = end


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en-ja", "ja-en"]))
def test_whatever_the_texts_there_is_at_most_one_finding(source: str, target: str, pair: str) -> None:
    assert len(found(source, target, pair)) <= 1
