"""Whether one report says that it has its text from another."""

from __future__ import annotations

from dataclasses import dataclass

from kawaraban.compare.credits import same_name
from kawaraban.compare.model import Credit, Evidence, Print

_SURE = {"dateline": 1.0, "credit": 0.9, "mention": 0.5}


@dataclass(frozen=True, slots=True)
class Crediting:
    """`direct`: it names the other's outlet as whom it is from; `shared`: both name the same third one.

    `evidence` says so in the report's words; a mere mention of the other's outlet is evidence too, and no credit.
    """

    direct: bool
    shared: bool
    evidence: tuple[Evidence, ...]


def crediting(one: Print, other: Print) -> Crediting:
    """What the first says of the second."""
    named = [credit for credit in one.credits if is_from(credit, other) and not is_from(credit, one)]
    if named:
        best = named[0]
        return Crediting(best.kind != "mention", False, (Evidence("credit", best.text, _SURE[best.kind]),))
    for mine in foreign(one):
        if any(same_name(mine.name, theirs.name) for theirs in foreign(other)):
            return Crediting(False, True, (Evidence("credit", mine.text, _SURE[mine.kind]),))
    return Crediting(False, False, ())


def foreign(one: Print) -> list[Credit]:
    """Whom a report says that it is from as a whole, its own outlet left out."""
    return [credit for credit in one.credits if credit.kind != "mention" and not is_from(credit, one)]


def is_from(credit: Credit, other: Print) -> bool:
    """Whether the credit names the outlet of a report, by its name or its host."""
    host = other.report.host.removeprefix("www.").partition(".")[0]
    return same_name(credit.name, other.report.outlet) or (len(host) > 2 and same_name(credit.name, host))
