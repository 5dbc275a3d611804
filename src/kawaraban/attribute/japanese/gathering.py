"""Drafts as claims: spans tidied, stance and kind of quotation said, short forms resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kawaraban.attribute.cues import cues
from kawaraban.attribute.japanese.resolving import speakers
from kawaraban.attribute.japanese.sentence import Draft, Reading
from kawaraban.attribute.model import Claim, Stance, Via, text_of
from kawaraban.attribute.spans import minus, quotation_of, tidy

_AGE = re.compile("[（(][^）)]*[）)]$")
_COUNTED = re.compile("[0-9０-９一二三四五六七八九十百千]+人$")
_EDGE = "、，,。．"


def gather(reading: Reading, drafts: Sequence[Draft]) -> list[Claim]:
    """The claims, in the order of their cues."""
    text = reading.text
    found: list[Claim] = []
    ordered = sorted(drafts, key=lambda one: (one.sentence.number, one.at))
    for draft, speaker in zip(ordered, speakers(reading, ordered), strict=True):
        holes = [*draft.cue, *draft.source]
        content = tidy(text, minus(draft.content, holes), _EDGE)
        if not content:
            continue
        source = tuple(draft.source)
        found.append(
            Claim(
                source=source,
                cue=tuple(draft.cue),
                content=tuple(content),
                quotation=quotation_of(content, reading.quotations),
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
