"""The names, numbers and words of a print as its text has them: what a reason shows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kawaraban.compare import facts
from kawaraban.compare.model import Print
from kawaraban.translate.names import names
from kawaraban.translate.quantities import quantities

#: Sentences of a report that are looked through for words to show.
_MOST = 60
_WORD = re.compile("[\u3400-\u9fff\uf900-\ufaff々]{2,}|[ァ-ヺー]{3,}|[^\\W\\d_\u3040-\u30ff\u3400-\u9fff]{4,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in a text, and the terms of the print that it is."""

    text: str
    terms: frozenset[str]
    place: bool = False


def names_of(one: Print) -> Iterator[Shown]:
    """The names, in order; `place` where the words around it say so."""
    language = one.report.language
    for sentence in one.sentences[:_MOST]:
        for name in names(sentence.text, language):
            terms = frozenset().union(*(facts.skeletons(word) for word in name.words))
            yield Shown(name.text, terms, _is_place(sentence.text, *name.span, language))


def numbers_of(one: Print) -> Iterator[Shown]:
    """The numbers with their units, in order."""
    for sentence in one.sentences[:_MOST]:
        for found in quantities(sentence.text, one.report.language):
            text = sentence.text[slice(*found.span)]
            yield Shown(text, facts.numbers([text], one.report.language))


def words_of(one: Print) -> Iterator[Shown]:
    """The words, in order; of Han characters whole runs."""
    for sentence in one.sentences[:_MOST]:
        for match in _WORD.finditer(sentence.text):
            terms = facts.words([match[0]], one.report.language)
            if terms:
                yield Shown(match[0], terms)


def _is_place(text: str, start: int, end: int, language: str) -> bool:
    before, after = _cues(language)
    last = text[:start].rstrip().rpartition(" ")[2].lower()
    following = text[end : end + 12].lstrip()
    return last in before or any(following.startswith(word) for word in after)


@cache
def _cues(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    data = tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8")).get(language, {})
    return frozenset(data.get("before", "").split()), tuple(data.get("after", "").split())
