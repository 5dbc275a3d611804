"""Numbers that a statement and a sentence say differently: "2 killed", "12 killed"."""

from __future__ import annotations

from collections.abc import Sequence

from kawaraban.compare.relating.model import Known, Statement
from kawaraban.translate.quantities import Quantity, quantities
from kawaraban.translate.quantities.amounts import is_rounded, same_amount

_COUNTS = frozenset({"plain", "people"})
_NO_AMOUNTS = frozenset({"ordinal", "label", "score"})
_AT_LEAST = frozenset({"at least", "more than", "just over"})
_AT_MOST = frozenset({"at most", "less than", "nearly"})


def contradicting(statement: Statement, known: Known) -> tuple[tuple[str, str], ...]:
    """Pairs of what the two say, the statement's first, where one amount can't be the other.

    A number of the statement that the sentence has in some way contradicts nothing, whatever else it counts.
    """
    there = [one for one in quantities(known.text, known.language) if _is_amount(one)]
    pairs: list[tuple[str, str]] = []
    free = list(there)
    for mine in filter(_is_amount, statement.numbers):
        if any(_agree(mine, other) for other in there):
            continue
        other = _nearest(mine, [one for one in free if _comparable(mine, one)])
        if other is not None:
            pairs.append((_text(statement.text, mine), _text(known.text, other)))
            free.remove(other)
    return tuple(pairs)


def _is_amount(quantity: Quantity) -> bool:
    return quantity.weight != "loose" and not quantity.vague and quantity.kind not in _NO_AMOUNTS


def _comparable(one: Quantity, other: Quantity) -> bool:
    if one.kind in _COUNTS and other.kind in _COUNTS:
        return one.unit == other.unit or "plain" in {one.kind, other.kind}
    return one.kind == other.kind and (one.unit == other.unit or bool(one.unit.size and other.unit.size))


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether they may be one amount: equal, converted, rounded, or one within the bounds that the other sets."""
    if one.low <= other.high and other.low <= one.high:
        return True
    if same_amount(one.unit, one.low, other.unit, other.low):
        return True
    if not _comparable(one, other) or one.unit != other.unit:
        return False
    if _rounded(one, other):
        return True
    return _bounded(one, other) or _bounded(other, one)


def _rounded(one: Quantity, other: Quantity) -> bool:
    about = "about" in {one.hedge, other.hedge}
    return about and (is_rounded(one.low, other.low) or is_rounded(other.low, one.low))


def _bounded(one: Quantity, other: Quantity) -> bool:
    """At least 10: 12 is no other amount."""
    return (one.hedge in _AT_LEAST and other.low >= one.low) or (one.hedge in _AT_MOST and other.low <= one.low)


def _nearest(mine: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    same = [one for one in others if one.kind == mine.kind and one.unit == mine.unit]
    return next(iter(same or others), None)


def _text(text: str, quantity: Quantity) -> str:
    return text[slice(*quantity.span)].strip()
