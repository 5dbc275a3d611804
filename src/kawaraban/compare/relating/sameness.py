"""How far a sentence is on a statement's matter: by vectors, names by their sound, numbers, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.relating.contraries import contrary
from kawaraban.compare.relating.headlines import names_another, under_headline
from kawaraban.compare.relating.matters import LANGUAGES, among
from kawaraban.compare.relating.model import Known, Said, Statement, Vector, unit
from kawaraban.compare.relating.names import names_of, shared
from kawaraban.translate.quantities import quantities

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3400-\u9fffァ-ヺー]+|[0-9]+")
_STEM = 5  # letters by which words of one language are held to be the same

# What `score` has at least where two texts are on one matter, where a denial in one is of the other, where a negation
# is, and where they say the same; in one language, and across two, whose vectors lie farther apart. Fitted to the gold.
_WITHIN = (0.42, 0.5, 0.62, 0.72)
_ACROSS = (0.45, 0.52, 0.57, 0.63)
_FARTHEST = (0.3, 0.36)  # cosines across languages under which a matter, and a statement, are not taken for the same


@dataclass(frozen=True, slots=True)
class Sameness:
    """`cosine` of the vectors, of the sentence or of what is said in it, None where there are none; `words` the share
    of the statement's that are there, None across languages; `shared` and `missing` its names, `strange` the sentence's
    names that it lacks, where none is shared; `numbers` whether one of its numbers is there, None where it has none."""

    cosine: float | None
    words: float | None
    shared: tuple[str, ...]
    missing: tuple[str, ...]
    strange: tuple[str, ...]
    numbers: bool | None
    matters: float | None = None  # the share of what the statement is about; None where no word for it is known
    said: Said | None = None  # the claim that covers the statement
    is_pointed: bool = True  # the sentence has what the statement says, not its setting alone

    @property
    def score(self) -> float:
        """0 to 1: how alike the two are."""
        score = self._across() if self.words is None else self._within(self.words)
        if self.missing and self.strange and not self.shared:
            score -= 0.2
        return min(1.0, max(0.0, score + (0.05 if self.numbers else 0.0)))

    def _within(self, words: float) -> float:
        parts = [(0.45, self.cosine), (0.3, words), (0.25, self.matters)]
        weight = sum(part for part, value in parts if value is not None)
        return sum(part * value for part, value in parts if value is not None) / weight

    def _across(self) -> float:
        named = len(self.shared) + len(self.missing)
        names = len(self.shared) / named if named else 0.5  # one that names nothing lacks no name
        if self.matters is None:
            return (self.cosine or 0.0) + 0.18 + 0.1 * names
        if self.cosine is None:
            return 0.6 * self.matters + 0.35 * names
        return 0.15 + 0.6 * self.cosine + 0.25 * self.matters + 0.1 * names

    @property
    def on_the_matter(self) -> bool:
        return self.score >= self._least[0]

    @property
    def denies(self) -> bool:
        """Whether a denial in the sentence is of the statement."""
        return self.score >= self._least[1]

    @property
    def negates(self) -> bool:
        """Whether a negation in the sentence is."""
        return self.score >= self._least[2] and not self._far(_FARTHEST[1])

    @property
    def says(self) -> bool:
        """Whether it says the same: of a statement about several matters it has more than half."""
        half = self.matters is not None and self.matters <= 0.5
        return self.is_pointed and self.score >= self._least[3] and not half and not self._far(_FARTHEST[1])

    @property
    def is_near(self) -> bool:
        """Whether the vectors do not speak against one matter, where nothing is denied."""
        return not self._far(_FARTHEST[0])

    @property
    def _least(self) -> tuple[float, float, float, float]:
        return _ACROSS if self.words is None else _WITHIN

    def _far(self, least: float) -> bool:
        """Whether the vectors are too far apart, across languages; less near will do where names and matters agree."""
        agree = self.matters == 1 and bool(self.shared) and not self.missing
        return self.words is None and self.cosine is not None and self.cosine < (_FARTHEST[0] if agree else least)


def sameness(statement: Statement, known: Known) -> Sameness:
    """How alike a statement and a sentence are, and which of the sentence's claims covers the statement; with its
    headline, where it is read with it."""
    alone = _sameness(statement, known)
    placed = under_headline(statement, known)
    return alone if placed is None else max(alone, _sameness(statement, placed), key=lambda same: same.score)


def _sameness(statement: Statement, known: Known) -> Sameness:
    matters, whole_text = _matters(statement, known)
    there = names_of(whole_text, known.language)
    here, missing = shared(statement.names, there)
    strange = shared(there, statement.names)[1] if missing and not here else ()
    words = _words(statement.text, known.text, known.language) if statement.language == known.language else None
    whole = _cosine(statement.vector, known.vector)
    said, near = _covering(statement, known, whole)
    cosine = near if whole is None else whole if near is None else max(whole, near)
    numbers, pointed = _numbers(statement, known), _is_pointed(statement, known, whole_text != known.text)
    return Sameness(cosine, words, here, missing, strange, numbers, matters, said, pointed)


def _covering(statement: Statement, known: Known, whole: float | None) -> tuple[Said | None, float | None]:
    """The claim whose content is the nearest to the statement, and how near; none that speaks of something else."""
    best: tuple[float, Said | None] = (-1.0, None)
    nearest: float | None = None
    for said in known.said or ():
        near = _cosine(statement.vector, said.vector)
        nearest = near if nearest is None or (near is not None and near > nearest) else nearest
        if _covers(statement, known, said, near, whole):
            best = max(best, (len(said.content) / 1_000 if near is None else near, said), key=lambda one: one[0])
    return best[1], nearest


def _covers(statement: Statement, known: Known, said: Said, near: float | None, whole: float | None) -> bool:
    """ "The key rate went up, the bank says prices still rise" gives the rate as nobody's claim."""
    if near is None or whole is None or near >= 0.45 or near >= whole - 0.2:
        return True
    if len(said.content) > 0.6 * len(known.text):
        return True
    return statement.language == known.language and _words(statement.text, said.content, known.language) >= 0.25


