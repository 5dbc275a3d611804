"""The proof of numbers and money: what differs, what is missing or added, and what bounds a number."""

from __future__ import annotations

import pytest

from kawaraban.translate.proof import Issue, Segment, proof


def issues(source: str, target: str, languages: str = "en ja", checks: str = "numbers money") -> list[Issue]:
    here, there = languages.split()
    return [issue for issue in proof(Segment(source, target, here, there)) if issue.check.id in checks.split()]


def only(source: str, target: str, languages: str = "en ja") -> Issue:
    (issue,) = issues(source, target, languages)
    return issue


def test_a_number_that_differs_is_shown_on_both_sides_with_what_would_mend_it() -> None:
    source, target = "An explosion killed 12 people in Port Maren.", "マレン港で爆発があり、2人が死亡した。"
    issue = only(source, target)
    assert (issue.kind, issue.severity, issue.label("ja")) == ("number", "error", "数が違う")
    assert issue.source_span is not None and issue.target_span is not None
    assert source[slice(*issue.source_span)] == "12 people"
    assert target[slice(*issue.target_span)] == "2人"
    assert issue.fix == "12人"
    assert issue.message("ja") == "原文は「12 people」、訳文は「2人」です。"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The freeze costs 340 million crowns.", "凍結には3億4000万クローネかかる。"),
        ("The freeze costs 340 million crowns.", "凍結には３億４千万クローネかかる。"),
        ("It was signed by 6,000 people.", "6000人が署名した。"),
        ("It was signed by 23 people.", "二十三人が署名した。"),
        ("Two thirds of them left.", "3分の2が去った。"),
        ("Dues rise by a tenth.", "使用料は1割上がる。"),
        ("Half of them left.", "50%が去った。"),
        ("The slick is 10 miles long.", "油膜の長さは16キロに及ぶ。"),
        ("It weighs 200 pounds (90 kg).", "重さは90キロだ。"),
        ("Winds reached 480 km/h (300 mph).", "風速は時速480キロに達した。"),
        ("It is 30 degrees Celsius, 86 Fahrenheit.", "気温は30度だ。"),
        ("It lasted 18 months.", "1年半続いた。"),
        ("They met for a decade.", "10年にわたって会った。"),
        ("The third meeting in a row", "3会合連続"),
        ("Both mayors came.", "2人の市長が来た。"),
        ("It happened in 2024.", "令和6年のことだ。"),
        ("It happened in the 1990s.", "90年代のことだ。"),
        ("The ship sank at 3 p.m.", "船は15時に沈んだ。"),
        ("The train left at 11:00.", "列車は11時に出た。"),
        ("There were dozens of boats.", "数十隻の船があった。"),
        ("Hundreds of thousands left.", "数十万人が去った。"),
        ("It fell by 48 boats to 1,234.", "48隻減って1234隻になった。"),
        ("Some 1,234 people came.", "約1200人が来た。"),
        ("Three men and four women came.", "男3人、女4人の計7人が来た。"),
        ("The vote was 6-1.", "採決は6対1だった。"),
        ("The vote was 61 to 48.", "賛成61、反対48だった。"),
        ("COVID-19 closed the port.", "新型コロナウイルスで港が閉じた。"),
        ("The F1 race is in World War II style.", "F1は第2次世界大戦のようだ。"),
        ("Rates stay at 4.25%.", "金利は4.25％のまま。"),
        ("It cost $3bn.", "費用は30億ドルだ。"),
        ("It cost A$5 million.", "費用は500万豪ドルだ。"),
        ("One of them left.", "うち1人が去った。"),
        ("In part, the union won.", "一部で、統一候補が勝った。"),
    ],
)
def test_what_says_the_same_number_otherwise_is_right(source: str, target: str) -> None:
    assert issues(source, target) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The freeze costs 340 million crowns.", "凍結には34億クローネかかる。"),
        ("It was signed by 6,000 people.", "6万人が署名した。"),
        ("It was signed by 24 people.", "二十三人が署名した。"),
        ("Two thirds of them left.", "4分の3が去った。"),
        ("The slick is 10 miles long.", "油膜の長さは12マイルに及ぶ。"),
        ("It weighs 200 pounds (90 kg).", "重さは200ポンド（93キロ）だ。"),
        ("It happened in 2024.", "令和5年のことだ。"),
        ("It happened on March 21, 2008.", "2008年3月22日のことだ。"),
        ("It happened at 1:15 a.m.", "午前1時18分のことだ。"),
        ("It happened in the 17th century.", "18世紀のことだ。"),
        ("The valve on tank No. 3 leaked.", "4号タンクの弁が漏れた。"),
        ("Rates stay at 4.25%.", "金利は4.52％のまま。"),
        ("Some 45 people came.", "約48人が来た。"),
        ("Three people came.", "4人が来た。"),
        ("The vote was 6-1.", "採決は5対1だった。"),
        ("Either F1 or F3 is closed.", "F1かF5が閉まっている。"),
        ("There are 3 or 4 boats.", "船が4隻か4隻ある。"),
    ],
)
def test_a_number_that_is_another_is_an_error(source: str, target: str) -> None:
    assert [(issue.finding.message, issue.severity) for issue in issues(source, target)] == [("differs", "error")]


