"""The language of a text: what the page says, held against the text itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.read.language import code_of, identify

SAMPLES = {
    "en": "The harbour council voted on Friday to widen the eastern basin, and said that work would begin in April.",
    "ja": "町議会は金曜日、東側の港の拡張計画を可決し、工事は来年四月に始まると発表した。",
    "zh": "市议会周五投票决定扩建东部港口，并表示工程将于明年四月开始。",
    "ru": "Городской совет в пятницу проголосовал за расширение восточной гавани и назвал день начала работ.",
    "uk": "Міська рада у п’ятницю проголосувала за розширення східної гавані й назвала день початку робіт.",
    "ko": "시의회는 금요일 동쪽 항구를 넓히기로 의결하고 공사는 내년 사월에 시작된다고 밝혔다.",
    "de": "Der Stadtrat stimmte am Freitag für den Ausbau des östlichen Hafenbeckens, die Arbeiten beginnen im April.",
    "fr": "Le conseil a voté vendredi l'agrandissement du bassin est du port, les travaux commenceront en avril.",
    "ar": "صوت مجلس المدينة يوم الجمعة لصالح توسيع الحوض الشرقي للميناء وقال إن العمل سيبدأ في نيسان المقبل.",
    "el": "Το δημοτικό συμβούλιο ψήφισε την Παρασκευή υπέρ της επέκτασης της ανατολικής λεκάνης του λιμανιού.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_a_text_is_told_without_any_declaration(code: str) -> None:
    assert identify(SAMPLES[code]) == code


@pytest.mark.parametrize("code", SAMPLES)
def test_a_declaration_is_taken(code: str) -> None:
    assert identify(SAMPLES[code], [f"{code}-XX"]) == code


@pytest.mark.parametrize("code", SAMPLES)
@pytest.mark.parametrize("wrong", ["en", "ja", "ru"])
def test_a_template_that_declares_another_script_is_not_believed(code: str, wrong: str) -> None:
    scripts = {
        "ja": "cjk",
        "zh": "cjk",
        "ru": "cyrillic",
        "uk": "cyrillic",
        "ko": "hangul",
        "ar": "arabic",
        "el": "greek",
    }
    if scripts.get(code) != scripts.get(wrong):
        assert identify(SAMPLES[code] * 3, [wrong]) == code


def test_what_is_too_short_to_tell_is_what_the_page_says() -> None:
    assert identify("Oslo 2026", ["nb-NO"]) == "no"
    assert identify("12.5 %", []) == ""
    assert identify("", ["xx-unknown", None, ""]) in ("", "xx")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ja-JP", "ja"),
        ("JP", "ja"),
        ("zh_CN", "zh"),
        ("en", "en"),
        ("nb", "no"),
        ("rus", "ru"),
        ("", ""),
        ("english", ""),
        (None, ""),
    ],
)
def test_language_tags_as_pages_write_them(tag: str | None, code: str) -> None:
    assert code_of(tag) == code


@given(st.text(max_size=300), st.lists(st.text(max_size=8) | st.none(), max_size=3))
def test_any_text_has_two_letters_or_none(text: str, declared: list[str | None]) -> None:
    assert len(identify(text, declared)) in (0, 2)
