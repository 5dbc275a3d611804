"""How far a sentence is on a statement's matter: by vectors, names by their sound, numbers, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kawaraban.compare.relating.model import Known, Statement, unit
from kawaraban.compare.relating.names import names_of, shared
from kawaraban.translate.quantities import quantities

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3400-\u9fffァ-ヺー]+|[0-9]+")
_STEM = 5  # letters by which words of one language are held to be the same


@dataclass(frozen=True, slots=True)
class Sameness:
    """`cosine` of the vectors, None where there are none; `words` the share of the statement's that are there, None
    across languages; `shared` and `missing` its names, `strange` the sentence's names that it lacks; `numbers` whether
    one of its numbers is there, None where it has none."""

    cosine: float | None
    words: float | None
    shared: tuple[str, ...]
    missing: tuple[str, ...]
    strange: tuple[str, ...]
    numbers: bool | None

    @property
    def score(self) -> float:
        """0 to about 1: over `MATTER` it is the same matter."""
        across = self.words is None
        base = self.cosine if self.cosine is not None else (self.words or 0.0)
        score = base + (0.18 if across else 0.0)
        if not across and self.words is not None:
            score = 0.6 * score + 0.4 * self.words
        named = len(self.shared) + len(self.missing)
        if self.shared:
            score += 0.15 * len(self.shared) / named
        elif self.missing and self.strange:
            score -= 0.2
        if self.numbers:
            score += 0.1
        return min(1.0, max(0.0, score))


def sameness(statement: Statement, known: Known) -> Sameness:
    cosine = None
    if statement.vector is not None and known.vector is not None:
        cosine = float(statement.vector @ unit(known.vector))
    there = names_of(known.text, known.language)
    here, missing = shared(statement.names, there)
    strange = shared(there, statement.names)[1]
    words = _words(statement.text, known.text, known.language) if statement.language == known.language else None
    return Sameness(cosine, words, here, missing, strange, _numbers(statement, known))


def _numbers(statement: Statement, known: Known) -> bool | None:
    mine = {quantity.low for quantity in statement.numbers if quantity.weight != "loose"}
    if not mine:
        return None
    return not mine.isdisjoint(quantity.low for quantity in quantities(known.text, known.language))


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
