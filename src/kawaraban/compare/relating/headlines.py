"""A sentence read with the headline that it stands under: "this was sabotage" does not say again what was, and where.

Only a sentence that speaks of what the headline named is read so, or one that denies it; it has to say itself what the
headline leaves open of the statement, and may name nothing else: "a blast in Skarne last May was sabotage" is on that.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kawaraban.compare.relating.contraries import contrary
from kawaraban.compare.relating.denials import denials, negated
from kawaraban.compare.relating.matters import LANGUAGES, among
from kawaraban.compare.relating.model import Known, Statement, Vector, unit
from kawaraban.compare.relating.names import Names, names_of, shared


def under_headline(statement: Statement, known: Known) -> Known | None:
    """The sentence with its headline's words before its own, and the mean of both vectors; None where it speaks for
    itself, or of something else."""
    headline, language = known.about, known.language
    if not headline or known.text in headline or not statement.matters or language not in LANGUAGES:
        return None
    there = among(statement.matters, headline, language)
    if not _is_on_it(statement, headline, language, there):
        return None
    if not any(_speaks_of_it(statement, text, known, there) for text in _hearts(known)):
        return None
    return replace(
        known,
        text=f"{headline}\n{known.text}",
        vector=_between(known.about_vector, known.vector),
        said=known.said and tuple(replace(one, vector=_between(known.about_vector, one.vector)) for one in known.said),
    )


def names_another(statement: Statement, known: Known) -> bool:
    """Whether what a sentence says names something that neither the statement nor its headline names."""
    return any(_strange(statement, text, known) for text in _hearts(known))


def _is_on_it(statement: Statement, headline: str, language: str, there: frozenset[str]) -> bool:
    """Whether a headline is on what a statement speaks of: by names and matters; without matters, by most names."""
    if not statement.names.sure:
        return bool(there)
    here, missing = shared(statement.names, names_of(headline, language))
    return bool(here) if there else len(here) > len(missing)


def _hearts(known: Known) -> list[str]:
    """What a sentence says: what somebody says in it, or all of it; where it denies, all but who does."""
    found = [said.content for said in known.said or ()]
    if not found or denials(known.text, known.language):
        text = known.text
        for said in known.said or ():
            text = text.replace(said.source, " ") if said.source else text
        found.append(text)
    return found


def _speaks_of_it(statement: Statement, text: str, known: Known, there: frozenset[str]) -> bool:
    language = known.language
    wanted = (statement.ending - there) or (statement.matters - there) or statement.ending
    against = contrary((statement.text, statement.language), (text, language))
    has = among(wanted, text, language) | (against.matters if against else frozenset())
    if not wanted <= has:
        return False
    if not (_refers(text, known, there) or denials(known.text, language) or negated(text, language)):
        return False
    return not _strange(statement, text, known)


def _strange(statement: Statement, text: str, known: Known) -> bool:
    headline = names_of(known.about, known.language)
    missing = shared(names_of(text, known.language), _only_names(headline))[1]
    return bool(shared(Names(missing, (), missing), _only_names(statement.names))[1])


def _only_names(names: Names) -> Names:
    """Answered by names alone: склад is none, and sounds like Скарне."""
    return replace(names, words=(*names.sure, *names.maybe))


def _refers(text: str, known: Known, there: frozenset[str]) -> bool:
    """Whether a text begins with what stands for the headline's matter, or with its very words: the blast was ..."""
    language = known.language
    if _pattern(language).match(text):
        return True
    return bool(among(there, text[: _BEGINNING[language]], language))


#: Code points at the beginning of a text in which it names what it is on: "the blast", взрыв, 爆発は.
_BEGINNING = {"en": 20, "ja": 8, "ru": 20, "zh": 6}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    data = tomllib.loads(Path(__file__).with_name("headlines.toml").read_text(encoding="utf-8"))
    return re.compile(data[language], re.IGNORECASE)


def _between(
    one: NDArray[np.int8] | Vector | None, other: NDArray[np.int8] | Vector | None
) -> NDArray[np.int8] | Vector | None:
    return other if one is None or other is None else unit(unit(one) + unit(other))
