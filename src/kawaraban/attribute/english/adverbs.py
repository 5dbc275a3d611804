""" "Reportedly", "allegedly": a sentence held at a distance, with nobody behind it."""

from __future__ import annotations

from collections.abc import Iterator

from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Token


def find(reading: Reading) -> list[Draft]:
    """ "**Vardonia has** reportedly **moved two brigades**.\""""
    found = []
    for token in reading.parse.tokens:
        cue = reading.cues.adverbs.get(token.text.lower())
        if cue is not None and token.pos == "ADV" and reading.quotation_of(token) < 0:
            content = list(_content(reading, reading.head(token)))
            found.append(Draft(token.i, "reportedly", [(token.start, token.end)], content=content, kind=cue))
    return found


def _content(reading: Reading, head: Token) -> Iterator[Span]:
    """All that hangs on a word, without the "according to" in front of it."""
    start, end = reading.parse.subtree(head.i)
    for child in reading.children(head, "prep"):
        if child.lemma in {"accord", "according"}:
            left, right = reading.parse.subtree(child.i)
            yield from (span for span in ((start, left),) if span[0] < span[1])
            start = right
    if start < end:
        yield start, end
