"""What placing reports in stories takes and gives."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kawaraban.compare.model import Print, Why


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A report that stands in a story: `story` is any number that tells stories apart, a row's id.

    Reports of one `origin` (any words that are equal for them, the key of the first) copy each other and count once
    when a new report is held against the story; an empty one is the report's own.
    """

    story: int
    print: Print
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """The story that a report belongs to, how sure that is (0 to 1), and why, the strongest reason first."""

    story: int
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A story of one call: the keys of its reports in the order of time, and why each but the first is in it."""

    keys: tuple[str, ...]
    why: Mapping[str, tuple[Why, ...]]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare what a print holds is among the reports that are there: what stands in every report parts none.

    `counts` says in how many of `reports` reports a term of `terms` stands; it need not have all terms. With nothing
    known, every term weighs the same, as one that stands in some reports. The weight is Robertson and Sparck Jones'
    inverse document frequency, smoothed (https://doi.org/10.1002/asi.4630270302), as a share of that of a term which
    stands in one report alone.
    """

    reports: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, prints: Iterable[Print]) -> Rarity:
        """Of these reports, each counting once."""
        counts: Counter[str] = Counter()
        reports = 0
        for one in prints:
            counts.update(terms(one))
            reports += 1
        return cls(reports, counts)

    @property
    def is_counted(self) -> bool:
        """Whether there are enough reports for counting to say anything."""
        return self.reports >= FEWEST

    @property
    def known(self) -> float:
        """How well it is known what is rare, 0 to 1: among few reports a minister looks as rare as a witness."""
        if not self.is_counted:
            return 0.0
        return min(math.log(self.reports / FEWEST) / math.log(MANY / FEWEST), 1.0)

    def weight(self, term: str) -> float:
        """Between 0, for what stands in every report, and 1, for what stands in one or none."""
        if not self.is_counted:
            return _USUAL
        count = min(max(self.counts.get(term, 1), 1), self.reports)
        return math.log((self.reports + 0.5) / count) / math.log(self.reports + 0.5)


#: Reports under which counting says nothing: of ten, a story may be all.
FEWEST = 20
#: Reports from which counting says all that it can.
MANY = 200
#: What a term weighs where nothing is counted: a name may be a country's, which every report has, or a witness's.
_USUAL = 0.5


def terms(one: Print) -> set[str]:
    """What of a print is counted, in one space: names, numbers and dates are the same in all languages, words are
    those of one. An index by terms holds these."""
    return {
        *(f"n:{name}" for name in one.names),
        *(f"#:{number}" for number in one.numbers),
        *(f"d:{day}" for day in one.dates),
        *(f"{one.report.language}:{word}" for word in one.words),
    }
