"""Moving: another blog's file looked through, its report, taking it in, and taking that back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from kawaraban.desk.models import Move
from kawaraban.desk.moving.taking import keeping, undoing
from kawaraban.desk.moving.taking.options import CHOICES
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.sentences import DeskTrouble

#: What a doubt is called, what is done about it, and by which decision that can be changed.
_DOUBTS: dict[str, tuple[Any, Any, str]] = {
    "empty": (gettext_lazy("posts without a text"), gettext_lazy("Nothing is left of them but an embed."), "empties"),
    "date-missing": (
        gettext_lazy("posts without a date"),
        gettext_lazy("They are put beside the post before them in the file."),
        "undated",
    ),
    "date-impossible": (gettext_lazy("dates that do not exist"), gettext_lazy("The nearest that exists is taken."), ""),
    "pairs": (
        gettext_lazy("pairs whose alignment is in doubt"),
        gettext_lazy("The posts stay as they are; the pairs wait for a look."),
        "",
    ),
    "twice": (gettext_lazy("posts that are there twice"), gettext_lazy("Same title, same text."), "twice"),
    "encoding": (gettext_lazy("garbled lines"), gettext_lazy("They were read as well as they can be."), ""),
    "adverts": (
        gettext_lazy("comments that look like adverts"),
        gettext_lazy("They are not shown to readers."),
        "adverts",
    ),
    "truncated": (gettext_lazy("posts that break off"), gettext_lazy("What is there is taken in."), ""),
    "too-long": (gettext_lazy("posts without measure"), gettext_lazy("They are over 6 million characters."), ""),
}
_DONE: dict[str, Any] = {
    "draft": gettext_lazy("They come as drafts."),
    "kept-as-draft": gettext_lazy("They come as drafts."),
    "left-out": gettext_lazy("They are left out."),
    "guessed": gettext_lazy("Their date is guessed."),
    "waiting": gettext_lazy("They wait for your word."),
    "taken-once": gettext_lazy("They are taken once."),
    "not-offered": gettext_lazy("They are not put into the memory."),
}
_WAYS: dict[str, Any] = {
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


@dataclass(frozen=True, slots=True)
class Doubt:
    count: int
    name: str
    known: str
    done: str
    examples: list[dict[str, Any]]
    kind: str
    ways: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's bars: (height in percent, whether dates in that month were guessed)."""

    year: str
    total: int
    bars: list[tuple[int, bool]]


@login_required
@require_http_methods(["GET", "POST"])
def moving(request: DeskRequest) -> HttpResponse:
    """The moves so far, and a field for another file."""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            messages.error(request, gettext("Choose a file first."))
            return redirect("desk:moving")
        try:
            home = request.POST.get("home", "").strip()[:300]
            move = keeping.receive(file, request.user.pk, home=home if home.startswith("http") else "")
        except DeskTrouble:
            messages.error(
                request,
                gettext("This is no file of a blog that the desk knows: choose an export, a feed or a saved page."),
            )
            return redirect("desk:moving")
        except OSError as error:
            messages.error(
                request, gettext("The file can't be kept (%(reason)s): make room.") % {"reason": error.strerror}
            )
            return redirect("desk:moving")
        return redirect("desk:move", move.token)
    rows = Move.objects.order_by("-began_at")[:50]
    moves = [(row, keeping.at_work(row)) for row in rows]
    return render(request, "desk/moving.html", {"section": "settings", "moves": moves})


@login_required
@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, token: str) -> HttpResponse:
    """One move. `do`: `take`, `stop`, `look`, `discard`, `undo`, or `decide` a kind of doubt."""
    found = get_object_or_404(Move, token=token)
    if request.method == "POST":
        return _do(request, found, request.POST.get("do", ""))
    part = "desk/_move_progress.html" if request.htmx else "desk/move.html"  # type: ignore[attr-defined]
    response = render(request, part, _context(request, found))
    if request.htmx and not keeping.at_work(found):  # type: ignore[attr-defined]
        response["HX-Refresh"] = "true"  # the report, or what was taken in, takes the place of the bar
    return response


def _do(request: DeskRequest, found: Move, do: str) -> HttpResponse:
    if do == "discard" and not keeping.at_work(found):
        keeping.discard(found)
        return redirect("desk:moving")
    if do == "take" and keeping.is_here(found):
        keeping.begin(found, Move.State.TAKING)
    elif do == "look" and keeping.is_here(found):
        keeping.begin(found, Move.State.LOOKING)
    elif do == "stop":
        keeping.stop(found)
    elif do == "undo" and undoing.can_be_undone(found) and not keeping.at_work(found):
        undone = undoing.undo(found)
        told = gettext("Undone: %(posts)s posts are gone again; %(kept)s that were changed or answered since stay.")
        messages.success(request, told % undone)
    elif do == "decide":
        keeping.decided(found, request.POST.get("kind", ""), request.POST.get("choice", ""))
    return redirect("desk:move", found.token)


def _context(request: DeskRequest, found: Move) -> dict[str, Any]:
    report = found.report
    asked = request.GET.get("post", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    number = min(max(number, 1), max(found.total, 1))
    shown = keeping.shown_post(found, number - 1)
    if shown:
        shown["moment"] = parse_datetime(shown["moment"])
    return {
        "section": "settings",
        "move": found,
        "report": report,
        "at_work": keeping.at_work(found),
        "is_stopped": keeping.is_stopped(found),
        "is_here": keeping.is_here(found),
        "can_undo": found.posts.exists() and undoing.can_be_undone(found),
        "percent": min(100, 100 * found.done // max(found.total, 1)),
        "years": list(_years(report)),
        "doubts": [_doubt(row, found.options) for row in report.get("doubts", [])],
        "doubled": report.get("categories", {}).get("doubled", []),
        "first": parse_datetime(report.get("first") or ""),
        "last": parse_datetime(report.get("last") or ""),
        "post": shown,
        "number": number,
        "ways_pictures": _ways("pictures", found.options),
        "ways_doubled": _ways("doubled", found.options),
    }


def _doubt(row: dict[str, Any], options: dict[str, Any]) -> Doubt:
    name, known, kind = _DOUBTS.get(row["what"], (row["what"], "", ""))
    done = _DONE.get(row["done"], "")
    return Doubt(row["count"], str(name), str(known), str(done), row["examples"], kind, _ways(kind, options))


def _ways(kind: str, options: dict[str, Any]) -> list[tuple[str, str]]:
    """The other decisions there are."""
    return [(choice, str(_WAYS[choice])) for choice in CHOICES.get(kind, ()) if choice != options.get(kind)]


def _years(report: dict[str, Any]) -> Iterator[Year]:
    months: dict[str, int] = report.get("months", {})
    guessed = report.get("guessed_months", {})
    most = max(months.values(), default=1)
    for year in sorted({month[:4] for month in months})[-12:]:
        names = [f"{year}-{number:02}" for number in range(1, 13)]
        counts = [months.get(name, 0) for name in names]
        bars = [(100 * count // most, name in guessed) for count, name in zip(counts, names, strict=True)]
        yield Year(year, sum(counts), bars)
