"""Claims of an original, looked for in its rendering: where a reader of the translation meets the same cue.

Sentences are aligned; within those that belong together each claim takes a cue of the rendering, one of its own stance
first. A cue of another stance is taken too: that the two differ is what a reader should see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kawaraban import attribute
from kawaraban.attribute import Span
from kawaraban.translate.align import AlignError, align
from kawaraban.translate.proof.cues import cues
from kawaraban.translate.sentences import sentences

#: Languages whose rules are quick enough for a page: English wants a parser of its own.
_QUICK = frozenset({"ja", "ru", "zh"})
_LONGEST = 8_000  # code points of a paragraph; a longer one is left unmarked
# What a Japanese verb goes on with behind its stem: 述べ|た, 主張し|ている, 否定し|なかった.
_ENDING = re.compile("(?:し|さ|れ|せ|られ|っ|い|て|で|き|け|ん|に|る)*(?:なかった|ない|ました|ます|た|だ|る|う)?")


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim in the rendering: its cue, what it is taken for there, and, where they are known, content and source."""

    cue: Span
    stance: str
    content: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    sentence: Span = (0, 0)  # those that render the sentence of the original's cue

    def said(self, target: str) -> str:
        """What was said, in the rendering: its content, or the sentence where that is not known."""
        return words_of(target, self.content or (self.sentence,))


@dataclass(frozen=True, slots=True)
class _Found:
    cue: Span
    stances: tuple[str, ...]
    weak: bool
    content: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The words of these spans, for people to read."""
    return " … ".join(text[start:end] for start, end in spans)


@lru_cache(maxsize=2_000)
def beside(
    source: str, target: str, languages: tuple[str, str], wanted: tuple[tuple[int, str], ...]
) -> tuple[Beside | None, ...]:
    """Where the claims of a paragraph are in its rendering; None for one that is nowhere.

    `wanted` are where each claim's cue begins in `source`, and its stance; `languages` those of source and target.
    """
    answers: list[Beside | None] = [None] * len(wanted)
    if not wanted or max(len(source), len(target)) > _LONGEST:
        return tuple(answers)
    found = _candidates(target, languages[1])
    for of, to in _linked(source, target, languages):
        here = [number for number, (at, _) in enumerate(wanted) if of[0] <= at < of[1]]
        there = [one for one in found if to[0] <= one.cue[0] < to[1]]
        for number, one in _pairs([(number, wanted[number][1]) for number in here], there):
            stance = wanted[number][1] if wanted[number][1] in one.stances else one.stances[0]
            answers[number] = Beside(one.cue, stance, one.content, one.source, to)
    return tuple(answers)


def _pairs(wanted: Sequence[tuple[int, str]], found: Sequence[_Found]) -> Iterator[tuple[int, _Found]]:
    """Claims and cues, each once: of the same stance, then of one that it may stand for, then in their order."""
    claims, left = list(wanted), list(found)
    for fits in (
        lambda stance, one: not one.weak and one.stances[0] == stance,
        lambda stance, one: stance in one.stances,
        lambda stance, one: not one.weak,
    ):
        for number, stance in list(claims):
            one = next((one for one in left if fits(stance, one)), None)
            if one is not None:
                claims.remove((number, stance))
                left.remove(one)
                yield number, one


def _candidates(text: str, language: str) -> list[_Found]:
    """The cues of a text: by the rules of its language where they are quick, then by the words that the proof knows."""
    found = []
    if language in _QUICK and language in attribute.LANGUAGES:
        (claims,) = attribute.attribute([text], language)
        found = [
            _Found(_whole(text, one.cue[0], language), (one.stance,), False, one.content, one.source)
            for one in claims
            if one.cue
        ]
    for cue in cues(text, language):
        start, end = _whole(text, cue.span, language)
        if not any(start < one.cue[1] and one.cue[0] < end for one in found):
            found.append(_Found((start, end), cue.stances, cue.weak))
    return sorted(found, key=lambda one: one.cue)


def _whole(text: str, cue: Span, language: str) -> Span:
    """A cue with the ending of its verb."""
    ending = _ENDING.match(text, cue[1]) if language == "ja" else None
    return cue[0], ending.end() if ending else cue[1]


def _linked(source: str, target: str, languages: tuple[str, str]) -> list[tuple[Span, Span]]:
    """Stretches of both texts that belong together."""
    ours, theirs = _sentences(source), _sentences(target)
    if not ours or not theirs:
        return []
    try:
        links = align([source[a:b] for a, b in ours], [target[a:b] for a, b in theirs], *languages)
    except AlignError:
        return []
    return [
        ((ours[link.source[0]][0], ours[link.source[-1]][1]), (theirs[link.target[0]][0], theirs[link.target[-1]][1]))
        for link in links
        if link.source and link.target
    ]


def _sentences(text: str) -> list[Span]:
    spans, at = [], 0
    for sentence in sentences(text):
        start = text.find(sentence, at)
        if start >= 0:
            at = start + len(sentence)
            spans.append((start, at))
    return spans
