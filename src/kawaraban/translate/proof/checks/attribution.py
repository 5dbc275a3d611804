"""Who stands behind what is said, and how far: "claimed" is not 明らかにした, "reportedly" is no bare fact.

The cues of both texts are held against each other. A cue is answered by any of the other text that may stand for the
same stance; what stays unanswered on both sides is a stance that changed, on one side alone one that was lost or added.
The rules work in either direction, between any two languages whose cues are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawaraban.translate.proof.cues import Cue, Stance, cues, languages, renamed
from kawaraban.translate.proof.model import Check, Finding, Segment, Span
from kawaraban.translate.proof.speakers import exchanged

# What a stance would have to be taken for: the pairs that turn a sentence's meaning round.
_OPPOSED = frozenset(
    frozenset(pair)
    for pair in (("alleges", "reveals"), ("denies", "reveals"), ("denies", "alleges"), ("denies", "insists"))
)
_ENDING = re.compile("し?([たて])")  # 認めた, 明らかにした: the form in which another verb fits as well
# Standing alone in a text that has no other cue, these are something that the other text does not say.
_MARKED: frozenset[Stance] = frozenset(("alleges", "denies", "reported"))
# "did not confirm", "would not say": without the telling they are all the same.
_TELLING: frozenset[Stance] = frozenset(("says", "insists", "alleges", "reveals", "reported"))


def find(segment: Segment) -> Iterator[Finding]:
    if not {segment.source_language, segment.target_language} <= languages():
        return
    ours, theirs = cues(segment.source, segment.source_language), cues(segment.target, segment.target_language)
    lost, gained = _unmatched([cue for cue in ours if not cue.weak], [cue for cue in theirs if not cue.weak])
    for was in list(lost):
        became = next((cue for cue in gained if _changed(was, cue, ours, theirs)), None)
        if became is not None:
            lost.remove(was)
            gained.remove(became)
            yield _shifted(was, became, segment)
    for cue in lost:
        if not _answered(cue, theirs) and (cue.stance in _MARKED or all(other.weak for other in theirs)):
            yield Finding("dropped", source_span=cue.span, values={"cue": cue.text})
    for cue in gained:
        if cue.stance != "reveals" and not _answered(cue, ours) and all(other.weak for other in ours):
            yield Finding("added", target_span=cue.span, values={"cue": cue.text})
    if (ours or theirs) and (speakers := exchanged(segment)):
        yield speakers


def _unmatched(ours: Sequence[Cue], theirs: Sequence[Cue]) -> tuple[list[Cue], list[Cue]]:
    """What is left on each side when each cue has taken one of the other side: the same stance first, then any that may
    stand for it."""
    lost, gained = list(ours), list(theirs)
    for fits in (lambda a, b: a.stance == b.stance and a.negated == b.negated, _meets):
        for cue in list(lost):
            other = next((other for other in gained if fits(cue, other)), None)
            if other is not None:
                lost.remove(cue)
                gained.remove(other)
    return lost, gained


def _changed(was: Cue, became: Cue, ours: Sequence[Cue], theirs: Sequence[Cue]) -> bool:
    """Whether one became the other: two cues that each have an answer elsewhere are no pair."""
    if was.negated != became.negated and (_answered(was, theirs) or not set(was.stances) & set(became.stances)):
        return False
    return not (_answered(was, theirs) and _answered(became, ours))


def _answered(cue: Cue, others: Sequence[Cue]) -> bool:
    return any(_meets(cue, other) for other in others)


def _meets(one: Cue, other: Cue) -> bool:
    """Whether either may stand for the other."""
    if one.negated == other.negated or one.weak or other.weak:
        if set(one.stances) & set(other.stances):
            return True
        return one.negated and other.negated and {one.stance, other.stance} <= _TELLING
    plain, negated = (other, one) if one.negated else (one, other)
    return plain.stance == "denies" and negated.stance in _TELLING


def _shifted(was: Cue, became: Cue, segment: Segment) -> Finding:
    turned = was.negated != became.negated
    span, fix = (became.span, None) if turned else _mended(became, was.stance, segment)
    return Finding(
        "negated" if turned and was.stance == became.stance else "shifted",
        source_span=was.span,
        target_span=span,
        values={"was": was.text, "became": segment.target[slice(*span)]},
        fix=fix,
        severity="error" if frozenset((was.stance, became.stance)) in _OPPOSED else None,
    )


def _mended(cue: Cue, stance: Stance, segment: Segment) -> tuple[Span, str | None]:
    """The verb in the stance that it should have, in its own form, and the span that it takes the place of."""
    verb = renamed(cue, stance, segment.target_language)
    if segment.target_language != "ja" or verb is None:
        return cue.span, verb
    ending = _ENDING.match(segment.target, cue.span[1])
    if ending is None:
        return cue.span, None
    return (cue.span[0], ending.end()), verb + ending[1]


CHECK = Check(
    id="attribution",
    kind="attribution",
    severity="warning",
    label={"en": "The stance differs", "ja": "伝え方の違い"},
    messages={
        "shifted": {
            "en": "“{was}” has become “{became}”: the text now stands behind it differently.",
            "ja": "「{was}」が「{became}」となり、発言の伝え方が変わっています。",
        },
        "negated": {
            "en": "“{was}” and “{became}”: one of them is negated, the other is not.",
            "ja": "「{was}」と「{became}」で、肯定と否定が食い違っています。",
        },
        "dropped": {
            "en": "“{cue}” is not in the rendering: what somebody said stands there as fact.",
            "ja": "「{cue}」にあたる語がなく、人から聞いた話が事実のように書かれています。",
        },
        "added": {
            "en": "“{cue}” has nothing in the original that it renders: there it is a plain fact.",
            "ja": "「{cue}」にあたる語が原文にありません。原文では事実として書かれています。",
        },
        "speaker": {
            "en": "“{was}” speaks in the original, “{became}” in the rendering.",
            "ja": "原文で話しているのは「{was}」ですが、訳文では「{became}」になっています。",
        },
    },
    find=find,
)
