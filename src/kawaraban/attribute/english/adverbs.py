""" "Reportedly", "allegedly": a sentence held at a distance, with nobody behind it."""

from __future__ import annotations

from kawaraban.attribute.english.sentence import Draft, Reading


def find(reading: Reading) -> list[Draft]:
    found = []
    for token in reading.parse.tokens:
        cue = reading.cues.adverbs.get(token.text.lower())
        if cue is not None and token.pos == "ADV":
            head = reading.head(token)
            found.append(
                Draft(token.i, "adverb", [(token.start, token.end)], content=[reading.parse.subtree(head.i)], kind=cue)
            )
    return found
