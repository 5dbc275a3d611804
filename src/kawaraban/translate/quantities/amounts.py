"""When two quantities are one amount: converted within rounding, a share as percent, dozens and 数十."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kawaraban.translate.numerals import Value
from kawaraban.translate.quantities.model import Unit

_CONVERTED = Fraction(6, 100)  # what rounding may make of a converted measure, either way
_KILOGRAM = Unit("kg", "weight", Fraction(1))


def same_amount(unit: Unit, value: Value, other: Unit, number: Value) -> bool:
    """Whether two numbers of two units say the same: 10 miles and 16 km, half and 50 %, 18 months and 1年半."""
    if other.name == "kilo" and unit.kind == "weight":
        other = _KILOGRAM
    if unit.size and other.size and unit.kind == other.kind and unit.size != other.size:
        return _near(value * unit.size, number * other.size, _CONVERTED)
    if unit.kind == other.kind == "temperature":
        return any(abs(_fahrenheit(one) - two) <= 2 for one, two in ((value, number), (number, value)))
    if unit.kind == "percent" and other.kind != "percent":
        return number < 1 and _near(Fraction(value, 100), number, Fraction(1, 100))
    if other.kind == "percent" and unit.kind != "percent":
        return value < 1 and _near(Fraction(number, 100), value, Fraction(1, 100))
    return False


def is_rounded(value: Value, rounded: Value) -> bool:
    """Whether the second is the first with fewer places: 1,234 and 1200, 48 and 40; not 45 and 48."""
    step, off = _step(rounded), abs(Fraction(value) - rounded)
    return _step(value) < step <= rounded and off < step and 4 * off < value


def _step(value: Value) -> Value:
    """What the last place that is no zero counts: 100 of 1200."""
    step: Value = 1
    while value and value % (step * 10) == 0:
        step *= 10
    while value % step:
        step = Fraction(step, 10)
        if step < Fraction(1, 10**6):
            break
    return step


def is_sum(value: Value, others: Sequence[Value]) -> bool:
    """Whether a number is the sum of two beside it: "three men and four women" as 7人. Counts alone are summed."""
    return (
        value > 3
        and value % 1 == 0
        and any(value == one + two for at, one in enumerate(others) for two in others[at + 1 :])
    )


def _near(a: Value, b: Value, share: Fraction) -> bool:
    return abs(Fraction(a) - b) <= share * max(Fraction(a), b)


def _fahrenheit(celsius: Value) -> Fraction:
    return Fraction(celsius) * 9 / 5 + 32
