"""Why two reports are held to be on one event, in the words of the later one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawaraban.compare.model import Print, Why
from kawaraban.compare.stories.evidence import Evidence, evidence, weight_of
from kawaraban.compare.stories.model import Rarity
from kawaraban.compare.stories.named import Shown, names_of, numbers_of, words_of
from kawaraban.compare.stories.sides import Side
from kawaraban.compare.stories.vectors import cosines

#: Words, names or numbers that one reason shows; the rarest.
_SHOWN = 5
#: Code points of a sentence that a reason shows.
_LONGEST = 200
#: Under these a kind of evidence is no reason: what any two reports of the press have in common.
_WORDS, _NUMBERS, _VECTORS = 0.1, 0.1, 0.35


def reasons(new: Side, other: Side, rarity: Rarity) -> tuple[Why, ...]:
    """What the new report has in common with the other, the strongest kind first; scores run from 0 to 1."""
    found = evidence(new, other, rarity)
    return tuple(sorted(_kinds(new, other, found, rarity), key=lambda why: -why.score))


def _kinds(new: Side, other: Side, found: Evidence, rarity: Rarity) -> Iterator[Why]:
    named = [one for one in names_of(new.print) if one.terms & new.names & other.names]
    places = [one for one in named if one.place]
    in_places = {one.text for one in places}
    text = _rarest(places, rarity, "n:")
    if text:
        yield Why("places", text, round(found.names, 2))
    text = _rarest((one for one in named if one.text not in in_places), rarity, "n:")
    if text:
        yield Why("names", text, round(found.names, 2))
    if found.numbers >= _NUMBERS:
        both = new.print.numbers & other.print.numbers
        numbers = [one for one in numbers_of(new.print) if one.terms & both]
        shown = sorted(dict.fromkeys(numbers), key=lambda one: -max(weight_of(number) for number in one.terms & both))
        if shown:
            yield Why("numbers", ", ".join(dict.fromkeys(one.text for one in shown[:_SHOWN])), round(found.numbers, 2))
    if found.words >= _WORDS:
        text = _shared_words(new.print, other.print, rarity)
        if text:
            yield Why("words", text, round(found.words, 2))
    if new.lead is not None and other.body is not None and found.told >= _VECTORS:
        yield Why("vectors", _nearest_sentence(new, other), round(found.told, 2))


def _shared_words(one: Print, other: Print, rarity: Rarity) -> str:
    both = one.words & other.words
    return _rarest((word for word in words_of(one) if word.terms <= both), rarity, f"{one.report.language}:")


def _rarest(shown: Iterable[Shown], rarity: Rarity, prefix: str) -> str:
    """The texts, the rarest first, as often as they are different."""
    weights: dict[str, float] = {}
    for one in shown:
        weights.setdefault(one.text, max(rarity.weight(prefix + term) for term in one.terms))
    return ", ".join(sorted(weights, key=lambda text: -weights[text])[:_SHOWN])


def _nearest_sentence(new: Side, other: Side) -> str:
    """The sentence of the other report that lies nearest to one of the new one's lead."""
    found = cosines(new.lead, other.body).max(axis=0)  # type: ignore[arg-type]
    text = other.print.sentences[other.rows[int(found.argmax())]].text
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
