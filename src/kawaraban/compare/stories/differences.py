"""What the reports of a story say differently: how many were killed, hurt or moved, and who says which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kawaraban.compare.model import Print
from kawaraban.compare.stories.counted import Count, counts, label
from kawaraban.compare.stories.placing import time_of
from kawaraban.translate.quantities.amounts import is_rounded

#: Reports of a story that are looked through: the first and the last of those there are.
_FIRST, _LAST = 100, 100
_AT_LEAST = frozenset({"at least", "more than", "just over"})
_AT_MOST = frozenset({"at most", "less than", "nearly"})


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says a value: the key of the report, the sentence of its print that says it, and in which words."""

    report: str
    sentence: int
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values: the number, in the words of the first report that has it, and who says it."""

    text: str
    language: str  # of `text`
    number: str  # "12", "1400"; "10–15" for a range
    sayings: tuple[Saying, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(saying.report for saying in self.sayings)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reports say differently; `what` is its name by language ("en", "ja")."""

    thing: str
    what: Mapping[str, str]
    values: tuple[Value, ...]  # in the order in which they came up


def differences(prints: Sequence[Print]) -> list[Difference]:
    """What the reports of one story say differently, in any order; what most reports speak of comes first.

    A report stands for the first number it gives of a thing, that of its headline before all. Numbers that may be one
    ("about 2,000" and "1,967", "at least ten" and "12") are no difference.
    """
    ordered = sorted(prints, key=time_of)
    if len(ordered) > _FIRST + _LAST:
        ordered = ordered[:_FIRST] + ordered[-_LAST:]
    said: dict[str, list[Count]] = {}
    for one in ordered:
        for count in _first_of_each(one):
            said.setdefault(count.thing, []).append(count)
    found = [Difference(thing, label(thing), tuple(_values(there))) for thing, there in said.items()]
    return sorted(
        (one for one in found if len(one.values) > 1),
        key=lambda one: (-sum(len(value.sayings) for value in one.values), one.thing),
    )


def _first_of_each(one: Print) -> Iterator[Count]:
    seen: set[str] = set()
    for count in counts(one):
        if count.thing not in seen:
            seen.add(count.thing)
            yield count


def _values(there: Sequence[Count]) -> Iterator[Value]:
    """The counts by value. One that may be several others goes with the first of them."""
    groups: list[list[Count]] = []
    for count in there:
        group = next((group for group in groups if all(_agree(count, other) for other in group)), None)
        if group is None:
            groups.append([count])
        else:
            group.append(count)
    for first, *others in groups:
        sayings = tuple(Saying(one.report, one.sentence, one.text) for one in (first, *others))
        yield Value(first.text, first.language, _number(first), sayings)


def _number(count: Count) -> str:
    low, high = (f"{float(value):g}" if value % 1 else str(int(value)) for value in _ends(count))
    return low if low == high else f"{low}–{high}"


def _ends(count: Count) -> tuple[float, float]:
    return count.quantity.low, count.quantity.high  # type: ignore[return-value]


def _agree(one: Count, other: Count) -> bool:
    """Whether two counts may be one: equal, rounded, or one within the bounds that the other sets."""
    a, b = one.quantity, other.quantity
    if a.low <= b.high and b.low <= a.high:
        return True
    if "about" in {a.hedge, b.hedge} and (is_rounded(a.low, b.low) or is_rounded(b.low, a.low)):
        return True
    return any(
        (x.hedge in _AT_LEAST and y.low >= x.low) or (x.hedge in _AT_MOST and y.low <= x.low)
        for x, y in ((a, b), (b, a))
    )
