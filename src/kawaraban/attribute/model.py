"""What `attribute` gives: claims with exact places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]  # code points of the text, half-open

Stance = Literal["says", "insists", "alleges", "reveals", "denies", "reported"]
Quotation = Literal["direct", "mixed", "indirect"]
#: What the cue tells of: words that were uttered, what somebody is said to think or want, how something looks, or what
#: somebody is said not to have said ("did not confirm").
Act = Literal["speech", "thought", "appearance", "silence"]


class AttributionError(Exception):
    """A text that can't be worked on; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Via:
    """One source between the article and the speaker."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """When it was said: the words for it, and their TIMEX3 value."""

    span: Span
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who said what, with which word. Spans are in order, none over another; more than one where it is interrupted.

    `source` is empty where nobody is named: the words are then the outlet's own report. `via` lists the sources
    between the article and the speaker, nearest first. `rule` names what found the claim; `speaker` is the source with
    pronouns and short forms resolved within the article ("she" -> "Ilse Torvald").
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    stance: Stance
    rule: str
    act: Act = "speech"
    coarse: bool = False  # found by marks and cue words alone, without a parse: Russian and Chinese
    speaker: str = ""
    unnamed: bool = False  # the source is there, and says no name: "officials", "sources"
    via: tuple[Via, ...] = ()
    when: When | None = None


def text_of(text: str, spans: tuple[Span, ...]) -> str:
    """The words at these spans, a space between them."""
    return " ".join(text[start:end] for start, end in spans)
