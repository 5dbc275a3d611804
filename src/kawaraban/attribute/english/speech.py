"""Quotations brought to who spoke them: the words beside a verb of saying, and what goes on after them."""

from __future__ import annotations

import bisect
import re

from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span


def attach(reading: Reading, drafts: list[Draft]) -> None:
    """Gives each quotation to the draft whose content it touches, the verb of its sentence, or who spoke before."""
    last: Draft | None = None
    last_line = -1
    lines = _lines(reading.parse.text)
    for number, quotation in enumerate(reading.quotations):
        line = bisect.bisect_right(lines, quotation.span[0]) - 1
        if reading.is_fragment(number):
            continue
        draft = _touched(drafts, quotation.span) or _beside(reading, drafts, quotation.span)
        if (
            draft is None
            and last is not None
            and (
                quotation.chained
                or line == last_line
                or (line == last_line + 1 and _alone(reading.parse.text, quotation.span))
            )
        ):
            draft = last
        if draft is not None:
            if draft.weak and not _holds(draft.content, quotation.span):
                if not _set_off(reading.parse.text, quotation.span):
                    continue
                draft.content = []  # "scolded him: ..."
            draft.weak = False
            draft.content.append(quotation.span)
            last, last_line = draft, line


def _touched(drafts: list[Draft], span: Span) -> Draft | None:
    """The draft whose content begins or ends in the quotation, or is it; one that holds all of it has it already."""
    best, most = None, 0
    for draft in drafts:
        if any(span[0] < cue[0] < span[1] for cue in draft.cue):
            continue
        shared = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in draft.content)
        if shared > most:
            best, most = draft, shared
    return best


def _beside(reading: Reading, drafts: list[Draft], span: Span) -> Draft | None:
    """A verb of saying in the quotation's sentence, outside of it, that has no content yet."""
    tokens = reading.parse.tokens
    inside = [token.i for token in tokens if span[0] <= token.start < span[1]]
    if not inside:
        return None
    sentences = {reading.parse.sentence_of[i] for i in inside}
    before = tokens[inside[0] - 1] if inside[0] else None
    if before is not None and before.text in {":", ","}:
        sentences.add(reading.parse.sentence_of[before.i])
    near = [
        draft
        for draft in drafts
        if draft.anchor >= 0
        and draft.kind.act == "speech"
        and (draft.weak or not draft.content)
        and reading.parse.sentence_of[draft.anchor] in sentences
        and not any(span[0] <= cue[0] < span[1] for cue in draft.cue)
    ]
    return min(
        near, key=lambda draft: min(abs(draft.cue[0][0] - span[1]), abs(span[0] - draft.cue[0][1])), default=None
    )


def _set_off(text: str, span: Span) -> bool:
    """Whether a mark parts a quotation from the words before it, or it begins its line, as speech is set."""
    before = text[: span[0]].rstrip(" \xa0")
    return not before or before[-1] in ":,\n—–" or text[span[0] : span[1]].rstrip("”\"'’").endswith((",", "!", "?"))


def _lines(text: str) -> list[int]:
    """Where the lines begin that are not empty."""
    return [line.start() for line in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _alone(text: str, span: Span) -> bool:
    """Whether a quotation is all that its line holds."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return not (text[start : span[0]] + text[span[1] : end if end >= 0 else len(text)]).strip(" .")


def _holds(spans: list[Span], inner: Span) -> bool:
    return any(start < inner[1] and inner[0] < end for start, end in spans)
