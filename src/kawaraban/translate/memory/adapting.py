"""A remembered translation brought nearer to the text that is asked for: its numbers, and names of the glossary.

Nothing is guessed. A number or name is replaced where the two originals differ in just that, where the remembered
original has it once, and where its translation has it once in a form that can be recognised. All else stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kawaraban.translate.glossary import Term, occurrences
from kawaraban.translate.memory.comparing import Difference, Span
from kawaraban.translate.memory.tokens import NUMBER
from kawaraban.translate.model import MemoryPair
from kawaraban.translate.numerals import write
from kawaraban.translate.quantities import Quantity, quantities

_NUMBER = re.compile(NUMBER)
#: Words that make a number another one: what "3 million" became in a translation need have no 3 in it.
_SCALE_AFTER = re.compile(
    r"[\s-]*(?:hundred|thousand|million|billion|trillion|dozen|тыс|млн|млрд|миллион|миллиард|трлн|[十百千万億兆亿])",
    re.IGNORECASE,
)
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_MONTH = "月"  # a number before it may come from the name of a month


@dataclass(frozen=True, slots=True)
class Replacement:
    """What was put in the place of what, and where it stands in the adapted text."""

    was: str
    now: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Change:
    """One exchange in the translation: the span of what goes, and what comes."""

    start: int
    end: int
    now: str


def adapt(
    asked: str, pair: MemoryPair, found: Sequence[Difference], terms: tuple[Term, ...] = ()
) -> tuple[str, tuple[Replacement, ...]]:
    """The pair's target for the text that is asked for, and what was replaced in it, in order.

    `found` are the differences between `asked` and the pair's source, `terms` those of the glossary for the two
    languages.
    """
    source, target = pair.source, pair.target
    changes = [
        *_numbers(asked, source, target, found),
        *_numbers_in_words(asked, pair, found),
        *_names(asked, source, target, found, terms),
    ]
    changes = sorted({(c.start, c.end, c.now): c for c in changes}.values(), key=lambda change: change.start)
    if any(one.end > other.start for one, other in pairwise(changes)):
        return target, ()
    parts, done, at, length = [], [], 0, 0
    for change in changes:
        before = target[at : change.start]
        length += len(before) + len(change.now)
        done.append(Replacement(target[change.start : change.end], change.now, (length - len(change.now), length)))
        parts += [before, change.now]
        at = change.end
    return "".join([*parts, target[at:]]), tuple(done)


@lru_cache(maxsize=1024)
def _value(number: str) -> str:
    """A number's digits in one form: 1,200 and １２００ are 1200, 3.50 stays 3.50."""
    plain = unicodedata.normalize("NFKC", number)
    return re.sub(r",(?=\d{3}(?!\d))", "", plain)


def _numbers(asked: str, source: str, target: str, found: Sequence[Difference]) -> Iterator[_Change]:
    for difference in found:
        ours = list(_NUMBER.finditer(asked, *difference.asked))
        theirs = list(_NUMBER.finditer(source, *difference.remembered))
        if len(ours) != len(theirs) or _around(asked, difference.asked) != _around(source, difference.remembered):
            continue
        for now, was in zip(ours, theirs, strict=True):
            if (
                now[0] != was[0]
                and not _SCALE_AFTER.match(asked, now.end())
                and not _SCALE_AFTER.match(source, was.end())
            ):
                yield from _number(source, target, was, now)


def _numbers_in_words(asked: str, pair: MemoryPair, found: Sequence[Difference]) -> Iterator[_Change]:
    """Numbers that are words, or have one for their scale: two -> twelve, 3 million -> 5 million."""
    language = pair.source_language
    for difference in found:
        ours = _exact(asked, language, difference.asked)
        theirs = _exact(pair.source, language, difference.remembered) if ours else []
        if len(ours) != len(theirs):
            continue
        if _without(asked, difference.asked, ours) != _without(pair.source, difference.remembered, theirs):
            continue
        for now, was in zip(ours, theirs, strict=True):
            in_digits = _NUMBER.fullmatch(asked[slice(*now.number)]) and _NUMBER.fullmatch(
                pair.source[slice(*was.number)]
            )
            if not in_digits and (now.unit, now.hedge) == (was.unit, was.hedge):
                yield from _number_in_words(pair, was, now)


