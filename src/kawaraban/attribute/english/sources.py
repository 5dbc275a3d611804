"""Who is behind a word of saying: the subject, the agent of a passive, the owner of a noun."""

from __future__ import annotations

from kawaraban.attribute.english.sentence import Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = {"who", "which", "that", "whom"}
_CLIMBS = 6  # clauses that a subject is looked for in


def of_verb(reading: Reading, verb: Token) -> Token | None:
    """The token that heads the source of a verb; None where nobody is named."""
    found = _of_verb(reading, verb)
    if found is None or reading.quotation_of(found) == reading.quotation_of(verb):
        return found
    return _beside(reading, verb)  # the parser took a word of the quotation for the subject


def _beside(reading: Reading, verb: Token) -> Token | None:
    """The name next to a verb between quotations: "said Ilse Torvald", "Torvald said"."""
    here = reading.quotation_of(verb)
    tokens = reading.parse.tokens
    for step in (1, -1):
        i = verb.i + step
        best = None
        while (
            0 <= i < len(tokens)
            and tokens[i].pos in {"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"}
            and reading.quotation_of(tokens[i]) == here
        ):
            if tokens[i].pos in {"PROPN", "NOUN", "PRON"}:
                best = tokens[i] if step == 1 or best is None else best
            i += step
        if best is not None:
            return best
    return None


def _of_verb(reading: Reading, verb: Token) -> Token | None:  # noqa: C901
    agent = _agent(reading, verb)
    if agent is not None:
        return agent
    current = verb
    for _ in range(_CLIMBS):
        subject = _subject(reading, current)
        if subject is not None:
            if subject.dep == "nsubjpass" and current is verb:
                return None
            return _antecedent(reading, subject, current)
        if current is verb and verb.dep == "ROOT" and (name := _misparsed(reading, verb)):
            return name
        if (
            current is verb
            and verb.dep == "advcl"
            and verb.tag == "VBN"
            and not reading.children(verb, "aux", "auxpass")
        ):
            return None  # "Asked to describe it, she said": who asked is not told
        if current.dep == "conj" and (outer := _outer(reading, current)):
            current = outer
            continue
        if current.dep in {"conj", "xcomp", "advcl", "pcomp", "dep", "aux", "ccomp"} and current.head != current.i:
            current = reading.head(current)
            if current.pos not in {"VERB", "AUX", "ADJ", "ADP", "SCONJ", "ADV", "PART"}:
                return current if current.pos in {"NOUN", "PROPN", "PRON"} else None
            continue
        if current.dep in {"prep", "pcomp", "mark"} and current.head != current.i:
            current = reading.head(current)
            continue
        if current.dep in {"acl", "relcl"}:
            noun = reading.head(current)
            if current.tag != "VBG" or current.left == 0 or reading.token(current.left - 1).text != ",":
                return noun
            # ", saying that ...": who acts in the sentence says it, not the noun before the comma.
            while noun.pos not in {"VERB", "AUX"} and noun.head != noun.i:
                noun = reading.head(noun)
            current = noun
            if current.pos not in {"VERB", "AUX"}:
                return None
            continue
        return None
    return None


def span_of(reading: Reading, head: Token, verb: Token | None = None) -> list[Span]:
    """The whole of a source with its titles and affiliations, without a clause on it that holds the verb."""
    first, last = head.left, head.right
    for child in reading.children(head):
        is_clause = child.dep in {"relcl", "acl", "advcl", "parataxis", "punct", "dep"} and child.i > head.i
        if is_clause and (verb is None or child.left <= verb.i <= child.right or child.dep != "acl"):
            last = min(last, child.left - 1)
            break
    while last > head.i and reading.token(last).pos in {"PUNCT", "SPACE", "CCONJ"}:
        last -= 1
    while first < head.i and reading.token(first).pos in {"PUNCT", "SPACE"} and reading.token(first).text not in '“"':
        first += 1
    return [(reading.token(first).start, reading.token(last).end)]


def _subject(reading: Reading, verb: Token) -> Token | None:
    here = reading.quotation_of(verb)
    found = reading.children(verb, *_SUBJECTS)
    # Of several, a place or a time before the sentence was taken for one too: who speaks stands nearest to the verb.
    near = [subject for subject in found if reading.quotation_of(subject) == here]
    before = [subject for subject in near if subject.i < verb.i]
    if near or found:
        return before[-1] if before else (near or found)[0]
    return None


def _misparsed(reading: Reading, verb: Token) -> Token | None:
    """A name before a finite verb that the parser made no subject of."""
    if verb.tag not in {"VBD", "VBZ", "VBP"}:
        return None
    left = [c for c in reading.children(verb) if c.i < verb.i and c.pos in {"PROPN", "NOUN", "PRON"}]
    return left[-1] if left else None


def _outer(reading: Reading, verb: Token) -> Token | None:
    """ "Said he would go and warned": the parser joins "warned" to "go", its tense to "said"."""
    inner = reading.head(verb)
    if inner.dep != "ccomp":
        return None
    outer = reading.head(inner)
    return outer if outer.tag == verb.tag != inner.tag else None


def _agent(reading: Reading, verb: Token) -> Token | None:
    by = reading.child(verb, "agent")
    return reading.child(by, "pobj") if by is not None else None


def _antecedent(reading: Reading, subject: Token, verb: Token) -> Token:
    if subject.text.lower() in _RELATIVE and verb.dep == "relcl":
        return reading.head(verb)
    return subject
