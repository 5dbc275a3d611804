"""A rendering far longer or shorter than what it renders: a part is missing, or an engine went on without end."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.translate.proof.model import Check, Finding, Segment

# Characters that a language takes for what English says in one: means of the project's own pairs, rounded.
_DENSITY = {"ja": 0.45, "zh": 0.33, "ko": 0.5, "ru": 1.05, "de": 1.1, "fr": 1.1, "es": 1.1}
_SHORTEST = 30  # English characters: what is shorter may be rendered at any length
_ODD, _ABSURD = 4.0, 8.0  # times as long as it should be, or as short


def find(segment: Segment) -> Iterator[Finding]:
    source = len(segment.source.strip()) / _DENSITY.get(segment.source_language, 1.0)
    target = len(segment.target.strip()) / _DENSITY.get(segment.target_language, 1.0)
    if max(source, target) < 2 * _SHORTEST:
        return
    times = max(source, _SHORTEST) / max(target, 1.0)
    name = "short" if times > 1 else "long"
    times = times if times > 1 else target / max(source, _SHORTEST)
    if times > _ODD:
        whole = (0, len(segment.target))
        yield Finding(name, None, whole, severity="error" if times > _ABSURD else "warning")


CHECK = Check(
    id="length",
    kind="length",
    severity="warning",
    label={"en": "The length is out of range", "ja": "長さが合わない"},
    messages={
        "short": {
            "en": "The rendering is far shorter than the original: look whether all of it is there.",
            "ja": "訳文が原文に比べて短すぎます。抜けがないか確かめてください。",
        },
        "long": {
            "en": "The rendering is far longer than the original: look whether anything was added or repeated.",
            "ja": "訳文が原文に比べて長すぎます。余分や繰り返しがないか確かめてください。",
        },
    },
    find=find,
)
