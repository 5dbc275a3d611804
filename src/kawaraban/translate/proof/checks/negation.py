"""What is denied in one text and not in the other: a ない that fell out turns a sentence into its opposite.

Negations are counted, not matched: grammar on one side may be a word on the other (未完成 renders "not finished"), and
what stands between them moves too freely for more. English and Japanese, in both directions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawaraban.translate.proof.model import Check, Finding, Segment, Severity
from kawaraban.translate.proof.polarity import Kind, Negation, negations


def find(segment: Segment) -> Iterator[Finding]:
    if {segment.source_language, segment.target_language} != {"en", "ja"}:
        return
    ours, theirs = (
        negations(segment.source, segment.source_language),
        negations(segment.target, segment.target_language),
    )
    if severity := _fewer(ours, theirs):
        lost = next(one for one in ours if one.kind in {"grammar", "word", "affix"})
        yield Finding("lost", source_span=lost.span, values={"word": lost.text}, severity=severity)
    elif not ours and (gained := next((one for one in theirs if one.kind == "grammar"), None)):
        yield Finding("gained", target_span=gained.span, values={"word": gained.text})


def _fewer(ours: Sequence[Negation], theirs: Sequence[Negation]) -> Severity | None:
    """Whether a negation of ours has nothing in theirs; an error where nothing in theirs could stand for one."""
    grammar = _count(ours, "grammar")
    if grammar and not theirs:
        return "error"
    if grammar > _count(theirs, "grammar", "affix") and grammar > _count(theirs, "grammar", "affix", "word") - _count(
        ours, "word"
    ):
        return "warning"
    if grammar and grammar + _count(ours, "word") > _count(theirs, "grammar", "affix", "word", "hint"):
        return "warning"
    if not theirs and _count(ours, "word"):
        return "warning"
    return None


def _count(found: Sequence[Negation], *kinds: Kind) -> int:
    return sum(one.kind in kinds for one in found)


CHECK = Check(
    id="negation",
    kind="negation",
    severity="warning",
    label={"en": "A negation differs", "ja": "否定の食い違い"},
    messages={
        "lost": {
            "en": "“{word}” negates the original; the rendering may say the opposite.",
            "ja": "原文の「{word}」にあたる打ち消しがありません。逆の意味になっていないか確かめてください。",
        },
        "gained": {
            "en": "“{word}” negates the rendering; the original does not.",
            "ja": "訳文の「{word}」にあたる打ち消しが原文にありません。",
        },
    },
    find=find,
)
