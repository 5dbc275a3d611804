""" "According to officials": a phrase that brings a source, and the sentence around it."""

from __future__ import annotations

from kawaraban.attribute.english import sources
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.parsing import Token


def find(reading: Reading) -> list[Draft]:
    found = []
    for token in reading.parse.tokens:
        if token.lemma in {"accord", "according"} and token.i + 1 < len(reading.parse.tokens):
            to = reading.token(token.i + 1)
            if to.text.lower() == "to" and (draft := _of(reading, token, to)):
                found.append(draft)
    return found


def _of(reading: Reading, according: Token, to: Token) -> Draft | None:
    holder = reading.child(to, "pobj") or reading.child(according, "pobj")
    if holder is None or holder.lemma in reading.cues.not_sources:
        return None
    head = reading.head(according)
    while head.pos not in {"VERB", "AUX"} and head.dep != "ROOT" and head.head != head.i:
        head = reading.head(head)
    first, last = reading.token(head.left), reading.token(head.right)
    start, end = according.start, reading.token(according.right).end
    draft = Draft(according.i, "according-to", [(according.start, to.end)], kind=reading.cues.phrases["according to"])
    draft.source, draft.holder = sources.span_of(reading, holder), holder.i
    draft.content = [span for span in ((first.start, start), (end, last.end)) if span[0] < span[1]]
    return draft
