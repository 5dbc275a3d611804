"""Drafts as claims: overlaps settled, marks trimmed, stance and kind of quotation said."""

from __future__ import annotations

from collections.abc import Sequence

from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Act, Claim, Span, Stance, Via
from kawaraban.attribute.spans import joined, minus, quotation_of, tidy

_EDGE = ",;:—–-―"


def gather(reading: Reading, drafts: Sequence[Draft]) -> list[Claim]:
    """The drafts that say something, as claims in the text's order."""
    text = reading.parse.text
    found = []
    for draft in drafts:
        content = tidy(text, minus(joined(_cut(reading, draft)), [*draft.cue, *draft.source]), _EDGE, ".")
        if content:
            found.append(_claim(reading, draft, content))
    return sorted(found, key=lambda claim: min(span[0] for span in (*claim.source, *claim.cue, *claim.content)))


def _claim(reading: Reading, draft: Draft, content: Sequence[Span]) -> Claim:
    text = reading.parse.text
    return Claim(
        source=tuple(joined(draft.source)),
        cue=tuple(joined(draft.cue)),
        content=tuple(content),
        quotation=quotation_of(content, reading.quotations),
        stance=_stance(reading, draft),
        rule=draft.rule,
        act=_act(draft),
        speaker=draft.speaker,
        unnamed=draft.unnamed,
        via=tuple(Via(span, text[slice(*span)]) for span in draft.via),
    )


def _act(draft: Draft) -> Act:
    """ "Did not say", "did not confirm" tell that nothing was said; who does not deny says something."""
    silent = draft.negated and draft.kind.stance != "denies" and draft.kind.act == "speech"
    return "silence" if silent else draft.kind.act


def _stance(reading: Reading, draft: Draft) -> Stance:
    """The stance of the cue; "says" of a medium is hearsay, and what an office "reported" is its own word."""
    stance = draft.kind.stance
    if draft.negated:
        return "says"
    if draft.holder is None or draft.via or stance not in {"says", "reported"}:
        return stance
    holder = reading.token(draft.holder)
    if holder.pos != "NOUN":
        return stance
    return "reported" if holder.lemma in reading.cues.media else "says"


def _cut(reading: Reading, draft: Draft) -> list[Span]:
    """Without what stands behind a semicolon: another sentence, but for its mark."""
    text, cut = reading.parse.text, []
    for start, end in draft.content:
        at = text.find(";", start, end)
        inside = any(q.span[0] <= at < q.span[1] for q in reading.quotations) if at >= 0 else True
        cut.append((start, end if inside or at < draft.cue[0][0] < end else at))
    return cut
