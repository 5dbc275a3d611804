"""What of a print is held against other prints: made once a print, for it is asked for again and again."""

from __future__ import annotations

from dataclasses import dataclass

from kawaraban.compare import facts
from kawaraban.compare.copies.timing import moment
from kawaraban.compare.model import Print, SmallVectors
from kawaraban.compare.stories.vectors import LEAD, telling

#: Sentences of a report that are looked at one by one: a book costs no more than a long article.
MOST = 40
#: The share of a headline's words in capitals from which capitals say nothing of names.
_TITLE_CASE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of two prints that are held against each other.

    `lead` and `body` are the vectors of the title and first sentences, and of all that are looked at; `names` are
    without those of the outlet and of whom it credits, `head` those of them that the lead speaks of; `press` are those
    that it has from there: what Radio Sorenia says of Sorenia is nothing that it has in common with others, and nothing
    that it lacks.
    """

    print: Print
    rows: list[int]  # the sentences that `body` has the vectors of
    lead: SmallVectors | None
    body: SmallVectors | None
    names: frozenset[str]
    head: frozenset[str]
    press: frozenset[str]
    at: float | None  # seconds since 1970

    @classmethod
    def of(cls, one: Print) -> Side:
        rows = telling(one)
        at = moment(one)
        lead = body = None
        if one.vectors is not None and rows:
            lead, body = one.vectors[rows[: LEAD + 1]], one.vectors[rows[:MOST]]
        press = _of_the_press(one)
        names = one.names - press
        return cls(
            print=one,
            rows=rows[:MOST],
            lead=lead,
            body=body,
            names=names,
            head=names & facts.names(_head(one, rows), one.report.language),
            press=one.names & press,
            at=at.timestamp() if at else None,
        )


def _of_the_press(one: Print) -> frozenset[str]:
    """The names of the outlet and of whom the report credits: an agency's stands in all that it writes."""
    said = [one.report.outlet, *(credit.name for credit in one.credits)]
    return frozenset().union(*(facts.skeletons(word) for name in said for word in name.split()))


def _head(one: Print, rows: list[int]) -> list[str]:
    """The texts of the lead; the headline only where its capitals are not those of every word."""
    texts = [one.sentences[row].text for row in rows[: LEAD + 1]]
    if not texts or one.sentences[rows[0]].paragraph >= 0:
        return texts
    words = texts[0].split()
    capitals = sum(word[:1].isupper() for word in words)
    return texts[1:] if capitals > _TITLE_CASE * len(words) else texts
