"""The glossary's terms, as the stations take them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max

from kawaraban.desk.models import Term as TermRow
from kawaraban.translate.glossary import Term

# The tuple last read for a pair, with what it was read at. An index over terms is kept for the very tuple
# (`translate.glossary.occurrences`), so the same one is handed out while no term changed.
_read: dict[tuple[str, str], tuple[Any, tuple[Term, ...]]] = {}


def terms_between(source: str, target: str) -> tuple[Term, ...]:
    """The terms of a pair of languages; the very same tuple while none of them changed. One query, else two."""
    rows = TermRow.objects.filter(source_language=source, target_language=target, deleted_at=None)
    stamp = rows.aggregate(Count("pk"), Max("pk"), Max("made_at"))
    known = _read.get((source, target))
    if known is None or known[0] != stamp:
        known = (stamp, tuple(map(as_term, rows.order_by("pk"))))
        _read[source, target] = known
    return known[1]


def outlet_names(language: str) -> dict[str, str]:
    """What outlets are called in a language, by their own names and other ways to write them, in small letters."""
    rows = TermRow.objects.filter(kind=TermRow.Kind.OUTLET, target_language=language, deleted_at=None).exclude(
        target=""
    )
    return {
        name.casefold(): target
        for source, variants, target in rows.values_list("source", "variants", "target")
        for name in (source, *variants)
    }


def as_term(row: TermRow) -> Term:
    return Term(
        source_language=row.source_language,
        target_language=row.target_language,
        source=row.source,
        target=row.target or row.source,
        kind=row.kind,
        variants=tuple(row.variants),
        accepted=tuple(row.accepted),
        match_case=row.match_case,
        keep=row.keep,
        note=row.note,
    )
