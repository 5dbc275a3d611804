"""Pieces that stand side by side and are one time: "Tuesday" and "March 19", "3 p.m." and "on Friday"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kawaraban.attribute.dates.partial import Partial, Piece

#: Pieces that are read of a text: about a second's work. The longest articles have some hundreds.
MOST = 20_000

_DAYS = frozenset(("day", "weekday", "holiday"))
#: What may stand beside what: the parts of one, of which it has some, and the parts of the other, likewise.
_PAIRS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset(("weekday",)), frozenset(("day",))),
    (frozenset(("month",)), frozenset(("day",))),
    (frozenset(("month",)), frozenset(("year",))),
    (frozenset(("quarter",)), frozenset(("year",))),
    (frozenset(("half",)), frozenset(("year",))),
    (frozenset(("season",)), frozenset(("year",))),
    (frozenset(("weekday", "weekend")), frozenset(("week",))),
    (frozenset(("month", "quarter", "half", "season")), frozenset(("year step",))),
    (frozenset(("day",)), frozenset(("month step",))),
    (frozenset(("clock",)), frozenset(("part",))),
    (frozenset(("clock", "part")), frozenset((*_DAYS, "day step"))),
)
_DAILY = "P1D"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece, and the first and last of the tokens (or code points) that it was found in."""

    piece: Piece
    first: int
    last: int


def joined(founds: Sequence[Found], near: Callable[[Found, Found], bool]) -> list[Found]:
    """The pieces with neighbours joined where together they are one time; weak ones that stay alone are left out."""
    kept: list[Found] = []
    for found in founds:
        while kept and near(kept[-1], found):
            both = _together(kept[-1].piece, found.piece)
            if both is None:
                break
            found = Found(both, kept.pop().first, found.last)
        kept.append(found)
    return [found for found in kept if not found.piece.weak]


def _together(a: Piece, b: Piece) -> Piece | None:
    span = (a.span[0], b.span[1])
    if a.partial and b.partial:
        partial = _both(a.partial, b.partial)
        return None if partial is None else replace(a, span=span, partial=partial, weak=False)
    if a.type == "SET" and b.partial:
        return _set_at(a, b.partial, span)
    if b.type == "SET" and a.partial:
        return _set_at(b, a.partial, span)
    return None


def _both(a: Partial, b: Partial) -> Partial | None:
    if a.having() & b.having() or (a.lean and b.lean):
        return None
    one, other = _kinds(a), _kinds(b)
    if any((one & left and other & right) or (one & right and other & left) for left, right in _PAIRS):
        return a.with_parts_of(b)
    return None


def _kinds(partial: Partial) -> frozenset[str]:
    having = partial.having()
    if partial.step:
        unit = partial.step.unit
        name = "week" if unit == "week" else f"{unit} step"
        # A step that another part already stands in ("next Tuesday") takes no more of its own.
        return having | {name} if having == {"step"} or unit == "day" else having
    return having


def _set_at(piece: Piece, partial: Partial, span: tuple[int, int]) -> Piece | None:
    """Each day at 9 p.m., every Monday morning."""
    day = "XXXX-XX-XX" if piece.value == _DAILY else piece.value
    if not partial.having() <= {"clock", "part"} or not day.startswith(("XXXX-WXX-", "XXXX-XX-XX")) or "T" in day:
        return None
    clock = partial.clock
    time = f"{clock.hour:02d}:{clock.minute or 0:02d}" if clock else partial.part
    return replace(piece, span=span, value=f"{day}T{time}", weak=False)


def as_far_as(found: Found, last: Found) -> Found:
    """The first of a range with what only its last names: "from Monday to Wednesday next week", "May and June 2019"."""
    one, other = found.piece.partial, last.piece.partial
    if one is None or other is None:
        return found
    if one.having() == {"weekday"} == other.having() - {"step"} and other.step:
        return replace(found, piece=replace(found.piece, partial=replace(one, step=other.step)))
    if one.having() <= {"month", "day"} and one.month and other.month and other.year and one.month <= other.month:
        return replace(found, piece=replace(found.piece, partial=replace(one, year=other.year)))
    return found
