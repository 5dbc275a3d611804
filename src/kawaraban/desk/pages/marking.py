"""A text as HTML with what is known of its words: findings of the proof, cues of claims, and what the claims say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from kawaraban.desk.pages.margin import Remark

Span = tuple[int, int]
LONG_CUE = 16  # code points


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in one text: its cue and its content there; `stance` is that of the cue in this text."""

    claim: int
    stance: str
    cue: tuple[Span, ...]
    content: tuple[Span, ...] = ()


def marked(text: str, remarks: Iterable[tuple[Remark, Span | None]] = (), said: Sequence[Said] = ()) -> SafeString:
    """The text as HTML: what each remark is about tinted, with the remark's number behind it, each cue a link to its
    claim underlined by stance, each content to be lit up with it.

    Spans may overlap, touch and be empty (where something is missing); those that reach beyond the text are cut.
    """
    spans = [(remark, within(text, span)) for remark, span in remarks if span is not None]
    cues = [(one, within(text, span)) for one in said for span in one.cue]
    contents = [(one, within(text, span)) for one in said for span in one.content]
    cuts = sorted({0, len(text), *(edge for _, span in (*spans, *cues, *contents) for edge in span)})
    parts = [_numbers(spans, 0)]
    pieces = ((edge, next((cue for cue in cues if _covers(cue[1], *edge)), None)) for edge in pairwise(cuts))
    for cue, edges in groupby(pieces, key=itemgetter(1)):
        inner = []
        for (start, end), _ in edges:
            piece = _lit(_lines(text[start:end]), [one for one, span in contents if _covers(span, start, end)])
            inner += [_tinted(piece, [remark for remark, span in spans if _covers(span, start, end)])]
            inner += [_numbers(spans, end)]
        # The number behind a cue's last word stands behind its line, too.
        parts += [_underlined(SafeString("".join(inner[:-1])), cue[0]), inner[-1]] if cue else inner
    return SafeString("".join(parts))


def within(text: str, span: Span) -> Span:
    """The span, cut to the text."""
    start, end = (min(max(0, edge), len(text)) for edge in span)
    return start, max(start, end)


def _covers(span: Span, start: int, end: int) -> bool:
    return span[0] <= start and end <= span[1]


def _lit(piece: SafeString, over: Sequence[Said]) -> SafeString:
    if not over:
        return piece
    return format_html('<span data-said="{}">{}</span>', " ".join(str(one.claim) for one in over), piece)


def _underlined(words: SafeString, one: Said) -> SafeString:
    # A cue is not broken over two lines, unless it would leave half of one empty.
    longest = max(end - start for start, end in one.cue)
    return format_html(
        '<a class="cue {}{}" href="#claim-{}" data-claim="{}" aria-describedby="claim-{}">{}</a>',
        one.stance,
        " long" if longest > LONG_CUE else "",
        one.claim,
        one.claim,
        one.claim,
        words,
    )


def _tinted(piece: SafeString, over: Sequence[Remark]) -> SafeString:
    if not over:
        return piece
    severity = "error" if any(remark.issue.severity == "error" for remark in over) else "warning"
    return format_html('<mark class="proof {}">{}</mark>', severity, piece)


def _numbers(spans: Sequence[tuple[Remark, Span]], at: int) -> SafeString:
    """The numbers of the remarks whose spans end here."""
    return SafeString(
        "".join(
            format_html(
                '<sup class="n {}" data-remark="{}">{}</sup>', remark.issue.severity, remark.place, remark.number
            )
            for remark, span in spans
            if span[1] == at
        )
    )


def _lines(text: str) -> SafeString:
    return SafeString(escape(text).replace("\n", "<br>"))
