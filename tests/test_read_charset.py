"""Which character set a page is in, whoever says so and however wrongly."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kawaraban.follow.charset import charset_of, codec_of, decode
from kawaraban.read import Page, read

JAPANESE = "鳥居町議会は二十一日、港の拡張計画を十二対九で可決した。町長は「雇用が増える」と述べた。"
CHINESE = "青河市议会周五以十二票对九票通过了扩建港口的计划，市长表示将增加就业。"
TAIWANESE = "青河市議會週五以十二票對九票通過了擴建港口的計畫，市長表示將增加就業。"
RUSSIAN = "Городской совет Веретья в пятницу двенадцатью голосами одобрил план расширения порта."
KOREAN = "청하시 의회는 금요일 항구 확장 계획을 열두 대 아홉으로 승인했다."
FRENCH = "Le conseil d’Arvel a adopté vendredi le projet d’agrandissement du port, après un débat animé."
TURKISH = "Göleç meclisi cuma günü limanın büyütülmesi planını onayladı, başkan iş sayısının artacağını söyledi."

DECLARED = [
    ("shift_jis", "cp932", JAPANESE),
    ("x-sjis", "cp932", JAPANESE),
    ("euc-jp", "euc_jp", JAPANESE),
    ("iso-2022-jp", "iso2022_jp", JAPANESE),
    ("gb2312", "gb18030", CHINESE),
    ("gbk", "gb18030", CHINESE),
    ("big5", "big5hkscs", TAIWANESE),
    ("windows-1251", "cp1251", RUSSIAN),
    ("koi8-r", "koi8_r", RUSSIAN),
    ("euc-kr", "cp949", KOREAN),
    ("iso-8859-1", "cp1252", FRENCH),
    ("iso-8859-9", "cp1254", TURKISH),
    ("utf-8", "utf-8", JAPANESE + RUSSIAN),
]


def page_of(text: str, label: str = "") -> str:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<html><head>{meta}<title>T</title></head><body><article><p>{text}</p></article></body></html>"


@pytest.mark.parametrize(("label", "codec", "text"), DECLARED)
def test_the_meta_element_is_heard(label: str, codec: str, text: str) -> None:
    assert text in decode(page_of(text, label).encode(codec))


@pytest.mark.parametrize(("label", "codec", "text"), DECLARED)
def test_the_http_header_is_heard(label: str, codec: str, text: str) -> None:
    assert text in decode(page_of(text).encode(codec), f"text/html; charset={label}")


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp932", JAPANESE),
        ("euc_jp", JAPANESE),
        ("iso2022_jp", JAPANESE),
        ("gb18030", CHINESE),
        ("big5", TAIWANESE),
        ("cp1251", RUSSIAN),
        ("koi8_r", RUSSIAN),
        ("cp949", KOREAN),
        ("utf-8", RUSSIAN),
    ],
)
def test_a_page_that_declares_nothing_is_told_by_its_letters(codec: str, text: str) -> None:
    assert text in decode(page_of(text).encode(codec))


@pytest.mark.parametrize("mark", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_goes_before_every_declaration(mark: str) -> None:
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    content = marks[mark] + page_of(JAPANESE, "windows-1252").encode(mark)
    text = decode(content, "text/html; charset=iso-8859-1")
    assert JAPANESE in text
    assert not text.startswith("\ufeff")


def test_utf_8_that_is_declared_as_something_else_is_utf_8() -> None:
    assert JAPANESE in decode(page_of(JAPANESE, "iso-8859-1").encode(), "text/html; charset=iso-8859-1")


def test_a_meta_element_helps_where_the_header_is_wrong() -> None:
    assert JAPANESE in decode(page_of(JAPANESE, "euc-jp").encode("euc_jp"), "text/html; charset=utf-8")


def test_a_label_that_names_no_character_set_is_passed_over() -> None:
    for label in ("rot13", "zlib", "base64", "idna", "unicode_escape", "utf-7", "nonsense", "", "\x00"):
        assert codec_of(label) is None
    assert JAPANESE in decode(page_of(JAPANESE, "rot13").encode(), "text/html; charset=zlib")


def test_one_broken_byte_spoils_no_page() -> None:
    broken = page_of(JAPANESE * 20, "euc-jp").encode("euc_jp").replace("町".encode("euc_jp"), b"\xff", 1)
    text = decode(broken)
    assert text.count("\ufffd") <= 2
    assert "港の拡張計画を十二対九で可決した" in text


def test_a_character_cut_at_the_samples_end_is_no_error() -> None:
    for length in range(3):
        content = ("a" * (200_000 - 1 - length) + "港" * 5).encode()
        assert charset_of(content)[0] == "utf-8"


@given(
    st.sampled_from([(codec, label, frame) for label, codec, frame in DECLARED]),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=80),
)
def test_any_text_of_a_declared_character_set_comes_back(kind: tuple[str, str, str], text: str) -> None:
    codec, label, frame = kind
    assume(not set(text) & set("<>&"))
    encoded = text.encode(codec, "ignore").decode(codec)
    assume(encoded and encoded.encode(codec).decode(codec) == encoded)
    page = page_of(frame + encoded, label)
    assert frame + encoded in decode(page.encode(codec), f"text/html; charset={label}")


@given(st.binary(max_size=400), st.text(max_size=40))
def test_no_bytes_and_no_header_make_it_fail(content: bytes, content_type: str) -> None:
    assert isinstance(decode(content, content_type), str)


def test_an_article_in_shift_jis_is_read_whole() -> None:
    article = read(Page(page_of(JAPANESE * 5, "shift_jis").encode("cp932")))
    assert article.paragraphs[0].text == JAPANESE * 5
    assert article.language == "ja"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("マレン港で火事があった。", "euc_jp"),
        ("渡し船の時刻表が変わりました。", "euc_jp"),
        ("안녕하세요 오늘은 항구에 갔습니다.", "cp949"),
        ("ㅋㅋㅋㅋ 정말 재미있네요 ㅠㅠ", "cp949"),
        ("ㅇㅇ ㄴㄴ ㄱㄱ 좋아요 ㅋ", "cp949"),
    ],
)
def test_a_short_text_that_declares_nothing_is_japanese_where_it_has_kana(text: str, codec: str) -> None:
    assert charset_of(text.encode(codec))[0] == codec
