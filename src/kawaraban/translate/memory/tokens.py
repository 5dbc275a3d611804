"""What two texts are compared by: words where words are spaced, characters where they are not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Japanese and Chinese are compared character by character.
CJK = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: A number with its points and commas: 1,200 3.5 １２
NUMBER = r"\d+(?:[.,．，]\d+)*"
_TOKEN = re.compile(rf"{NUMBER}|[{CJK}]|[^\W\d_{CJK}]+(?:['’][^\W\d_{CJK}]+)*|[^\s]")


class Token(NamedTuple):
    """`start` and `end` are offsets into the text, in code points."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[Token, ...]:
    """Words, numbers, single CJK characters and signs, in order; white space is none of them."""
    return tuple(Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """The texts of `tokens(text)`, quicker."""
    return tuple(_TOKEN.findall(text))
