"""Whether one of two reports repeats the other, and by what one can tell."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.compare.copies.crediting import Crediting, crediting
from kawaraban.compare.copies.overlap import Overlap, body, overlaps
from kawaraban.compare.copies.rendering import Rendered, rendered
from kawaraban.compare.copies.timing import can_tell, rank
from kawaraban.compare.model import CopyLink, Evidence, Print
from kawaraban.compare.shingles import folded

#: The share of its own words that a copy has from the other; less will do where it says whose they are.
_OVERLAP, _OVERLAP_CREDITED = 0.5, 0.28
#: What of a rewritten text still stands in the other, where every sentence has its like there.
_REWRITTEN, _REWRITTEN_ALIKE = 0.3, 0.6
#: The share of its sentences that have their like in a text of another language.
_RENDERED, _RENDERED_CREDITED = 0.52, 0.3
_MOST_TEXT = 240


def judge(one: Print, other: Print) -> CopyLink | None:
    """Who of the two repeats the other, with every reason for it; None where neither does.

    A copy has most of its own words from the other: a text that quotes another whole in much reporting of its own is
    none, nor are two that print the same statement. Across languages sentences have to have their like, and numbers
    and names to agree. Credit lowers what is asked for. Pure; the order of the two makes no difference.
    """
    if one.report.key == other.report.key or not one.sentences or not other.sentences:
        return None
    found = [link for copy, original in _ways(one, other) if (link := _link(copy, original))]
    return max(found, key=lambda link: (round(link.score, 2), link.copy), default=None)


def _ways(one: Print, other: Print) -> Iterator[tuple[Print, Print]]:
    """Copy and original, as they may be: by credit, else by time; both ways where neither tells."""
    credits, credited = crediting(one, other), crediting(other, one)
    if credits.direct != credited.direct:
        yield (one, other) if credits.direct else (other, one)
        return
    first, second = sorted((one, other), key=rank)
    yield second, first
    if not can_tell(one, other) or credits.shared:
        yield first, second


def _link(copy: Print, original: Print) -> CopyLink | None:
    credit = crediting(copy, original)
    overlap = overlaps(body(copy), body(original))[0]
    alike = rendered(copy, original)
    evidence, score = _by_overlap(copy, overlap, alike, credit)
    if not evidence and alike and copy.report.language != original.report.language:
        evidence, score = _by_rendering(copy, original, alike[0], credit)
    if not evidence:
        return None
    reasons = (*credit.evidence, *evidence, *_quoted(copy, original))
    return CopyLink(copy.report.key, original.report.key, reasons, min(1.0, score))


def _by_overlap(
    copy: Print, overlap: Overlap, alike: tuple[Rendered, Rendered] | None, credit: Crediting
) -> tuple[list[Evidence], float]:
    share = overlap.share_of_own()
    rewritten = alike is not None and share >= _REWRITTEN and _agree(alike[0], _REWRITTEN_ALIKE)
    if share >= (_OVERLAP_CREDITED if credit.direct or credit.shared else _OVERLAP) or rewritten:
        score = max(share, alike[0].sentences if rewritten and alike else 0.0)
        return [Evidence("overlap", _longest(copy, overlap), round(share, 3))], score
    return [], 0.0


def _by_rendering(copy: Print, original: Print, alike: Rendered, credit: Crediting) -> tuple[list[Evidence], float]:
    if not _agree(alike, _RENDERED_CREDITED if credit.direct or credit.shared else _RENDERED):
        return [], 0.0
    numbers = sorted(copy.numbers & original.numbers, key=lambda number: (-len(number), number))[:6]
    mine, theirs = alike.best
    text = " — ".join(part for part in (_sentence(copy, mine), _sentence(original, theirs), ", ".join(numbers)) if part)
    return [Evidence("translation", text, round(alike.sentences, 3))], alike.sentences


def _agree(alike: Rendered, least: float) -> bool:
    """Whether sentences have their like, and facts agree as far as there are any; vectors alone never tell."""
    if alike.sentences < least or alike.shared < 2:
        return False
    return (alike.numbers is None or alike.numbers >= 0.5) and (alike.names is None or alike.names >= 0.2)


def _longest(copy: Print, overlap: Overlap) -> str:
    """The longest sentence that stands in the other, nearly as it is."""
    number = int((overlap.stands * overlap.size).argmax())
    return _sentence(copy, int(body(copy).numbers[number]))


def _sentence(one: Print, number: int) -> str:
    return one.sentences[number].text[:_MOST_TEXT]


def _quoted(copy: Print, original: Print) -> list[Evidence]:
    """The longest quotation that both have, word for word."""
    theirs = {folded(text) for text in original.quotations}
    both = [text for text in copy.quotations if folded(text) in theirs]
    if not both:
        return []
    return [Evidence("quote", max(both, key=len)[:_MOST_TEXT], round(len(both) / len(copy.quotations), 3))]
