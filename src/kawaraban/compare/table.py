"""The table claim by report: what the reports of a story claim, and how each of them stands to it.

A claim is a row if no row before it says the same: claims are taken in the order of time, those of origins first, and
held against every sentence of every report (`relating`). What most reports touch comes first. A report that says
nothing of a claim has no cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kawaraban.attribute import Stance
from kawaraban.compare.model import RelationKind
from kawaraban.compare.relating import Known, Statement, relate_known
from kawaraban.compare.relating.model import unit
from kawaraban.translate.vectors import embedder_for

#: Rows of a table, and claims that are looked at for them: those of origins come first.
MOST_ROWS, MOST_CLAIMS = 10, 60
#: Sentences of a report that are looked at.
MOST_SENTENCES = 60
#: Cosine of a sentence and a claim, under which no rule would find that they are on the same matter.
NEAR = 0.25
#: Letters of a claim: what is shorter ("any involvement") says nothing by itself.
LEAST = {"ja": 8, "zh": 6}
_LEAST = 16

#: What is shown first where a report has several sentences on one claim.
_STANDS: tuple[RelationKind, ...] = ("denies", "states", "attributes")


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A report as the table takes it: its sentences in order, and whether it has reporting of its own."""

    key: str
    sentences: tuple[Known, ...]
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Asserted:
    """A claim that may be a row: `key` names it, `report` whose it is, `sentence` where its cue stands."""

    key: str
    report: str
    sentence: int
    text: str
    language: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Cell:
    """How a report stands to a claim, by one of its sentences; `numbers` are what the two say differently."""

    report: str
    stands: RelationKind
    sentence: int
    score: float
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, and a cell for every report that touches it."""

    claim: Asserted
    cells: tuple[Cell, ...]

    @property
    def is_denied(self) -> bool:
        """Whether one report denies what another conveys."""
        stands = {cell.stands for cell in self.cells}
        return "denies" in stands and len(stands) > 1


def table(claims: Sequence[Asserted], sheets: Sequence[Sheet]) -> list[ClaimRow]:
    """The rows, those that most reports touch first; at most `MOST_ROWS`.

    `claims` are in the order of time. Those of reports without reporting of their own are looked at after the others.
    """
    own = {sheet.key for sheet in sheets if sheet.is_own}
    looked_at = [claim for claim in claims if len(claim.text) >= LEAST.get(claim.language, _LEAST)]
    ordered = sorted(looked_at, key=lambda claim: claim.report not in own)[:MOST_CLAIMS]
    vectors = _vectors([(claim.text, claim.language) for claim in ordered])
    near = [_Near.of(sheet) for sheet in sheets]
    rows: list[ClaimRow] = []
    for claim, vector in zip(ordered, vectors, strict=True):
        if claim.stance != "denies" and not _is_said(claim, rows):
            rows.append(_row(claim, Statement.of(claim.text, claim.language, vector), near))
    told = [row for row in rows if len(row.cells) > 1 or len(sheets) < 2]
    ranked = sorted(told, key=lambda row: (-len(row.cells), not row.is_denied))
    return ranked[:MOST_ROWS]


@dataclass(frozen=True, slots=True, eq=False)
class _Near:
    """A sheet with the vectors of its sentences as one matrix, for those that have one."""

    sheet: Sheet
    places: tuple[int, ...]
    matrix: NDArray[np.float32]

    @classmethod
    def of(cls, sheet: Sheet) -> _Near:
        found = [
            (place, unit(known.vector))
            for place, known in enumerate(sheet.sentences[:MOST_SENTENCES])
            if known.vector is not None
        ]
        matrix = np.stack([vector for _, vector in found]) if found else np.empty((0, 0), np.float32)
        return cls(sheet, tuple(place for place, _ in found), matrix)

    def to(self, vector: NDArray[np.float32] | None) -> list[int]:
        """The sentences that may be on the matter; all of them where either has no vector."""
        if vector is None or not self.places:
            return list(range(min(len(self.sheet.sentences), MOST_SENTENCES)))
        return [place for place, cosine in zip(self.places, self.matrix @ vector, strict=True) if cosine >= NEAR]


def _row(claim: Asserted, statement: Statement, near: Sequence[_Near]) -> ClaimRow:
    cells = [_cell(claim, statement, one) for one in near]
    return ClaimRow(claim, tuple(cell for cell in cells if cell is not None))


def _cell(claim: Asserted, statement: Statement, near: _Near) -> Cell | None:
    """The sentence of a report that says most of a claim: a denial before all else, then what it says by itself."""
    if near.sheet.key == claim.report:
        return Cell(claim.report, "attributes", claim.sentence, 1.0)
    places = near.to(statement.vector)
    relations = relate_known(statement, [near.sheet.sentences[place] for place in places])
    found = [
        Cell(near.sheet.key, relation.relation, place, relation.score, relation.numbers)
        for place, relation in zip(places, relations, strict=True)
        if relation.relation in _STANDS
    ]
    return max(found, key=lambda cell: (cell.stands == "denies", cell.score, -cell.sentence), default=None)


def _is_said(claim: Asserted, rows: Sequence[ClaimRow]) -> bool:
    """Whether a row has this claim's very sentence as a cell already."""
    return any(cell.report == claim.report and cell.sentence == claim.sentence for row in rows for cell in row.cells)


def _vectors(texts: Sequence[tuple[str, str]]) -> list[NDArray[np.float32] | None]:
    """A vector a text, in one pass of the embedder; None where it does not know the language."""
    found: list[NDArray[np.float32] | None] = [None] * len(texts)
    known = [place for place, (_, language) in enumerate(texts) if embedder_for(language)]
    if known and (embedder := embedder_for(*{texts[place][1] for place in known})):
        for place, vector in zip(known, embedder.embed([texts[place][0] for place in known]), strict=True):
            found[place] = vector
    return found
