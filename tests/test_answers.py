"""What is no translation, whoever gave it; and that what is one is never taken for none."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.answers import doubt

FERRY = "The ferry between Kelmar and Port Maren was cancelled on Tuesday, the harbour office said."
RENDERED = "ケルマーとポート・マレンを結ぶフェリーが火曜日に欠航になったと港湾事務所が述べた。"


@pytest.mark.parametrize(
    "source, answer, languages",
    [
        (FERRY, RENDERED, "en ja"),
        (RENDERED, FERRY, "ja en"),
        ("Kelmar", "ケルマー", "en ja"),
        ("NATO", "NATO", "en ja"),
        ("Port Maren Herald", "Port Maren Herald", "en ja"),
        ("12.5 %", "12.5 %", "en ja"),
        ("Photo: Ada Quay / KMR", "Photo: Ada Quay / KMR", "en ja"),
        ("马伦港", "马伦港", "zh ja"),
        ("Ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha", "は" * 40, "en ja"),
        ("Порт закрыт.", "港は閉鎖された。", "ru ja"),
        ("«Паром не придёт», — заявил капитан порта Марена.", "「渡し船は来ない」とマレンの港長は述べた。", "ru ja"),
        ("“Here is the translation,” said the clerk, and left.", "「これが翻訳です」と書記は言って去った。", "en ja"),
        ("The harbour reopened.", "O porto reabriu.", "en pt"),
        ("Yes.", "はい。", "en ja"),
        ("Halocaridina kelmarensis and Halocaridina marensis live in caves.",
         "Halocaridina kelmarensisとHalocaridina marensisは洞窟に住む種である。", "en ja"),
        ("", "", "en ja"),
        ("The market of Vardonia " * 30,
         "ヴァルドニアの市場が開いた。魚が多く揚がったと商人らは話している。" * 4, "en ja"),
    ],
)  # fmt: skip
def test_a_translation_is_taken(source: str, answer: str, languages: str) -> None:
    assert doubt(source, answer, *languages.split()) is None


@pytest.mark.parametrize(
    "source, answer, languages, fault",
    [
        (FERRY, "", "en ja", "empty"),
        (FERRY, " \n　", "en ja", "empty"),
        (FERRY, FERRY, "en ja", "untranslated"),
        (FERRY, FERRY.upper() + " ", "en ja", "untranslated"),
        (FERRY, FERRY, "en pt", "untranslated"),
        ("马伦港的渡轮星期二停航，港务局说。", "马伦港的渡轮星期二停航，港务局说。", "zh ja", "untranslated"),
        (FERRY, "El transbordador fue cancelado el martes, dijo la oficina del puerto de la ciudad.", "en ja",
         "other-language"),
        (FERRY, "马伦港和凯尔马之间的渡轮星期二取消了，港务局没有说明什么时候恢复通航。", "en ja", "other-language"),
        (FERRY, "Паром между Кельмаром и Порт-Мареном отменили во вторник, сообщили в порту.", "en ja",
         "other-language"),
        (FERRY, "Die Fähre zwischen Kelmar und Port Maren wurde am Dienstag gestrichen, teilte das Hafenamt mit.",
         "en pt", "other-language"),
        (FERRY, "港が" * 300, "en ja", "loop"),
        (FERRY, "フェリーが欠航した。" + "港湾事務所が述べた。" * 12, "en ja", "loop"),
        (FERRY, "<!DOCTYPE html><html><title>502</title></html>", "en ja", "error-page"),
        (FERRY, '{"error": "model is loading"}', "en ja", "error-page"),
        (FERRY, f"Here is the translation: {RENDERED}", "en ja", "chatter"),
        (FERRY, f"Sure! {RENDERED}", "en ja", "chatter"),
        (FERRY, f"以下は日本語訳です：\n{RENDERED}", "en ja", "chatter"),
        (FERRY, f"翻訳：{RENDERED}", "en ja", "chatter"),
        (FERRY, f"{RENDERED}\n\n(Note: “Kelmar” is a city.)", "en ja", "chatter"),
        (FERRY, "I'm sorry, but I can't translate this text.", "en ja", "chatter"),
        (FERRY, "".join(random.Random(5).choices("いろはにほへとちりぬるを", k=900)), "en ja", "too-long"),
        (FERRY, "欠航。", "en ja", "too-short"),
    ],
)  # fmt: skip
def test_what_is_none_is_named(source: str, answer: str, languages: str, fault: str) -> None:
    assert doubt(source, answer, *languages.split()) == fault


@given(st.text(), st.text(), st.sampled_from("en ja ru zh".split()), st.sampled_from("en ja".split()))
def test_any_two_texts_are_looked_at_without_fail(source: str, answer: str, one: str, other: str) -> None:
    assert doubt(source, answer, one, other) in {
        None, "empty", "untranslated", "other-language", "loop", "error-page", "chatter", "too-long", "too-short",
    }  # fmt: skip


@given(st.text(alphabet="港のが船いろはにほへと、。AB12", min_size=1, max_size=60))
def test_a_text_repeated_without_end_is_a_loop(unit: str) -> None:
    answer = unit.strip("、。 ") * 60
    if len(answer) >= 60:
        assert doubt(FERRY, answer, "en", "ja") is not None
