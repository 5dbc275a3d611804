"""An English text's pieces: the longest rule at each place, then what belongs together, joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from kawaraban.attribute.dates.english import clocks, days, steps
from kawaraban.attribute.dates.english.grammar import Hit, Rule
from kawaraban.attribute.dates.english.lean import Leaning
from kawaraban.attribute.dates.english.tokens import NONE, Row, row_of
from kawaraban.attribute.dates.joining import MOST, Found, as_far_as, joined
from kawaraban.attribute.dates.partial import Piece

_LONGEST = 24  # tokens that a rule may take in
_RUN = re.compile(rf"[^{re.escape(NONE)}]+")
_CONNECTORS = frozenset(
    ("", ",", "of", "on", "in", "at", "the", "around", "about", "of the", "on the", ", the", ", at", "at about")
)
_RANGES = frozenset(("to", "through", "until", "till", "and", "-", "–"))
_SENTENCE_ENDS = frozenset((".", "!", "?", "\n"))


def scan(text: str) -> Iterator[tuple[Found, int, int]]:
    """What names a time in a folded text, in order, with its lean and the number of its sentence."""
    row = row_of(text)
    founds = joined(list(islice(_pieces(row), MOST)), lambda a, b: _between(row, a, b) in _CONNECTORS)
    for i in range(len(founds) - 1):
        if _between(row, founds[i], founds[i + 1]) in _RANGES:
            founds[i] = as_far_as(founds[i], founds[i + 1])
    sentence, at, leaning = 0, 0, Leaning(row)
    for found in founds:
        while at < found.first:
            sentence += row.tokens[at].text in _SENTENCE_ENDS
            at += 1
        yield found, leaning.at(found.first, found.last), sentence


def _between(row: Row, a: Found, b: Found) -> str | None:
    if b.first - a.last > 4:
        return None
    return " ".join(token.text for token in row.tokens[a.last + 1 : b.first])


@cache
def _rules() -> tuple[Rule, ...]:
    return (*clocks.rules(), *days.rules(), *steps.rules())


@cache
def _rules_at(name: str) -> tuple[Rule, ...]:
    """The rules that may begin with a class."""
    return tuple(rule for rule in _rules() if name in rule.begins)


def _pieces(row: Row) -> Iterator[Found]:
    for run in _RUN.finditer(row.classes):
        at, end = run.span()
        while at < end:
            best = _longest(row, at, min(end, at + _LONGEST))
            if best is None:
                at += 1
            else:
                yield from best
                at = best[-1].last + 1


def _longest(row: Row, at: int, end: int) -> list[Found] | None:
    hits: list[tuple[int, int, Hit, Rule]] = []
    for number, rule in enumerate(_rules_at(row.classes[at])):
        match = rule.pattern.match(row.classes, at, end)
        if match and match.end() > at:
            hits.append((-match.end(), number, Hit(row, match), rule))
    for _, _, hit, rule in sorted(hits, key=lambda one: one[:2]):
        made = rule.action(hit)
        if made:
            pieces = made if isinstance(made, list) else [made]
            return [_found(row, piece, hit) for piece in pieces]
    return None


def _found(row: Row, piece: Piece, hit: Hit) -> Found:
    """The piece without what only leads up to it, and with the tokens of a zone that it took in."""
    start, end = piece.span
    first, last = hit.first, hit.last
    while first < last and start <= row.tokens[first].start and _leads_up(row, first):
        first += 1
        start = max(start, row.tokens[first].start)
    while row.word(last + 1) and row.tokens[last + 1].start < end:
        last += 1
    return Found(replace(piece, span=(start, end)) if piece.span[0] != start else piece, first, last)


def _leads_up(row: Row, i: int) -> bool:
    """The "than" of "lower than a year ago", the article of "a three-day strike"."""
    word, following = row.word(i), row.tokens[i + 1]
    if word in ("a", "an"):
        return isinstance(following.value, int | float) and following.text not in ("hundred", "thousand", "dozen")
    return word in ("than", "only", "just", "exactly", "least", "most") or (word == "over" and following.text == "the")
