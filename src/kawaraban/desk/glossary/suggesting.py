"""Terms that persons' corrections suggest: the same word corrected the same way in two renderings.

A correction is kept with every word of the original that it may belong to, a row each. The next one to the same word,
whatever the engine had written, counts for those that its original has too; the one ahead of the others is suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from kawaraban.desk.glossary.keeping import keep
from kawaraban.desk.models import Rendering, TermSuggestion
from kawaraban.desk.models import Term as TermRow
from kawaraban.translate.glossary import Term, occurrences
from kawaraban.translate.glossary.suggest import Correction, corrections

#: Renderings in which a correction must have been made, and how many rows are looked through for those that were.
TIMES, LOOKED_AT = 2, 2000
MAX_RENDERINGS = 20  # remembered of a suggestion


def learn(rendering: Rendering, source_language: str, source: str, machine: str) -> None:
    """Notes what a person corrected in an engine's rendering. To be called inside the transaction that saves it."""
    found = corrections(source, machine, rendering.text, source_language, rendering.language)
    for correction in found:
        _note(correction, rendering, source_language, source)


def _note(correction: Correction, rendering: Rendering, language: str, source: str) -> None:
    pair = {"source_language": language, "target_language": rendering.language}
    rows = list(TermSuggestion.objects.select_for_update().filter(**pair, target=correction.now[:200]))
    again = [row for row in rows if occurrences(source, (_term(row),), language)]
    for row in again:
        if rendering.pk not in row.renderings and len(row.renderings) < MAX_RENDERINGS:
            row.renderings = [*row.renderings, rendering.pk]
            row.save(update_fields=["renderings"])
    if again:
        return
    TermSuggestion.objects.bulk_create(
        [
            TermSuggestion(
                **pair, source=word, target=correction.now[:200], was=correction.was[:200], renderings=[rendering.pk]
            )
            for word in correction.sources
            if len(word) <= 200
        ],
        ignore_conflicts=True,
    )


def _term(row: TermSuggestion) -> Term:
    return Term(row.source_language, row.target_language, row.source, row.target)


def suggestions() -> list[TermSuggestion]:
    """What was corrected the same way in two renderings and more, and belongs to one word for sure; newest first.

    What the glossary has is none. Two queries.
    """
    rows = TermSuggestion.objects.filter(declined_at=None).order_by("-pk")[:LOOKED_AT]
    by_correction: dict[tuple[str, ...], list[TermSuggestion]] = defaultdict(list)
    for row in rows:
        by_correction[row.source_language, row.target_language, row.target].append(row)
    ahead = [found for some in by_correction.values() if (found := _ahead(some))]
    known = set(
        TermRow.objects.filter(source__in=[row.source for row in ahead], deleted_at=None).values_list(
            "source_language", "target_language", "source"
        )
    )
    return [row for row in ahead if (row.source_language, row.target_language, row.source) not in known]


def _ahead(rows: Sequence[TermSuggestion]) -> TermSuggestion | None:
    """The one of a correction's words that was there more often than the others, and often enough."""
    first, *others = sorted(rows, key=lambda row: -len(row.renderings))
    is_ahead = not others or len(others[0].renderings) < len(first.renderings)
    return first if is_ahead and len(first.renderings) >= TIMES else None


@transaction.atomic
def take(suggestion: TermSuggestion, person: AbstractBaseUser) -> TermRow:
    """Makes a suggestion a term. Raises GlossaryTrouble where the glossary has the word by now."""
    row = keep(_term(suggestion), person)
    _all_of(suggestion).delete()
    return row


def decline(suggestion: TermSuggestion) -> None:
    """Suggests this no more, whichever word it belongs to."""
    _all_of(suggestion).update(declined_at=timezone.now())


def _all_of(suggestion: TermSuggestion) -> models.QuerySet[TermSuggestion]:
    return TermSuggestion.objects.filter(
        source_language=suggestion.source_language,
        target_language=suggestion.target_language,
        target=suggestion.target,
    )
