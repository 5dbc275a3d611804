"""A paragraph cut into words and marks, as the model's own rules cut the texts that it learned from.

The order of the steps is that of spaCy's tokenizer (https://spacy.io/usage/linguistic-features#how-tokenizer-works):
between spaces; whole words that stand in the list of exceptions; marks off the front and the end, until an exception or
nothing is left; an address as a whole; what stands in the middle; and the exceptions that only then show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

_CHUNK = re.compile(r"\s+|\S+")
_ORTH, _NORM = 65, 67  # how the model's table names a word as it is written, and as it is meant


class Word(NamedTuple):
    """A word or mark as written, and the form that an exception gives it ("n't" is "not")."""

    text: str
    norm: str = ""


@dataclass(slots=True)
class Cut:
    """A paragraph's words, where each begins, in code points, and whether a space follows it."""

    words: list[Word]
    starts: list[int]
    spaced: list[bool]


class Cutter:
    """Cuts paragraphs by a model's table. What it has cut it remembers until `forget`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._prefix = re.compile(table["prefix_search"]).search
        self._suffix = re.compile(table["suffix_search"]).search
        self._infixes = re.compile(table["infix_finditer"]).finditer
        self._address = re.compile(table["url_match"]).match
        self._exceptions = {
            text: tuple(Word(part[_ORTH], part.get(_NORM, "")) for part in parts)
            for text, parts in table["exceptions"].items()
        }
        self._known: dict[str, tuple[Word, ...]] = {}
        self._hidden = self._hidden_exceptions()

    def forget(self) -> None:
        """Forgets the words cut so far."""
        self._known.clear()

    def __len__(self) -> int:
        return len(self._known)

    def cut(self, text: str) -> Cut:
        """The words of a paragraph; a single space between two is none, longer white space is."""
        found = Cut([], [], [])
        for match in _CHUNK.finditer(text):
            start, chunk = match.start(), match[0]
            if start > 0 and chunk[0] == " ":
                found.spaced[-1] = True
                start, chunk = start + 1, chunk[1:]
            for word in self._of_chunk(chunk) if chunk else ():
                found.words.append(word)
                found.starts.append(start)
                found.spaced.append(False)
                start += len(word.text)
        return self._joined(text, found)

    def _of_chunk(self, chunk: str) -> tuple[Word, ...]:
        known = self._known.get(chunk)
        if known is None:
            known = self._exceptions.get(chunk) or tuple(self._apart(chunk, self._exceptions))
            self._known[chunk] = known
        return known

    def _apart(self, chunk: str, exceptions: Mapping[str, tuple[Word, ...]]) -> list[Word]:
        front, middle, back = self._trimmed(chunk, exceptions)
        words = [Word(text) for text in front]
        if middle in exceptions:
            words += exceptions[middle]
        elif middle:
            words += [Word(text) for text in self._middle(middle)]
        return words + [Word(text) for text in reversed(back)]

    def _trimmed(self, chunk: str, exceptions: Mapping[str, Any]) -> tuple[list[str], str, list[str]]:
        """What stands off the front, in order; what is left; and what stands off the end, the outermost first."""
        front: list[str] = []
        back: list[str] = []
        before = -1
        while chunk and len(chunk) != before and chunk not in exceptions:
            before = len(chunk)
            first = _length(self._prefix(chunk))
            if first and chunk[first:] in exceptions:
                front.append(chunk[:first])
                chunk = chunk[first:]
                break
            last = _length(self._suffix(chunk[first:]))
            if last and chunk[:-last] in exceptions:
                back.append(chunk[-last:])
                chunk = chunk[:-last]
                break
            if first:
                front.append(chunk[:first])
            if last:
                back.append(chunk[-last:])
            chunk = chunk[first : len(chunk) - last]
        return front, chunk, back

    def _middle(self, text: str) -> list[str]:
        """A word at its hyphens and the like; an address stays whole."""
        if self._address(text):
            return [text]
        parts, start = [], 0
        for match in self._infixes(text):
            if match.start() == 0:
                continue
            parts += [part for part in (text[start : match.start()], match[0]) if part]
            start = match.end()
        return [*parts, *(part for part in (text[start:],) if part)]

    def _hidden_exceptions(self) -> dict[str, list[tuple[str, ...]]]:
        """Exceptions whose own marks are taken off inside other words, as the parts they fall into; by the first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for text, words in self._exceptions.items():
            if self._prefix(text) or self._suffix(text) or next(self._infixes(text), None):
                parts = tuple(word.text for chunk in _CHUNK.findall(text) for word in self._apart(chunk, {}))
                if parts != tuple(word.text for word in words) or any(word.norm for word in words):
                    found.setdefault(parts[0], []).append(parts)
        return found

    def _joined(self, text: str, cut: Cut) -> Cut:
        """With the exceptions that show only between the words: the longest first, then those further to the front."""
        matches = [
            (-len(parts), at)
            for at, word in enumerate(cut.words)
            if word.text in self._hidden
            for parts in self._hidden[word.text]
            if _stands(cut.words, at, parts)
        ]
        ends: dict[int, int] = {}
        taken: set[int] = set()
        for length, at in sorted(matches):
            places = range(at, at - length)
            if places[0] not in taken and places[-1] not in taken:
                ends[at] = places[-1] + 1
            taken.update(places)
        return self._with_exceptions(text, cut, ends) if ends else cut

    def _with_exceptions(self, text: str, cut: Cut, ends: Mapping[int, int]) -> Cut:
        """The words from each of the places to its end as their exception has them."""
        found, at = Cut([], [], []), 0
        while at < len(cut.words):
            end = ends.get(at, at + 1)
            start, stop = cut.starts[at], cut.starts[end - 1] + len(cut.words[end - 1].text)
            words = self._exceptions.get(text[start:stop]) if at in ends else None
            if words is None:
                found.words += cut.words[at:end]
                found.starts += cut.starts[at:end]
                found.spaced += cut.spaced[at:end]
            else:
                found.words += words
                found.starts += [start + sum(len(word.text) for word in words[:i]) for i in range(len(words))]
                found.spaced += [*(False for _ in words[1:]), cut.spaced[end - 1]]
            at = end
        return found


def _length(match: re.Match[str] | None) -> int:
    return match.end() - match.start() if match else 0


def _stands(words: Sequence[Word], at: int, parts: Sequence[str]) -> bool:
    return len(words) - at >= len(parts) and all(words[at + i].text == part for i, part in enumerate(parts))
