"""A number as it is written."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal, NamedTuple

Value = int | Fraction  # exact
Written = Literal["digits", "kanji", "words"]

_WIDE = "０１２３４５６７８９．，％＋／：（）〜～＄￥￡−‒‑　\u00a0\u202f\u2009"
_NARROW = "0123456789.,%+/:()~~$¥£---    "
_TO_FOLD = re.compile(f"[{_WIDE}]")
_FOLDED = str.maketrans(_WIDE, _NARROW)


class Number(NamedTuple):
    """A number from code point `start` to `end` of a text; `low` and `high` differ where it is vague (数十, dozens)."""

    start: int
    end: int
    low: Value
    high: Value
    written: Written


def fold(text: str) -> str:
    """The text with full-width digits, signs and spaces made plain, one character for one: offsets stay."""
    return text.translate(_FOLDED) if _TO_FOLD.search(text) else text
