"""A name that became another one is noticed; one that is rendered by meaning, kanji or the glossary is not."""

from __future__ import annotations

import pytest

from kawaraban.translate.glossary import Term
from kawaraban.translate.proof import Issue, Segment, proof


def issues(source: str, target: str, pair: str = "en-ja", terms: tuple[Term, ...] = ()) -> list[Issue]:
    found = proof(Segment(source, target, *pair.split("-"), terms=terms))
    return [issue for issue in found if issue.kind == "name"]


def test_another_name_in_its_place_is_shown_on_both_sides() -> None:
    source, target = "On Monday Ilse Torvald left Kelmar.", "月曜、ドラガン・レンコ氏はケルマールを去った。"
    (issue,) = issues(source, target)
    assert issue.severity == "warning"
    assert source[slice(*issue.source_span or ())] == "Ilse Torvald"
    assert target[slice(*issue.target_span or ())] == "ドラガン・レンコ"
    assert "ドラガン・レンコ" in issue.message("ja")


@pytest.mark.parametrize(
    "target",
    [
        "月曜、イルセ・トルヴァルド氏はケルマールを去った。",
        "月曜、トルバル氏はケルマルを去った。",
        "月曜、Ilse Torvald氏はケルマールを去った。",
    ],
)
def test_a_name_in_any_usual_spelling_is_right(target: str) -> None:
    assert issues("On Monday Ilse Torvald left Kelmar.", target) == []


def test_a_titled_name_that_is_nowhere_is_missing() -> None:
    (issue,) = issues("The speech of President Torvald was short.", "演説は短かった。")
    assert issue.message("en") == "No name in the translation sounds like “President Torvald”."
    assert issue.target_span is None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The Ministry of Foreign Affairs said so.", "外務省はそう述べた。"),
        ("Officials in Germany met the Dutch.", "ドイツの当局者はオランダ側と会った。"),
        ("He saw Prime Minister Saito.", "彼は斎藤首相に会った。"),
        ("They met in Tokyo on Friday.", "金曜に東京で会った。"),
        ("A Kelmarian said so", "あるケルマール人が述べた"),
        ("It was the NATO summit.", "北大西洋条約機構の首脳会議だった。"),
    ],
)
def test_what_is_rendered_by_meaning_or_in_kanji_is_no_finding(source: str, target: str) -> None:
    assert issues(source, target) == []


def test_a_name_that_the_glossary_has_is_left_to_the_glossary() -> None:
    isis = Term("en", "ja", "Daesh Caliphate", "「イスラム国」")
    assert issues("He fled the Daesh Caliphate.", "彼は「イスラム国」から逃れた。", terms=(isis,)) == []


def test_it_works_out_of_japanese_and_out_of_russian_too() -> None:
    (issue,) = issues("トルヴァルド氏はケルマールを去った。", "On Monday Dragan Renko left Kelmar.", "ja-en")
    assert (issue.source_span, issue.target_span) == ((0, 6), (10, 22))
    assert issues("Вчера Торвальд прибыл в Кельмар.", "昨日、トルヴァルド氏がケルマールに着いた。", "ru-ja") == []
    assert issues("Вчера Торвальд прибыл в Кельмар.", "昨日、ドラガンがケルマールに着いた。", "ru-ja")


def test_a_name_without_end_takes_no_time_without_end() -> None:
    endless = "A" + "a" * 5_000 + "x"
    (issue,) = issues(f"The speech of President {endless} was short.", "演説は短かった。")
    assert endless in issue.message("en")


def test_pairs_without_japanese_are_left_alone() -> None:
    assert issues("On Monday Ilse Torvald left.", "周一，伦科离开了。", "en-zh") == []
