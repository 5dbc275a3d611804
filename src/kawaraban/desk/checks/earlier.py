"""Checks that were made of the same statement before, or of one like it, in whatever language."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kawaraban.compare.relating import Known, Statement, relate_known
from kawaraban.desk.checks.counting import Result, findings_of_all, result_of
from kawaraban.desk.checks.index import SIZE
from kawaraban.desk.models import Check, Judgement

MOST = 5
_LOOKED_AT = 40  # the nearest, which are then held against each other by their words
_LEAST = 0.45  # of two statements' vectors


@dataclass(frozen=True, slots=True)
class Earlier:
    """A check like another. `is_same` where it is on the same statement, `denies` where on its contrary."""

    check: Check
    is_same: bool
    denies: bool
    result: Result
    judgement: Judgement | None


def earlier(check: Check) -> list[Earlier]:
    """Checks like this one, the same first, then the nearest. Four queries."""
    near = _near(check)
    if not near:
        return []
    statement = Statement.of(check.statement, check.language, _vector(check.vector))
    known = [Known(one.statement, one.language, _vector(one.vector), ()) for one in near]
    pairs = list(zip(near, relate_known(statement, known), strict=True))
    fitting = [(one, relation) for one, relation in pairs if relation.relation != "unrelated"]
    order = {"states": 0, "attributes": 0, "denies": 1, "related": 2}
    fitting.sort(key=lambda pair: (order[pair[1].relation], -pair[1].score, -pair[0].pk))
    chosen = fitting[:MOST]
    found = findings_of_all([one for one, _ in chosen])
    latest: dict[int, Judgement] = {
        judgement.of_id: judgement for judgement in Judgement.objects.filter(of__in=found).order_by("signed_at", "pk")
    }
    return [
        Earlier(
            one,
            relation.relation in ("states", "attributes"),
            relation.relation == "denies",
            result_of(found[one.pk]),
            latest.get(one.pk),
        )
        for one, relation in chosen
    ]


def _near(check: Check) -> list[Check]:
    """By their vectors; where this one has none, those of the same words."""
    others = Check.objects.exclude(pk=check.pk)
    vector = _vector(check.vector)
    if vector is None:
        return list(others.filter(statement__iexact=check.statement)[:_LOOKED_AT])
    rows = list(others.exclude(vector=None).values_list("pk", "vector"))
    if not rows:
        return []
    matrix = np.frombuffer(b"".join(bytes(data) for _, data in rows), dtype=np.int8).reshape(-1, SIZE)
    products = matrix.astype(np.float32) @ vector.astype(np.float32) / (127 * 127)
    nearest = [rows[place][0] for place in np.argsort(-products)[:_LOOKED_AT] if products[place] >= _LEAST]
    by_pk = Check.objects.select_related("post").in_bulk(nearest)
    return [by_pk[pk] for pk in nearest if pk in by_pk]


def _vector(data: bytes | memoryview | None) -> np.ndarray[tuple[int], np.dtype[np.int8]] | None:
    return np.frombuffer(bytes(data), dtype=np.int8) if data else None
