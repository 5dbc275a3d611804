"""The numbers of a segment, paired over its two sides: what the checks of numbers, money, dates and times look at.

Numbers of quantities, dates and times are paired alike, by value: a day may be rendered as a date, an ordinal as a
count. What remains on both sides is paired again, by kind and place: those are numbers that differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kawaraban.translate.moments import Moment, Part, moments
from kawaraban.translate.numerals import Value
from kawaraban.translate.proof.model import Segment, Span
from kawaraban.translate.quantities import PLAIN, Quantity, Unit, Weight, quantities
from kawaraban.translate.quantities.amounts import is_rounded, is_sum, same_amount

_COUNTS = frozenset({"plain", "people", "score"})
_MOST_PAIRS = 40_000  # numbers of one side times those of the other: what has more is a table, and no paragraph
_CLOCK = frozenset({"hour", "minute"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one side, where it is written (`number`) and with what belongs to it (`span`).

    `values` are what it may be rendered as: 3 p.m. as 3 or 15. `kind` is that of the quantity, or the part of a moment.
    """

    span: Span
    number: Span
    values: tuple[Value, ...]
    kind: str
    weight: Weight
    quantity: Quantity | None = None
    moment: Moment | None = None

    @property
    def value(self) -> Value:
        return self.values[0]

    @property
    def unit(self) -> Unit:
        return self.quantity.unit if self.quantity else PLAIN

    @property
    def vague(self) -> bool:
        return self.quantity is not None and self.quantity.vague


@dataclass(frozen=True, slots=True)
class Figures:
    """Both sides of a segment: what belongs together, what differs, and what one side alone has."""

    same: tuple[tuple[Figure, Figure], ...]
    different: tuple[tuple[Figure, Figure], ...]
    missing: tuple[Figure, ...]
    added: tuple[Figure, ...]


@lru_cache(maxsize=256)
def _figures_of(text: str, language: str) -> tuple[Figure, ...]:
    found = [figure for moment in moments(text, language) for figure in _of_moment(moment)]
    found += [figure for quantity in quantities(text, language) for figure in _of_quantity(text, quantity)]
    return tuple(sorted(found, key=lambda figure: figure.number))


def _of_quantity(text: str, quantity: Quantity) -> list[Figure]:
    """One figure, or two of a range."""
    values: tuple[Value, ...] = (quantity.low,)
    if quantity.kind == "ordinal" and quantity.low > 2 and text[: quantity.span[0]].endswith(" a "):
        values = (quantity.low, Fraction(1) / quantity.low)  # a tenth
    found = [Figure(quantity.span, quantity.number, values, quantity.kind, quantity.weight, quantity)]
    if quantity.upper:
        high = (quantity.high,)
        found.append(Figure(quantity.span, quantity.upper, high, quantity.kind, quantity.weight, quantity))
    return found


def _of_moment(moment: Moment) -> list[Figure]:
    return [
        Figure(moment.span, part.span, _values(part), part.name, _weight(part), None, moment) for part in moment.parts
    ]


def _weight(part: Part) -> Weight:
    """Months have a check of their own, and nobody says the minutes of a full hour."""
    if part.name == "month" or not part.digits or (part.name == "minute" and not part.value):
        return "loose"
    return "required"


def _values(part: Part) -> tuple[Value, ...]:
    """Hours on both clocks, decades and years in two digits as well."""
    if part.name == "hour":
        other = part.value - 12 if part.value >= 12 else part.value + 12
        return (part.value, other, 24) if part.value in {0, 12} else (part.value, other)
    if part.name in {"decade", "year"} and 1900 <= part.value < 2100:
        return (part.value, part.value % 100)
    return (part.value,)


def figures(segment: Segment) -> Figures:
    """The numbers of both sides of a segment, paired."""
    return _paired(segment.source, segment.target, segment.source_language, segment.target_language)


@lru_cache(maxsize=64)
def _paired(source: str, target: str, source_language: str, target_language: str) -> Figures:
    left, right = _figures_of(source, source_language), _figures_of(target, target_language)
    if not (left or right) or len(left) * len(right) > _MOST_PAIRS:
        return Figures((), (), (), ())
    same = _equal(left, right)
    rest_left, rest_right = _without(left, same, 0), _without(right, same, 1)
    if _zones(right) - _zones(left):  # hours and days of another zone: the check of times looks at them
        rest_left = [a for a in rest_left if a.kind not in _CLOCK]
        rest_right = [b for b in rest_right if b.kind not in {*_CLOCK, "day"}]
    different = _of_one_measure(rest_left, rest_right)
    rest_left, rest_right = _without(rest_left, different, 0), _without(rest_right, different, 1)
    # What has a like on the other side, if one that is taken: said twice there, once here. It differs from nothing
    # but a number that has none.
    told_left, alone_left = _split(rest_left, right)
    told_right, alone_right = _split(rest_right, left)
    for here, there in ((alone_left, alone_right), (alone_left, told_right), (told_left, alone_right)):
        pairs = _nearest(here, there)
        different += pairs
        alone_left, alone_right = _without(alone_left, pairs, 0), _without(alone_right, pairs, 1)
    return Figures(tuple(same), tuple(different), tuple(alone_left), tuple(alone_right))


