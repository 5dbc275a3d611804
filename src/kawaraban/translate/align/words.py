"""What two texts share whatever their languages: numbers, names by their sound, and words written alike.

A token stands for one such thing. A name's token is the skeleton of its consonants, in classes that survive the way
into katakana or Cyrillic and back (Stanford, スタンフォード -> STNHT); vowels, length and doubling do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kawaraban.translate.vectors import MAX_LENGTH

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_LATIN = re.compile(r"[^\W\d_ぁ-ヿ㐀-鿿Ѐ-ӿ]{2,}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]{3,}")
_MARKS = re.compile(r"[̀-ͯ]")

# Katakana by consonant; a small kana changes the vowel alone, but for ファ, ティ and the like, whose row stays.
_ROWS = {
    "K": "カキクケコガギグゲゴヵヶ", "S": "サシスセソザジズゼゾ", "T": "タチツテトダヂヅデド", "N": "ナニヌネノン",
    "H": "ハヒフヘホ", "B": "バビブベボヴ", "P": "パピプペポ", "M": "マミムメモ", "R": "ラリルレロ",
}  # fmt: skip
_KANA = str.maketrans({kana: row for row, kanas in _ROWS.items() for kana in kanas})
_LATIN_PAIRS = (
    ("sch", "s"), ("tch", "t"), ("sh", "s"), ("ch", "t"), ("th", "s"), ("ph", "f"), ("ck", "k"), ("gh", "g"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("x", "ks"), ("q", "k"),
)  # fmt: skip
_CLASSES = {
    "K": "kcgкгх", "S": "szjсзжшщ", "T": "tdтдчц", "N": "nн", "H": "fhф", "B": "bvбв", "P": "pп", "M": "mм",
    "R": "lrлр",
}  # fmt: skip
_CLASS = str.maketrans({letter: row for row, letters in _CLASSES.items() for letter in letters})
_SILENT_R = re.compile(r"r(?=[^aeiouy]|$)")
_NOT_CLASS = re.compile(r"[^KSTNHBPMR]")
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST = 2  # consonants; a single one is shared by chance


def tokens(text: str) -> Iterator[str]:
    """The tokens of a text, with repetitions, of its first `MAX_LENGTH` code points."""
    plain = unicodedata.normalize("NFKC", text[:MAX_LENGTH])
    for match in _NUMBER.finditer(plain):
        yield "#" + re.sub(r"[.,](?=\d{3}(?:\D|$))", "", match[0])
    for match in _KATAKANA.finditer(plain):
        yield from _skeleton(match[0].translate(_KANA).replace("ー", ""))
    for match in _LATIN.finditer(plain):
        word = _MARKS.sub("", unicodedata.normalize("NFKD", match[0])).lower()
        yield word
        if match[0][0].isupper():
            for pair, sound in _LATIN_PAIRS:
                word = word.replace(pair, sound)
            yield from _skeleton(_SILENT_R.sub("", word).translate(_CLASS))
    for match in _CYRILLIC.finditer(plain):
        yield match[0].lower()
        if match[0][0].isupper():
            yield from _skeleton(match[0].lower().translate(_CLASS))


def _skeleton(classes: str) -> Iterator[str]:
    found = _DOUBLED.sub(r"\1", _NOT_CLASS.sub("", classes))
    if len(found) >= _SHORTEST:
        yield "~" + found
