"""What a file of terms gives, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kawaraban.translate.glossary.model import Term

MAX_TEXT = 200  # characters of a term or its rendering
MAX_NOTE = 2000
MAX_FORMS = 50  # variants or accepted renderings of a term

Why = Literal["no-source", "no-target", "no-language", "too-long"]


class GlossaryError(Exception):
    """A file that is no glossary; `str(error)` is one plain English sentence that says what to do.

    `problem` is for programs: "not-a-glossary", "no-columns" or "too-large".
    """

    def __init__(self, problem: str, message: str):
        super().__init__(message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An entry that gives no term: its line or number in the file, what it says, and why."""

    line: int
    text: str
    why: Why


Entries = Iterator[Term | PassedOver]


def checked(term: Term, line: int) -> Term | PassedOver:
    """The term, where it can stand in a glossary."""
    text = (term.source or term.target)[:60]
    if not term.source:
        return PassedOver(line, text, "no-source")
    if not (term.target or term.keep):
        return PassedOver(line, text, "no-target")
    if not term.source_language or not term.target_language or term.source_language == term.target_language:
        return PassedOver(line, text, "no-language")
    forms = (term.source, term.target, *term.variants, *term.accepted)
    too_long = any(len(form) > MAX_TEXT for form in forms) or len(term.note) > MAX_NOTE
    if too_long or len(term.variants) > MAX_FORMS or len(term.accepted) > MAX_FORMS:
        return PassedOver(line, text, "too-long")
    return term
