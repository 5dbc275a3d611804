"""A term of the glossary that the original has and the rendering has not, or spells otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.translate.glossary import Term, occurrences, rendered
from kawaraban.translate.glossary.rendering import is_other_spelling, mistaken
from kawaraban.translate.proof.model import Check, Finding, Segment, Span


def find(segment: Segment) -> Iterator[Finding]:
    """A term that the original has more than once is looked for once: Japanese leaves out what was said before."""
    meant: dict[Term, Span] = {}
    for span, term in occurrences(segment.source, segment.terms, segment.source_language):
        meant.setdefault(term, span)
    found = [finding for term, span in meant.items() for finding in _of_term(segment, term, span, list(meant))]
    yield from sorted(found, key=lambda finding: finding.target_span or (len(segment.target), 0))


def _of_term(segment: Segment, term: Term, span: Span, meant: list[Term]) -> Iterator[Finding]:
    written = segment.source[slice(*span)]
    wanted = written if term.keep else term.target
    spans = rendered(term, segment.target)
    for at in spans:
        was = segment.target[slice(*at)]
        if is_other_spelling(term, was, wanted):
            yield Finding("spelt", span, at, {"was": was, "target": wanted}, fix=wanted)
    if spans:
        return
    values = {"source": written, "target": wanted}
    if term.keep:
        yield Finding("kept", span, values=values, severity="error")
        return
    others = [other for other in meant if other is not term]
    clear = mistaken(term, written, segment.source, segment.target, others)
    for at in clear:
        yield Finding("otherwise", span, at, values | {"was": segment.target[slice(*at)]}, wanted, "error")
    if not clear:
        yield Finding("absent", span, values=values)


CHECK = Check(
    id="glossary",
    kind="glossary",
    severity="warning",
    label={"en": "Not as the glossary has it", "ja": "用語集とちがう"},
    messages={
        "absent": {
            "en": "The glossary has “{target}” for “{source}”: the translation does not have it.",
            "ja": "用語集では「{source}」は「{target}」ですが、訳にありません。",
        },
        "otherwise": {
            "en": "The glossary has “{target}” for “{source}”, the translation “{was}”.",
            "ja": "用語集では「{source}」は「{target}」ですが、訳は「{was}」です。",
        },
        "spelt": {
            "en": "The glossary spells “{was}” as “{target}”.",
            "ja": "「{was}」は、用語集の書き方では「{target}」です。",
        },
        "kept": {
            "en": "“{source}” is not to be translated: write it as it stands in the original.",
            "ja": "「{source}」は訳さない語です。原文のまま書いてください。",
        },
    },
    find=find,
)
