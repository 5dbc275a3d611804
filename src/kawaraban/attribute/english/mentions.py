"""Who and what a text names: the nouns that a later "she", "the ministry" or "Torvald" may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kawaraban.attribute.english.sentence import Reading
from kawaraban.attribute.parsing import Token

Kind = Literal["person", "thing", "many"]
_HEADS = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "appos", "conj", "attr", "ROOT", "poss", "dep", "npadvmod"})
_PERSONS = ("ist", "eer", "ian", "man", "woman")  # "balloonist", "engineer", "librarian"
_MARKS = " “”\"'‘’,"
_MANY = frozenset({"NNS", "NNPS"})


@dataclass(slots=True)
class Mention:
    """A noun with its name: `words` are the common words that tell what it is, in small letters."""

    at: int
    name: str
    kind: Kind
    words: frozenset[str]
    is_subject: bool
    gender: Literal["", "male", "female"] = ""

    @property
    def family(self) -> str:
        return self.name.rpartition(" ")[2]


def mentions(reading: Reading) -> list[Mention]:
    """The nouns of a text in order, those inside quotations aside."""
    return [
        _mention(reading, token)
        for token in reading.parse.tokens
        if token.pos in {"NOUN", "PROPN"} and token.dep in _HEADS and reading.quotation_of(token) < 0
    ]


def _mention(reading: Reading, head: Token) -> Mention:
    named = _named_beside(reading, head)
    run = name_run(reading, named) if named.pos == "PROPN" else []
    own = [token for token in run if token.text.lower().rstrip(".") not in reading.cues.titles]
    before = {token.text.lower().rstrip(".") for token in reading.parse.tokens[head.left : head.i + 1]}
    aside = {child.lemma for child in reading.children(head, "appos", "attr")}
    if head.dep == "appos":
        aside.add(reading.head(head).lemma)
    words = frozenset(before | aside)
    return Mention(
        head.i,
        _name(reading, named, run, own),
        _kind(reading, named, run, own, words),
        words,
        head.dep in {"nsubj", "nsubjpass"},
        _gender(reading, words),
    )


def _named_beside(reading: Reading, head: Token) -> Token:
    """ "Port Maren's mayor, **Oda Brekke**": the name that stands beside a noun, else the noun."""
    beside = reading.child(head, "appos") if head.pos == "NOUN" else None
    return beside if beside is not None and beside.pos == "PROPN" else head


def name_run(reading: Reading, head: Token) -> list[Token]:
    """The unbroken names that end in a token: "Interior Minister Ilse Torvald"."""
    first = head.i
    while first > head.left and (reading.token(first - 1).pos == "PROPN" or reading.token(first - 1).tag == "HYPH"):
        first -= 1
    return reading.parse.tokens[first : head.i + 1]


def _name(reading: Reading, head: Token, run: list[Token], own: list[Token]) -> str:
    """A person's name without titles, where more than the family's is left; else all before the noun, and its place."""
    text = reading.parse.text
    if len(own) == len(run) and is_kind_of_thing(reading, head):
        return text[slice(*reading.parse.subtree(head.i))].split(",")[0].strip(_MARKS)
    if len(own) >= 2 and len(own) < len(run):
        return text[own[0].start : own[-1].end]
    if len(own) >= 2 and reading.child(head, "det") is None and reading.child(head, "poss") is None:
        return text[own[0].start : own[-1].end]
    last = head
    for child in reading.children(head, "prep"):
        if child.i == head.i + 1 and child.lemma in {"of", "for"}:
            last = reading.token(child.right)
    start = run[0] if len(own) < len(run) else reading.token(head.left)
    return text[start.start : last.end].strip(_MARKS)


def is_kind_of_thing(reading: Reading, token: Token) -> bool:
    """ "Ministry", "Agency": no family's name, however it is written."""
    return token.text.lower() in reading.cues.things


def _kind(reading: Reading, head: Token, run: list[Token], own: list[Token], words: frozenset[str]) -> Kind:
    if head.tag in _MANY:
        return "many"
    if head.pos == "NOUN":
        return "person" if head.lemma in reading.cues.roles or head.lemma.endswith(_PERSONS) else "thing"
    if len(own) == len(run) and is_kind_of_thing(reading, head):
        return "thing"
    titled = len(own) < len(run) or bool(words & reading.cues.roles)
    bare = reading.child(head, "det") is None and not words & reading.cues.things
    return "person" if own and (titled or (bare and len(own) >= 2)) else "thing"


def _gender(reading: Reading, words: frozenset[str]) -> Literal["", "male", "female"]:
    if words & reading.cues.female:
        return "female"
    return "male" if words & reading.cues.male else ""
