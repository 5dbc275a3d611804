"""A clause or a sentence of the original that is not in the rendering.

Told by what is left: a rendering that is much too light for its original, a little too light and short of names or
sentences besides, or that begins or breaks off in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawaraban.translate.proof.anchors import names, stops
from kawaraban.translate.proof.mass import deviation
from kawaraban.translate.proof.model import Check, Finding, Segment

_SURE, _LIKELY, _HINTED = -3.7, -2.3, -1.3  # standard deviations
# A Japanese sentence does not begin with a particle that marks what came before it, nor a kana that only goes on.
_HEADLESS = re.compile(r"(?:[をん、。」』）ぁぃぅぇぉっゃゅょー]|[がはにのもとへ](?=[一-鿿ァ-ヴ])|が[^、ぁ-ん])")
_BREAKS_OFF = re.compile(r"[をがはに、]$")
_ENDS = re.compile(r"[.!?。！？][”\"’»」』)）]*$")


def find(segment: Segment) -> Iterator[Finding]:
    if segment.target_language == "ja" and (torn := _torn(segment)):
        yield torn
        return
    off = deviation(segment)
    if off is None or off >= _HINTED:
        return
    if off < _LIKELY:
        yield Finding("light", severity="error" if off < _SURE else None)
    elif _fewer_names(segment) or _fewer_sentences(segment):
        yield Finding("missing")


def _torn(segment: Segment) -> Finding | None:
    target = segment.target.strip()
    if not _ENDS.search(segment.source.strip()):
        return None  # a headline or a label: no sentence that could be torn
    if _HEADLESS.match(target):
        return Finding("headless", target_span=(0, min(4, len(segment.target))))
    if _BREAKS_OFF.search(target):
        return Finding("cut", target_span=(max(0, len(segment.target) - 4), len(segment.target)))
    return None


def _fewer_names(segment: Segment) -> bool:
    ours, theirs = names(segment.source, segment.source_language), names(segment.target, segment.target_language)
    return ours >= 2 and theirs <= ours / 2


def _fewer_sentences(segment: Segment) -> bool:
    ours, theirs = stops(segment.source, segment.source_language), stops(segment.target, segment.target_language)
    return theirs < ours


CHECK = Check(
    id="omission",
    kind="omission",
    severity="warning",
    label={"en": "Something may be missing", "ja": "訳し漏れ"},
    messages={
        "light": {
            "en": "The rendering is much shorter than the original: a clause or a sentence may be missing.",
            "ja": "原文に比べて訳文が短すぎます。節や文が抜けていないか確かめてください。",
        },
        "missing": {
            "en": "The rendering is shorter than usual and lacks names or sentences of the original.",
            "ja": "訳文が短めで、原文にある名前や文が足りません。抜けがないか確かめてください。",
        },
        "headless": {
            "en": "The rendering begins in the middle of a sentence.",
            "ja": "訳文が文の途中から始まっています。",
        },
        "cut": {
            "en": "The rendering breaks off in the middle of a sentence.",
            "ja": "訳文が文の途中で切れています。",
        },
    },
    find=find,
)