def _zones(found: Sequence[Figure]) -> set[str]:
    return {figure.moment.zone for figure in found if figure.moment and figure.moment.zone}


def _split(found: Sequence[Figure], others: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Those that the other side tells in some way, and those that it does not."""
    told: list[Figure] = []
    alone: list[Figure] = []
    for figure in found:
        (told if _is_told(figure, others) else alone).append(figure)
    return told, alone


def _of_one_measure(left: Sequence[Figure], right: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """What is left on both sides in the very same unit: 1040 km and 1043キロ, whatever else may convert to it."""
    pairs: list[tuple[Figure, Figure]] = []
    free = [b for b in right if b.unit.size]
    for a in left:
        b = next((b for b in free if a.unit.size == b.unit.size and a.kind == b.kind), None) if a.unit.size else None
        if b is not None and not is_rounded(a.value, b.value):
            pairs.append((a, b))
            free.remove(b)
    return pairs


def _without(found: Sequence[Figure], pairs: Sequence[tuple[Figure, Figure]], side: int) -> list[Figure]:
    used = {id(pair[side]) for pair in pairs}
    return [figure for figure in found if id(figure) not in used]


def _equal(left: Sequence[Figure], right: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Numbers of the same value, those of the same kind first, each taken once; then what is so but for rounding."""
    pairs: list[tuple[Figure, Figure]] = []
    free = list(right)
    open_ = list(left)
    for test in (_same_kind, _same_value, _rounded):
        rest = []
        for a in open_:
            b = next((b for b in free if test(a, b)), None)
            if b is None:
                rest.append(a)
            else:
                pairs.append((a, b))
                free.remove(b)
        open_ = rest
    return pairs


def _same_value(a: Figure, b: Figure) -> bool:
    return any(value in b.values for value in a.values)


def _same_kind(a: Figure, b: Figure) -> bool:
    pounds = {a.unit.name, b.unit.name} == {"pound", "GBP"}  # ポンド is a weight and a currency
    return (a.kind == b.kind or pounds) and _same_value(a, b)


def _rounded(a: Figure, b: Figure) -> bool:
    hedged = b.quantity is not None and b.quantity.hedge is not None
    return hedged and is_rounded(a.value, b.value)


def _amounts(a: Figure, b: Figure) -> bool:
    """The same amount otherwise written: 10 miles and 16キロ, a decade and 10年, half and 50 %, dozens and 数十."""
    if a.vague or b.vague:
        return _overlap(a, b)
    if a.quantity and b.quantity:
        return any(same_amount(a.unit, one, b.unit, two) for one in a.values for two in b.values)
    return False


def _overlap(a: Figure, b: Figure) -> bool:
    """A vague number and another that may be meant by it."""
    (low, high), (bottom, top) = _bounds(a), _bounds(b)
    return low <= top and bottom <= high


def _bounds(figure: Figure) -> tuple[Value, Value]:
    quantity = figure.quantity
    return (quantity.low, quantity.high) if quantity and figure.vague else (figure.value, figure.value)


def _is_told(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether the other side says a number at all, if otherwise: as another amount, as a sum, or vaguely."""
    if any(_same_value(figure, other) or _amounts(figure, other) for other in others):
        return True
    counts = [other.value for other in others if other.kind in _COUNTS]
    return figure.kind in _COUNTS and is_sum(figure.value, counts)


def _can_differ(figure: Figure) -> bool:
    return not figure.vague and (figure.weight != "loose" or figure.kind == "month")


def _nearest(left: Sequence[Figure], right: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Pairs of numbers that differ, those of one kind first, then by their order."""
    pairs: list[tuple[Figure, Figure]] = []
    free = [b for b in right if _can_differ(b)]
    for same_kind in (True, False):
        for a in left:
            if not _can_differ(a) or any(a is pair[0] for pair in pairs):
                continue
            b = next((b for b in free if a.kind == b.kind or not (same_kind or "month" in {a.kind, b.kind})), None)
            if b is not None:
                pairs.append((a, b))
                free.remove(b)
    return pairs
