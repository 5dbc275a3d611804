"""Numbers that a statement and a sentence say differently: "2 killed", "12 killed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kawaraban.compare.relating.model import Known, Statement
from kawaraban.compare.stories.counted import counted
from kawaraban.translate.quantities import Quantity, quantities
from kawaraban.translate.quantities.amounts import is_rounded, same_amount

_COUNTS = frozenset({"plain", "people"})
_NO_AMOUNTS = frozenset({"ordinal", "label", "score"})
_AT_LEAST = frozenset({"at least", "more than", "just over"})
_AT_MOST = frozenset({"at most", "less than", "nearly"})


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount as one of the two says it; `thing` is what it counts, "" where that can't be told."""

    quantity: Quantity
    text: str
    thing: str


def contradicting(statement: Statement, known: Known) -> tuple[tuple[str, str], ...]:
    """Pairs of what the two say, the statement's first, where one amount can't be the other.

    A number of the statement that the sentence has in some way contradicts nothing, unless it counts something else
    there: "12 killed" and "2 killed, 12 hurt".
    """
    own = _amounts_of_statement(statement.text, statement.language, statement.numbers)
    if not own:
        return ()
    there = _amounts(known.text, known.language, quantities(known.text, known.language))
    pairs: list[tuple[str, str]] = []
    free = list(there)
    for mine in own:
        if any(_may_count_one(mine, other) and _agree(mine.quantity, other.quantity) for other in there):
            continue
        other = _nearest(mine, [one for one in free if _may_count_one(mine, one)])
        if other is not None:
            pairs.append((mine.text, other.text))
            free.remove(other)
    return tuple(pairs)


@lru_cache(16)  # a check holds one statement against hundreds of sentences
def _amounts_of_statement(text: str, language: str, there: tuple[Quantity, ...]) -> list[_Amount]:
    return _amounts(text, language, there)


def _amounts(text: str, language: str, there: tuple[Quantity, ...]) -> list[_Amount]:
    return [
        _Amount(one, text[slice(*one.span)].strip(), counted(text, language, one, there))
        for one in there
        if _is_amount(one)
    ]


def _may_count_one(one: _Amount, other: _Amount) -> bool:
    return not one.thing or not other.thing or one.thing == other.thing


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


def _nearest(mine: _Amount, others: Sequence[_Amount]) -> _Amount | None:
    """The amount that is most likely of the same: what is counted is the same, or its unit, or both may be."""
    found = [one for one in others if _comparable(mine.quantity, one.quantity)]
    return min(
        found, key=lambda one: (not (mine.thing and one.thing == mine.thing), not _has_unit_of(mine, one)), default=None
    )


def _has_unit_of(one: _Amount, other: _Amount) -> bool:
    return one.quantity.kind == other.quantity.kind and one.quantity.unit == other.quantity.unit
