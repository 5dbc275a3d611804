"""How alike a name in Latin (or Cyrillic) letters and one in katakana sound, by a coarse transliteration of both.

Katakana has one letter for what Latin tells apart (b and v, l and r, s and th) and puts vowels where Latin has none.
So both are brought to the sounds they share: consonants in few classes, and vowels, which count less.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

_KANA_LETTER = re.compile("[ァ-ヺｦ-ﾝ]")
_SOFT = frozenset("aeiouwy")
_MUTE_R = re.compile("(?<=[aeiou])r(?![aeiouy])")

#: Katakana by row: the sound of the row's consonant, then its letters in the order a i u e o.
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ", "t": "タチツテト",
    "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ",
    "r": "ラリルレロ",
}  # fmt: skip
_KANA = {letter: row + vowel for row, letters in _ROWS.items() for letter, vowel in zip(letters, "aiueo", strict=True)}
_KANA |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n", "ヴ": "bu"}
_KANA |= {"シ": "si", "チ": "ci", "ツ": "cu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "フ": "fu"}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo", "ヮ": "a"}

#: Letters of Latin script that sound alike in katakana, longest first.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^x", "z"), (r"^(?:wr|rh)", "r"), (r"^(?:kn|gn|pn)", "n"), (r"^ps", "s"), (r"^mc(?=[^aeiouy])", "mak"),
        (r"sch|tsch", "s"), (r"tch|tsch|cz|č|ć", "C"), (r"sh|ş|š", "s"), (r"zh|ž", "j"), (r"ph", "f"), (r"kh", "h"),
        (r"ch(?=[rl])", "k"),
        (r"ck|cq|q(?:u(?=[ei]))?", "k"), (r"qu", "kw"), (r"th", "T"), (r"dg(?=e)|dj", "j"), (r"gh(?=[aeiou])", "g"),
        (r"gh", ""), (r"wh", "w"), (r"x", "ks"), (r"ch", "C"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"ts|tz", "C"),
        (r"g(?=[eiy])", "j"), (r"mb(?=$)", "m"), (r"m(?=[bp])", "n"), (r"v", "b"),
        (r"(?<=[aeiou])h(?![aeiou])", ""), (r"tion", "son"), (r"(?<=[^aeiou])y(?![aeiou])", "i"), (r"ee|ea", "i"),
        (r"oo|ou", "u"), (r"(?<=[^aeiou])e$", ""), (r"(?<=[aeiou])y(?![aeiou])", "i"),
    )
)  # fmt: skip
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b b g d e yo j z i i k l m n o p r s t u f h c c s s _ i _ e yu ya".split(),
        strict=True,
    )
)
#: What is read in several ways, as `_SPELLINGS` writes it: ch in Charles, Michael, Chicago; th in Smith, Lithuania.
_READ_AS = (("C", "cks"), ("T", "st"))
#: Sounds that spelling does not tell apart for sure, and so differ by half: (c k), (j g) and the like.
_CLASSES = str.maketrans({"z": "s", "j": "z", "f": "h", "c": "t", "w": "u"})


def similarity(latin: str, katakana: str) -> float:
    """How alike two names sound, 0 to 1: one in Latin or Cyrillic letters, one in katakana.

    Pure, and the same for either order of its arguments' scripts only as named. Over .75 is a name's usual
    transliteration, under .5 another name. 0 where either has no letters.
    """
    return alike(latin, katakana)


def alike(one: str, other: str, at_least: float = 0.0) -> float:
    """How alike two names sound, 0 to 1, each in Latin or Cyrillic letters or in katakana; 0 where under `at_least`."""
    return max(_alike(a, b, at_least) for a in sounds(one) for b in sounds(other))


@dataclass(frozen=True, slots=True)
class Sound:
    """How a name sounds: all of it, its consonants, and those in classes that spelling does not tell apart."""

    whole: str
    bones: str
    classed: str

    @classmethod
    def of(cls, whole: str) -> Sound:
        # w and y inside a word are vowels as often as not (ブエ, bwe)
        bones = whole[:1].strip("aeiou") + "".join(letter for letter in whole[1:] if letter not in _SOFT)
        return cls(whole, bones, bones.translate(_CLASSES))


@lru_cache(1 << 15)
def sounds(name: str) -> tuple[Sound, ...]:
    """The ways in which a name may sound, by the script it is written in.

    In Latin letters there may be several: English leaves r out before a consonant, and see `_READ_AS`.
    """
    if _KANA_LETTER.search(name):
        return (Sound.of(_of_kana(name)),)
    plain = "".join(_letters(unicodedata.normalize("NFC", name).lower()))
    spelt = "".join(map(_spelt, plain.split()))
    ways = {spelt: None, _MUTE_R.sub("", spelt): None}
    for letters, read_as in _READ_AS:
        ways = {way.replace(letters, sound): None for way in ways for sound in read_as}
    return tuple(map(Sound.of, {_single(way.lower().replace("l", "r")): None for way in ways}))


def _letters(name: str) -> list[str]:
    found = []
    for letter in name:
        if letter in _CYRILLIC:
            found.append(_CYRILLIC[letter].replace("_", ""))
            continue
        base = letter if letter in "čćşšž" else "s" if letter == "ç" else unicodedata.normalize("NFKD", letter)[0]
        found.append(base if base.isalpha() else "" if base in "'’`." else " ")
    return found


def _spelt(word: str) -> str:
    for pattern, sound in _SPELLINGS:
        word = pattern.sub(sound, word)
    return word


def _of_kana(name: str) -> str:
    """The sounds of a name in katakana; any other character is passed over."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFKC", name):
        if letter in _SMALL and found:
            found[-1] = _with_small(found[-1], _SMALL[letter])
        elif letter in _KANA:
            found.append(_KANA[letter])
    return _single(re.sub(r"m(?=[bp])", "n", "".join(found)))


def _with_small(sound: str, small: str) -> str:
    """ファ, ティ, シャ: the small letter's vowel instead of the large one's."""
    stem = sound.rstrip("aeiou")
    if sound == "u":
        stem = "w"  # ウィ, ウェ
    if small[0] == "y" and stem in {"s", "c", "j"}:
        small = small[1:]
    return stem + small


def _single(sound: str) -> str:
    """Doubled letters once: katakana has ッ and ー where spelling doubles, or has not."""
    return re.sub(r"(.)\1+", r"\1", sound)


def _alike(one: Sound, other: Sound, at_least: float) -> float:
    if not one.whole or not other.whole:
        return 0.0
    if not one.bones or not other.bones:
        whole = Indel.normalized_similarity(one.whole, other.whole)
        return whole * (0.5 if one.bones or other.bones else 1.0)
    classed = Indel.normalized_similarity(one.classed, other.classed)
    if 0.75 * classed + 0.25 < at_least:  # as much as it can become
        return 0.0
    exact = Indel.normalized_similarity(one.bones, other.bones)
    whole = Indel.normalized_similarity(one.whole, other.whole)
    return 0.45 * classed + 0.3 * exact + 0.25 * whole
