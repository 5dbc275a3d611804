"""Chains of sources: what one says on the word of another."""

from __future__ import annotations

from collections.abc import Sequence

from kawaraban.attribute.cues import Cue
from kawaraban.attribute.english import sources
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token


def cite(reading: Reading, drafts: list[Draft]) -> None:
    """ "The paper reported, **citing two officials**, that ...": the officials are the source, by way of the paper.

    The draft of "citing" itself goes, where the one that it cites for is found.
    """
    for token in reading.parse.tokens:
        if token.lemma not in {"cite", "quote"} or token.tag != "VBG":
            continue
        cited = reading.child(token, "dobj")
        head = reading.head(token)
        outer = next((d for d in drafts if d.anchor == head.i or (d.holder == head.i and d.anchor > token.i)), None)
        if cited is None or outer is None or not outer.source or not _can_speak(reading, cited):
            continue
        drafts[:] = [draft for draft in drafts if draft.anchor != token.i]
        outer.via = [outer.source[0]]
        outer.source, outer.holder = sources.span_of(reading, cited, token), cited.i
        outer.cue = sorted([*outer.cue, (token.start, token.end)])
        outer.kind = Cue("reported", outer.kind.act)
        outer.rule = "citing"
        outer.content = _without(outer.content, (token.start, reading.token(token.right).end))


def link(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Gives each draft that stands in what another says the other's source as `via`, the one nearest to it first.

    "**There were reports** that, according to *defence sources*, ...": the sources, by way of reports.
    """
    for draft in drafts:
        outer = [other for other in drafts if other is not draft and _contains(other, draft.cue[0])]
        outer = [other for other in outer if other.kind.act == "speech" and other.speaker != draft.speaker]
        for other in sorted(outer, key=lambda other: sum(end - start for start, end in other.content)):
            span = _teller(other)
            if span is None:
                continue
            draft.via += [via for via in (span, *other.via) if via not in draft.via and via not in draft.source]
            if other.kind.stance == "reported" and draft.kind.stance == "says":
                draft.kind = Cue("reported", draft.kind.act)


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
