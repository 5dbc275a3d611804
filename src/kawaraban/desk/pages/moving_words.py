"""What the report of a move says of each kind of doubt: its name, what it counts, what is done, what else may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from kawaraban.desk.moving.taking.options import CHOICES
from kawaraban.desk.moving.words import DONE, DOUBTS, Counter

_COUNTERS: Mapping[Counter, Any] = {
    "posts": pgettext_lazy("counter", "posts"),
    "things": pgettext_lazy("counter", "things"),
    "pairs": pgettext_lazy("counter", "pairs"),
}

#: The decision that changes what is done about a kind of doubt.
_DECISIONS: Mapping[str, str] = {"empty": "empties", "date-missing": "undated", "twice": "twice", "adverts": "adverts"}
_WAYS: Mapping[str, Any] = {
    "draft": gettext_lazy("As drafts"),
    "out": gettext_lazy("Leave out"),
    "guess": gettext_lazy("Guess it"),
    "waiting": gettext_lazy("Let them wait"),
    "once": gettext_lazy("Take once"),
    "both": gettext_lazy("Keep both"),
    "join": gettext_lazy("Join them"),
    "keep": gettext_lazy("Keep apart"),
    "fetch": gettext_lazy("Fetch them"),
    "leave": gettext_lazy("Leave them there"),
}
#: What another row of the report says already.
_SAID = frozenset({"body-missing"})


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A line of the report. `ways` are the other decisions there are about it: (choice, words)."""

    count: int
    counter: str
    name: str
    known: str
    done: str
    examples: list[dict[str, Any]]
    kind: str
    ways: list[tuple[str, str]]

    @property
    def bold(self) -> SafeString:
        """What is done, as the report has it after how it came about."""
        return format_html("<b>{}</b>", self.done) if self.done else SafeString("")


def doubt_rows(report: Mapping[str, Any], options: Mapping[str, Any]) -> list[DoubtRow]:
    return [_row(row, options) for row in report.get("doubts", []) if row["what"] not in _SAID]


def ways(kind: str, options: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The other decisions there are about a kind of doubt."""
    choices = CHOICES.get(kind, ())
    return [(choice, str(_WAYS[choice])) for choice in choices if choice != options.get(kind) and choice in _WAYS]


def _row(row: Mapping[str, Any], options: Mapping[str, Any]) -> DoubtRow:
    name, counter, known = DOUBTS.get(row["what"], (row["what"], "things", ""))
    kind = _DECISIONS.get(row["what"], "")
    examples = [example for example in row["examples"] if example["detail"] or example["post"] is not None]
    return DoubtRow(
        row["count"],
        str(_COUNTERS[counter]),
        gettext(name),
        gettext(known),
        gettext(DONE.get(row["done"], "")),
        examples,
        kind,
        ways(kind, options),
    )
