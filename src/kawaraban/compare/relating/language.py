"""Which language a sentence is in: fewer letters than a statistic needs, so that its script speaks first."""

from __future__ import annotations

import re

from kawaraban.read.language import identify

_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_HAN = re.compile("[\u3400-\u9fff]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LATIN = re.compile("[A-Za-z]")


def language_of(text: str) -> str:
    """ISO 639-1, "" for a text without letters. Headlines in kanji alone are told by the characters that Japanese
    writes otherwise than Chinese (爆発, 爆炸)."""
    if _KANA.search(text):
        return identify(text, ["ja"])
    if _HAN.search(text):
        return "ja" if _only_japanese("".join(_HAN.findall(text))) else identify(text, ["zh"])
    likely = "ru" if _CYRILLIC.search(text) else "en" if _LATIN.search(text) else ""
    return identify(text, [likely]) if likely else ""


def _only_japanese(han: str) -> bool:
    return _writes(han, "shift_jis") and not _writes(han, "gb2312") and not _writes(han, "big5")


def _writes(text: str, coding: str) -> bool:
    try:
        text.encode(coding)
    except UnicodeEncodeError:
        return False
    return True
