"""How much a text says, by its letters: what a rendering's length is held against, whatever the two scripts.

A Han character stands for about two kana, and a letter of an alphabet for a little less than one; weighed so, a
faithful rendering's mass is a steady share of its original's. The shares were taken from the newsstand's memory; the
weight of a Han character was chosen by trying several on a larger parallel text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from kawaraban.translate.proof.model import Segment

_HAN = re.compile(r"[㐀-鿿々]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+")
# The mass of one and the same message, English being 1.
_SHARE: Mapping[str, float] = {"en": 1.0, "ja": 0.67, "zh": 0.8, "ru": 1.12}
_SPREAD = 0.14  # of the logarithm of the shares, in long texts
_SPREAD_SHORT = 1.3  # what a short text adds: a word more or less is much there
_SPREAD_COARSE = 0.1  # what a pair other than English and Japanese adds


@lru_cache(maxsize=64)
def mass(text: str) -> float:
    """Letters as they weigh: Han 2, other letters 1, digits 0.8."""
    han = sum(map(len, _HAN.findall(text)))
    letters = sum(map(len, _LETTERS.findall(text)))
    return letters + han + 0.8 * sum(map(len, _DIGITS.findall(text)))


def deviation(segment: Segment) -> float | None:
    """How far the rendering's mass is from what is usual, in standard deviations: below 0 too little, above too much.

    None where that can't be told: an unknown language, hardly any letters, or a rendering in another script than its
    language has, of which `untranslated` speaks.
    """
    shares = (_SHARE.get(segment.source_language), _SHARE.get(segment.target_language))
    source, target = mass(segment.source), mass(segment.target)
    if shares[0] is None or shares[1] is None or source < 12 or not target:
        return None
    if segment.target_language in {"ja", "zh"} and len("".join(_LATIN.findall(segment.target))) > target / 2:
        return None
    usual = source * shares[1] / shares[0]
    spread = math.hypot(_SPREAD, _SPREAD_SHORT / math.sqrt(source / shares[0]))
    if {segment.source_language, segment.target_language} != {"en", "ja"}:
        spread += _SPREAD_COARSE
    return math.log(target / usual) / spread
