"""Drafts as claims: spans tidied, stance and kind of quotation said, short forms resolved."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence

from kawaraban.attribute.cues import cues
from kawaraban.attribute.japanese.resolving import speakers
from kawaraban.attribute.japanese.sentence import Draft, Reading
from kawaraban.attribute.model import Claim, Quotation, Span, Stance, Via, text_of

_AGE = re.compile("[（(][^）)]*[）)]$")
_COUNTED = re.compile("[0-9０-９一二三四五六七八九十百千]+人$")
_EDGE = " \t\n\r　\xa0、，,。．"


def gather(reading: Reading, drafts: Sequence[Draft]) -> list[Claim]:
    """The claims, in the order of their cues."""
    text = reading.text
    found: list[Claim] = []
    ordered = sorted(drafts, key=lambda one: (one.sentence.number, one.at))
    for draft, speaker in zip(ordered, speakers(reading, ordered), strict=True):
        holes = [*draft.cue, *draft.source]
        content = _tidy(text, _minus(draft.content, holes))
        if not content:
            continue
        source = tuple(draft.source)
        found.append(
            Claim(
                source=source,
                cue=tuple(draft.cue),
                content=tuple(content),
                quotation=_quotation(reading, content),
                stance=_stance(draft),
                rule=draft.rule,
                act=draft.kind.act,
                speaker=speaker,
                unnamed=bool(source) and _unnamed(text_of(text, source)),
                via=tuple(Via(span, text[slice(*span)]) for span in draft.via),
            )
        )
    return found


def _stance(draft: Draft) -> Stance:
    if not draft.negated:
        return draft.kind.stance
    return "says" if draft.kind.stance == "denies" else "denies"


def _unnamed(source: str) -> bool:
    bare = _AGE.sub("", source)
    return bare.endswith(tuple(cues("ja").unnamed)) or _COUNTED.search(bare) is not None


def _minus(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    left = sorted(spans)
    for start, end in holes:
        cut: list[Span] = []
        for a, b in left:
            if b <= start or a >= end:
                cut.append((a, b))
            else:
                cut += [span for span in ((a, start), (end, b)) if span[0] < span[1]]
        left = cut
    return left


def _tidy(text: str, spans: Iterable[Span]) -> list[Span]:
    tidy: list[Span] = []
    for start, end in spans:
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if any(character.isalnum() for character in text[start:end]):
            tidy.append((start, end))
    return tidy


def _quotation(reading: Reading, content: Sequence[Span]) -> Quotation:
    inside = total = 0
    for start, end in content:
        total += end - start
        place = bisect.bisect_right(reading.quotations, start, key=lambda quotation: quotation.span[1])
        while place < len(reading.quotations) and reading.quotations[place].span[0] < end:
            first, last = reading.quotations[place].span
            inside += min(end, last) - max(start, first)
            place += 1
    return "direct" if inside >= 0.95 * total else "mixed" if inside else "indirect"
