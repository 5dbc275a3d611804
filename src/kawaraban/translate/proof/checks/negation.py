"""What is denied in one text and not in the other: a ない that fell out turns a sentence into its opposite.

Negations are counted, not matched: grammar on one side may be a word on the other (未完成 renders "not finished"), and
what stands between them moves too freely for more than the sentences they stand in. English and Japanese, both ways.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from kawaraban.translate.proof.model import Check, Finding, Segment, Severity
from kawaraban.translate.proof.polarity import Kind, Negation, negations
from kawaraban.translate.sentences import sentences


def find(segment: Segment) -> Iterator[Finding]:
    if {segment.source_language, segment.target_language} != {"en", "ja"}:
        return
    ours = negations(segment.source, segment.source_language)
    theirs = negations(segment.target, segment.target_language)
    if found := _lost(ours, theirs):
        yield found
    elif ours:
        parts = _by_sentence(segment, ours, theirs)
        yield from itertools.islice((found for pair in parts if (found := _lost(*pair, "warning"))), 1)
    elif gained := next((one for one in theirs if one.kind == "grammar"), None):
        yield Finding("gained", target_span=gained.span, values={"word": gained.text})


def _lost(ours: Sequence[Negation], theirs: Sequence[Negation], most: Severity = "error") -> Finding | None:
    """A negation of ours that nothing in theirs renders; an error where nothing in theirs could stand for one."""
    grammar, words = _count(ours, "grammar"), _count(ours, "word")
    if not grammar and (theirs or not words):
        return None
    plain = _count(theirs, "grammar", "affix")
    fewer = grammar > plain and grammar + words > plain + _count(theirs, "word")
    if theirs and not fewer and grammar + words <= plain + _count(theirs, "word", "hint"):
        return None
    lost = next(one for one in ours if one.kind == ("grammar" if grammar else "word"))
    severity = most if grammar and not theirs else "warning"
    return Finding("lost", source_span=lost.span, values={"word": lost.text}, severity=severity)


def _by_sentence(
    segment: Segment, ours: Sequence[Negation], theirs: Sequence[Negation]
) -> Iterator[tuple[list[Negation], list[Negation]]]:
    """The negations of each sentence beside those of its rendering, where both texts have as many sentences."""
    left, right = _ends(segment.source), _ends(segment.target)
    if len(left) != len(right) or len(left) < 2:
        return
    for (a, b), (c, d) in zip(itertools.pairwise([0, *left]), itertools.pairwise([0, *right]), strict=True):
        yield [n for n in ours if a <= n.span[0] < b], [n for n in theirs if c <= n.span[0] < d]


def _ends(text: str) -> list[int]:
    """Where each sentence ends, in code points."""
    ends: list[int] = []
    for sentence in sentences(text):
        ends.append(text.index(sentence, ends[-1] if ends else 0) + len(sentence))
    return ends


def _count(found: Sequence[Negation], *kinds: Kind) -> int:
    return sum(one.kind in kinds for one in found)


CHECK = Check(
    id="negation",
    kind="negation",
    severity="warning",
    label={"en": "A negation differs", "ja": "否定の食い違い"},
    messages={
        "lost": {
            "en": "“{word}” negates the original; the rendering may say the opposite.",
            "ja": "原文の「{word}」にあたる打ち消しがありません。逆の意味になっていないか確かめてください。",
        },
        "gained": {
            "en": "“{word}” negates the rendering; the original does not.",
            "ja": "訳文の「{word}」にあたる打ち消しが原文にありません。",
        },
    },
    find=find,
)
