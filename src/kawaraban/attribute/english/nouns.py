"""Nouns of saying, one function a way of saying it: "the claim that", "his promise to", "in a statement"."""

from __future__ import annotations

from kawaraban.attribute.english import sources
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token

_NOBODYS = frozenset({"reported", "alleges", "denies"})  # worth marking where nobody is said to have said it


def find(reading: Reading) -> list[Draft]:
    return [draft for token in reading.parse.tokens if (draft := _of(reading, token)) is not None]


def _of(reading: Reading, noun: Token) -> Draft | None:
    cue = reading.cues.nouns.get(noun.lemma)
    if cue is None or noun.pos != "NOUN" or reading.quotation_of(noun) >= 0:
        return None
    holder, light = _holder(reading, noun)
    for rule, clause in (("claim-that", claim_that(reading, noun)), ("promise-to", promise_to(reading, noun))):
        if clause is None or (holder is None and (rule == "promise-to" or cue.stance not in _NOBODYS)):
            continue
        return Draft(
            noun.i,
            rule,
            _cue(reading, noun, light),
            source=sources.span_of(reading, holder, noun) if holder is not None else [],
            content=[reading.parse.subtree(clause.i)],
            kind=cue,
            negated=light is not None and reading.child(light, "neg") is not None,
            holder=holder.i if holder is not None else None,
        )
    return None


def claim_that(reading: Reading, noun: Token) -> Token | None:
    """ "The ministry's claim that **the valve was closed**.\""""
    for clause in reading.children(noun, "acl", "ccomp", "relcl"):
        if any(child.dep == "mark" and child.text.lower() == "that" for child in reading.children(clause)):
            return clause
    return None


def promise_to(reading: Reading, noun: Token) -> Token | None:
    """ "The minister's promise **to pay for the damage**.\""""
    for clause in reading.children(noun, "acl") if noun.lemma in reading.cues.to_do_nouns else ():
        if any(child.tag == "TO" for child in reading.children(clause, "aux")):
            return clause
    return None


def _holder(reading: Reading, noun: Token) -> tuple[Token | None, Token | None]:
    """Who is behind a noun, and the verb that only carries it: "**the mayor** *made* a promise to"."""
    owner = reading.child(noun, "poss")
    if owner is not None:
        return owner, None
    for child in reading.children(noun, "prep", "agent"):
        if child.lemma in {"by", "from", "of"} and (inner := reading.child(child, "pobj")):
            return inner, None
    head = reading.head(noun)
    if noun.dep == "dobj" and head.lemma in reading.cues.light:
        return sources.of_verb(reading, head), head
    return None, None


def _cue(reading: Reading, noun: Token, light: Token | None) -> list[Span]:
    """The noun, or all of "made the claim" where the verb only carries it."""
    start = noun.start if light is None or not 0 < noun.i - light.i <= 4 else light.start
    return [(start, noun.end)]
