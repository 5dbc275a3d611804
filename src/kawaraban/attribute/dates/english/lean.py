"""Which way an English sentence points at a date: the nearest word before it that says so, or else behind it.

A parse would know better, at a hundred times the cost; near a date auxiliaries and words of planning say enough.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kawaraban.attribute.dates.english.tokens import Row, letter
from kawaraban.attribute.dates.words import words_of

_REACH = 14  # words to either side
_ENDS = frozenset((".", "!", "?", ";", "\n"))


class _Words(NamedTuple):
    future: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    infinitive: frozenset[str]


@cache
def _words() -> _Words:
    table = words_of("en")["lean"]
    return _Words(*(frozenset(table[name].split()) for name in _Words._fields))


def lean(row: Row, first: int, last: int) -> int:
    """1 future, -1 past, 0 where nothing says, for the words from token `first` to `last`."""
    for i in range(first - 1, max(first - _REACH, -1), -1):
        if row.word(i) in _ENDS:
            break
        if found := _of_word(row, i):
            return found
    for i in range(last + 1, min(last + _REACH, len(row.tokens))):
        if row.word(i) in _ENDS:
            break
        if found := _of_word(row, i):
            return found
    return 0


def _of_word(row: Row, i: int) -> int:
    word, words = row.word(i), _words()
    if row.classes[i] == letter("month") or row.word(i - 1) == "be":  # the month of May; "are to be held"
        return 0
    if word in words.future:
        return 1
    if word == "to" and row.word(i - 1) in words.infinitive:
        return 1
    if word in words.past or (word.endswith("ed") and len(word) > 3 and word not in words.not_past):
        return -1
    return 0
