"""Two persons changed one translation: what merges, what does not, and that nothing is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kawaraban.translate.merge import differences, merge

TEXTS = st.text(alphabet="港橋船がをはたした12a、。 .\n「」", max_size=40)
CLAUSES = st.lists(
    st.text(alphabet="港橋船がをはたした12a", min_size=1, max_size=6), min_size=3, max_size=8, unique=True
)
BASE = "港は土曜に開いた。船は三隻いた。市長は「満足だ」と述べた。"


def test_changes_of_different_sentences_merge() -> None:
    mine = BASE.replace("土曜", "日曜")
    theirs = BASE.replace("述べた", "語った")
    assert merge(BASE, mine, theirs) == "港は日曜に開いた。船は三隻いた。市長は「満足だ」と語った。"


def test_changes_of_neighbouring_sentences_merge() -> None:
    mine = BASE.replace("土曜", "日曜")
    theirs = BASE.replace("三隻", "四隻")
    assert merge(BASE, mine, theirs) == "港は日曜に開いた。船は四隻いた。市長は「満足だ」と述べた。"


def test_changes_of_the_same_sentence_are_left_to_the_persons() -> None:
    assert merge(BASE, BASE.replace("土曜", "日曜"), BASE.replace("開いた", "開かれた")) is None


def test_a_sentence_that_one_took_out_and_the_other_changed_is_left_to_the_persons() -> None:
    assert merge(BASE, BASE.replace("船は三隻いた。", ""), BASE.replace("三隻", "四隻")) is None


def test_two_sentences_added_at_the_same_place_are_left_to_the_persons() -> None:
    assert merge(BASE, BASE + "雨だった。", BASE + "風もあった。") is None


def test_the_same_change_of_both_counts_once() -> None:
    changed = BASE.replace("土曜", "日曜")
    assert merge(BASE, changed, changed) == changed


def test_two_changes_of_one_number_are_never_put_together() -> None:
    base = "Prices rose 4.25 percent. Nobody knew why."
    assert merge(base, base.replace("4.25", "4.52"), base.replace("4.25", "5.25")) is None
    merged = merge(base, base.replace("4.25", "4.52"), base.replace("Nobody", "No one"))
    assert merged == "Prices rose 4.52 percent. No one knew why."


@given(TEXTS, TEXTS)
def test_who_changed_nothing_changes_nothing(base: str, other: str) -> None:
    assert merge(base, other, base) == other
    assert merge(base, base, other) == other


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_saved_first(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, theirs) == merge(base, theirs, mine)


@given(CLAUSES, st.data())
def test_both_changes_stand_in_the_merged_text(clauses: list[str], data: st.DataObject) -> None:
    places = st.integers(0, len(clauses) - 1)
    one, other = data.draw(places), data.draw(places)
    assume(one != other)
    mine, theirs = list(clauses), list(clauses)
    mine[one], theirs[other] = "わたしの文", "あなたの文"
    both = list(mine)
    both[other] = theirs[other]
    assert merge(*("。".join(some) + "。" for some in (clauses, mine, theirs))) == "。".join(both) + "。"


@given(TEXTS, TEXTS)
def test_the_differences_hold_both_texts(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(text for kind, text in pieces if kind != "in") == before
    assert "".join(text for kind, text in pieces if kind != "out") == after


def test_differences_are_words_and_numbers_whole() -> None:
    assert differences("2人が死亡したと明らかにした。", "12人が死亡したと主張した。") == [
        ("out", "2"),
        ("in", "12"),
        ("same", "人が死亡したと"),
        ("out", "明らかに"),
        ("in", "主張"),
        ("same", "した。"),
    ]


@pytest.mark.parametrize("size", [100_000])
def test_a_text_beyond_measure_is_compared_whole(size: int) -> None:
    assert differences("ab " * size, "c") == [("out", "ab " * size), ("in", "c")]