def _exact(text: str, language: str, span: Span) -> list[Quantity]:
    """The quantities with one value whose number is in, or goes over, a difference."""
    return [
        quantity
        for quantity in quantities(text, language)
        if quantity.number[0] < span[1] and span[0] < quantity.number[1]
        if quantity.low == quantity.high and not quantity.vague
    ]


def _without(text: str, span: Span, found: Sequence[Quantity]) -> str:
    """What a difference has beside these numbers."""
    parts, at = [], span[0]
    for quantity in found:
        parts.append(text[at : max(at, quantity.number[0])])
        at = quantity.number[1]
    return "".join([*parts, text[at : max(at, span[1])]])


def _number_in_words(pair: MemoryPair, was: Quantity, now: Quantity) -> Iterator[_Change]:
    source = [quantity.low for quantity in quantities(pair.source, pair.source_language)]
    places = [quantity for quantity in quantities(pair.target, pair.target_language) if quantity.low == was.low]
    if source.count(was.low) != 1 or len(places) != 1 or places[0].low != places[0].high or places[0].vague:
        return
    start, end = places[0].number
    written = write(now.low, pair.target_language, like=pair.target[start:end])
    if written is not None:
        yield _Change(start, end, written)


def _around(text: str, span: Span) -> str:
    """What a difference has beside its numbers: two that differ in words too say nothing about their numbers."""
    return _NUMBER.sub("0", text[slice(*span)])


def _number(source: str, target: str, was: re.Match[str], now: re.Match[str]) -> Iterator[_Change]:
    value, coming = _value(was[0]), _value(now[0])
    if "," in value + coming:  # no commas of thousands: several numbers, or a decimal comma
        return
    if [_value(match[0]) for match in _NUMBER.finditer(source)].count(value) != 1:
        return
    places = [match for match in _NUMBER.finditer(target) if _value(match[0]) == value]
    if len(places) != 1 or _SCALE_AFTER.match(target, places[0].end()):
        return
    after = target[places[0].end() : places[0].end() + 1]
    if after == _MONTH and source[was.end() : was.end() + 1] != _MONTH:
        return
    yield _Change(*places[0].span(), _written_like(places[0][0], coming))


def _written_like(pattern: str, value: str) -> str:
    """The value as the pattern is written: in full width, or with commas of thousands, where that is."""
    whole, point, rest = value.partition(".")
    if "," in pattern or "，" in pattern:
        whole = f"{int(whole):,}"
    text = whole + point + rest
    if unicodedata.normalize("NFKC", pattern) != pattern:
        text = text.translate(_FULL_WIDTH)
    return text


def _names(
    asked: str, source: str, target: str, found: Sequence[Difference], terms: tuple[Term, ...]
) -> Iterator[_Change]:
    if not found or not terms:
        return
    ours, theirs = occurrences(asked, terms), occurrences(source, terms)
    for difference in found:
        now = [term for span, term in ours if _covers(span, difference.asked)]
        was = [term for span, term in theirs if _covers(span, difference.remembered)]
        if len(now) != 1 or len(was) != 1 or now[0] == was[0]:
            continue
        if [term for _, term in theirs].count(was[0]) == 1 and was[0].target and target.count(was[0].target) == 1:
            start = target.index(was[0].target)
            yield _Change(start, start + len(was[0].target), now[0].target)


def _covers(span: Span, difference: Span) -> bool:
    """Whether a name is all that differs there: "Port Maren" covers "Maren", and "Maren" not "Maren harbour"."""
    return span[0] <= difference[0] < difference[1] <= span[1]
