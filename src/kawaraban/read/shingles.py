"""How much of one text stands in another, in any language: overlapping runs of words, Han and kana by character."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3005]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3005]+"
)
SIZE = 3  # words a shingle


def words(text: str) -> list[str]:
    """The words of a text, as they compare: NFKC, lower case, without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def shingles(found: list[str]) -> list[tuple[str, ...]]:
    """Every run of SIZE words."""
    return list(zip(*(found[start:] for start in range(SIZE)), strict=False))


class Text:
    """A text to look others up in."""

    def __init__(self, text: str):
        found = words(text)
        self._shingles = set(shingles(found))
        self._lines = {" ".join(words(line)) for line in text.split("\n")}
        self.words = len(found)

    def has(self, other: str) -> float:
        """The share (0 to 1) of `other` that stands in this text; what is too short for a shingle counts as a line."""
        found = words(other)
        if len(found) < SIZE + 1:
            return float(" ".join(found) in self._lines) if found else 0.0
        runs = shingles(found)
        return sum(run in self._shingles for run in runs) / len(runs)
