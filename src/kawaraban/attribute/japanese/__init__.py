"""Japanese claims: rules over words, one file a way of saying it."""

from __future__ import annotations

from kawaraban.attribute.japanese import phrases, said, speech
from kawaraban.attribute.japanese.gathering import gather
from kawaraban.attribute.japanese.sentence import Draft, Reading
from kawaraban.attribute.model import AttributionError, Claim

#: Code points that are answered within seconds.
LONGEST = 100_000


def claims(text: str) -> list[Claim]:
    """The claims of a Japanese text, in the order of their cues. Raises AttributionError for one that is too long."""
    if len(text) > LONGEST:
        raise AttributionError(
            f"A text of {len(text):,} characters is too long to find its claims: give at most {LONGEST:,} at a time."
        )
    reading = Reading.of(text)
    drafts: list[Draft] = []
    for sentence in reading.sentences:
        here = said.find(sentence)
        drafts += here + phrases.find(sentence, here)
    drafts += speech.find(reading, drafts)
    return gather(reading, drafts)
