"""How a sentence stands to a statement: the same matter first, then who says it, or that it is not so.

Vectors tell the matter and not the stand: "denied" lies beside "admitted". So the stand is told by words: denials and
negations by the data in `denials/`, whose claim it is by `attribute`, what is left open by its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kawaraban.compare.model import Reason, Relation, RelationKind
from kawaraban.compare.relating.contraries import contrary
from kawaraban.compare.relating.denials import Cue, denials, left_open, negated, turned, undone
from kawaraban.compare.relating.model import Known, Said, Statement
from kawaraban.compare.relating.numbers import contradicting
from kawaraban.compare.relating.sameness import Sameness, sameness
from kawaraban.translate.proof.cues import cues


@dataclass(frozen=True, slots=True)
class _Read:
    """What the words of a sentence do with what it says."""

    denial: Cue | None
    negation: Cue | None
    is_turned: bool  # the denial is of the negation: that nobody was hurt is denied
    contrary: Cue | None  # what excludes the statement by its meaning: it was an accident
    undone: Cue | None
    open: Cue | None
    said: Said | None


def judge(statement: Statement, known: Known) -> Relation:
    """How the sentence stands to the statement. An empty one is unrelated."""
    if not statement.text.strip() or not known.text.strip():
        return Relation("unrelated", 1.0)
    same = sameness(statement, known)
    read = _read(statement, known, same) if same.on_the_matter else None
    if read is None or not (read.denial or same.is_near):
        return Relation("unrelated", round(1 - same.score, 3), (_apart(same),))
    numbers = contradicting(statement, known)
    reasons = (*_alike(same), *(Reason("number", f"{mine} / {other}") for mine, other in numbers))
    if not (same.denies if read.denial else same.negates if read.negation or read.contrary else same.says):
        return Relation("related", round(same.score, 3), reasons, numbers)
    relation, why, sure = _stand(statement, read)
    return Relation(relation, round(same.score * sure, 3), (*why, *reasons), numbers)


def _stand(statement: Statement, read: _Read) -> tuple[RelationKind, tuple[Reason, ...], float]:
    """The relation of a sentence that is on the statement's words, why, and how sure that is."""
    if read.undone:
        return "related", (Reason("denial", read.undone.text),), 0.8
    if read.open and not read.denial:
        return "related", (Reason("cue", read.open.text),), 0.8
    says_no = read.denial or read.negation
    if read.contrary and says_no:  # that it was no accident leaves open what it was
        return "related", (Reason("denial", says_no.text),), 0.8
    against = bool(says_no or read.contrary) and not read.is_turned
    why = (
        *((Reason("denial", read.denial.text),) if read.denial else ()),
        *((Reason("negation", read.negation.text),) if read.negation else ()),
        *((Reason("contrary", read.contrary.text),) if read.contrary else ()),
    )
    if against != statement.negative:
        return "denies", why, 0.95 if read.denial else 0.8
    if read.said or read.denial:
        return "attributes", (*((Reason("cue", read.said.cue),) if read.said else ()), *why), 0.95
    return "states", why, 0.9


def _read(statement: Statement, known: Known, same: Sameness) -> _Read:
    text, language = known.text, known.language
    found = denials(text, language)
    negation = next((cue for cue in negated(text, language) if _counts(cue, found, known, same.said)), None)
    against = contrary((statement.text, statement.language), (text, language))
    return _Read(
        denial=found[0] if found else None,
        negation=negation,
        is_turned=negation is not None and any(turned(text, language, denial, negation) for denial in found),
        contrary=against.cue if against else None,
        undone=next(iter(undone(text, language)), None) if not found else None,
        open=left_open(text, language),
        said=same.said if known.said is not None else _by_words(known),
    )


def _counts(negation: Cue, found: Sequence[Cue], known: Known, said: Said | None) -> bool:
    """Whether a negation is of what the sentence says: none that a denial is made of, and none beside a claim ("he
    called it sabotage, and showed no proof")."""
    if any(cue.span[0] < negation.span[1] and negation.span[0] < cue.span[1] for cue in found):
        return False
    start = known.text.find(said.content) if said else -1
    return said is None or start < 0 or start <= negation.span[0] < start + len(said.content)


def _by_words(known: Known) -> Said | None:
    """Whose claim the sentence gives, by words alone, where nobody has looked for claims."""
    found = next((cue for cue in cues(known.text, known.language) if not cue.weak), None)
    return Said(found.stance, found.text, known.text) if found else None


def _alike(same: Sameness) -> tuple[Reason, ...]:
    found = [Reason("name", ", ".join(same.shared))] if same.shared else []
    if same.cosine is not None:
        found.append(Reason("vectors", f"{same.cosine:.2f}"))
    return tuple(found)


def _apart(same: Sameness) -> Reason:
    if same.missing and same.strange and not same.shared:
        return Reason("apart", ", ".join(same.missing))
    return Reason("apart")
