"""The proof's omissions and additions: what a rendering weighs, lacks, and where it breaks off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.proof import Finding, Segment
from kawaraban.translate.proof.checks import addition, omission
from kawaraban.translate.proof.mass import deviation, mass

SOURCE = (
    "The ship, which was carrying timber and 310 tonnes of fuel oil, struck the Harrow reef shortly after midnight, "
    "and the crew were lifted off by a helicopter from Casmere before dawn."
)
WHOLE = (
    "木材と重油310トンを積んでいた船は真夜中すぎにハロー礁に乗り上げ、"
    "乗組員は夜明け前にカスメアのヘリコプターで救助された。"
)


def missing(target: str, source: str = SOURCE, pair: str = "en-ja") -> list[Finding]:
    return list(omission.find(Segment(source, target, *pair.split("-"))))


def too_much(target: str, source: str = SOURCE, pair: str = "en-ja") -> list[Finding]:
    return list(addition.find(Segment(source, target, *pair.split("-"))))


def test_a_whole_rendering_is_neither_short_nor_long() -> None:
    assert missing(WHOLE) == []
    assert too_much(WHOLE) == []


@pytest.mark.parametrize(
    "target", ["船は真夜中すぎに乗り上げた。", "木材と重油310トンを積んでいた船は真夜中すぎに乗り上げた。"]
)
def test_a_clause_that_is_not_there_is_found_by_weight(target: str) -> None:
    (finding,) = missing(target)
    assert finding.message == "light"


def test_the_lighter_the_surer() -> None:
    (little,) = missing("船は乗り上げた。")
    (more,) = missing("木材と重油310トンを積んでいた船は真夜中すぎにハロー礁に乗り上げ、全員が助かった。")
    assert (little.severity, more.severity) == ("error", None)


def test_a_sentence_or_a_name_that_is_not_there_is_found_in_a_text_of_fair_length() -> None:
    source = (
        "Holm spoke for an hour. He took no questions. The session was closed at nine in the evening by the speaker."
    )
    target = "ホルム財務相は1時間にわたって演説した。議長は夜9時に閉会した。"
    assert [finding.message for finding in missing(target, source)] == ["missing"]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("の端にある納屋2棟を焼き、川のところでようやく止まった。", "headless"),
        ("を焼き、川のところで止まった。", "headless"),
        ("火は道を越え、村の端にある納屋2棟を焼き、", "cut"),
        ("火は道を越え、村の端にある納屋2棟を", "cut"),
    ],
)
def test_a_rendering_that_begins_or_ends_in_the_middle_is_found(target: str, message: str) -> None:
    source = "The fire crossed the road, burned two barns on the edge of the village, and stopped at the river."
    (finding,) = missing(target, source)
    assert finding.message == message
    assert finding.target_span is not None
    assert 0 <= finding.target_span[0] < finding.target_span[1] <= len(target)


@pytest.mark.parametrize(
    "target", ["ところが船は止まった。", "もっとも船は止まった。", "がんばれと船長は叫んだ。", "とはいえ船は止まった。"]
)
def test_a_sentence_that_begins_with_the_same_kana_as_a_particle_is_whole(target: str) -> None:
    assert missing(target, "The ship stopped, though.") == []


def test_a_headline_may_end_where_it_likes() -> None:
    assert missing("ダムに破壊工作、省が明らかに", "Ministry claims dam was sabotaged") == []


@pytest.mark.parametrize(
    "more",
    [
        "専門家は、戦争の危険が一段と高まったと指摘している。住民の間では政府の対応の遅さに怒りの声が広がっている。",
        "会場からは「信じられない」との声が上がり、記者たちは顔を見合わせ、なかには席を立って電話をかけに走る人もいた。",
    ],
)
def test_a_sentence_too_many_is_found(more: str) -> None:
    source, target = "The talks ended without a text.", "協議は文書の合意のないまま終わった。"
    assert too_much(target, source) == []
    assert [finding.message for finding in too_much(target + more, source)] == ["heavy"]


def test_a_quotation_of_its_own_is_found_in_a_text_of_fair_length() -> None:
    source = "The envoy of Ilmaria was recalled on Sunday by the palace."
    target = "イルマリアの特使は日曜日、大統領府によって召還された。「遺憾だ」との声も出ている。"
    assert [finding.message for finding in too_much(target, source)] == ["more"]


def test_a_rendering_left_in_the_originals_script_is_another_checks_business() -> None:
    assert missing(SOURCE) == []
    assert too_much(SOURCE * 3) == []


@pytest.mark.parametrize(
    ("language", "source"),
    [
        (
            "ru",
            "Судно, перевозившее лес и 310 тонн мазута, вскоре после полуночи село на риф Харроу, "
            "экипаж ещё до рассвета сняли вертолётом.",
        ),
        ("zh", "一艘载有木材和三百一十吨燃油的货轮午夜过后在哈罗礁触礁，船员黎明前被直升机全部救起。"),
    ],
)
def test_russian_and_chinese_weigh_what_they_weigh(language: str, source: str) -> None:
    assert missing(WHOLE, source, f"{language}-ja") == []
    assert too_much(WHOLE, source, f"{language}-ja") == []
    assert missing("船だ。", source, f"{language}-ja") != []


def test_a_language_whose_weight_is_unknown_is_left_alone() -> None:
    assert deviation(Segment("Le navire a heurté le récif.", "船。", "fr", "ja")) is None
    assert deviation(Segment("Yes.", "はい、まったくそのとおりです。", "en", "ja")) is None


def test_han_characters_weigh_two() -> None:
    assert (mass("漢字"), mass("かな"), mass("ab"), mass("!? 、")) == (4, 2, 2, 0)


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["en-ja", "ja-en", "ru-ja", "zh-ja", "xx-ja"]))
def test_whatever_the_texts_nothing_is_both_too_short_and_too_long(source: str, target: str, pair: str) -> None:
    short = [finding for finding in missing(target, source, pair) if finding.message in {"light", "missing"}]
    assert not (short and too_much(target, source, pair))
