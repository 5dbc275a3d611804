"""What becomes of terms: entered, changed, deleted and brought back by persons; taken in from files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.glossary.terms import as_term
from kawaraban.desk.models import Preferences
from kawaraban.desk.models import Term as TermRow
from kawaraban.desk.speakers.looking import look_again
from kawaraban.translate.glossary import PassedOver, Term

BATCH = 500
#: How many entries that gave no term a report names; it counts them all.
MAX_TOLD = 50
_FIELDS = ("target", "kind", "variants", "accepted", "match_case", "keep", "note", "origin", "made_at")


class GlossaryTrouble(Exception):
    """A change that can't be made; `str(error)` is one plain sentence in the reader's language."""


def keep(term: Term, person: AbstractBaseUser, row: TermRow | None = None) -> TermRow:
    """Stores a term that a person entered, or (with `row`) changed. Raises GlossaryTrouble."""
    row = row or TermRow()
    row.source_language, row.target_language, row.source = term.source_language, term.target_language, term.source
    for field, value in _stored(term).items():
        setattr(row, field, value)
    row.person_id = person.pk
    row.origin = ""
    row.made_at = timezone.now()
    _save(row)
    return row


def delete(row: TermRow) -> None:
    """Takes a term out of use; it is kept, so that it can be brought back."""
    row.deleted_at = timezone.now()
    row.save(update_fields=["deleted_at"])


def restore(row: TermRow) -> None:
    """Brings a deleted term back. Raises GlossaryTrouble where another stands in its place by now."""
    row.deleted_at = None
    row.made_at = timezone.now()
    _save(row)


def _save(row: TermRow) -> None:
    try:
        with transaction.atomic():
            row.save()
            look_again([row])
    except IntegrityError:
        raise GlossaryTrouble(
            gettext("“%(source)s” is in the glossary already: change that entry.") % {"source": row.source}
        ) from None


def _stored(term: Term) -> dict[str, object]:
    kept_as_is = term.keep or term.target == term.source
    return {
        "target": "" if kept_as_is else term.target,
        "kind": term.kind,
        "variants": list(term.variants),
        "accepted": list(term.accepted),
        "match_case": term.match_case,
        "keep": term.keep,
        "note": term.note,
    }


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the entries of a file.

    `kept` counts those where what a person entered here stands against the file; `told` are the first entries that gave
    no term, of `passed_over`.
    """

    terms: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    passed_over: int = 0
    told: tuple[PassedOver, ...] = ()
    taken: tuple[Term, ...] = ()  # what was (or would be) added or changed


def load(
    entries: Iterable[Term | PassedOver],
    origin: str,
    *,
    replace_own: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """Takes the terms of a file in, `BATCH` a transaction; of two for one source the later stands.

    What a person entered on this desk stands against a file, unless `replace_own`. Loading a file again changes
    nothing. What `entries` raises passes through; the batches before it stay.
    """
    total = Loaded()
    for batch in _batches(entries):
        terms = [entry for entry in batch if isinstance(entry, Term)]
        lost = [entry for entry in batch if isinstance(entry, PassedOver)]
        total = replace(
            total,
            terms=total.terms + len(terms),
            passed_over=total.passed_over + len(lost),
            told=(*total.told, *lost)[:MAX_TOLD],
        )
        total = _load_batch(terms, origin[:200], total, replace_own=replace_own, dry_run=dry_run)
        if progress:
            progress(total.terms)
    return total


def _batches(entries: Iterable[Term | PassedOver]) -> Iterator[list[Term | PassedOver]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, BATCH)):
        yield batch


@transaction.atomic
def _load_batch(terms: list[Term], origin: str, total: Loaded, *, replace_own: bool, dry_run: bool) -> Loaded:
    by_key = {(term.source_language, term.target_language, term.source): term for term in terms}
    rows = TermRow.objects.filter(source__in={key[2] for key in by_key}, deleted_at=None).select_for_update()
    standing = {(row.source_language, row.target_language, row.source): row for row in rows}
    fresh, changed, same, kept = [], [], len(terms) - len(by_key), 0
    now = timezone.now()
    for key, term in by_key.items():
        row = standing.get(key)
        if row is None:
            fresh.append(_row(TermRow(source_language=key[0], target_language=key[1], source=key[2]), term, origin))
        elif _stored(as_term(row)) == _stored(term):
            same += 1
        elif row.person_id is not None and not replace_own:
            kept += 1
        else:
            row.made_at = now
            changed.append(_row(row, term, origin))
    if not dry_run:
        TermRow.objects.bulk_create(fresh, batch_size=BATCH)
        TermRow.objects.bulk_update(changed, [*_FIELDS, "person"], batch_size=BATCH)
        look_again([*fresh, *changed])
        if fresh or changed:
            Preferences.blog_changed()  # outlets go by the glossary's names there
    return replace(
        total,
        added=total.added + len(fresh),
        changed=total.changed + len(changed),
        same=total.same + same,
        kept=total.kept + kept,
        taken=(*total.taken, *map(as_term, [*fresh, *changed])),
    )


def _row(row: TermRow, term: Term, origin: str) -> TermRow:
    for field, value in _stored(term).items():
        setattr(row, field, value)
    row.origin = origin
    row.person_id = None
    return row
