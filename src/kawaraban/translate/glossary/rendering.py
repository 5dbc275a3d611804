"""Whether a rendering has what the glossary asks for, and what can be mended in an engine's with certainty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from kawaraban.translate.glossary.finding import Index, Span, Written, index, occurrences
from kawaraban.translate.glossary.folding import fold
from kawaraban.translate.glossary.model import Term
from kawaraban.translate.names import alike, similarity

_RUN = re.compile("[ァ-ヺー・＝゠ｦ-ﾟ]{3,}")
_WORD = re.compile(r"[^\W\d_]{3,}")
#: How near a katakana run must be to the name, and how far every other must be, to be taken for a misspelling of it.
NEAR, FAR = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Change:
    """What was put right: the rendering had `was` for `term`, at `span` of the text as it was given."""

    term: Term
    span: Span
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A rendering held to the glossary, and what that took, in the order of the text; `changes` is mostly empty."""

    text: str
    changes: tuple[Change, ...] = ()


def rendered(term: Term, target: str) -> list[Span]:
    """Where a rendering has the term: its rendering or another accepted one; of a term to keep, the original.

    In any case, width and kana spelling, and with the endings of its language. Empty where it has none of them.
    """
    return [span for span, _ in _renderings(term).find(target)]


@lru_cache(1 << 14)
def _renderings(term: Term) -> Index[str]:
    wanted = (term.source, *term.variants) if term.keep else (term.target, *term.accepted)
    return index((Written(form, form, loose=True) for form in wanted if form), term.target_language)


def apply(terms: tuple[Term, ...], source: str, target: str) -> Applied:
    """An engine's rendering with what is plainly a term in another spelling, or left as it was, put right.

    Mended are: the term in another kana spelling or width; the original's word left standing in letters that the
    readers' language does not use; the one katakana word that sounds like the term where no other comes near. What
    is not certain stays, and is for the proof to show. Never to be used on a person's text. Give the same tuple for
    many texts (see `occurrences`).
    """
    found = occurrences(source, terms)
    if not found:
        return Applied(target)
    meant = {term: source[start:end] for (start, end), term in reversed(found)}
    changes: list[Change] = []
    for term, written in meant.items():
        wanted = written if term.keep else term.target
        spans = rendered(term, target)
        if spans:
            spans = [(a, b) for a, b in spans if is_other_spelling(term, target[a:b], wanted)]
        else:
            spans = mistaken(term, written, source, target, [other for other in meant if other is not term])
        changes += [Change(term, (a, b), target[a:b], wanted) for a, b in spans]
    kept: list[Change] = []
    for change in sorted(changes, key=lambda change: change.span):
        if not kept or kept[-1].span[1] <= change.span[0]:
            kept.append(change)
    return Applied(_changed(target, kept), tuple(kept))


def is_other_spelling(term: Term, found: str, wanted: str) -> bool:
    """The same in another width or kana spelling; an inflected form, or one that is accepted, is none."""
    return found not in {wanted, *term.accepted} and fold(found).text == fold(wanted).text and not found.isascii()


def mistaken(term: Term, written: str, source: str, target: str, others: list[Term]) -> list[Span]:
    """Where a rendering that lacks the term has what is clearly meant for it; `written` is the original's form.

    `others` are the other terms that the original has: their renderings are not taken for this one's, and neither is
    a katakana word that sounds like another word of the original (オーストラリア, where Austria and Australia are).
    """
    if term.keep:
        return []
    verbatim = _left_standing(term, written, target)
    if verbatim:
        return verbatim
    if not _RUN.fullmatch(term.target):
        return []
    taken = [span for other in others for span in rendered(other, target)]
    scores = {
        match.span(): _nearness(term, written, match[0])
        for match in _RUN.finditer(target)
        if all(match.end() <= start or end <= match.start() for start, end in taken)
    }
    near = [run for run, score in scores.items() if score >= NEAR]
    doubtful = any(FAR <= score < NEAR for score in scores.values())
    words = {target[slice(*run)] for run in near}
    if doubtful or len(words) != 1 or _is_anothers(next(iter(words)), written, source):
        return []
    return near


def _is_anothers(run: str, written: str, source: str) -> bool:
    """Whether a katakana word sounds like some word of the original besides the term."""
    besides = set(_WORD.findall(source.replace(written, " ")))
    return any(alike(word, run, NEAR) >= NEAR for word in besides if not word.islower())


def _left_standing(term: Term, written: str, target: str) -> list[Span]:
    """The original's word in the rendering, where the rendering's language is written in other letters."""
    if written not in target or term.target_language not in {"ja", "zh"} or not re.search("[A-Za-zА-я]", written):
        return []
    return [match.span() for match in re.finditer(rf"(?<![\w.@/-]){re.escape(written)}(?![\w@/-])", target, re.ASCII)]


def _nearness(term: Term, written: str, run: str) -> float:
    by_kana = _alike_in_kana(term.target, run)
    by_sound = similarity(written, run) if re.search("[A-Za-zА-я]", written) else 0.0
    return max(by_kana, by_sound)


def _alike_in_kana(one: str, other: str) -> float:
    """How alike two words in katakana are written, 0 to 1, whatever their long marks, dots and width."""
    a, b = (fold(text).text.replace("ー", "") for text in (one, other))
    return Indel.normalized_similarity(a, b)


def _changed(text: str, changes: list[Change]) -> str:
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.span[0]], change.now]
        at = change.span[1]
    return "".join([*parts, text[at:]])
