"""Japanese and Chinese numbers: 1億2000万, 3.5万, 二十三, 二〇二四, 四・二五, 数十万, 十数."""

from __future__ import annotations

import re
from fractions import Fraction

from kawaraban.translate.numerals.model import Number, Value

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12, "萬": 10**4, "亿": 10**8}
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?")
_LONGEST = 24  # digits; what is longer is no number that anybody translates
_SECTION = re.compile(r" (?=[0-9,]{1,5} ?[万億])")
_POSITIONAL = re.compile(r"([〇零一二三四五六七八九两]+)(?:・([〇零一二三四五六七八九]+))?")
_SOME = "数数何几幾"  # 数十: some tens
_SOME_SCALE = re.compile(r"[十百千]?[万億兆亿]?")

#: What a number may begin with: for a quick look at where in a text there is one.
STARTS = re.compile(r"[0-9〇零一二三四五六七八九十百千两]|[数何几幾](?=[十百千万億亿兆])")


def read_cjk(text: str, at: int) -> Number | None:
    """The number that begins at `at` of a folded text, as far as it goes; None where there is none."""
    if text[at] in _SOME:
        return _some(text, at, at + 1, 1)
    return _Reader(text, at).read()


def _some(text: str, start: int, at: int, ten: int) -> Number | None:
    """数十万: between once and ten times the scale; 十数: between 11 and 19."""
    match = _SOME_SCALE.match(text, at)
    scale = 1
    for character in match[0] if match else "":
        scale *= _SMALL.get(character) or _LARGE[character]
    if ten > 1:
        return Number(start, match.end() if match else at, (ten + 1) * scale, (2 * ten - 1) * scale, "kanji")
    return Number(start, match.end(), scale, 10 * scale - 1, "kanji") if match and match[0] else None


class _Reader:
    """Reads one number from left to right: sections of up to 9999, each times 万, 億 or 兆."""

    def __init__(self, text: str, at: int):
        self._text, self._start, self._at = text, at, at
        self._total: Value = 0
        self._section: Value = 0
        self._current: Value | None = None
        self._arabic = False

    def read(self) -> Number | None:
        while self._at < len(self._text) and self._step(self._text[self._at]):
            pass
        if self._at == self._start:
            return None
        following = self._text[self._at : self._at + 1]
        if self._current is None and self._text[self._at - 1] == "十" and following and following in "数几":
            return _some(self._text, self._start, self._at + 1, 10)
        value = self._total + self._section + (self._current or 0)
        return Number(self._start, self._at, value, value, "digits" if self._arabic else "kanji")

    def _step(self, character: str) -> bool:
        """Takes in what stands at `self._at`; False where the number ends before it."""
        if character in _SMALL:
            return self._small(_SMALL[character])
        if character in _LARGE:
            return self._large(character, self._at)
        if character == " " and self._arabic and self._at + 1 < len(self._text):
            return self._over_space(self._text[self._at + 1])
        if self._current is not None:
            return False
        if "0" <= character <= "9":
            return self._digits()
        return character in _DIGITS and self._positional()

    def _over_space(self, character: str) -> bool:
        """1 億, and 3 億 4,000 万: engines set spaces around digits."""
        if character in _LARGE:
            return self._large(character, self._at + 1)
        match = _SECTION.match(self._text, self._at) if self._total and self._current is None else None
        self._at += match is not None
        return match is not None

    def _digits(self) -> bool:
        match = _ARABIC.match(self._text, self._at)
        if match is None or match.end() - match.start() > _LONGEST or (self._section and not self._arabic):
            return False
        written = match[0].replace(",", "")
        self._current = Fraction(written) if "." in written else int(written)
        self._at, self._arabic = match.end(), True
        return True

    def _positional(self) -> bool:
        match = _POSITIONAL.match(self._text, self._at)
        if match is None or match.end() - match.start() > _LONGEST or self._arabic:
            return False
        whole = int("".join(str(_DIGITS[c]) for c in match[1]))
        decimals = match[2] or ""
        self._current = whole
        if decimals:
            self._current += Fraction(int("".join(str(_DIGITS[c]) for c in decimals)), 10 ** len(decimals))
        self._at = match.end()
        return True

    def _small(self, unit: int) -> bool:
        self._section += (1 if self._current is None else self._current) * unit
        self._current = None
        self._at += 1
        return True

    def _large(self, character: str, at: int) -> bool:
        section = self._section + (self._current or 0)
        if not section:
            return False
        self._total += section * _LARGE[character]
        self._section, self._current, self._at = 0, None, at + 1
        return True
