"""A word written twice in a row in the rendering ("the the", はは), which the original does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawaraban.translate.proof.model import Check, Finding, Segment

# A particle stands twice only between words: はは and とと begin and end many a word in kana (はるか, こととは).
_TWICE = re.compile(
    r"\b([^\W\d_]{2,}+)\s++\1\b|(を)を|([がはにへとで])\3(?<=[一-鿿ァ-ヴー」』）0-9０-９A-Za-z]..)(?=[一-鿿「『（、0-9０-９])",
    re.IGNORECASE,
)


def find(segment: Segment) -> Iterator[Finding]:
    found = list(_TWICE.finditer(segment.target))
    allowed = {_word(match).lower() for match in _TWICE.finditer(segment.source)} if found else set()
    for match in found:
        word = _word(match)
        if word.lower() not in allowed:
            yield Finding("twice", target_span=match.span(), values={"word": word}, fix=word)


def _word(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3]


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
