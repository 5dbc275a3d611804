"""A social post -> the statements that can be checked, each where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare.relating.statements import setting, statements

BLAST = (
    "【速報】ケルマールの港で爆発、12人が死亡。内務省が破壊工作と確認。直前に隣国の船がいたとの話も。"
    "これは始まりにすぎない。"
)


def told(text: str, language: str) -> list[str]:
    return [statement for _, statement in statements(text, language)]


def words(text: str, language: str) -> list[str]:
    return [text[start:end] for (start, end), _ in statements(text, language)]


def test_a_japanese_post_gives_its_three_statements_as_sentences() -> None:
    assert told(BLAST, "ja") == ["12人が死亡した", "爆発は破壊工作だった", "隣国の船がいた"]
    assert words(BLAST, "ja") == ["12人が死亡", "破壊工作と確認", "隣国の船がいた"]


def test_an_english_post_gives_its_statements_without_who_says_so() -> None:
    post = (
        "BREAKING: Explosion in #PortMaren kills 12! The ministry confirmed that it was sabotage and a Vardonian ship "
        "left an hour before."
    )
    assert told(post, "en") == [
        "Explosion in Port Maren kills 12",
        "it was sabotage",
        "a Vardonian ship left an hour before",
    ]
    assert words(post, "en")[0] == "Explosion in #PortMaren kills 12"


@pytest.mark.parametrize(
    ("text", "language", "stated"),
    [
        ("CONFIRMED: there IS a draft. Ask yourself why the palace denies it.", "en", ["there IS a draft"]),
        ("Two dead according to the radio. Who is next?", "en", ["Two dead"]),
        ("I am told by someone who knows that it was cut. They will say anchor.", "en", ["it was cut"]),
        ("ヴァルドニアがガスを止めたらしい。政府は何をしているのか？", "ja", ["ヴァルドニアがガスを止めた"]),
        ("軍によると、兵士2人が拘束されたという。許せない", "ja", ["兵士2人が拘束された"]),
        ("3人死亡、5人負傷。ひどい話だ。", "ja", ["3人が死亡した", "5人が負傷した"]),
        ("СРОЧНО: Министр подтвердил, что порт закрыт. Кто следующий?", "ru", ["порт закрыт"]),
        ("【快讯】据当地媒体报道，爆炸系人为破坏。谁会是下一个？", "zh", ["爆炸系人为破坏"]),
    ],
)  # fmt: skip
def test_shouts_questions_opinions_and_speakers_are_left_out(text: str, language: str, stated: list[str]) -> None:
    assert told(text, language) == stated


def test_a_statement_has_its_setting_from_the_words_before_it_or_how_the_post_begins() -> None:
    assert [setting(BLAST, span, "ja") for span, _ in statements(BLAST, "ja")] == ["ケルマールの港で爆発"] * 3
    post = "BREAKING: The pier in Port Maren is closed. Two men were arrested. No comment from the mayor."
    assert [setting(post, span, "en") for span, _ in statements(post, "en")][:2] == [
        "",
        "The pier in Port Maren is closed",
    ]


def test_a_post_of_one_statement_has_no_other_setting() -> None:
    ((span, _),) = statements("12人が死亡した。", "ja")
    assert setting("12人が死亡した。", span, "ja") == ""
    assert setting("", (0, 0), "en") == ""


def test_tags_links_and_names_of_accounts_are_no_statements() -> None:
    post = "#Kelmar #war @observer https://social.example/1?q=a The pier is closed. #news #more"
    assert told(post, "en") == ["The pier is closed"]
    assert told("#ガス #拡散希望\nhttps://social.example/1", "ja") == []


def test_an_abbreviation_ends_no_statement() -> None:
    assert told("Mr. Ostrov left the palace at 3 p.m. on Monday.", "en") == [
        "Mr. Ostrov left the palace at 3 p.m. on Monday"
    ]


@pytest.mark.parametrize("text", ["", " \n ", "？", "爆発", "war", "#", "【】", "。。。", "\ud800", "https://"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    for language in ("en", "ja", "ru", "zh", "", "xx", "../en"):
        assert told(text, language) == []


@pytest.mark.parametrize(
    "unit",
    ["爆発で12人が死亡、", "a ", "#tag ", "【", "the pier is closed and ", "と確認", "（", "…", "12人が死亡。", "'"],
)
def test_a_megabyte_is_answered_with_no_more_than_a_hundred(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    for language in ("en", "ja"):
        assert len(statements(text, language)) <= 100


pieces = st.sampled_from(
    [
        *(
            "【速報】",
            "12人が死亡",
            "港で爆発、",
            "内務省が破壊工作と確認",
            "。",
            "！",
            "？",
            "#タグ",
            "とのこと",
            "らしい",
            "、",
        ),
        *("😡", "https://x.example", "The pier is closed", " and the mayor left", ". ", "?", "BREAKING: ", "\n", " "),
        *("@a@b.example ", "officials say ", "взрыв", ", что ", "据报道，", "「", "」", "\u3000"),
    ]
)


@settings(max_examples=60)
@given(
    st.one_of(st.text(max_size=80), st.lists(pieces, max_size=14).map("".join)),
    st.sampled_from(["en", "ja", "ru", "zh"]),
)
def test_spans_lie_in_the_text_in_order_and_touch_no_other(text: str, language: str) -> None:
    reached = 0
    for (start, end), statement in statements(text, language):
        assert reached <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert statement.strip()
        assert len(setting(text, (start, end), language)) <= 200
        reached = end
