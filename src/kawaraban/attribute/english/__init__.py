"""English claims: rules over a parse, one file a way of saying it."""

from __future__ import annotations

from kawaraban.attribute.english import adverbs, chains, clauses, labels, nouns, phrases, speakers, speech
from kawaraban.attribute.english.gathering import gather
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import Claim
from kawaraban.attribute.parsing import Parse

#: In the order in which they are asked: what an earlier one took, a later one leaves.
RULES = (labels.find, phrases.find, clauses.find, nouns.find, adverbs.find)


def claims(parse: Parse) -> list[Claim]:
    """The claims of an English text, in its order."""
    reading = Reading.of(parse)
    drafts: list[Draft] = []
    for rule in RULES:
        drafts += rule(reading)
    speech.attach(reading, drafts)
    chains.cite(reading, drafts)
    chains.quoted_as(reading, drafts)
    speakers.resolve(reading, drafts)
    chains.link(reading, drafts)
    chains.merge(drafts)
    return gather(reading, drafts)
