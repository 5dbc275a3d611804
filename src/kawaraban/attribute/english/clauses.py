"""Verbs of saying with what was said: "the ministry said that", "called X a lie", "was quoted as saying"."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.attribute.cues import Cue
from kawaraban.attribute.english import sources
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token

#: Verbs that say something only with a clause: with a noun they do another thing (show a film, see a ship).
CLAUSE_ONLY = frozenset(
    """show find see know write begin go post release issue publish hear open release express air press bet feel
    continue remember forget learn think consider back back mean read list view point give think cover ask tell
    answer speak talk discuss mention like love want need plan intend aim hope wish expect seek decide determine prefer
    favor favour support oppose refuse decline seem appear allow realize realise figure judge
    inform indicate signal begin hint establish prove demonstrate care mind hate watch add say""".split()
)
#: With an infinitive they say how something goes on, not what is said.
NO_INFINITIVE = frozenset({"continue", "conclude", "question"})


def find(reading: Reading) -> list[Draft]:
    """A draft for every verb of the table that has what was said beside it; those without wait for a quotation."""
    return [draft for token in reading.parse.tokens for draft in _of(reading, token)]


def _of(reading: Reading, verb: Token) -> Iterator[Draft]:
    cue = reading.cues.verbs.get(verb.lemma)
    if cue is None or not verb.tag.startswith("VB") or verb.dep in {"aux", "auxpass", "amod", "compound"}:
        return
    # What a quotation says somebody said is the speaker's word; what is to be said, or may be, is not said yet.
    if reading.quotation_of(verb) >= 0 or not _happened(reading, verb) or (cue.act == "thought" and verb.tag == "VBG"):
        return
    content = _content(reading, verb, cue)
    holder = sources.of_verb(reading, verb)
    draft = Draft(
        verb.i,
        "verb",
        [_cue_span(reading, verb)],
        kind=cue,
        negated=_negated(reading, verb),
        holder=holder.i if holder else None,
    )
    draft.source = sources.span_of(reading, holder, verb) if holder else []
    relative = reading.child(verb, "nsubj", "nsubjpass")
    if (
        holder is not None
        and relative is not None
        and relative.i != holder.i
        and relative.text.lower() in {"who", "which", "that"}
    ):
        draft.source.append((relative.start, relative.end))
    draft.content = content
    draft.weak = not any(child.dep in {"ccomp", "xcomp"} for child in reading.children(verb))
    if content or cue.act == "speech":
        yield draft


def _happened(reading: Reading, verb: Token) -> bool:
    """Whether a verb tells of what was said: not "to say" and "would say", but "did not say"."""
    return verb.tag != "VB" or any(child.lemma == "do" for child in reading.children(verb, "aux"))


def _content(reading: Reading, verb: Token, cue: Cue) -> list[Span]:
    for child in reading.children(verb, "ccomp"):
        return [reading.parse.subtree(child.i)]
    if verb.dep in {"parataxis"} or (verb.dep == "ccomp" and _inverted(reading, verb)):
        return _around(reading, verb)
    for child in reading.children(verb, "xcomp"):
        if child.i > verb.i and verb.lemma not in NO_INFINITIVE:
            return [reading.parse.subtree(child.i)]
    if verb.lemma in CLAUSE_ONLY:
        return []
    objects = [c for c in reading.children(verb, "dobj", "oprd", "attr", "dative") if c.i > verb.i]
    if objects:
        rest = [c for c in reading.children(verb, "oprd", "acomp", "xcomp", "prep") if c.i > objects[0].i]
        ends = [c.right for c in rest if c.dep != "prep" or c.lemma in {"as", "of", "for", "to", "with"}]
        ends += [_without_aside(reading, o) for o in objects]
        return [(reading.token(objects[0].left).start, reading.token(max(ends)).end)]
    for child in reading.children(verb, "prep"):
        if child.i > verb.i and child.lemma in {"for", "about", "against", "on", "as", "of", "with", "to"}:
            return [_after(reading, child)]
    return []


def _without_aside(reading: Reading, noun: Token) -> int:
    """The last token of a noun, without a clause set off by a comma: ", which includes ..."."""
    aside = next((c for c in reading.children(noun, "relcl") if reading.token(c.left - 1).text == ","), None)
    return aside.left - 2 if aside is not None and aside.left - 2 >= noun.i else noun.right


def _after(reading: Reading, preposition: Token) -> Span:
    inner = reading.child(preposition, "pobj", "pcomp")
    return reading.parse.subtree((inner or preposition).i)


def _inverted(reading: Reading, verb: Token) -> bool:
    return False


def _around(reading: Reading, verb: Token) -> list[Span]:
    """What stands before and after "he said" that is put into a sentence."""
    head = reading.head(verb)
    first, last = reading.token(head.left), reading.token(head.right)
    left, right = reading.token(verb.left), reading.token(verb.right)
    return [span for span in ((first.start, left.start), (right.end, last.end)) if span[0] < span[1]]


def _cue_span(reading: Reading, verb: Token) -> Span:
    """The verb with its auxiliaries, negation and particles."""
    first = last = verb
    for child in reading.children(verb, "aux", "auxpass", "neg", "prt"):
        if verb.i - 4 <= child.i < first.i:
            first = child
        if child.dep == "prt" and child.i == last.i + 1:
            last = child
    return first.start, last.end


def _negated(reading: Reading, verb: Token) -> bool:
    return reading.child(verb, "neg") is not None
