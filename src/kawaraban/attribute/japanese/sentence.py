"""A Japanese text as the rules read it: sentences of words, in which a quotation is one word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kawaraban.attribute.brackets import quoted
from kawaraban.attribute.cues import Cue
from kawaraban.attribute.japanese.words import LONGEST, Word, words
from kawaraban.attribute.model import Span
from kawaraban.attribute.quoted import Quoted

_END = re.compile(r"[。．！？!?]+[）)]?|\n")
_BLANK = " \t　\xa0"
SAID = Cue("says", "speech")


@dataclass(slots=True, eq=False)
class Sentence:
    """`span` without spaces around; `line` counts the lines that are not empty."""

    number: int
    line: int
    span: Span
    words: list[Word]

    @property
    def quotation(self) -> int:
        """The number of the quotation that is all of the sentence, but for its marks; else -1."""
        here = [word for word in self.words if word.pos != "補助記号" or word.quotation >= 0]
        return here[0].quotation if len(here) == 1 else -1


@dataclass(slots=True)
class Draft:
    """A claim in the making: `at` is its cue's place among the words of `sentence`, `stop` the place after it."""

    sentence: Sentence
    at: int
    stop: int
    rule: str
    cue: list[Span]
    kind: Cue = SAID
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    via: list[Span] = field(default_factory=list)
    negated: bool = False
    inherits: bool = False  # nobody is named in the sentence: it is who spoke before, if anybody did


@dataclass(slots=True)
class Reading:
    text: str
    quotations: list[Quoted]
    sentences: list[Sentence]

    @classmethod
    def of(cls, text: str) -> Reading:
        quotations = quoted(text)
        found: list[Sentence] = []
        line = 0
        for start, end, ends_line in _ranges(text, quotations):
            for piece in _masked(text, start, end, quotations):
                if piece:
                    found.append(Sentence(len(found), line, (piece[0].start, piece[-1].end), piece))
            line += ends_line
        return cls(text, quotations, found)


def _ranges(text: str, quotations: list[Quoted]) -> Iterator[tuple[int, int, bool]]:
    """Where sentences begin and end, and whether their line ends there; nothing inside of a quotation ends one."""
    start = at = 0
    number = 0
    while at < len(text):
        match = _END.search(text, at)
        end = match.end() if match else len(text)
        while number < len(quotations) and quotations[number].span[1] <= (match.start() if match else end):
            number += 1
        inside = match and number < len(quotations) and quotations[number].span[0] <= match.start()
        if inside and not quotations[number].open:
            at = quotations[number].span[1]
            continue
        if text[start:end].strip():
            yield start, end, match is None or match[0] == "\n" or text[end : end + 1] == "\n"
        start = at = end


def _masked(text: str, start: int, end: int, quotations: list[Quoted]) -> Iterator[list[Word]]:
    """The words of a sentence, in pieces that the tokenizer takes; for a quotation stands 「」 alone."""
    letters: list[str] = []
    places: list[int] = []
    inside: dict[int, int] = {}  # where a masked quotation stands: its number
    at = start
    for number in _between(quotations, start, end):
        first, last = quotations[number].span
        letters.append(text[at:first])
        places += range(at, first)
        inside[first] = number
        letters.append("「」")
        places += (first, last - 1)
        at = last
    letters.append(text[at:end])
    places += [*range(at, end), end]
    masked = "".join(letters)
    cut = 0
    while cut < len(masked):
        # A comma is the best place for a cut: it parts neither a word nor the two marks of a quotation.
        comma = masked.rfind("、", cut, cut + LONGEST) + 1 if len(masked) - cut > LONGEST else 0
        stop = comma or cut + LONGEST
        yield _placed(words(masked[cut:stop], cut), places, inside, text)
        cut = stop


def _placed(found: list[Word], places: list[int], inside: dict[int, int], text: str) -> list[Word]:
    placed: list[Word] = []
    for word in found:
        start, end = places[word.start], places[word.end - 1] + 1
        if word.text.startswith("「") and start in inside:
            placed.append(Word(start, end, "「", "「", "補助記号", "引用", "*", inside[start]))
        elif placed and placed[-1].quotation >= 0 and word.text == "」" and text[start] != "「":
            placed[-1] = Word(placed[-1].start, end, "「」", "「」", "補助記号", "引用", "*", placed[-1].quotation)
        else:
            placed.append(Word(start, end, word.text, word.lemma, word.pos, word.kind, word.form))
    return placed


def _between(quotations: list[Quoted], start: int, end: int) -> Iterator[int]:
    low, high = 0, len(quotations)
    while low < high:
        middle = (low + high) // 2
        if quotations[middle].span[0] < start:
            low = middle + 1
        else:
            high = middle
    while low < len(quotations) and quotations[low].span[0] < end:
        yield low
        low += 1
