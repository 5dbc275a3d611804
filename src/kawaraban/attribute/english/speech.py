"""Quotations brought to who spoke them: the words beside a verb of saying, and what goes on after them."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span

_GAP = 90  # code points between a quotation and the verb of who spoke it, where sentences part them
_STOP = re.compile(r"[.!?;\n]")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(slots=True)
class _Last:
    """Who spoke last, and on which line."""

    draft: Draft
    line: int


def attach(reading: Reading, drafts: list[Draft]) -> None:
    """Gives each quotation to the draft whose content it touches, the verb beside it, or who spoke before."""
    text, last = reading.parse.text, None
    lines = [line.start() for line in _LINE.finditer(text)]
    for number, quotation in enumerate(reading.quotations):
        if reading.is_fragment(number):
            continue
        line = bisect.bisect_right(lines, quotation.span[0]) - 1
        draft = _touched(drafts, quotation.span) or _beside(reading, drafts, quotation.span)
        if draft is None and last is not None and _goes_on(text, quotation.span, quotation.chained, line - last.line):
            draft = last.draft
        if draft is not None and _given(text, draft, quotation.span):
            last = _Last(draft, line)


def _given(text: str, draft: Draft, span: Span) -> bool:
    """Adds a quotation to a draft; False where the draft says something else already: praised the “Aldane” brothers."""
    if draft.weak and not any(start < span[1] and span[0] < end for start, end in draft.content):
        if not _set_off(text, span):
            return False
        draft.content = []  # "scolded him: ..."
        draft.rule = "said-quotation"
    draft.weak = False
    draft.content.append(span)
    return True


def _goes_on(text: str, span: Span, chained: bool, lines: int) -> bool:
    """Whether a quotation with no verb of its own goes on from the one before, `lines` further up."""
    return chained or lines == 0 or (lines == 1 and _alone(text, span))


def _touched(drafts: list[Draft], span: Span) -> Draft | None:
    """The draft whose content shares most with the quotation."""
    best, most = None, 0
    for draft in drafts:
        if any(span[0] < cue[0] < span[1] for cue in draft.cue):
            continue
        shared = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in draft.content)
        if shared > most:
            best, most = draft, shared
    return best


def _beside(reading: Reading, drafts: list[Draft], span: Span) -> Draft | None:
    """The nearest verb of saying outside of a quotation that has no content yet, in its sentence or next to it."""
    sentences = _sentences_of(reading, span)
    near = [
        draft
        for draft in drafts
        if draft.anchor >= 0
        and draft.kind.act == "speech"
        and (draft.weak or not draft.content)
        and not any(span[0] <= cue[0] < span[1] for cue in draft.cue)
        and (reading.parse.sentence_of[draft.anchor] in sentences or _adjoins(reading.parse.text, draft.cue[0], span))
    ]
    return min(near, key=lambda draft: _distance(draft.cue[0], span), default=None)


def _sentences_of(reading: Reading, span: Span) -> set[int]:
    tokens = reading.parse.tokens
    first = bisect.bisect_left(tokens, span[0], key=lambda token: token.start)
    last = bisect.bisect_left(tokens, span[1], key=lambda token: token.start)
    return set(reading.parse.sentence_of[first:last])


def _distance(cue: Span, span: Span) -> int:
    return max(cue[0] - span[1], span[0] - cue[1])


def _adjoins(text: str, cue: Span, span: Span) -> bool:
    """Whether a cue stands so near to a quotation that nothing but a sentence's mark inside it parts them."""
    start, end = (span[1], cue[0]) if cue[0] >= span[1] else (cue[1], span[0])
    return end - start <= _GAP and not _STOP.search(text, start, end)


def _set_off(text: str, span: Span) -> bool:
    """Whether a mark parts a quotation from the words before it, or it begins its line, as speech is set."""
    before = text[max(0, span[0] - 8) : span[0]].rstrip(" \xa0")
    return not before or before[-1] in ":,\n—–" or text[span[0] : span[1]].rstrip("”\"'’").endswith((",", "!", "?"))


def _alone(text: str, span: Span) -> bool:
    """Whether a quotation is all that its line holds."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return not (text[start : span[0]] + text[span[1] : end if end >= 0 else len(text)]).strip(" .")
