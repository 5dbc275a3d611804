"""Drafts as claims: overlaps settled, marks trimmed, stance and kind of quotation said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Claim, Quotation, Span, Stance, text_of

_NEGATED: dict[Stance, Stance] = {
    "says": "denies",
    "insists": "denies",
    "alleges": "denies",
    "reveals": "denies",
    "denies": "says",
    "reported": "denies",
}


def gather(reading: Reading, drafts: Sequence[Draft]) -> list[Claim]:
    text = reading.parse.text
    found = []
    for draft in drafts:
        content = _tidy(text, _minus(_joined(_cut(reading, draft)), [*draft.cue, *_outside(draft)]))
        if not content or not any(any(c.isalnum() for c in text[a:b]) for a, b in content):
            continue
        found.append(
            Claim(
                source=tuple(draft.source),
                cue=tuple(draft.cue),
                content=tuple(content),
                quotation=_quotation(reading, content),
                stance=draft.kind.stance,
                rule=draft.rule,
                act=draft.kind.act,
                speaker=text_of(text, tuple(draft.source)),
            )
        )
    return sorted(found, key=lambda claim: min(span[0] for span in (*claim.source, *claim.cue, *claim.content)))


def _cut(reading: Reading, draft: Draft) -> list[Span]:
    """Without what stands behind a semicolon: another sentence, but for its mark."""
    text, cut = reading.parse.text, []
    for start, end in draft.content:
        at = text.find(";", start, end)
        inside = any(q.span[0] <= at < q.span[1] for q in reading.quotations) if at >= 0 else True
        cut.append((start, end if inside or at < draft.cue[0][0] < end else at))
    return cut


def _outside(draft: Draft) -> list[Span]:
    return draft.source


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
