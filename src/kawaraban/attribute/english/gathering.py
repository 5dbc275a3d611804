"""Drafts as claims: overlaps settled, marks trimmed, stance and kind of quotation said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Act, Claim, Quotation, Span, Stance, Via


def gather(reading: Reading, drafts: Sequence[Draft]) -> list[Claim]:
    """The drafts that say something, as claims in the text's order."""
    text = reading.parse.text
    found = []
    for draft in drafts:
        content = _tidy(text, _minus(_joined(_cut(reading, draft)), [*draft.cue, *draft.source]))
        if content:
            found.append(_claim(reading, draft, content))
    return sorted(found, key=lambda claim: min(span[0] for span in (*claim.source, *claim.cue, *claim.content)))


def _claim(reading: Reading, draft: Draft, content: Sequence[Span]) -> Claim:
    text = reading.parse.text
    return Claim(
        source=tuple(_joined(draft.source)),
        cue=tuple(_joined(draft.cue)),
        content=tuple(content),
        quotation=_quotation(reading, content),
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


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _minus(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for start, end in holes:
        cut = []
        for a, b in left:
            if b <= start or a >= end:
                cut.append((a, b))
            else:
                cut += [span for span in ((a, start), (end, b)) if span[0] < span[1]]
        left = cut
    return left


def _tidy(text: str, spans: Iterable[Span]) -> list[Span]:
    """Without spaces and commas at the ends, and what is marks alone."""
    tidy = []
    for start, end in spans:
        while start < end and (text[start].isspace() or text[start] in ",;:—–-―"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-―."):
            end -= 1
        if any(character.isalnum() for character in text[start:end]):
            tidy.append((start, end))
    return tidy


def _quotation(reading: Reading, content: Sequence[Span]) -> Quotation:
    inside = total = 0
    for start, end in content:
        total += end - start
        for quotation in reading.quotations:
            inside += max(0, min(end, quotation.span[1]) - max(start, quotation.span[0]))
    return "direct" if inside >= 0.95 * total else "mixed" if inside else "indirect"
