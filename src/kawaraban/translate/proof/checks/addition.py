"""A clause or a sentence of the rendering that is not in the original.

The mirror of `omission`: a rendering much too heavy for its original, or a little too heavy and with sentences, names
or quotations of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.translate.proof.anchors import names, quotations, stops
from kawaraban.translate.proof.mass import deviation
from kawaraban.translate.proof.model import Check, Finding, Segment

_SURE, _LIKELY, _HINTED = 4.0, 2.4, 1.5  # standard deviations


def find(segment: Segment) -> Iterator[Finding]:
    off = deviation(segment)
    if off is None or off <= _HINTED:
        return
    if off > _LIKELY:
        yield Finding("heavy", severity="error" if off > _SURE else None)
    elif _more(segment):
        yield Finding("more")


def _more(segment: Segment) -> bool:
    """Whether the rendering has sentences or quotations that the original has not, or many more names."""
    source, target = segment.source, segment.target
    if stops(target, segment.target_language) > stops(source, segment.source_language):
        return True
    if quotations(target) and not quotations(source):
        return True
    return names(target, segment.target_language) >= 3 + 2 * names(source, segment.source_language)


CHECK = Check(
    id="addition",
    kind="addition",
    severity="warning",
    label={"en": "Something may be added", "ja": "余分な訳"},
    messages={
        "heavy": {
            "en": "The rendering is much longer than the original: it may say something that the original does not.",
            "ja": "原文に比べて訳文が長すぎます。原文にない内容が加わっていないか確かめてください。",
        },
        "more": {
            "en": "The rendering is longer than usual, with sentences, quotations or names that the original has not.",
            "ja": "訳文が長めで、原文にない文や引用、名前があります。余分な内容がないか確かめてください。",
        },
    },
    find=find,
)
