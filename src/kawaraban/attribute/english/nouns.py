"""Nouns of saying: "the claim that", "in a statement", "his warning that"."""

from __future__ import annotations

from kawaraban.attribute.english import sources
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.parsing import Token


def find(reading: Reading) -> list[Draft]:
    return [draft for token in reading.parse.tokens if (draft := _of(reading, token))]


def _of(reading: Reading, noun: Token) -> Draft | None:
    cue = reading.cues.nouns.get(noun.lemma)
    if cue is None or noun.pos != "NOUN":
        return None
    clause = next((c for c in reading.children(noun, "acl", "ccomp", "relcl") if _has_that(reading, c)), None)
    if clause is None:
        return None
    holder = _owner(reading, noun)
    draft = Draft(noun.i, "noun", [(noun.start, noun.end)], kind=cue, holder=holder.i if holder else None)
    draft.source = sources.span_of(reading, holder, noun) if holder else []
    draft.content = [reading.parse.subtree(clause.i)]
    return draft


def _has_that(reading: Reading, clause: Token) -> bool:
    return any(child.dep == "mark" and child.text.lower() == "that" for child in reading.children(clause))


def _owner(reading: Reading, noun: Token) -> Token | None:
    owner = reading.child(noun, "poss")
    if owner is not None:
        return owner
    for child in reading.children(noun, "prep"):
        if child.lemma in {"by", "from", "of"} and (inner := reading.child(child, "pobj")):
            return inner
    head = reading.head(noun)
    if noun.dep in {"dobj", "attr"} and head.pos == "VERB":
        return sources.of_verb(reading, head)
    return None
