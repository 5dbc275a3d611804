"""What nobody has said yet: as much of a result as its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from kawaraban.desk.checks.counting import Result


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: in a few words, and what is known of it."""

    kind: str
    words: str
    note: str = ""


def missing_from(result: Result) -> list[Lack]:
    """What is missing from what was decided, the gravest first; empty where nobody decided anything."""
    said = (*result.states, *result.attributes)
    lacks = []
    if result.decided and not said and not result.denies:
        lacks.append(Lack("origin", gettext("an origin that says it")))
    if len(said) == 1:
        lacks.append(Lack("second", gettext("a second origin"), gettext("All that say it have it from one.")))
    if said and not result.states:
        lacks.append(Lack("voice", gettext("an origin that says it in its own words")))
    if said and not result.denies:
        lacks.append(Lack("denial", gettext("a word from who would deny it")))
    return lacks
