"""What speaks for one event behind two reports, and what against it, by several kinds together.

Vectors alone can't tell: "wins Ohio" lies beside "wins Iowa". So each kind of evidence is a number of its own, and a
logistic regression says what they weigh together (its weights in weights.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from kawaraban.compare.stories.model import Rarity
from kawaraban.compare.stories.sides import Side
from kawaraban.compare.stories.vectors import cosines

#: Days after which a further one says nothing more.
_LONGEST = 6.0
#: What names and numbers in common, weighed by rarity, are enough: of more, one more says little.
_NAMES_ENOUGH, _NUMBERS_ENOUGH = 2.5, 1.0
#: What a number must weigh to be counted: many small ones do not sum up to a telling one.
_TELLING = 0.2
#: The cosine from which sentences say the same of two events; under it they are of the press.
_ALIKE = 0.35
#: The cosine, or the share of words, from which they begin to be the same sentences, and from which they are.
_SAME = (0.4, 0.7)
#: From where to where each kind tells two events apart: what lies above tells a copy from a report.
_TOLD, _WORDS = (0.2, 0.55), (0.02, 0.25)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two reports have in common, and not. Cosines and shares run from 0 to 1."""

    told: float  # how well the sentences of one lead are found in the other report, of the better lead
    words: float  # the share of words in common by rarity; 0 across languages
    names: float  # how much the names in common weigh in sum
    alien: float  # 1 where both have names and none in common
    #: the share of one lead's names that the other report lacks, and the other way round, the lesser; of the one lead
    #: that has names, where the other has none: that nothing can be missing there speaks for nothing
    strange: float
    lookalike: float  # how much it says the same of other names: the vectors of another event of the same kind
    pattern: float  # the same by words
    exchanged: float  # names that stand in the place of others in sentences that are else the same: "wins Ohio", "Iowa"
    numbers: float  # the weight of numbers in common
    otherwise: float  # 1 where both have many numbers of weight and none in common
    days: float  # days named in common, as a share
    apart: float  # days between the two, as a share of the longest that counts
    foreign: float  # 1 across languages
    mute: float  # 1 where one has no names that can be found, as in Chinese
    blind: float  # 1 where one has no vectors
    #: how much the two say the same though no name of the one lead is in the other's, and few names in common further
    #: down: one may speak of the other's place, as of the last time that it happened. No weight: `weights.likelihood`
    elsewhere: float


def evidence(one: Side, other: Side, rarity: Rarity) -> Evidence:
    """What two reports have in common. The same in either order."""
    foreign = one.print.report.language != other.print.report.language
    blind = one.lead is None or other.lead is None
    mute = not one.names or not other.names
    told = 0.0 if blind else _told(one, other)
    words = 0.0 if foreign else _share(one.print.words, other.print.words, rarity, f"{one.print.report.language}:")
    names = math.fsum(rarity.weight(f"n:{name}") ** 2 for name in sorted(one.names & other.names))
    alien = not mute and not names and not (one.press & other.names or other.press & one.names)
    ways = [_missing(a.head - b.press, b.names, rarity) for a, b in ((one, other), (other, one)) if a.head]
    strange = min(ways, default=0.0)
    strange = 1.0 if alien else strange
    numbers = _weighty(one.print.numbers & other.print.numbers, rarity)
    least = min(_weighty(one.print.numbers, rarity), _weighty(other.print.numbers, rarity))
    return Evidence(
        told=_between(told, _TOLD),
        words=_between(words, _WORDS),
        names=min(names / _NAMES_ENOUGH, 1.0),
        alien=float(alien),
        strange=strange,
        lookalike=max(told - _ALIKE, 0.0) * strange,
        pattern=words * strange,
        exchanged=exchanged(one, other, rarity) * _between(max(told, words), _SAME),
        numbers=min(numbers / _NUMBERS_ENOUGH, 1.0),
        otherwise=float(least >= 3 * _NUMBERS_ENOUGH and numbers < _NUMBERS_ENOUGH),
        days=_share(one.print.dates, other.print.dates, rarity, "d:"),
        apart=_apart(one, other),
        foreign=float(foreign),
        mute=float(mute),
        blind=float(blind),
        elsewhere=(1 - min(names / _NAMES_ENOUGH, 1.0)) * max(_between(told, _SAME), _between(words, _WORDS))
        if _is_elsewhere(one, other)
        else 0.0,
    )


def _share(one: frozenset[str], other: frozenset[str], rarity: Rarity, prefix: str) -> float:
    """The cosine of two sets of terms by their rarity."""
    both = one & other
    if not both:
        return 0.0

    def squares(found: Iterable[str]) -> float:
        return math.fsum(rarity.weight(prefix + term) ** 2 for term in sorted(found))

    whole = math.sqrt(squares(one) * squares(other))
    return squares(both) / whole if whole else 0.0


def _missing(head: frozenset[str], names: frozenset[str], rarity: Rarity) -> float:
    """The share of a lead's names, by rarity, that the other report does not have; 0 where there are none."""
    whole = math.fsum(rarity.weight(f"n:{name}") for name in sorted(head))
    return math.fsum(rarity.weight(f"n:{name}") for name in sorted(head - names)) / whole if whole and names else 0.0


def _is_elsewhere(one: Side, other: Side) -> bool:
    """Whether both leads have names, and none in common."""
    ours, theirs = one.head - other.press, other.head - one.press
    return bool(ours and theirs) and not ours & theirs


def exchanged(one: Side, other: Side, rarity: Rarity) -> float:
    """The weight of names in one lead that the other report doesn't have, and the other way round, the lesser; at
    most 1, one name that nobody else has."""
    ways = ((one.head, other.names), (other.head, one.names))
    return min(1.0, *(math.fsum(rarity.weight(f"n:{name}") for name in sorted(head - names)) for head, names in ways))


def _between(value: float, ends: tuple[float, float]) -> float:
    """Where a value lies between two, 0 to 1."""
    return min(max(value - ends[0], 0.0) / (ends[1] - ends[0]), 1.0)


def _weighty(numbers: Iterable[str], rarity: Rarity) -> float:
    weights = (weight_of(number) * rarity.weight(f"#:{number}") for number in sorted(numbers))
    return math.fsum(weight for weight in weights if weight >= _TELLING)


def weight_of(number: str) -> float:
    """What a number says of itself: 1,347 says much, 2 and 100 little, a year nearly nothing."""
    if _YEAR.fullmatch(number):
        return 0.2
    plain = number.rstrip("%").replace(".", "")
    telling = (0.05, 0.1, 0.4, 1.0)[min(len(plain.strip("0")), 3)]
    return min(telling + 0.2, 1.0) if len(plain) > 2 or number.endswith("%") else telling


def _told(one: Side, other: Side) -> float:
    pairs = ((one.lead, other.body), (other.lead, one.body))
    return max(float(cosines(lead, body).max(axis=1).mean()) for lead, body in pairs)  # type: ignore[arg-type]


def _apart(one: Side, other: Side) -> float:
    if one.at is None or other.at is None:
        return 0.0
    return min(abs(one.at - other.at) / 86400, _LONGEST) / _LONGEST


#: The names of the kinds of evidence that are weighed, in order.
KINDS = tuple(field.name for field in fields(Evidence) if field.name != "elsewhere")
