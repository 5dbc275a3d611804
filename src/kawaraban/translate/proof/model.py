"""What the proof works on, and what it answers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kawaraban.translate.glossary import Term

Kind = Literal[
    "number",
    "date",
    "name",
    "negation",
    "attribution",
    "quotation",
    "omission",
    "addition",
    "untranslated",
    "glossary",
    "repetition",
    "length",
    "typography",
]
Severity = Literal["error", "warning"]
Span = tuple[int, int]  # code points, half-open


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph (or headline, or sentence) beside its rendering. Languages are ISO 639-1.

    `published` is the day on which the original was published, in the outlet's zone: what "on Tuesday" is held against.
    `terms` are those of the glossary for this pair of languages.
    """

    source: str
    target: str
    source_language: str
    target_language: str
    published: date | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: which of its messages, what that message names, where, and what would mend it.

    `fix`, where there is one, replaces `target_span`.
    """

    message: str
    source_span: Span | None = None
    target_span: Span | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    fix: str | None = None
    severity: Severity | None = None  # where it differs from its check's


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the proof looks at; one file each in `proof/checks/`.

    `label` (a few words) and `messages` (by name, one plain sentence with {fields}) are in English and Japanese:
    {"en": ..., "ja": ...}. `find` is pure and answers the findings in the order of the rendering.
    """

    id: str
    kind: Kind
    severity: Severity
    label: Mapping[str, str]
    messages: Mapping[str, Mapping[str, str]]
    find: Callable[[Segment], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding with its check, as it is shown, counted, and dismissed."""

    check: Check
    finding: Finding

    @property
    def kind(self) -> Kind:
        return self.check.kind

    @property
    def severity(self) -> Severity:
        return self.finding.severity or self.check.severity

    @property
    def source_span(self) -> Span | None:
        return self.finding.source_span

    @property
    def target_span(self) -> Span | None:
        return self.finding.target_span

    @property
    def fix(self) -> str | None:
        return self.finding.fix

    def label(self, language: str = "en") -> str:
        """A few words: "The number differs"."""
        return self.check.label.get(language) or self.check.label["en"]

    def message(self, language: str = "en") -> str:
        """One plain sentence."""
        told = self.check.messages[self.finding.message]
        return (told.get(language) or told["en"]).format(**self.finding.values)

    @property
    def fingerprint(self) -> str:
        """The same for the same finding in the same paragraph, wherever in it: what a dismissal remembers."""
        told = [self.check.id, self.finding.message, *(f"{k}={v}" for k, v in sorted(self.finding.values.items()))]
        return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]
