"""A report's print: everything it is compared by, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from kawaraban.compare import facts
from kawaraban.compare.candidates import keys
from kawaraban.compare.credits import credits
from kawaraban.compare.model import Print, Report, Sentence, SmallVectors
from kawaraban.compare.shingles import shingled
from kawaraban.compare.texts import cut, quotations
from kawaraban.translate.vectors import embedder, embedder_for

#: Texts that the embedder is given at a time: what it works in grows with them.
_BATCH = 256


def prints(reports: Sequence[Report]) -> list[Print]:
    """The print of each report, in order. Any text has one: what is too long is looked at so far as `texts` says."""
    cuts = [cut(report) for report in reports]
    vectors = _vectors(reports, cuts)
    return [_print(*one) for one in zip(reports, cuts, vectors, strict=True)]


def _print(report: Report, sentences: tuple[Sentence, ...], vectors: SmallVectors | None) -> Print:
    texts = [sentence.text for sentence in sentences]
    language, day = report.language, _day(report)
    return Print(
        report,
        sentences,
        vectors,
        keys(shingled([sentence.text for sentence in sentences if sentence.paragraph >= 0])),
        words=facts.words(texts, language),
        names=facts.names(texts, language),
        numbers=facts.numbers(texts, language),
        dates=facts.days(texts, language, day),
        quotations=quotations(report),
        credits=credits(report),
    )


def _day(report: Report) -> date | None:
    moment = report.published or report.captured
    return moment.date() if moment else None


def _vectors(reports: Sequence[Report], cuts: Sequence[tuple[Sentence, ...]]) -> list[SmallVectors | None]:
    """A row a sentence. The same words are embedded once, which a thousand copies are grateful for."""
    known = [embedder_for(report.language) is not None for report in reports]
    places: dict[str, int] = {}
    for one, knows in zip(cuts, known, strict=True):
        for sentence in one if knows else ():
            places.setdefault(sentence.text, len(places))
    small = _embedded(list(places))
    return [
        small[[places[sentence.text] for sentence in one]] if knows else None
        for one, knows in zip(cuts, known, strict=True)
    ]


def _embedded(texts: Sequence[str]) -> SmallVectors:
    if not texts:
        return np.empty((0, 512), dtype=np.int8)
    rows = [embedder().embed(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
    small: SmallVectors = np.rint(np.concatenate(rows) * 127).astype(np.int8)
    return small
