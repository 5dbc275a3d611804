"""Credits: whom a report says that it is from, in four languages, and what only mentions somebody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare.credits import credits, same_name
from kawaraban.compare.model import Report

MIDDLE = {
    "en": "The council meets again in spring.",
    "ja": "議会は春に再び開かれる。",
    "ru": "Совет соберётся весной.",
    "zh": "议会将于春季再次开会。",
}


def found(language: str, *paragraphs: str) -> list[tuple[str, str]]:
    report = Report("a", language, "", paragraphs)
    return [(credit.name, credit.kind) for credit in credits(report)]


@pytest.mark.parametrize(
    ("language", "head", "name"),
    [
        ("en", "PORT MAREN, Kelmar (Northwire) — A crane fell on Monday.", "Northwire"),
        ("en", "KELMAR CITY (AP) - A crane fell on Monday.", "AP"),
        ("en", "(Reuters) - A crane fell on Monday.", "Reuters"),
        ("en", "KRALEVO, May 5 /TASS/. A crane fell on Monday.", "TASS"),
        ("ja", "【マレン港（ケルマール）＝ノースワイヤ】クレーンが倒れた。", "ノースワイヤ"),
        ("ja", "【ロイター】クレーンが倒れた。", "ロイター"),
        ("ja", "【ワシントン共同】クレーンが倒れた。", "共同"),
        ("ja", "［クラレヴォ　２２日　ロイター］ - クレーンが倒れた。", "ロイター"),
        ("ja", "【ニューヨーク＝時事】クレーンが倒れた。", "時事"),
        ("ru", "КРАЛЕВО, 22 ноября. /ВТА/. Упал кран.", "ВТА"),
        ("ru", "КРАЛЕВО, 5 мая — РИА Новости. Упал кран.", "РИА Новости"),
        ("zh", "新华社北京11月22日电 一台起重机倒塌。", "新华社"),
    ],
)
def test_a_dateline_names_the_agency(language: str, head: str, name: str) -> None:
    assert found(language, head, MIDDLE[language], MIDDLE[language]) == [(name, "dateline")]


@pytest.mark.parametrize(
    ("language", "tail", "name"),
    [
        ("en", "The pier stays closed. (AP)", "AP"),
        ("en", "— Northwire", "Northwire"),
        ("en", "Source: Reuters", "Reuters"),
        ("en", "This article was supplied by Northwire.", "Northwire"),
        ("en", "© 2026 Islewire", "Islewire"),
        ("ja", "埠頭は閉鎖されている。（時事）", "時事"),
        ("ja", "埠頭は閉鎖されている。＝共同", "共同"),
        ("ja", "提供：ノースワイヤ", "ノースワイヤ"),
        ("ru", "Причал закрыт. Об этом сообщает агентство ВТА.", "ВТА"),
        ("zh", "码头已经关闭。（新华社）", "新华社"),
        ("zh", "来源：东屿时报", "东屿时报"),
    ],
)
def test_the_last_line_names_whom_the_text_is_from(language: str, tail: str, name: str) -> None:
    assert found(language, MIDDLE[language], MIDDLE[language], MIDDLE[language], tail) == [(name, "credit")]


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        ("en", "A crane fell on the pier, according to Reuters.", "Reuters"),
        ("en", "A crane fell on the pier, the newspaper Evening Ilmar reported.", "Evening Ilmar"),
        ("ja", "クレーンが倒れたと、ロイター通信が伝えた。", "ロイター通信"),
        ("ru", "На причале упал кран, передаёт ТАСС.", "ТАСС"),
        ("zh", "据新华社报道，码头一台起重机倒塌。", "新华社"),
        ("zh", "据伊尔马里亚《伊尔马晚报》报道，码头一台起重机倒塌。", "伊尔马晚报"),
    ],
)
def test_the_lead_credits_the_text_and_a_later_paragraph_one_claim(language: str, sentence: str, name: str) -> None:
    assert (name, "credit") in found(language, sentence, MIDDLE[language], MIDDLE[language], MIDDLE[language])
    later = found(language, MIDDLE[language], MIDDLE[language], sentence, MIDDLE[language], MIDDLE[language])
    assert all(kind == "mention" for _, kind in later)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A crane fell on the pier, according to reports in Ilmaria."),
        ("ja", "クレーンが倒れたと、複数の海外メディアが報じた。"),
        ("ru", "На причале упал кран, сообщают местные СМИ."),
        ("zh", "据当地媒体报道，码头一台起重机倒塌。"),
    ],
)
def test_media_that_are_not_named_are_credited_without_a_name(language: str, sentence: str) -> None:
    assert found(language, sentence, MIDDLE[language]) == [("", "credit")]


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("en", "The crane fell at night, according to Interior Minister Ilse Torvald."),
        ("en", "The Northern Harbour Authority (NHA) said the pier was safe."),
        ("ja", "【ワシントン＝田中】クレーンが倒れた。"),
        ("ja", "【速報】クレーンが倒れた。"),
        ("ja", "内務省によると、けが人はいない。"),
        ("ru", "Пострадавших нет, сообщает МВД."),
        ("zh", "【本报综合报道】一台起重机倒塌。"),
    ],
)
def test_officials_correspondents_and_headings_are_no_credit(language: str, paragraph: str) -> None:
    assert found(language, paragraph, MIDDLE[language], MIDDLE[language], MIDDLE[language]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AP", "Associated Press"),
        ("ロイター", "Reuters"),
        ("ТАСС", "タス通信"),
        ("新华社", "Xinhua"),
        ("共同", "共同通信社"),
        ("Northwire", "northwire"),
        ("The Maren Courier", "Maren Courier"),
        ("ヴァルドニア", "Vardonia"),
        ("ВТА", "Вардонское телеграфное агентство"),
    ],
)
def test_one_name_is_known_in_any_script(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("AP", "AFP"), ("", ""), ("", "AP"), ("ТАСС", "Reuters"), ("Brenn", "Velt")]
)
def test_other_names_are_told_apart(one: str, other: str) -> None:
    assert not same_name(one, other)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["en", "ja", "ru", "zh", "", "fr"]),
    st.lists(st.text("(（【】）)APロイター共同＝—/ТАС. 据报道社《》\n\x00", max_size=60), max_size=5),
)
def test_any_text_has_credits_that_stand_in_it(language: str, paragraphs: list[str]) -> None:
    for credit in credits(Report("a", language, "", tuple(paragraphs))):
        assert credit.text in paragraphs[credit.paragraph]
        assert credit.name in credit.text
