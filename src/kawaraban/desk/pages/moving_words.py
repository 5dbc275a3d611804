"""What the report of a move says of each kind of doubt: its name, what it counts, what is done, what else may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from kawaraban.desk.moving.taking.options import CHOICES

_POSTS = pgettext_lazy("counter", "posts")
_THINGS = pgettext_lazy("counter", "things")
_PAIRS = pgettext_lazy("counter", "pairs")

#: By `Doubt.what`: its name, what it counts, how it came about, and the decision that changes what is done.
_DOUBTS: Mapping[str, tuple[Any, Any, Any, str]] = {
    "empty": (
        gettext_lazy("posts without a text"),
        _POSTS,
        gettext_lazy("Nothing is left of them but an embed."),
        "empties",
    ),
    "date-missing": (
        gettext_lazy("posts without a date"),
        _POSTS,
        gettext_lazy("They are put beside the post before them in the file."),
        "undated",
    ),
    "day-missing": (gettext_lazy("posts without a day"), _POSTS, gettext_lazy("The page says their month only."), ""),
    "time-missing": (gettext_lazy("posts without an hour"), _POSTS, gettext_lazy("The page says their day only."), ""),
    "date-impossible": (gettext_lazy("dates that do not exist"), _POSTS, "", ""),
    "pairs": (
        gettext_lazy("pairs whose alignment is in doubt"),
        _PAIRS,
        gettext_lazy("The posts stay as they are; the pairs wait for a look."),
        "",
    ),
    "twice": (gettext_lazy("posts that are there twice"), _POSTS, gettext_lazy("Same title, same text."), "twice"),
    "encoding": (
        gettext_lazy("garbled lines"),
        _THINGS,
        gettext_lazy("They were read as well as they can be."),
        "",
    ),
    "adverts": (
        gettext_lazy("comments that look like adverts"),
        _THINGS,
        gettext_lazy("They are not shown to readers."),
        "adverts",
    ),
    "truncated": (gettext_lazy("posts that break off"), _POSTS, gettext_lazy("The file ends in the middle."), ""),
    "too-long": (
        gettext_lazy("posts without measure"),
        _POSTS,
        gettext_lazy("They are longer than a post can be."),
        "",
    ),
    "status-unknown": (
        gettext_lazy("posts of an unknown state"),
        _POSTS,
        gettext_lazy("The file does not say whether readers saw them."),
        "",
    ),
    "page": (
        gettext_lazy("pages that are no posts"),
        _POSTS,
        gettext_lazy("They stood beside the old blog's posts."),
        "",
    ),
    "private": (gettext_lazy("private posts"), _POSTS, gettext_lazy("Readers never saw them."), ""),
    "protected": (gettext_lazy("posts behind a password"), _POSTS, gettext_lazy("Not every reader saw them."), ""),
    "trash": (gettext_lazy("posts that were thrown away"), _POSTS, gettext_lazy("They lay in the old blog's bin."), ""),
    "comment-parent": (
        gettext_lazy("answers to nobody"),
        _POSTS,
        gettext_lazy("The comments they answer are not in the file."),
        "",
    ),
    "no-such-entry": (
        gettext_lazy("comments without a post"),
        _THINGS,
        gettext_lazy("Their posts are not in the file."),
        "",
    ),
    "picture-not-shown": (
        gettext_lazy("pictures that no post shows"),
        _THINGS,
        gettext_lazy("They lay with the old blog unused."),
        "",
    ),
    "not-a-post": (
        gettext_lazy("things that are no posts"),
        _THINGS,
        gettext_lazy("Menus, versions and the like."),
        "",
    ),
    "broken-markup": (gettext_lazy("broken markup"), _THINGS, gettext_lazy("The file breaks the rules of XML."), ""),
    "control-characters": (
        gettext_lazy("control characters"),
        _THINGS,
        gettext_lazy("They have no place in a text."),
        "",
    ),
    "no-posts": (
        gettext_lazy("no post found"),
        _THINGS,
        gettext_lazy("Nothing in the file looks like a post. See whether it is the right one."),
        "",
    ),
}
_DONE: Mapping[str, Any] = {
    "draft": gettext_lazy("They come as drafts."),
    "kept-as-draft": gettext_lazy("They come as drafts."),
    "kept-as-post": gettext_lazy("They come as posts."),
    "kept-as-text": gettext_lazy("They are kept as text."),
    "kept-without": gettext_lazy("They stand by themselves."),
    "kept": gettext_lazy("What is there is taken in."),
    "kept-as-far": gettext_lazy("What is there is taken in."),
    "cut": gettext_lazy("They are cut off."),
    "left-out": gettext_lazy("They are left out."),
    "left-undated": gettext_lazy("They count as posts without a date."),
    "guessed": gettext_lazy("Their date is guessed."),
    "waiting": gettext_lazy("They wait for your word."),
    "taken-once": gettext_lazy("They are taken once."),
    "not-offered": gettext_lazy("They are not put into the memory."),
    "mended": gettext_lazy("It was mended."),
    "replaced": gettext_lazy("What could not be read shows as �."),
}
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
    name, counter, known, kind = _DOUBTS.get(row["what"], (row["what"], _THINGS, "", ""))
    done = str(_DONE.get(row["done"], ""))
    examples = [example for example in row["examples"] if example["detail"] or example["post"] is not None]
    return DoubtRow(row["count"], str(counter), str(name), str(known), done, examples, kind, ways(kind, options))