def _cosine(one: Vector | None, other: NDArray[np.int8] | Vector | None) -> float | None:
    return None if one is None or other is None else float(one @ unit(other))


def _numbers(statement: Statement, known: Known) -> bool | None:
    mine = {quantity.low for quantity in statement.numbers if quantity.weight != "loose"}
    if not mine:
        return None
    return not mine.isdisjoint(quantity.low for quantity in quantities(known.text, known.language))


def _matters(statement: Statement, known: Known) -> tuple[float | None, str]:
    """The share of what the statement is about that the sentence has, and the text that was looked at: with what it
    stands in, where it has a part of it by itself."""
    if not statement.matters or known.language not in LANGUAGES:
        return None, known.text
    here = among(statement.matters, known.text, known.language)
    is_under = here and known.about and not names_another(statement, known)
    text = f"{known.about}\n{known.text}" if is_under else known.text
    if len(here) < len(statement.matters) and text != known.text:
        here = among(statement.matters, text, known.language)
    if against := contrary((statement.text, statement.language), (known.text, known.language)):
        here |= against.matters & statement.matters
    return len(here) / len(statement.matters), text


def _is_pointed(statement: Statement, known: Known, borrows: bool) -> bool:
    """Whether the sentence itself has what the statement says; one that borrows from its headline has to."""
    wanted = statement.ending if borrows else statement.point
    if not wanted or known.language not in LANGUAGES:
        return True
    return bool(among(wanted, known.text, known.language))


def _words(statement: str, sentence: str, language: str) -> float:
    """The share of the statement's words that the sentence has, by their stems; of Japanese and Chinese, of pairs of
    characters."""
    mine = _units(statement, language)
    return len(mine & _units(sentence, language)) / len(mine) if mine else 0.0


def _units(text: str, language: str) -> set[str]:
    if language in {"ja", "zh"}:
        runs = _CJK.findall(text)
        return {run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))}
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if len(word) > 3 or word.isdigit()}
