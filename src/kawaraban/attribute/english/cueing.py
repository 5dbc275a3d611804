"""What of a verb of saying is marked as its cue."""

from __future__ import annotations

from kawaraban.attribute.english.sentence import Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token

_REACH = 4  # words between an auxiliary and its verb: "has for years now denied"


def span_of(reading: Reading, verb: Token) -> list[Span]:
    """The verb with its auxiliaries, negation and particle, and where it was said: "did not rule out", "said in a
    statement", "was quoted as saying"."""
    first = last = verb
    for child in reading.children(verb, "aux", "auxpass", "neg", "prt"):
        if verb.i - _REACH <= child.i < first.i:
            first = child
        if child.dep == "prt" and child.i == last.i + 1:
            last = child
    quoting = _quoted_as(reading, verb)
    if quoting is not None:
        first = min(reading.children(quoting, "aux", "auxpass"), key=lambda child: child.i, default=quoting)
    return [(first.start, _carrier(reading, verb, last).end)]


def _quoted_as(reading: Reading, verb: Token) -> Token | None:
    """The "quoted" of "was quoted as saying"."""
    preposition = reading.head(verb)
    if verb.tag != "VBG" or preposition.lemma != "as" or preposition.i != verb.i - 1:
        return None
    head = reading.head(preposition)
    return head if head.lemma in {"quote", "cite", "report"} else None


def _carrier(reading: Reading, verb: Token, last: Token) -> Token:
    """The last word of "in a statement" right behind a verb, else the verb's own."""
    for preposition in reading.children(verb, "prep"):
        if preposition.i == last.i + 1 and preposition.lemma in {"in", "at", "on"}:
            noun = reading.child(preposition, "pobj")
            if noun is not None and noun.lemma in reading.cues.carriers:
                return noun
    return last
