"""Quotation marks: paired, and around words that the original quotes too.

What stands between them is somebody's own words; a quotation that became indirect speech, or the other way, says
something else about whose words they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawaraban.translate.proof.anchors import Quotation, quotations
from kawaraban.translate.proof.mass import mass
from kawaraban.translate.proof.model import Check, Finding, Segment

_PAIRS = {"「": "」", "『": "』", "“": "”", "«": "»", "《": "》", "【": "】", "〈": "〉"}
_MARKS = re.compile("[" + "".join(_PAIRS) + "".join(_PAIRS.values()) + "]")
_ANY = re.compile(_MARKS.pattern[:-1] + '"„]')
_KEPT = 0.45  # of the share of the text that is quoted, at least that much is to be quoted still
_LONG = 0.25  # a quotation of that share of the text is somebody speaking, no mere title or term
# Japanese headlines quote freely what the original only tells; a colon quotes without marks, and so do these.
_SENTENCE = re.compile(r"\A[^:：‘’'〈《＜<*_\"“”〝«]*[.!?。！？]\s*\Z")
_KANA = re.compile("[ぁ-ん]")
_MIN_SPOKEN = 8.0  # of mass


def find(segment: Segment) -> Iterator[Finding]:
    if not _ANY.search(segment.target) and not _ANY.search(segment.source):
        return
    at = _unpaired(segment.target)
    if at is not None and _unpaired(segment.source) is None:
        yield Finding("unpaired", target_span=(at, at + 1), values={"mark": segment.target[at]})
        return
    ours, theirs = quotations(segment.source), quotations(segment.target)
    quoted, still = _share(ours, segment.source), _share(theirs, segment.target)
    if ours and not theirs and not _marked_otherwise(segment.target):
        yield Finding("indirect", source_span=ours[0].span, values={"words": _short(ours[0].text)})
    elif quoted > _LONG and still < quoted * _KEPT:
        lost = max(ours, key=lambda quotation: len(quotation.text))
        yield Finding("indirect", source_span=lost.span, values={"words": _short(lost.text)})
    elif len(ours) > 1 and 2 * len(theirs) <= len(ours) and still < quoted * 0.75:
        yield Finding("indirect", source_span=ours[-1].span, values={"words": _short(ours[-1].text)})
    elif theirs and not ours and _SENTENCE.search(segment.source) and (new := _spoken(theirs, segment)):
        yield Finding("direct", target_span=new.span, values={"words": _short(new.text)})


def _unpaired(text: str) -> int | None:
    """Where the first mark stands that has no partner; None where all have, or the text goes on beyond its end.

    A quotation of several paragraphs opens anew in each and closes in the last: an opening mark at the very start may
    stay open.
    """
    open_marks: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark in _PAIRS:
            open_marks.append((_PAIRS[mark], match.start()))
        elif open_marks and open_marks[-1][0] == mark:
            open_marks.pop()
        else:
            return match.start()
    if text.count('"') % 2:
        return text.rindex('"')
    return next((at for _, at in open_marks if text[:at].strip()), open_marks[0][1] if open_marks else None)


def _marked_otherwise(text: str) -> bool:
    """Quotation marks of a kind that `quotations` leaves alone: ‘…’, <…>, 〈…〉, a title in 《…》."""
    return any(mark in text for mark in "‘’'〈《＜<*_\"“”〝«")


def _spoken(theirs: Sequence[Quotation], segment: Segment) -> Quotation | None:
    """A quotation long enough to be speech; in Japanese, one without kana is a term or a title."""
    longest = max(theirs, key=lambda quotation: len(quotation.text))
    if segment.target_language == "ja" and not _KANA.search(longest.text):
        return None
    return longest if _share([longest], segment.target) > _LONG and mass(longest.text) >= _MIN_SPOKEN else None


def _share(found: Sequence[Quotation], text: str) -> float:
    whole = mass(text)
    return sum(mass(quotation.text) for quotation in found) / whole if whole else 0.0


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= 24 else words[:24].rstrip() + "…"


CHECK = Check(
    id="quotation",
    kind="quotation",
    severity="warning",
    label={"en": "Quotation marks", "ja": "引用符"},
    messages={
        "unpaired": {
            "en": "The quotation mark {mark} has no partner.",
            "ja": "かぎ括弧や引用符「{mark}」が対になっていません。",
        },
        "indirect": {
            "en": "“{words}” is quoted in the original, and is not between marks here.",
            "ja": "原文で引用されている “{words}” が、訳文では引用になっていません。",
        },
        "direct": {
            "en": "“{words}” stands between marks; the original does not quote it.",
            "ja": "「{words}」は引用の形ですが、原文では引用されていません。",
        },
    },
    find=find,
)
