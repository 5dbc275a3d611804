"""The forms in which a word stands in a text: what English adds to it, what other languages do to its end."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer

#: Languages whose words are found by their stem; in the others a word stands as it is, but for English.
_STEMMED = {"ru": "russian", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese"}
_VOWELS = "aeiou"


def forms(word: str, language: str, *, inflected: bool) -> frozenset[str]:
    """The keys under which a folded word of a term is looked up; `inflected` where it takes endings in English.

    English endings are few and regular, so they are made here; a stemmer would take "universe" for "university".
    """
    if language != "en" or not inflected or len(word) < 2:
        return frozenset({key(word, language)})
    found = {word, word + "s"}
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        found.add(word + "es")
    if word[-1] == "y" and word[-2] not in _VOWELS:
        found |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word[-1] == "e":
        found |= {word + "d", word[:-1] + "ing"}
    elif len(word) > 3:
        found |= {word + "ed", word + "ing"}
    if len(word) > 2 and word[-1] not in _VOWELS + "wxys" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(found)


@lru_cache(1 << 16)
def key(word: str, language: str) -> str:
    """The key of a folded word of a text."""
    if language in _STEMMED and len(word) > 3:
        return _stemmer(_STEMMED[language])(word)
    return word


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem
