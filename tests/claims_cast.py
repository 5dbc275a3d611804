"""Claims in a shape that tests can read: the words of each part."""

from __future__ import annotations

from dataclasses import dataclass

from kawaraban.attribute import Claim, attribute, text_of


@dataclass(frozen=True)
class Told:
    """A claim's parts as words, parts of an interrupted one apart by " … "."""

    source: str
    cue: str
    content: str
    claim: Claim


def told(text: str, *, acts: tuple[str, ...] = ("speech",)) -> list[Told]:
    """The English claims of a text, of these acts."""
    (claims,) = attribute([text], "en")
    return [
        Told(
            text_of(text, claim.source),
            text_of(text, claim.cue),
            " … ".join(text[start:end] for start, end in claim.content),
            claim,
        )
        for claim in claims
        if claim.act in acts
    ]


def only(text: str) -> Told:
    """The one claim of a text."""
    (claim,) = told(text)
    return claim
