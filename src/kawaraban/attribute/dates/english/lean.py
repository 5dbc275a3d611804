"""Which way an English sentence points at a date: the nearest word before it that says so, or else behind it.

A parse would know better, at a hundred times the cost; near a date auxiliaries and words of planning say enough.
"""

from __future__ import annotations

from collections.abc import Iterator
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


class Leaning:
    """Which way each place of a text points: 1 future, -1 past, 0 where no word near it says."""

    def __init__(self, row: Row):
        self._before = list(_nearest(row, range(len(row.tokens))))
        self._behind = list(_nearest(row, range(len(row.tokens) - 1, -1, -1)))[::-1]

    def at(self, first: int, last: int) -> int:
        """For the words from token `first` to `last`: what the last word before them says, else the first behind."""
        before = self._before[first - 1] if first else 0
        return before or (self._behind[last + 1] if last + 1 < len(self._behind) else 0)


def _nearest(row: Row, places: range) -> Iterator[int]:
    """For each place what the nearest telling word says, itself or one passed before within the sentence."""
    found, since = 0, 0
    for i in places:
        if row.tokens[i].text in _ENDS:
            found = 0
        elif told := _of_word(row, i):
            found, since = told, 0
        else:
            since += 1
        yield found if since < _REACH else 0


def _ahead(row: Row, i: int) -> bool:
    """Whether the "to" begins what is to come: agreed to, agreed on Monday to, talks to be held."""
    words = _words().infinitive
    far = (row.word(i - back) for back in (2, 3) if row.classes[i - 1] == letter("weekday"))
    return row.word(i - 1) in words or row.word(i + 1) == "be" or any(word in words for word in far)


def _of_word(row: Row, i: int) -> int:
    word, words = row.tokens[i].text, _words()
    if word in words.future:
        told = 1
    elif word in words.past or (word.endswith("ed") and len(word) > 3 and word not in words.not_past):
        told = -1
    elif word == "to" and _ahead(row, i):
        return 1
    else:
        return 0
    # The month of May says nothing, nor does "held" in "are to be held".
    return 0 if row.classes[i] == letter("month") or row.word(i - 1) == "be" else told
