"""The newsstand's glossary fits what its press prints and what its readers have translated."""

from __future__ import annotations

import pytest

from kawaraban.newsstand import GLOSSARY, MEMORY, Newsstand
from kawaraban.newsstand.press import houses
from kawaraban.translate import read_tmx
from kawaraban.translate.glossary import Term
from kawaraban.translate.glossary.csv import read_csv
from kawaraban.translate.proof import Segment, proof


@pytest.fixture(scope="module")
def terms() -> tuple[Term, ...]:
    found = tuple(read_csv(GLOSSARY.read_bytes()))
    assert all(isinstance(term, Term) for term in found), [one for one in found if not isinstance(one, Term)]
    return tuple(term for term in found if isinstance(term, Term))


def test_every_term_stands_somewhere_in_the_press(terms: tuple[Term, ...]) -> None:
    newsstand = Newsstand()
    printed = "\n".join(
        [house.name for house in houses().values()]
        + ["\n".join([piece.title, piece.deck or "", *piece.paragraphs]) for piece in newsstand.articles]
    )
    assert [term.source for term in terms if term.source not in printed] == []


def test_what_readers_have_translated_keeps_to_the_glossary(terms: tuple[Term, ...]) -> None:
    with MEMORY.open("rb") as file:
        issues = [
            (issue.message("en"), pair.target)
            for pair in read_tmx(file)
            for issue in proof(
                Segment(pair.source, pair.target, pair.source_language, pair.target_language, None, terms)
            )
            if issue.kind == "glossary"
        ]
    assert issues == []