def test_the_nearest_pair_is_told_of_several_numbers() -> None:
    issue = only("Of 31 patients, 12 people died on tank 4.", "31人の患者のうち2人が4号タンクで死亡した。")
    assert (issue.finding.values["source"], issue.finding.values["target"]) == ("12 people", "2人")


@pytest.mark.parametrize(
    ("source", "target", "fix"),
    [
        ("It cost 12,000 crowns.", "費用は1万3000クローネだ。", "1万2000クローネ"),
        ("It cost 12,000 crowns.", "費用は13,000クローネだ。", "12,000クローネ"),
        ("12 people came.", "１３人が来た。", "１２人"),
        ("24 people came.", "二十三人が来た。", "二十四人"),
        ("About 12 people came.", "約13人が来た。", "約12人"),
        ("It happened in 2024.", "令和5年のことだ。", None),
        ("12 percent came.", "13人が来た。", None),
    ],
)
def test_a_fix_is_written_as_the_number_that_it_replaces(source: str, target: str, fix: str | None) -> None:
    assert only(source, target).fix == fix


@pytest.mark.parametrize(
    ("source", "target", "message", "severity"),
    [
        ("12 people died in the fire.", "火事で人が死んだ。", "missing", "error"),
        ("The 400 Richest list came out.", "長者番付が発表された。", "missing", "warning"),
        ("The list came out.", "30の長者番付が発表された。", "added", "warning"),
        ("It is 5 miles long.", "長さは5キロだ。", "unit", "error"),
        ("It rose 3 percentage points.", "3%上がった。", "unit", "error"),
        ("Up to 12 people came.", "12人が来た。", "unhedged", "warning"),
        ("12 people came.", "12人以上が来た。", "hedged", "warning"),
        ("At least 12 people came.", "12人以下が来た。", "turned", "warning"),
        ("It cost 500 euros.", "費用は500円だ。", "currency", "error"),
        ("It cost 500 euros.", "費用は8万円だ。", "converted", "warning"),
    ],
)
def test_each_kind_of_difference_has_its_message(source: str, target: str, message: str, severity: str) -> None:
    issue = only(source, target)
    assert (issue.finding.message, issue.severity) == (message, severity)
    assert issue.message("en") and issue.message("ja")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Up to 12 people came.", "最大で12人が来た。"),
        ("As many as 12 people came.", "12人もの人が来た。"),
        ("More than 12 people came.", "来た人は12人を超えた。"),
        ("It cost 500 euros.", "費用は500ユーロ（約8万円）だ。"),
    ],
)
def test_a_bound_or_a_sum_that_is_kept_is_right(source: str, target: str) -> None:
    assert issues(source, target) == []


def test_other_pairs_of_languages_are_proved_too() -> None:
    assert only("Погибли 12 человек.", "2人が死亡した。", "ru ja").finding.message == "differs"
    assert only("爆炸造成12人死亡", "爆発で2人が死亡", "zh ja").finding.message == "differs"
    assert only("12人が死亡した。", "2 people died.", "ja en").fix == "12 people"
    assert issues("Квота сократится на 15 %.", "枠を15%縮小する。", "ru ja") == []
    assert issues("十二人死亡", "12人死亡", "zh ja") == []


def test_nothing_is_said_of_a_language_whose_numbers_are_not_read() -> None:
    assert issues("Zwölf Menschen starben.", "12人が死亡した。", "de ja") == []


def test_a_table_of_numbers_is_left_alone() -> None:
    table = " ".join(str(number) for number in range(4000))
    assert issues(table, f"{table} 99999") == []
