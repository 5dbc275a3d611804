"""Whether one of two reports repeats the other, and by what one can tell."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.compare.copies.agreeing import agreement
from kawaraban.compare.copies.crediting import Crediting, crediting
from kawaraban.compare.copies.overlap import Overlap, body, overlap
from kawaraban.compare.copies.rendering import rendered
from kawaraban.compare.copies.timing import can_tell, rank
from kawaraban.compare.model import CopyLink, Evidence, Print
from kawaraban.compare.shingles import folded

#: The share of its own words that a copy has from the other; with so many, facts need not be looked at.
_OVERLAP, _OVERLAP_SURE = 0.5, 0.85
#: What is enough where it says whose words they are.
_OVERLAP_CREDITED = 0.3
#: What is left of words in a text that was rewritten, and that share with the share of sentences that have their like.
_REWRITTEN, _REWRITTEN_ALIKE, _REWRITTEN_CREDITED = 0.12, 0.9, 0.6
#: The share of its sentences that have their like in a text of another language.
_RENDERED, _RENDERED_CREDITED = 0.45, 0.3
#: By how much the less likely way round has to be better.
_CLEARLY = 0.02
#: Facts in common that are more than chance.
_SHARED = 2
_MOST_TEXT = 240


def judge(one: Print, other: Print) -> CopyLink | None:
    """Who of the two repeats the other, with every reason for it; None where neither does.

    A copy has most of its own words from the other: a text that quotes another whole in much reporting of its own is
    none, nor are two that print the same statement. Across languages sentences have to have their like, and numbers
    and names to agree. Credit lowers what is asked for. Pure; the order of the two makes no difference.
    """
    if one.report.key == other.report.key or not one.sentences or not other.sentences:
        return None
    best: CopyLink | None = None
    for copy, original in _ways(one, other):
        link = _link(copy, original)
        if link and (best is None or link.score > best.score + _CLEARLY):
            best = link
        if best and best.score >= _OVERLAP_SURE:
            break
    return best


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
    evidence = _by_overlap(copy, original, credit)
    if not evidence and copy.report.language != original.report.language:
        evidence = _by_rendering(copy, original, credit)
    if not evidence:
        return None
    reasons = (*credit.evidence, evidence, *_quoted(copy, original))
    return CopyLink(copy.report.key, original.report.key, reasons, evidence.score)


def _by_overlap(copy: Print, original: Print, credit: Crediting) -> Evidence | None:
    """Whether its own words stand in the other. Reports of one form on two events differ in their facts."""
    found = overlap(body(copy), body(original))
    share = found.share_of_own()
    if share < _REWRITTEN:
        return None
    facts = agreement(copy, original)
    if (share < _OVERLAP_SURE and not facts.holds()) or (share >= _OVERLAP and not found.of_leads()):
        return None
    if share >= (_OVERLAP_CREDITED if credit.direct or credit.shared else _OVERLAP):
        return Evidence("overlap", _longest(copy, found), round(share, 3))
    alike = rendered(copy, original) if credit.direct or facts.is_close() else None
    if alike is None or share + alike.sentences < (_REWRITTEN_CREDITED if credit.direct else _REWRITTEN_ALIKE):
        return None
    return Evidence("overlap", _longest(copy, found), round((share + alike.sentences) / 2, 3))


def _by_rendering(copy: Print, original: Print, credit: Crediting) -> Evidence | None:
    """Whether its sentences have their like in the other and the facts agree; vectors alone never tell."""
    facts = agreement(copy, original)
    if facts.shared < _SHARED or not facts.holds():
        return None
    alike = rendered(copy, original)
    if alike is None or alike.sentences < (_RENDERED_CREDITED if credit.direct or credit.shared else _RENDERED):
        return None
    numbers = sorted(copy.numbers & original.numbers, key=lambda number: (-len(number), number))[:6]
    mine, theirs = alike.best
    text = " — ".join(part for part in (_sentence(copy, mine), _sentence(original, theirs), ", ".join(numbers)) if part)
    return Evidence("translation", text, round(alike.sentences, 3))


def _longest(copy: Print, found: Overlap) -> str:
    """The longest sentence that stands in the other, nearly as it is."""
    number = int((found.stands * found.size).argmax())
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
