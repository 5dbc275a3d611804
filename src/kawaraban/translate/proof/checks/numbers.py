"""A number of the original that is another in the rendering, is missing there, or was added; and what hedged it."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.translate.numerals import write
from kawaraban.translate.proof.figures import Figure, figures
from kawaraban.translate.proof.model import Check, Finding, Segment, Severity


def find(segment: Segment) -> Iterator[Finding]:
    found = figures(segment)
    for here, there in found.different:
        if here.kind == there.kind == "month" or not (here.required or there.required):
            continue
        severity: Severity = "error" if here.required and there.required else "warning"
        values = {"source": _shown(segment.source, here), "target": _shown(segment.target, there)}
        yield Finding("differs", here.span, there.span, values, _fix(segment, here, there), severity)
    for figure in found.missing:
        if figure.required:
            yield Finding("missing", figure.span, None, {"source": _shown(segment.source, figure)}, severity="warning")
    for figure in found.added:
        if figure.required and figure.value > 1:
            yield Finding("added", None, figure.span, {"target": _shown(segment.target, figure)}, severity="warning")


def _shown(text: str, figure: Figure) -> str:
    return text[slice(*figure.span)].strip()


def _fix(segment: Segment, here: Figure, there: Figure) -> str | None:
    """What stands in the rendering at that place, with the number of the original; where it is sure how to write it."""
    if here.kind != there.kind or here.unit != there.unit:
        return None
    (start, end), (first, last) = there.span, there.number
    written = segment.target[first:last]
    if write(there.value, segment.target_language, written) != written:
        return None  # an hour of the other half of the day, a year of an era
    number = write(here.value, segment.target_language, written)
    return None if number is None else segment.target[start:first] + number + segment.target[last:end]


CHECK = Check(
    id="numbers",
    kind="number",
    severity="error",
    label={"en": "The number differs", "ja": "数が違う"},
    messages={
        "differs": {
            "en": "The original has “{source}”, the rendering “{target}”.",
            "ja": "原文は「{source}」、訳文は「{target}」です。",
        },
        "missing": {
            "en": "“{source}” of the original is not in the rendering.",
            "ja": "原文の「{source}」が訳文にありません。",
        },
        "added": {
            "en": "“{target}” is not in the original.",
            "ja": "「{target}」は原文にありません。",
        },
    },
    find=find,
)
