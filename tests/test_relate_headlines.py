"""Sentences that do not say again what their headline named: "this was sabotage", これは破壊工作だ."""

from __future__ import annotations

import pytest

from kawaraban.compare import relate

BLAST = "The blast at Port Maren was sabotage."
BLAST_JA = "ポート・マレンの爆発は破壊工作だった。"
EN, JA = "Explosion rips through depot in Port Maren", "ポート・マレンの燃料施設で爆発"
RU, ZH = "Взрыв на складе топлива в Порт-Марене", "马伦港油库发生爆炸"


@pytest.mark.parametrize(
    ("headline", "sentence", "expected"),
    [
        (EN, "This was sabotage, the interior minister claimed.", "attributes"),
        (EN, "It was not sabotage.", "denies"),
        (EN, "“It was an accident,” the harbour master said.", "denies"),
        (JA, "内相は「これは破壊工作だ」と主張した。", "attributes"),
        (JA, "「これは事故だ」と港湾局長は語った。", "denies"),
        (RU, "Никакой диверсии не было, сообщили в ведомстве.", "denies"),
        (RU, "Это был несчастный случай, считают в пожарной службе.", "denies"),
        (ZH, "“这是一起蓄意破坏行为”，内政大臣声称。", "attributes"),
        (ZH, "消防部门表示，这是一起意外事故。", "denies"),
    ],
)
def test_a_sentence_says_it_under_its_headline_and_not_alone(headline: str, sentence: str, expected: str) -> None:
    pairs = [(BLAST, sentence), (BLAST_JA, sentence)]
    assert [found.relation for found in relate(pairs, headlines=[headline] * 2)] == [expected] * 2
    assert {found.relation for found in relate(pairs)} <= {"related", "unrelated"}


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("Power station at Skarne hit by explosion", "This was sabotage, the plant's director claimed."),
        (EN, "A blast in Skarne last May was sabotage, police said."),
        (EN, "Most policies exclude war and sabotage but pay for accidents."),
        (EN, "The accident investigators will publish their report in spring."),
        (JA, "去年5月のスカルネでの爆発は破壊工作だったと警察は述べた。"),
        ("ポート・マレンで列車が脱線", "「これは事故だ」と鉄道会社は述べた。"),
        (RU, "Взрыв в Скарне в прошлом мае был диверсией, сообщила полиция."),
        (ZH, "警方表示，去年五月斯卡内的爆炸是蓄意破坏。"),
    ],
)
def test_another_place_another_event_and_words_in_passing_are_not_tied_to_it(headline: str, sentence: str) -> None:
    found = relate([(BLAST, sentence), (BLAST_JA, sentence)], headlines=[headline] * 2)
    assert {one.relation for one in found} <= {"related", "unrelated"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The explosion at Port Maren was an accident, the fire chief said.", "denies"),
        ("The explosion at Port Maren was no accident, a docker said.", "related"),
        ("It is too early to say whether the Port Maren explosion was an accident.", "related"),
        ("ポート・マレンの爆発は事故だったと、消防当局は結論づけた。", "denies"),
        ("Взрыв в Порт-Марене был несчастным случаем, заявили пожарные.", "denies"),
        ("消防部门认定，马伦港爆炸是一起意外事故。", "denies"),
    ],
)
def test_what_excludes_a_statement_by_its_meaning_denies_it(sentence: str, expected: str) -> None:
    (found,) = relate([(BLAST, sentence)])
    assert found.relation == expected


def test_who_is_not_named_again_is_the_headlines() -> None:
    statement = "ソレニアのアルネ・ハルヴィク財務相が辞任した。"
    headline = "ソレニアのハルヴィク財務相、契約問題で窮地"
    resigned, denied, other = relate(
        [
            (statement, "火曜夜に辞任した。"),
            (statement, "「辞任はしていない」と本人は語った。"),
            (statement, "火曜夜に辞任した。"),
        ],
        headlines=[headline, headline, "ブレンの市長、契約問題で窮地"],
    )
    assert (resigned.relation, denied.relation) == ("states", "denies")
    assert other.relation in {"related", "unrelated"}


def test_more_headlines_than_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        relate([(BLAST, BLAST)], headlines=[EN, EN])
