"""Moving: another blog's files looked through, their report, taking them in, and taking that back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kawaraban.desk.models import Move, Preferences
from kawaraban.desk.moving.taking import keeping, offering, undoing
from kawaraban.desk.moving.taking.opening import KINDS
from kawaraban.desk.moving.taking.unpacking import MAX_FILES
from kawaraban.desk.pages import leaving
from kawaraban.desk.pages.moving_words import doubt_rows, ways
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.publish.formats import kinds

MAX_FILE = 2 << 30  # bytes
_KINDS = {
    "movabletype": _("Movable Type's text"),
    "wxr": _("WordPress (WXR)"),
    "feed": _("RSS or Atom"),
    "page": _("Saved pages"),
}
_SEVERAL = _("Files of several kinds")
#: What belongs elsewhere, and where.
_ELSEWHERE = {
    "opml": _("%(name)s is a list of feeds: add it on the Sources page."),
    "tmx": _("%(name)s is a translation memory: take it in on the page of translations remembered."),
    "glossary": _("%(name)s is a list of terms: take it in on the Glossary page."),
    "backup": _("%(name)s is a backup of a desk: bring it back with kawaraban import, onto an empty desk."),
}


@dataclass(frozen=True, slots=True)
class Year:
    """A year's bars: (height in percent, whether dates in that month were guessed)."""

    year: str
    total: int
    bars: list[tuple[int, bool]]


class _Refused(Exception):
    """A file that is not looked at; `str(error)` is the sentence for people."""


@login_required
@require_http_methods(["GET", "POST"])
def moving(request: DeskRequest) -> HttpResponse:
    """The moves so far, a field for other files, and the ways out."""
    if request.method == "POST":
        try:
            return redirect("desk:move", _received(request).token)
        except _Refused as error:
            messages.error(request, str(error))
        except OSError as error:
            sentence = gettext("The file can't be kept (%(reason)s): make room.")
            messages.error(request, sentence % {"reason": error.strerror})
        return redirect("desk:moving")
    moves = [
        (move, keeping.at_work(move), keeping.is_stopped(move)) for move in Move.objects.order_by("-began_at")[:50]
    ]
    context = {"section": "settings", "moves": moves, "kinds": _KINDS.items(), "zone": Preferences.load().time_zone}
    context["leaving"] = leaving.rows()
    return render(request, "desk/moving.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, token: str) -> HttpResponse:
    """One move. `do`: `take`, `stop`, `look`, `discard`, `undo`, or `decide` a kind of doubt."""
    found = get_object_or_404(Move, token=token)
    if request.method == "POST":
        return _do(request, found, request.POST.get("do", ""))
    working = keeping.at_work(found)
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/move.html", _context(request, found))
    if request.GET.get("post"):
        return render(request, "desk/_move_post.html", _post(request, found))
    response = render(request, "desk/_move_progress.html", _progress(found))
    if not working:
        response["HX-Refresh"] = "true"  # the report, or what was taken in, takes the place of the bar
    return response


def _received(request: DeskRequest) -> Move:
    """Raises _Refused, OSError."""
    files = request.FILES.getlist("file")
    if not files:
        raise _Refused(gettext("Choose a file first."))
    if len(files) > MAX_FILES:
        sentence = gettext(
            "These are more than %(most)s files: put them into a .zip, or give a part of them at a time."
        )
        raise _Refused(sentence % {"most": MAX_FILES})
    if sum(file.size or 0 for file in files) > MAX_FILE:
        sentence = gettext("%(name)s is larger than 2 GB: export a part at a time.")
        raise _Refused(sentence % {"name": files[0].name})
    chosen = request.POST.get("kind", "")
    kind = chosen if chosen in KINDS else ""
    if not kind and len(files) == 1:
        _check_kind(files[0])
    options: dict[str, Any] = {}
    if home := _home(request.POST.get("home", "").strip()):
        options["home"] = home
    if zone := _zone(request.POST.get("zone", "").strip()):
        options["zone"] = zone
    if day := _day(request.POST.get("date", "")):
        options["date"] = day.isoformat()
    return keeping.receive(files, request.user.pk, kind, **options)


def _check_kind(file: UploadedFile) -> None:
    """Raises _Refused for one that brings no posts; of several, the report says it of each."""
    name = file.name or ""
    if not file.size:
        raise _Refused(gettext("%(name)s is empty: export it again.") % {"name": name})
    kind = kinds.kind_of(name, file.read(kinds.HEAD))
    file.seek(0)
    if kind in _ELSEWHERE:
        raise _Refused(str(_ELSEWHERE[kind]) % {"name": name})
    if kind not in (*KINDS, "zip"):
        raise _Refused(_not_a_blog(file))


def _not_a_blog(file: UploadedFile) -> str:
    sentence = gettext("%(name)s can't be read as a blog: choose what the old blog exported, a feed or a saved page.")
    return sentence % {"name": file.name}


def _home(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address[:300] if parts.scheme in ("http", "https") and parts.netloc else ""


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


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
        words = gettext("Undone: %(posts)s posts are gone again.") % undone
        if undone["kept"]:
            words += gettext(" %(kept)s that were changed or answered since stay.") % undone
        messages.success(request, words)
    elif do == "decide":
        keeping.decided(found, request.POST.get("kind", ""), request.POST.get("choice", ""))
    elif do == "zone" and (zone := _zone(request.POST.get("zone", "").strip())):
        keeping.zoned(found, zone)
    return redirect("desk:move", found.token)


def _context(request: DeskRequest, found: Move) -> dict[str, Any]:
    report = found.report
    return (
        _post(request, found)
        | _progress(found)
        | {
            "section": "settings",
            "kind": _KINDS.get(found.kind, _SEVERAL if found.kind else ""),
            "others": found.options.get("files", 1) - 1,
            "failed": report.get("files", {}),
            "is_stopped": keeping.is_stopped(found),
            "is_here": keeping.is_here(found),
            "can_undo": undoing.can_be_undone(found) and found.posts.exists(),
            "years": list(_years(report)),
            "doubts": doubt_rows(report, found.options),
            "doubled": report.get("categories", {}).get("doubled", []),
            "first": parse_datetime(report.get("first") or ""),
            "last": parse_datetime(report.get("last") or ""),
            "offered": offering.counted(found),
            "zone": found.options.get("zone", ""),
            "ways_pictures": ways("pictures", found.options),
            "ways_doubled": ways("doubled", found.options),
        }
    )


def _progress(found: Move) -> dict[str, Any]:
    settling = found.report.get("settling")
    done, total = (settling["done"], settling["total"]) if settling else (found.done, found.total)
    return {"move": found, "at_work": keeping.at_work(found), "percent": min(100, 100 * done // max(total, 1))}


def _post(request: DeskRequest, found: Move) -> dict[str, Any]:
    """The post that is shown before and after, by its number from 1."""
    asked = request.GET.get("post", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    number = min(max(number, 1), max(found.total, 1))
    shown = keeping.shown_post(found, number - 1)
    if shown:
        shown["moment"] = parse_datetime(shown["moment"])
    return {"move": found, "report": found.report, "post": shown, "number": number}


def _years(report: dict[str, Any]) -> Iterator[Year]:
    months: dict[str, int] = report.get("months", {})
    guessed = report.get("guessed_months", {})
    most = max(months.values(), default=1)
    for year in sorted({month[:4] for month in months})[-12:]:
        names = [f"{year}-{number:02}" for number in range(1, 13)]
        counts = [months.get(name, 0) for name in names]
        bars = [(100 * count // most, name in guessed) for count, name in zip(counts, names, strict=True)]
        yield Year(year, sum(counts), bars)
