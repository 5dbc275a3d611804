"""How a sentence stands to a statement: states it, gives it as somebody's claim, denies it, or speaks of the matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kawaraban.attribute import LANGUAGES as ATTRIBUTED
from kawaraban.attribute import AttributionError, attribute
from kawaraban.compare.model import Relation
from kawaraban.compare.relating.contraries import contrary
from kawaraban.compare.relating.denials import asked
from kawaraban.compare.relating.language import language_of
from kawaraban.compare.relating.matters import LANGUAGES, among
from kawaraban.compare.relating.model import LONGEST, Known, Said, Statement, Vector
from kawaraban.compare.relating.standing import judge
from kawaraban.translate.vectors import embedder_for

__all__ = ["Known", "Said", "Statement", "asked", "has_its_words", "relate", "relate_known", "with_vectors"]

_SURROGATE = re.compile("[\ud800-\udfff]")

Pair = tuple[str, str]
Text = tuple[str, str]  # a text and its language


def relate(
    pairs: Sequence[Pair], languages: Sequence[Pair] | None = None, headlines: Sequence[str] | None = None
) -> list[Relation]:
    """How each sentence stands to its statement: pairs (statement, sentence), answered in their order.

    `languages` are theirs, ISO 639-1; without them they are told by the texts. Texts are read as far as `LONGEST` code
    points. A sentence of a language without rules stands by its vector and its names alone. `headlines` are those that
    the sentences stand under, "" for one that stands alone. Raises ValueError where there are more languages or
    headlines than pairs, or fewer.
    """
    cut = [(_readable(statement), _readable(sentence)) for statement, sentence in pairs]
    told = languages or [(language_of(statement), language_of(sentence)) for statement, sentence in cut]
    left = [(pair[0], both[0]) for pair, both in zip(cut, told, strict=True)]
    right = [(pair[1], both[1]) for pair, both in zip(cut, told, strict=True)]
    over = [
        (_readable(headline), text[1]) for headline, text in zip(headlines or [""] * len(pairs), right, strict=True)
    ]
    vectors = _vectors(sorted({*left, *right, *over}))
    claims = with_vectors(_claims(sorted(set(right))))
    statements = {text: Statement.of(*text, vectors.get(text)) for text in set(left)}
    sentences = [
        Known(*text, vectors.get(text), claims.get(text), headline[0], vectors.get(headline))
        for text, headline in zip(right, over, strict=True)
    ]
    return [judge(statements[one], known) for one, known in zip(left, sentences, strict=True)]


def relate_known(statement: Statement, sentences: Sequence[Known]) -> list[Relation]:
    """How sentences stand to a statement, with what is known of them already: nothing is parsed or embedded here."""
    return [judge(statement, known) for known in sentences]


def _readable(text: str) -> str:
    """As far as it is read; a lone half of a character, which no tokenizer takes, as a mark of its own."""
    return _SURROGATE.sub("\ufffd", text[:LONGEST])


def _vectors(texts: Sequence[Text]) -> dict[Text, Vector]:
    """The vector of each text whose language the embedder knows."""
    known = [(text, language) for text, language in texts if text.strip()]
    embedder = embedder_for(*{language for _, language in known})
    if embedder is None:  # one of the languages is none of its own
        known = [(text, language) for text, language in known if embedder_for(language)]
        embedder = embedder_for(*{language for _, language in known})
    if embedder is None or not known:
        return {}
    return dict(zip(known, embedder.embed([text for text, _ in known]), strict=True))


def _claims(texts: Sequence[Text]) -> dict[Text, tuple[Said, ...]]:
    """What somebody says in each text, for the languages that have rules; nothing for a text that is refused."""
    found: dict[Text, tuple[Said, ...]] = {}
    for language in ATTRIBUTED:
        here = [text for text, of in texts if of == language and text.strip()]
        try:
            claims = attribute(here, language) if here else []
        except AttributionError:
            continue
        for text, some in zip(here, claims, strict=True):
            found[text, language] = tuple(Said.of(text, claim) for claim in some if claim.act == "speech")
    return found


def with_vectors(claims: Mapping[Text, tuple[Said, ...]]) -> dict[Text, tuple[Said, ...]]:
    """Claims by the text they stand in, each with the vector of its content; in one pass of the embedder."""
    vectors = _vectors(sorted({(said.content, text[1]) for text, some in claims.items() for said in some}))
    return {
        text: tuple(replace(said, vector=vectors.get((said.content, text[1]))) for said in some)
        for text, some in claims.items()
    }


def has_its_words(statement: Statement, text: str, language: str) -> bool:
    """Whether a text has words for what a statement says of its matter, or for what excludes it. One that has is worth
    judging, however far its vector lies."""
    if not statement.ending or language not in LANGUAGES:
        return False
    if statement.ending <= among(statement.ending, text, language):
        return True
    return contrary((statement.text, statement.language), (text, language)) is not None
