"""Who is behind a word of saying: the subject, the agent of a passive, the owner of a noun."""

from __future__ import annotations

from kawaraban.attribute.english.sentence import Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_VERBAL = frozenset({"VERB", "AUX", "ADJ", "ADP", "SCONJ", "ADV", "PART"})
_UPWARDS = frozenset({"conj", "xcomp", "advcl", "pcomp", "dep", "aux", "ccomp", "prep", "mark"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "parataxis", "punct", "dep"})
_CLIMBS = 6  # clauses that a subject is looked for in


def of_verb(reading: Reading, verb: Token) -> Token | None:
    """The token that heads the source of a verb; None where nobody is named."""
    found = _agent(reading, verb) or _behind(reading, verb) or _climbed(reading, verb)
    if found is None or reading.quotation_of(found) == reading.quotation_of(verb):
        return found
    return _next_to(reading, verb)  # the parser took a word of the quotation for the subject


def span_of(reading: Reading, head: Token, verb: Token | None = None) -> list[Span]:
    """The whole of a source with its titles and affiliations, without a clause on it that holds the verb."""
    first, last = head.left, head.right
    for child in reading.children(head):
        if child.dep in _ASIDE and child.i > head.i and (verb is None or _parts(child, verb)):
            if child.dep == "punct" and _in_apposition(reading, child, head):
                continue
            last = min(last, child.left - 1)
            break
    while last > head.i and reading.token(last).pos in {"PUNCT", "SPACE", "CCONJ"}:
        last -= 1
    while first < head.i and reading.token(first).pos in {"PUNCT", "SPACE"} and reading.token(first).text not in '“"':
        first += 1
    return [(reading.token(first).start, reading.token(last).end)]


def _in_apposition(reading: Reading, mark: Token, head: Token) -> bool:
    """Whether a name goes on behind a comma: "the mayor, **Oda Brekke**"."""
    return mark.text == "," and any(child.left == mark.i + 1 for child in reading.children(head, "appos"))


def _parts(clause: Token, verb: Token) -> bool:
    """Whether a clause behind a noun ends the source: all but a short one that tells which ("officials briefed on")."""
    return clause.left <= verb.i <= clause.right or clause.dep != "acl"


def _agent(reading: Reading, verb: Token) -> Token | None:
    """ "Was denied by **the ministry**.\""""
    by = reading.child(verb, "agent")
    return reading.child(by, "pobj") if by is not None else None


def _behind(reading: Reading, verb: Token) -> Token | None:
    """ "“...,” said **the librarian**, ...": a name between a verb that follows a mark and the next mark."""
    tokens = reading.parse.tokens
    if verb.lemma not in reading.cues.inverting or not 0 < verb.i < len(tokens) - 1:
        return None
    names = _names_from(reading, verb, 1)
    if tokens[verb.i - 1].pos != "PUNCT" or not names or names[-1].text.lower() in reading.cues.days:
        return None
    after = names[-1].i + 1
    return names[-1] if after < len(tokens) and tokens[after].pos == "PUNCT" else None


def _climbed(reading: Reading, verb: Token) -> Token | None:
    """The subject of the verb, or of the clause that it hangs on: "**She** stood up and said"."""
    current = verb
    for _ in range(_CLIMBS):
        subject = _subject(reading, current)
        if subject is not None:
            # "He was told": whom it was said to.
            return None if subject.dep == "nsubjpass" and current is verb else _antecedent(reading, subject, current)
        if current is verb and (name := _misparsed(reading, verb)) is not None:
            return name
        if current is verb and _asked(reading, verb):
            return None
        upper = _upper(reading, current)
        if upper is None or upper.pos not in _VERBAL:
            return upper if upper is not None and upper.pos in _NAMES else None
        current = upper
    return None


def _upper(reading: Reading, current: Token) -> Token | None:
    """Where to look on for a subject: a clause above, or the noun that the clause tells of."""
    if current.dep in {"acl", "relcl"}:
        return _told_of(reading, current)
    if current.dep == "conj" and (outer := outer_of(reading, current)) is not None:
        return outer
    return reading.head(current) if current.dep in _UPWARDS and current.head != current.i else None


def _told_of(reading: Reading, clause: Token) -> Token | None:
    """The noun before a clause: "**officials** saying that"; behind a comma, who acts in the sentence."""
    noun = reading.head(clause)
    if clause.tag != "VBG" or clause.left == 0 or reading.token(clause.left - 1).text != ",":
        return noun
    while noun.pos not in {"VERB", "AUX"} and noun.head != noun.i:
        noun = reading.head(noun)
    return noun if noun.pos in {"VERB", "AUX"} else None


def _subject(reading: Reading, verb: Token) -> Token | None:
    """The subject that stands nearest before a verb: a place or a time before it may have been taken for one too."""
    here = reading.quotation_of(verb)
    found = reading.children(verb, *_SUBJECTS)
    near = [subject for subject in found if reading.quotation_of(subject) == here]
    before = [subject for subject in near if subject.i < verb.i]
    return before[-1] if before else next(iter(near or found), None)


def _misparsed(reading: Reading, verb: Token) -> Token | None:
    """A name before a finite verb that the parser made no subject of."""
    if verb.dep != "ROOT" or verb.tag not in {"VBD", "VBZ", "VBP"}:
        return None
    left = [child for child in reading.children(verb) if child.i < verb.i and child.pos in _NAMES]
    return left[-1] if left else None


def _asked(reading: Reading, verb: Token) -> bool:
    """ "Asked to describe it, she said": who asked is not told."""
    return verb.dep == "advcl" and verb.tag == "VBN" and not reading.children(verb, "aux", "auxpass")


def outer_of(reading: Reading, verb: Token) -> Token | None:
    """ "Said he would go and warned": the parser joins "warned" to "go", its tense to "said"."""
    inner = reading.head(verb)
    if inner.dep != "ccomp":
        return None
    outer = reading.head(inner)
    return outer if outer.tag == verb.tag != inner.tag else None


def _antecedent(reading: Reading, subject: Token, verb: Token) -> Token:
    if subject.text.lower() in _RELATIVE and verb.dep == "relcl":
        return reading.head(verb)
    return subject


def _next_to(reading: Reading, verb: Token) -> Token | None:
    """The name beside a verb between quotations: "said **Ilse Torvald**", "**Torvald** said"."""
    after = _names_from(reading, verb, 1)
    return after[-1] if after else next(iter(_names_from(reading, verb, -1)), None)


def _names_from(reading: Reading, verb: Token, step: int) -> list[Token]:
    """The nouns of an unbroken phrase beside a verb, outwards."""
    here, tokens = reading.quotation_of(verb), reading.parse.tokens
    found, i = [], verb.i + step
    while 0 <= i < len(tokens) and tokens[i].pos in {*_NAMES, "DET", "ADJ", "NUM"}:
        if reading.quotation_of(tokens[i]) != here:
            break
        if tokens[i].pos in _NAMES:
            found.append(tokens[i])
        i += step
    return found
