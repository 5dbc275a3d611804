"""The marks by which texts like each other are found: their words, and words that stand beside each other, as numbers.

A mark is 32 bits. Of Japanese and Chinese, pairs and triples of characters are the marks; of spaced languages, pairs
of words, numbers, and words of four letters and more (the shorter are in every text and tell nothing).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kawaraban.translate.memory.tokens import CJK, NUMBER

Marks = NDArray[np.uint32]

MAX_WORDS = 2000  # of one text
_LONG = 4
_WORD = re.compile(rf"{NUMBER}|[{CJK}]|[^\W\d_{CJK}]+")
# What a word is, in the two low bits of its hash.
_SHORT_WORD, _LONG_WORD, _CHARACTER = 0, 1, 2
_ONE, _TWO = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)  # odd numbers, which lose nothing when multiplied by


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    if len(word) == 1 and re.match(f"[{CJK}]", word):
        kind = _CHARACTER
    else:
        kind = _LONG_WORD if len(word) >= _LONG or word[0].isdigit() else _SHORT_WORD
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) & ~3 | kind


def marks_of(texts: Sequence[str], spaces: Sequence[str]) -> tuple[Marks, Marks]:
    """All marks of many texts, and beside each the place of its text in the list; each mark once a text.

    `spaces` says for each text in whose company it is looked for ("en-ja"): the same words elsewhere have other marks.
    """
    hashes: list[int] = []
    owners: list[int] = []
    for place, text in enumerate(texts):
        found = _WORD.findall(text.lower(), 0)[:MAX_WORDS]
        hashes += map(_hash, found)
        owners += [place] * len(found)
    words, owner = np.array(hashes, np.uint32), np.array(owners, np.uint32)
    salts = np.array([zlib.crc32(space.encode()) for space in spaces], np.uint32)
    kinds = words & 3
    mixed = (words ^ salts[owner]) * _ONE
    alone = kinds == _LONG_WORD
    beside = owner[1:] == owner[:-1]
    pairs = mixed[:-1] * _TWO + mixed[1:]
    triple = beside[1:] & beside[:-1] & (kinds[:-2] & kinds[1:-1] & kinds[2:] == _CHARACTER)
    triples = (pairs[:-1] * _TWO + mixed[2:])[triple]
    marks = np.concatenate([mixed[alone], pairs[beside], triples])
    of = np.concatenate([owner[alone], owner[:-1][beside], owner[:-2][triple]])
    both = np.unique(of.astype(np.uint64) << np.uint64(32) | marks)
    return both.astype(np.uint32), (both >> np.uint64(32)).astype(np.uint32)


def marks(text: str, space: str) -> Marks:
    """The marks of one text, in ascending order."""
    return marks_of([text], [space])[0]
