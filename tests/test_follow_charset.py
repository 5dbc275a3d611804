"""What bytes stand for, with right, wrong and missing labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.follow.charset import to_utf8

HEADLINE = "灯台の修理が終わる①髙橋氏～"  # with characters that cp932 has and Shift_JIS has not


@pytest.mark.parametrize(
    ("encoding", "content_type", "own"),
    [
        ("utf-8", "text/xml; charset=utf-8", ""),
        ("utf-8", "text/xml", ""),
        ("utf-8", None, ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),  # a default that nobody meant
        ("utf-8-sig", "text/xml; charset=shift_jis", ""),
        ("utf-16", "text/xml", ""),
        ("cp932", 'text/xml; charset="Shift_JIS"', ""),
        ("cp932", "text/xml", '<?xml version="1.0" encoding="Shift_JIS"?>'),
        ("cp932", "text/html", "<meta charset=x-sjis>"),
        ("cp932", "text/html; charset=nonsense", '<meta http-equiv=Content-Type content="text/html; charset=SJIS">'),
        ("gb18030", "text/html; charset=gb2312", ""),
    ],
)
def test_text_is_found_behind_its_labels(encoding: str, content_type: str | None, own: str) -> None:
    assert to_utf8((own + HEADLINE).encode(encoding), content_type).decode() == own + HEADLINE


def test_the_header_goes_before_what_the_content_says() -> None:
    assert (
        to_utf8('<?xml version="1.0" encoding="cp932"?>мост'.encode("cp1251"), "a/b; charset=windows-1251").decode()[
            -4:
        ]
        == "мост"
    )


def test_one_broken_character_spoils_no_other() -> None:
    content = "灯台".encode("euc-jp") + b"\xff" + "修理".encode("euc-jp")
    text = to_utf8(content, "text/html; charset=euc-jp").decode()
    assert text.startswith("灯台")
    assert text.endswith("修理")


def test_latin_text_without_any_label_keeps_what_is_ascii() -> None:
    assert to_utf8(b"caf\xe9 on the quay", None).decode() == "caf\ufffd on the quay"


@pytest.mark.parametrize(
    "label", ["utf-7", "punycode", "idna", "unicode_escape", "rot13", "zip", "base64", "undefined"]
)
def test_codecs_that_no_page_is_in_are_not_used(label: str) -> None:
    assert to_utf8(b"+AGE- \\x41", f"text/html; charset={label}") == b"+AGE- \\x41"


@given(st.binary(max_size=200), st.text(max_size=20))
def test_whatever_comes_the_outcome_is_utf8(content: bytes, label: str) -> None:
    to_utf8(content, f"text/html; charset={label}").decode("utf-8")
