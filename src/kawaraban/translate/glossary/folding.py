"""One writing for what is written in many ways: full and half width, ヴァ and バ, with a middle dot and without.

A folded text is compared, never shown; `Folded.span` leads back to the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_KATAKANA = "ァ-ヺー"
_HALF_WIDTH = "\uff66-\uff9f"
#: What takes more than one character to fold: half-width and decomposed kana, ヴ with its small vowel, a dot or a
#: double hyphen inside a name, the long mark that ends a word (コンピューター).
_SPECIAL = re.compile(
    f"[{_HALF_WIDTH}]+|[ぁ-ゖァ-ヺ][\u3099\u309a]|ヴ[ァィゥェォ]?|(?<=[{_KATAKANA}{_HALF_WIDTH}])[・＝゠=](?=[{_KATAKANA}{_HALF_WIDTH}])"
    f"|(?<=[{_KATAKANA}][{_KATAKANA}][{_KATAKANA}])ー(?![{_KATAKANA}])"
)
_ONE_TO_ONE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF1D} | {
    0x3000: " ", 0xFF61: "。", 0xFF62: "「", 0xFF63: "」", 0xFF64: "、", 0xFF65: "・", 0x2010: "-", 0x2011: "-",
    0x2019: "'",
}  # fmt: skip
_V = {"ヴァ": "バ", "ヴィ": "ビ", "ヴゥ": "ブ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where each of its characters began in the text that was folded (None: at the same place)."""

    text: str
    starts: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the text as written that a stretch of the folded one stands for."""
        return (start, end) if self.starts is None else (self.starts[start], self.starts[end])


@lru_cache(64)  # a rendering is looked through for one term after the other
def fold(text: str) -> Folded:
    """The text in one writing and in small letters."""
    plain = _lower(text.translate(_ONE_TO_ONE))
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for match in _SPECIAL.finditer(plain):
        parts.append(plain[at : match.start()])
        starts.extend(range(at, match.start()))
        for offset, piece in _folded_pieces(match[0]):
            parts.append(piece)
            starts.extend([match.start() + offset] * len(piece))
        at = match.end()
    if at == 0:
        return Folded(plain)
    parts.append(plain[at:])
    starts.extend(range(at, len(plain) + 1))
    return Folded("".join(parts), tuple(starts))


def _lower(text: str) -> str:
    lowered = text.lower()
    # Some capitals become two characters (İ); those stay, so that offsets hold.
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _folded_pieces(special: str) -> list[tuple[int, str]]:
    """What stands for a special run, piece by piece with its offset in the run."""
    if special in "・＝゠=ー":
        return []
    if special in _V:
        return [(0, _V[special])]
    if len(special) == 2 and special[1] in "\u3099\u309a":
        return _folded_voiced(0, special)
    pieces: list[tuple[int, str]] = []
    for match in re.finditer("ｳﾞ[ｧｨｪｫ]?|.[ﾞﾟ]?", special):
        pieces.extend(_folded_voiced(match.start(), match[0]))
    return pieces


def _folded_voiced(offset: int, kana: str) -> list[tuple[int, str]]:
    whole = unicodedata.normalize("NFKC", kana)
    return [(offset, _V.get(whole, whole))]


@lru_cache(1 << 15)
def fold_word(word: str) -> str:
    """A word of a script with letters: small, without accents on Latin letters, ё as е."""
    if word.isascii():
        return word.lower()
    letters = []
    for letter in unicodedata.normalize("NFC", word.translate(_ONE_TO_ONE)).lower():
        base = unicodedata.normalize("NFKD", letter)[0]
        letters.append(base if base.isascii() else "е" if letter == "ё" else letter)
    return "".join(letters)
