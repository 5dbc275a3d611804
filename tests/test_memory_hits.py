"""Hits of the memory: what differs is marked where it stands, and only what is sure is put into the translation."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kawaraban.translate import MemoryPair, normalised
from kawaraban.translate.glossary import Term
from kawaraban.translate.memory import LEAST_SCORE, MemoryHit, differences, hits, similarity

WORDS = st.lists(
    st.sampled_from(
        "the ferry left Kelmar at 7 14 1,200 o’clock , . 渡し船 が 12 人 を 乗せ た паром ушёл из 𠮷野".split()
    ),
    max_size=14,
)
TEXTS = st.text(max_size=60) | WORDS.map(" ".join) | WORDS.map("".join)


def hit(asked: str, source: str, target: str, *terms: Term) -> MemoryHit:
    (found,) = hits(asked, [MemoryPair("en", "ja", source, target, "kelmar.tmx")], terms)
    return found


def parts(asked: str, source: str) -> list[tuple[str, str]]:
    return [(asked[slice(*d.asked)], source[slice(*d.remembered)]) for d in differences(asked, source)]


@given(TEXTS, TEXTS)
def test_differences_lie_inside_both_texts_in_order_and_what_is_between_them_is_the_same(one: str, other: str) -> None:
    at = (0, 0)
    between: list[tuple[str, str]] = []
    found = differences(one, other)
    for part in found:
        assert at[0] <= part.asked[0] <= part.asked[1] <= len(one)
        assert at[1] <= part.remembered[0] <= part.remembered[1] <= len(other)
        between.append((one[at[0] : part.asked[0]], other[at[1] : part.remembered[0]]))
        at = (part.asked[1], part.remembered[1])
    between.append((one[at[0] :], other[at[1] :]))
    assert all("".join(ours.split()) == "".join(theirs.split()) for ours, theirs in between)


@given(TEXTS, TEXTS)
def test_a_score_is_the_same_both_ways_and_whole_for_the_very_text_alone(one: str, other: str) -> None:
    assume(one.strip() and other.strip())
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    for found in hits(one, [MemoryPair("en", "ja", other, "訳")]):
        assert LEAST_SCORE <= found.score <= 1
        assert (found.score == 1) == (normalised(one) == normalised(other))


@given(
    st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(["{}人が渡った。", "計{}人、11月に。", "不明。"])
)
def test_only_the_number_that_changed_is_replaced(was: int, now: int, pattern: str) -> None:
    target = pattern.format(was)
    asked, source = (f"In Kelmar {n} people crossed the old bridge." for n in (now, was))
    found = hit(asked, source, target)
    if was == now or pattern == "不明。" or (was == 11 and "11月" in pattern):
        assert (found.adapted, found.replaced) == (target, ())
    else:
        assert found.adapted == pattern.format(now)
        assert [(r.was, r.now) for r in found.replaced] == [(str(was), str(now))]
    for done in found.replaced:
        assert found.adapted[slice(*done.span)] == done.now


@pytest.mark.parametrize(
    ("asked", "source", "target", "adapted"),
    [
        (
            "Twelve crew left the Linnet.",
            "Two crew left the Linnet.",
            "リネット号の2人が離れた。",
            "リネット号の12人が離れた。",
        ),
        ("It took nine days to mend.", "It took two days to mend.", "修理に二日かかった。", "修理に九日かかった。"),
        (
            "Repairs cost 5 million krona.",
            "Repairs cost 3 million krona.",
            "修理費は300万クローナ。",
            "修理費は500万クローナ。",
        ),
        # Two that were the same need not be what changed; and an inexact number is not another.
        ("Nine sailed and two stayed.", "Two sailed and two stayed.", "2隻が出て2隻が残った。", None),
        ("Some twelve ships waited there.", "Nearly two ships waited there.", "2隻近くが待った。", None),
    ],
)
def test_a_number_in_words_is_put_into_the_translation_as_it_is_written_there(
    asked: str, source: str, target: str, adapted: str | None
) -> None:
    assert hit(asked, source, target).adapted == (adapted or target)


def test_words_differ_as_words_and_japanese_by_characters() -> None:
    assert parts("The ferry left Vell at seven.", "The ferry left Kelmar at 7.") == [("Vell", "Kelmar"), ("seven", "7")]
    assert parts("渡し船が出航した。", "渡し船が入港した。") == [("出航", "入港")]
    assert parts("12人が乗った。", "1,240人が乗った。") == [("12", "1,240")]
    assert parts("It sank today.", "It sank.") == [("today", "")]


def test_a_number_is_written_as_the_translation_writes_its_own() -> None:
    asked, source = "The port counted 15,300 sacks of grain.", "The port counted 1,200 sacks of grain."
    assert hit(asked, source, "港は穀物1,200袋を数えた。").adapted == "港は穀物15,300袋を数えた。"
    assert hit(asked, source, "港は穀物１２００袋を数えた。").adapted == "港は穀物１５３００袋を数えた。"


@pytest.mark.parametrize(
    "asked, source, target",
    [
        ("Five boats and 7 men came.", "Five boats and 5 men came.", "5月に船5隻と5人が来た。"),  # which of them?
        ("Only 8 people came to Vell.", "Only 7 people came to Vell.", "7月のベルに七人だけが来た。"),  # a month
        ("The tax is 4.5 percent now.", "The tax is 3,5 percent now.", "税率は3,5%になった。"),  # a decimal comma
        ("They counted 9 of 10 votes.", "They counted 8 of 8 votes.", "8票のうち8票を数えた。"),
    ],
)
def test_what_is_not_sure_stays_as_it_was_translated(asked: str, source: str, target: str) -> None:
    assert (hit(asked, source, target).adapted, hit(asked, source, target).replaced) == (target, ())


def test_names_of_the_glossary_take_each_others_places() -> None:
    kelmar, maren = Term("en", "ja", "Kelmar", "ケルマー"), Term("en", "ja", "Port Maren", "ポート・マレン")
    asked, source = "The mayor of Port Maren resigned on Monday.", "The mayor of Kelmar resigned on Monday."
    found = hit(asked, source, "ケルマー市長が月曜日に辞任した。", kelmar, maren)
    assert found.adapted == "ポート・マレン市長が月曜日に辞任した。"
    assert hit(asked, source, "ケルマー市長が月曜日に辞任した。", kelmar).adapted == "ケルマー市長が月曜日に辞任した。"
    twice = "ケルマー市長がケルマーで辞任した。"
    assert hit(asked, source, twice, kelmar, maren).adapted == twice


def test_the_best_comes_first_and_what_is_too_different_not_at_all() -> None:
    pairs = [
        MemoryPair("en", "ja", source, target)
        for source, target in [
            ("Grain prices fell in Vardonia.", "別"),
            ("The ferry left Kelmar at 7.", "似"),
            ("The ferry left  Kelmar at 9.", "同"),
        ]
    ]
    found = hits("The ferry left Kelmar at 9.", pairs)
    assert [(one.target, one.score == 1.0) for one in found] == [("同", True), ("似", False)]
    assert found[0].differences == ()


def test_texts_that_differ_in_a_sign_alone_are_not_the_very_text() -> None:
    assert hit("A" * 900 + " b.", "A" * 900 + " b!", "訳").score < 1
