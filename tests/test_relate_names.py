"""Names of two languages and scripts, held against each other."""

from __future__ import annotations

import pytest

from kawaraban.compare.relating.names import names_of, shared


@pytest.mark.parametrize(
    ("one", "language", "other", "another"),
    [
        ("Kelmar closed the port.", "en", "ケルマールは港を閉鎖した。", "ja"),
        ("Police in Kelmar closed it.", "en", "Полиция Кельмара закрыла порт.", "ru"),
        ("ケルマールは港を閉鎖した。", "ja", "凯尔马关闭了港口。", "zh"),
        ("ヴァルドニアの軍艦", "ja", "Военный корабль Вардонии", "ru"),
        ("The minister of Vardonia", "en", "瓦尔多尼亚部长", "zh"),
        ("The minister of the United States", "en", "米国の閣僚", "ja"),
        ("北朝鮮の首脳", "ja", "Лидер КНДР", "ru"),
        ("Russian forces", "en", "俄罗斯军队", "zh"),
    ],
)
def test_a_name_is_found_again_in_another_script(one: str, language: str, other: str, another: str) -> None:
    here, missing = shared(names_of(one, language), names_of(other, another))
    assert here
    assert not missing


@pytest.mark.parametrize(
    ("one", "language", "other", "another"),
    [
        ("The mayor of Brenn resigned.", "en", "スカルネの市長が辞任した。", "ja"),
        ("北朝鮮の首脳", "ja", "Президент Южной Кореи", "ru"),
        ("The minister of Vardonia", "en", "凯尔马部长", "zh"),
    ],
)
def test_another_name_is_none_of_them(one: str, language: str, other: str, another: str) -> None:
    here, missing = shared(names_of(one, language), names_of(other, another))
    assert not here
    assert missing


def test_words_in_katakana_for_what_news_is_about_are_no_names() -> None:
    assert names_of("ブレンでドローンとミサイルが発射された。", "ja").sure == ("ブレン",)


def test_a_word_that_begins_a_sentence_may_be_a_name_and_is_not_missed() -> None:
    soldiers = names_of("Soldiers fired in Brenn.", "en")
    assert (soldiers.sure, soldiers.maybe) == (("Brenn",), ("Soldiers",))
    assert shared(soldiers, names_of("ブレンで発砲があった。", "ja")) == (("Brenn",), ())


@pytest.mark.parametrize("language", ["en", "ja", "ru", "zh", "", "xx"])
def test_a_long_text_has_no_more_than_forty_names(language: str) -> None:
    text = " ".join(
        f"and Port{chr(97 + n % 26)}{chr(97 + n // 26)} ケル{chr(0x30A2 + n % 60)}ー 凯尔马" for n in range(300)
    )
    assert len(names_of(text, language).sure) <= 40
