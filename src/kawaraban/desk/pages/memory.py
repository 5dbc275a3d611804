"""The memory: approved pairs, searched, corrected, taken in and handed out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kawaraban.desk import memory as desk_memory
from kawaraban.desk.models import MemoryEntry
from kawaraban.desk.pages.chosen_pairs import PAIRS, SHOWS, Chosen
from kawaraban.desk.pages.preferences import DeskRequest

LONGEST = 20_000  # characters of a translation
_SHOWS = {
    "all": _("Everywhere it came from"),
    "desk": _("Approved here"),
    "files": _("Out of files"),
    "deleted": _("Deleted pairs"),
}


@login_required
@require_GET
def memory(request: DeskRequest) -> HttpResponse:
    """The page: the pairs that `Chosen` reads out of the address, newest first."""
    chosen = Chosen.parse(request.GET)
    entries, older = chosen.page()
    context = {
        "section": "memory",
        "tab": "memory",
        "chosen": chosen,
        "entries": entries,
        "older": older,
        "pairs": [
            (*(pair.split("-") if pair else ("", "")), chosen.address(pair=pair), pair == chosen.pair)
            for pair in ("", *PAIRS)
        ],
        "shows": [(_SHOWS[show], chosen.address(show=show), show == chosen.show) for show in SHOWS],
        "all_origins": chosen.address(origin=""),
    }
    return render(request, "desk/memory.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def pair(request: DeskRequest, pk: int) -> HttpResponse:
    """One pair's row; with `edit` as a form. `do`: `save` the text, `delete` the pair, or `undo` what was done last."""
    shown = MemoryEntry.objects.select_related("person")
    if request.method == "GET":
        return _row(request, get_object_or_404(shown, pk=pk), editing="edit" in request.GET)
    do, text = request.POST.get("do", ""), request.POST.get("text", "").strip()
    if do == "save" and not 0 < len(text) <= LONGEST:
        error = gettext("Write a translation, or delete the pair.") if not text else gettext("This is too long.")
        return _row(request, get_object_or_404(shown, pk=pk), editing=True, error=error)
    with transaction.atomic():
        entry = get_object_or_404(MemoryEntry.objects.select_for_update(), pk=pk)
        if do == "save":
            desk_memory.correct(entry, text, request.user)  # type: ignore[arg-type]
        elif do == "delete":
            desk_memory.delete(entry)
        elif do == "undo":
            desk_memory.take_back(entry)
    if not request.htmx:  # type: ignore[attr-defined]
        came_from = request.headers.get("Referer", "")
        allowed = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        return redirect(came_from if allowed and "edit" not in came_from else "desk:memory")
    return _row(request, shown.get(pk=pk), changed=do == "save")


def _row(request: DeskRequest, entry: MemoryEntry, **how: object) -> HttpResponse:
    context = {"entry": entry, "current": True, "section": "memory", "tab": "memory", **how}
    part = "desk/_memory_pair.html" if request.htmx else "desk/pair.html"  # type: ignore[attr-defined]
    return render(request, part, context, status=422 if how.get("error") and not request.htmx else 200)  # type: ignore[attr-defined]
