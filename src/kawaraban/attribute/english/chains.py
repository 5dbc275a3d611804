"""Chains of sources: what one says on the word of another."""

from __future__ import annotations

from collections.abc import Sequence

from kawaraban.attribute.cues import Cue
from kawaraban.attribute.english import sources
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token

_NEAR = 30  # drafts before and after one, among which who passes it on is looked for


def cite(reading: Reading, drafts: list[Draft]) -> None:
    """ "The paper reported, **citing two officials**, that ...", "The paper, **which cited two officials**, reported":
    the officials are the source, by way of the paper.

    The draft of "citing" itself goes, where the one that it cites for is found.
    """
    for token in reading.parse.tokens:
        if token.lemma not in {"cite", "quote"} or not (token.tag == "VBG" or token.dep == "relcl"):
            continue
        cited = reading.child(token, "dobj")
        outer = _citing(reading, drafts, token)
        if cited is None or outer is None or not outer.source or not _can_speak(reading, cited):
            continue
        drafts[:] = [draft for draft in drafts if draft.anchor != token.i]
        outer.via = [outer.source[0]]
        outer.source, outer.holder = sources.span_of(reading, cited, token), cited.i
        outer.cue = sorted([*outer.cue, (token.start, token.end)])
        outer.kind = Cue("reported", outer.kind.act)
        outer.rule = "citing"
        clause = reading.child(token, "ccomp")  # where the parser hung what was reported on "citing"
        hole = (token.start, reading.token(cited.right).end)
        outer.content = _without(outer.content, hole) if clause is None else [reading.parse.subtree(clause.i)]


def _citing(reading: Reading, drafts: list[Draft], token: Token) -> Draft | None:
    """The draft that a "citing" belongs to: its verb's, or that of the noun it stands behind."""
    head = reading.head(token)
    while head.dep == "ccomp" and not any(draft.anchor == head.i for draft in drafts):
        head = reading.head(head)
    return next((d for d in drafts if d.anchor == head.i or (d.holder == head.i and d.anchor > token.i)), None)


def quoted_as(reading: Reading, drafts: list[Draft]) -> None:
    """ "The agency quoted **the minister** as saying", "was quoted by the agency as saying": by way of it."""
    for draft in list(drafts):
        preposition = reading.head(reading.token(draft.anchor)) if draft.anchor >= 0 else None
        if preposition is None or preposition.lemma != "as" or draft.anchor != preposition.i + 1:
            continue
        verb = reading.head(preposition)
        if verb.lemma not in {"quote", "cite"}:
            continue
        drafts[:] = [other for other in drafts if other.anchor != verb.i]
        quoted, teller = reading.child(verb, "dobj"), sources.of_verb(reading, verb)
        if quoted is not None:
            draft.source, draft.holder = sources.span_of(reading, quoted, verb), quoted.i
            draft.cue = [(verb.start, verb.end), (preposition.start, draft.cue[0][1])]
        draft.via = sources.span_of(reading, teller, verb) if teller is not None else []
        draft.kind = Cue("reported", draft.kind.act)
        draft.rule = "quoted-as"


def link(reading: Reading, drafts: list[Draft]) -> None:
    """Gives each draft that stands in what another says the other's source as `via`, the one nearest to it first.

    "**There were reports** that, according to *defence sources*, ...": the sources, by way of reports.
    """
    drafts.sort(key=lambda draft: draft.cue[0])
    for place, draft in enumerate(drafts):
        near = drafts[max(0, place - _NEAR) : place + _NEAR]
        outer = [other for other in near if other is not draft and _contains(other, draft.cue[0])]
        outer = [other for other in outer if other.kind.act == "speech" and other.speaker != draft.speaker]
        for other in sorted(outer, key=lambda other: sum(end - start for start, end in other.content)):
            span = _teller(other)
            if span is None:
                continue
            draft.via += [via for via in (span, *other.via) if via not in draft.via and via not in draft.source]
            told = other.kind.stance == "reported" or (other.rule == "according-to" and _is_medium(reading, other))
            if told and draft.kind.stance == "says":
                draft.kind = Cue("reported", draft.kind.act)


def merge(drafts: list[Draft]) -> None:
    """ "The company said that, **according to its engineers**, ...": one claim, by way of the company."""
    inner = [draft for draft in drafts if draft.rule == "according-to" and draft.via]
    outer = {id(other) for draft in inner for other in drafts if other is not draft and _begins(other, draft.cue[0])}
    drafts[:] = [draft for draft in drafts if id(draft) not in outer]


def _begins(draft: Draft, cue: Span) -> bool:
    """Whether a draft's content begins with another's cue, but for a "that,"."""
    return any(start <= cue[0] <= start + len("that, ") for start, _ in draft.content)


def _is_medium(reading: Reading, draft: Draft) -> bool:
    if draft.holder is None:
        return False
    head = reading.token(draft.holder)
    words = reading.parse.tokens[head.left : head.i + 1]
    return any(word.lemma in reading.cues.media or word.text.lower() in reading.cues.media for word in words)


def _contains(draft: Draft, cue: Span) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in draft.content)


def _teller(draft: Draft) -> Span | None:
    """Who passes it on: the source, or the noun where nobody is named ("reports")."""
    if draft.source:
        return draft.source[0]
    return draft.cue[0] if draft.rule == "claim-that" else None


def _can_speak(reading: Reading, noun: Token) -> bool:
    return noun.pos == "PROPN" or noun.lemma in reading.cues.unnamed or noun.lemma in reading.cues.cited


def _without(spans: Sequence[Span], hole: Span) -> list[Span]:
    cut: list[Span] = []
    for start, end in spans:
        pieces = ((start, min(end, hole[0])), (max(start, hole[1]), end))
        cut += [piece for piece in pieces if piece[0] < piece[1]]
    return cut
