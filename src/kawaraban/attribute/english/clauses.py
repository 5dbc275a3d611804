"""Verbs of saying with what was said, one function a way of saying it; each returns the spans of the content.

A function's name is the claim's rule: `said_that` is "said-that".
"""

from __future__ import annotations

from collections.abc import Callable

from kawaraban.attribute.cues import Cue
from kawaraban.attribute.english import cueing, nouns, sources
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token

_RELATIVE = frozenset({"who", "which", "that"})
_ABOUT = frozenset({"for", "about", "against", "on", "as", "of", "with", "to"})
_FOR = frozenset({"for", "over", "as"})
_COMPLETES = frozenset({"as", "of", "for", "to", "with"})


def find(reading: Reading) -> list[Draft]:
    """A draft for every verb of the table that has what was said beside it; those without wait for a quotation."""
    return [draft for token in reading.parse.tokens if (draft := _of(reading, token)) is not None]


def said_that(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    """ "The port said that **the quay was closed**.\""""
    # Of several, what is quoted was said; else what stands behind, as the parser takes asides before for one too.
    clauses = sorted(
        (clause for clause in reading.children(verb, "ccomp") if not _parted(reading, clause, verb)),
        key=lambda clause: (reading.quotation_of(clause) < 0, clause.i < verb.i),
    )
    clause = clauses[0] if clauses else _carried(reading, verb)
    return [_before_next(reading, clause)] if clause is not None else []


def _before_next(reading: Reading, clause: Token) -> Span:
    """A clause without a further verb of saying that the parser hung on it: "denied **that it sank** but admitted"."""
    start, end = reading.parse.subtree(clause.i)
    for other in reading.children(clause, "conj"):
        if other.lemma in reading.cues.verbs and sources.outer_of(reading, other) is not None:
            last = reading.token(other.left - 1)
            while last.i > clause.i and last.dep in {"cc", "punct", "advmod"}:
                last = reading.token(last.i - 1)
            return start, last.end
    return start, end


def _carried(reading: Reading, verb: Token) -> Token | None:
    """ "Said in a statement **that the road was open**": the parser hangs it on the statement."""
    for preposition in reading.children(verb, "prep"):
        noun = reading.child(preposition, "pobj")
        if noun is not None and noun.lemma in reading.cues.carriers and (clause := nouns.claim_that(reading, noun)):
            return clause
    return None


def _parted(reading: Reading, clause: Token, verb: Token) -> bool:
    """Whether a semicolon parts a clause from the verb that the parser hung it on."""
    between = reading.parse.tokens[clause.i : verb.i]
    return any(token.text == ";" and reading.quotation_of(token) < 0 for token in between)


def said_inside(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    """ "**The quay**, the port said, **was closed**.\""""
    if verb.dep != "parataxis":
        return []
    head = reading.head(verb)
    first, last = reading.token(head.left), reading.token(head.right)
    left, right = reading.token(verb.left), reading.token(verb.right)
    return [span for span in ((first.start, left.start), (right.end, last.end)) if span[0] < span[1]]


def said_to_do(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    """ "The port promised **to open the quay again**.\""""
    if verb.lemma in reading.cues.not_to_do:
        return []
    for clause in reading.children(verb, "xcomp"):
        if clause.i > verb.i:
            return [reading.parse.subtree(clause.i)]
    return []


def said_it(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    """ "Vardonia denied **any involvement**", "he called **the charge baseless**.\""""
    if verb.lemma in reading.cues.clause_only:
        return []
    objects = [child for child in reading.children(verb, "dobj", "oprd", "attr", "dative") if child.i > verb.i]
    if not objects:
        return []
    rest = [child for child in reading.children(verb, "oprd", "acomp", "xcomp", "prep") if child.i > objects[0].i]
    ends = [child.right for child in rest if child.dep != "prep" or child.lemma in _COMPLETES]
    ends += [_without_aside(reading, noun) for noun in objects]
    return [(reading.token(objects[0].left).start, reading.token(max(ends)).end)]


def said_to_be(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    """ "**The mayor** is said **to have left the town**", "**he** appears **to hesitate**." """
    clause, subject = reading.child(verb, "xcomp"), reading.child(verb, "nsubjpass", "nsubj")
    if clause is None or subject is None or not (verb.lemma in reading.cues.hearsay or cue.act == "appearance"):
        return []
    return [reading.parse.subtree(subject.i), reading.parse.subtree(clause.i)]


def spoke_of(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    """ "The mayor complained about **the smoke**.\""""
    if verb.lemma in reading.cues.clause_only:
        return []
    for preposition in reading.children(verb, "prep"):
        if preposition.i > verb.i and preposition.lemma in _ABOUT:
            inner = reading.child(preposition, "pobj", "pcomp")
            if inner is not None and inner.lemma in reading.cues.days:
                continue  # "complained on Monday"
            return [reading.parse.subtree((inner or preposition).i)]
    return []


def was_said_by(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    """ "**The charge** was denied by the harbour master.\""""
    subject = reading.child(verb, "nsubjpass")
    if subject is None or reading.child(verb, "agent") is None or verb.lemma in reading.cues.clause_only:
        return []
    return [reading.parse.subtree(subject.i)]


Shape = Callable[[Reading, Token, Cue], list[Span]]
_SHAPES: tuple[Shape, ...] = (said_that, said_inside, said_to_do, said_it, spoke_of, was_said_by)
_OF_NOBODY: tuple[Shape, ...] = (said_that, said_to_be)


def _of(reading: Reading, verb: Token) -> Draft | None:
    cue = reading.cues.verbs.get(verb.lemma)
    if cue is None or not _can_say(reading, verb, cue):
        return None
    nobody = _is_of_nobody(reading, verb, cue)
    rule, content = _content(reading, verb, cue, _OF_NOBODY if nobody else _SHAPES)
    if not content and (nobody or cue.act != "speech"):
        return None
    holder = None if nobody else sources.of_verb(reading, verb)
    return Draft(
        verb.i,
        rule,
        cueing.span_of(reading, verb),
        source=_source(reading, verb, holder),
        content=content,
        kind=Cue("reported", cue.act)
        if nobody and verb.lemma in reading.cues.hearsay and cue.stance == "says"
        else cue,
        negated=_is_negated(reading, verb),
        weak=not any(child.dep in {"ccomp", "xcomp"} for child in reading.children(verb)),
        holder=holder.i if holder is not None else None,
    )


def _can_say(reading: Reading, verb: Token, cue: Cue) -> bool:
    """Whether a word of the table is a verb here, and tells of what was said.

    What a quotation says somebody said is the speaker's word and no claim of the article's; what is to be said, or may
    be, is not said yet.
    """
    if not verb.tag.startswith("VB") or verb.dep in {"aux", "auxpass", "amod", "compound"}:
        return False
    if reading.quotation_of(verb) >= 0 or (cue.act == "thought" and verb.tag == "VBG"):
        return False
    if _is_deed(reading, verb):
        return False
    did = any(child.lemma == "do" for child in reading.children(verb, "aux"))
    return verb.tag != "VB" or (did and reading.child(verb, "nsubj") is not None)  # "don't forget" is no report


def _is_deed(reading: Reading, verb: Token) -> bool:
    """ "Claimed credit", "attacked the harbour": what is done, not said."""
    objects = reading.children(verb, "dobj")
    if not objects or reading.child(verb, "oprd") is not None:
        return False
    if verb.lemma in reading.cues.for_something:
        return not any(child.lemma in _FOR for child in reading.children(verb, "prep"))
    return any(child.lemma in reading.cues.deeds.get(verb.lemma, ()) for child in objects)


def _is_of_nobody(reading: Reading, verb: Token, cue: Cue) -> bool:
    """Whether nobody is told to have said it: "it was reported that", "is said to", "seems to"."""
    passive = verb.tag == "VBN" and (reading.child(verb, "auxpass") is not None or verb.dep == "acl")
    return cue.act == "appearance" or (passive and reading.child(verb, "agent") is None)


def _content(reading: Reading, verb: Token, cue: Cue, shapes: tuple[Shape, ...]) -> tuple[str, list[Span]]:
    """The first way of saying that fits, and what it finds; else a verb that waits for its quotation."""
    for shape in shapes:
        if content := shape(reading, verb, cue):
            return shape.__name__.replace("_", "-"), content
    return "said", []


def _kind(reading: Reading, verb: Token, cue: Cue) -> Cue:
    """ "It is said": hearsay, but not "it was announced"."""
    return Cue("reported", cue.act) if verb.lemma in reading.cues.hearsay and cue.stance == "says" else cue


def _is_negated(reading: Reading, verb: Token) -> bool:
    """ "Did **not** deny", "**neither** confirmed **nor** denied"."""
    if reading.child(verb, "neg") is not None or any(c.lemma == "neither" for c in reading.children(verb)):
        return True
    head = reading.head(verb)
    return verb.dep == "conj" and any(child.lemma in {"neither", "nor"} for child in reading.children(head))


def _source(reading: Reading, verb: Token, holder: Token | None) -> list[Span]:
    """The source of a verb, with the "who" that stands for it."""
    if holder is None:
        return []
    spans = sources.span_of(reading, holder, verb)
    subject = reading.child(verb, "nsubj", "nsubjpass")
    if subject is not None and subject.i != holder.i and subject.text.lower() in _RELATIVE:
        spans.append((subject.start, subject.end))
    return spans


def _without_aside(reading: Reading, noun: Token) -> int:
    """The last token of a noun, without a clause set off by a comma: ", which includes ..."."""
    aside = next((c for c in reading.children(noun, "relcl") if reading.token(c.left - 1).text == ","), None)
    return aside.left - 2 if aside is not None and aside.left - 2 >= noun.i else noun.right
