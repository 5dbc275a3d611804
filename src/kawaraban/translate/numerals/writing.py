"""Numbers written in the way of a language, and in that of another number beside them."""

from __future__ import annotations

from fractions import Fraction

from kawaraban.translate.numerals.model import Value

_KANJI = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_LARGE = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_SMALL = ((1000, "千"), (100, "百"), (10, "十"))
_MOST = 10**16  # above it there is no 京 here


def write(value: Value, language: str, like: str = "") -> str | None:
    """The number for a rendering in that language (ISO 639-1), in kanji, full width, or with separators as `like` is.

    None for what has no end (1/3) or is too large to be written well.
    """
    if not 0 <= value < _MOST:
        return None
    if like and all(character in "〇零一二三四五六七八九十百千万億兆" for character in like):
        return _kanji(value) if isinstance(value, int) or value.denominator == 1 else None
    separated = "," in like or "，" in like
    if language in {"ja", "zh"} and not (len(like) > 4 and like.replace(",", "").replace("，", "").isdigit()):
        text = _east(value, separated)
    else:
        text = _plain(value, grouped=separated or (value >= 10**4 and not like.isdigit()))
    if text is not None and any("０" <= character <= "９" for character in like):
        return text.translate(_WIDE)
    return text


def _plain(value: Value, *, grouped: bool) -> str | None:
    """Digits with a decimal point, None where there is no end to them."""
    whole, rest = divmod(Fraction(value), 1)
    written = f"{whole:,}" if grouped and whole >= 1000 else str(whole)
    digits = ""
    while rest and len(digits) < 6:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return None if rest else f"{written}.{digits}" if digits else written


def _east(value: Value, separated: bool) -> str | None:
    """1億2000万, 3.5 and 12345 as 1万2345; with separators as far as 9,999万."""
    if value < 10**4 or Fraction(value).denominator != 1:
        return _plain(value, grouped=separated)
    text, rest = "", int(value)
    for size, sign in _LARGE:
        section, rest = divmod(rest, size)
        text += (f"{section:,}" if separated else str(section)) + sign if section else ""
    return text + (str(rest) if rest else "")


def _kanji(value: Value) -> str:
    if value < 1:
        return _KANJI[0]
    text, rest = "", int(value)
    for size, sign in (*_LARGE, (1, "")):
        section, rest = divmod(rest, size)
        text += _section(section) + sign if section else ""
    return text


def _section(value: int) -> str:
    """1 to 9999: 二千二十三."""
    text = ""
    for size, sign in _SMALL:
        digit, value = divmod(value, size)
        text += (("" if digit == 1 else _KANJI[digit]) + sign) if digit else ""
    return text + (_KANJI[value] if value else "")
