"""Two texts of a post held against each other: the paragraphs that differ, and the words in them that do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kawaraban.keep import changed_spans, edits
from kawaraban.keep.versions import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that differs: `before` and `after` it was changed; None where it was not there.

    The spans say where its words differ, in code points of each.
    """

    kind: str  # changed, added, removed
    before: str | None
    after: str | None
    before_spans: tuple[Span, ...] = ()
    after_spans: tuple[Span, ...] = ()


def lines(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """What turns one list of paragraphs into the other, in reading order."""
    return [_line(edit.kind, edit.before, edit.after) for edit in edits(_numbered(before), _numbered(after))]


def _line(kind: str, before: str | None, after: str | None) -> Line:
    if before is None or after is None:
        return Line(kind, before, after)
    spans = changed_spans(before, after)
    return Line(kind, before, after, tuple(old for old, _ in spans), tuple(new for _, new in spans))


def _numbered(paragraphs: Iterable[str]) -> list[tuple[str, str]]:
    return [("", text) for text in paragraphs]
