"""The glossary on the desk: its terms, as the stations take them."""

from __future__ import annotations

from kawaraban.desk.models import Term as TermRow
from kawaraban.translate.glossary import Term


def terms_between(source: str, target: str) -> tuple[Term, ...]:
    """The terms of a pair of languages, longest first: of two that begin alike the longer is found. One query."""
    rows = TermRow.objects.filter(source_language=source, target_language=target, deleted_at=None)
    return tuple(sorted(map(as_term, rows), key=lambda term: -len(term.source)))


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
