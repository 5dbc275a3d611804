"""A term of the glossary, as the stations see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TermKind = Literal["term", "person", "place", "outlet", "organisation"]


@dataclass(frozen=True, slots=True)
class Term:
    """How a word is rendered. Languages are ISO 639-1.

    `variants` are other ways in which the source is written (cases, scripts, short forms), `accepted` other renderings
    that are right too. A term to `keep` is never translated: it stands in the rendering as it stands in the original.
    """

    source_language: str
    target_language: str
    source: str
    target: str
    kind: TermKind = "term"
    variants: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    match_case: bool = False
    keep: bool = False
    note: str = ""
