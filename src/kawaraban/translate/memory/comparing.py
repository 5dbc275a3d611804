"""How alike two texts are, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from kawaraban.translate.digest import normalised
from kawaraban.translate.memory.tokens import Token, tokens, words

#: Below this a text is no help to one who translates another.
LEAST_SCORE = 0.6
#: What an inexact hit has at most: 1.0 says that nothing differs.
MOST_INEXACT = 0.99
_CLOSE = 12  # of the texts that are alike by their characters, how many are held word by word

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a text and a remembered one part: what each has there, as offsets in code points, half-open.

    A side that has nothing there has an empty span, at the place where the other side's words would stand.
    """

    asked: Span
    remembered: Span


def similarity(one: str, other: str) -> float:
    """0 to 1: the mean of what share of the words and what share of the characters stays.

    Words alone make too much of an inflected ending, characters alone too little of a changed name.
    """
    by_words = Levenshtein.normalized_similarity(words(one), words(other))
    return (by_words + Levenshtein.normalized_similarity(one, other)) / 2


def most_similar(asked: str, remembered: Sequence[str], limit: int) -> list[tuple[float, int]]:
    """The remembered texts that are no less alike than `LEAST_SCORE`: score and place in the list, best first."""
    one = normalised(asked)
    others = [normalised(text) for text in remembered]
    # Half of a score comes from the characters, so below this one no text can reach the least score.
    close = process.extract(
        one, others, scorer=Levenshtein.normalized_similarity, limit=_CLOSE, score_cutoff=2 * LEAST_SCORE - 1
    )
    scored = [(1.0 if one == text else min(similarity(one, text), MOST_INEXACT), -place) for text, _, place in close]
    best = sorted((pair for pair in scored if pair[0] >= LEAST_SCORE), reverse=True)
    return [(score, -place) for score, place in best[:limit]]


def differences(asked: str, remembered: str) -> tuple[Difference, ...]:
    """What differs, in order: by words, or by characters of Japanese and Chinese. Spaces alone are no difference."""
    ours, theirs = tokens(asked), tokens(remembered)
    edits = Levenshtein.opcodes(words(asked), words(remembered))
    found = []
    for same, run in groupby(edits, key=lambda edit: edit.tag == "equal"):
        if not same:
            changes = list(run)
            found.append(
                Difference(
                    _span(ours, changes[0].src_start, changes[-1].src_end, len(asked)),
                    _span(theirs, changes[0].dest_start, changes[-1].dest_end, len(remembered)),
                )
            )
    return tuple(found)


def _span(found: Sequence[Token], start: int, end: int, length: int) -> Span:
    if start == end:
        at = found[start].start if start < len(found) else length
        return at, at
    return found[start].start, found[end - 1].end
