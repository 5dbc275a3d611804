"""Numbers of Japanese times, in digits or kanji."""

from __future__ import annotations

from kawaraban.translate.numerals import read_cjk

KANJI = "〇一二三四五六七八九十"
#: One to four digits that no other digit, letter or point touches, or kanji numerals.
NUMBER = rf"(?:(?<![0-9A-Za-z.,])[0-9]{{1,4}}|(?<![{KANJI}百千万])[{KANJI}百]{{1,5}})"
YEAR = rf"(?:(?<![0-9.,])[12][0-9]{{3}}|(?<![{KANJI}百千])[一二][〇一二三四五六七八九]{{3}})"


def value_of(written: str) -> int:
    """The number; 元 is the first year of an era. 0 where it is none."""
    if written == "元":
        return 1
    if written.isascii():
        return int(written)
    number = read_cjk(written, 0)
    return int(number.low) if number and number.end == len(written) else 0
