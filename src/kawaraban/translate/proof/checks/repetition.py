"""A word written twice in a row in the rendering ("the the", はは), which the original does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawaraban.translate.proof.model import Check, Finding, Segment

_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b|([をがはにへと])\2(?![ァ-ヿ])", re.IGNORECASE)


def find(segment: Segment) -> Iterator[Finding]:
    allowed = {(match[1] or match[2]).lower() for match in _TWICE.finditer(segment.source)}
    for match in _TWICE.finditer(segment.target):
        word = match[1] or match[2]
        if word.lower() not in allowed:
            yield Finding("twice", target_span=match.span(), values={"word": word}, fix=word)


CHECK = Check(
    id="repetition",
    kind="repetition",
    severity="warning",
    label={"en": "A word stands twice", "ja": "語の重なり"},
    messages={
        "twice": {
            "en": "“{word}” stands twice in a row: take one out.",
            "ja": "「{word}」が続けて二度あります。片方を消してください。",
        }
    },
    find=find,
)
