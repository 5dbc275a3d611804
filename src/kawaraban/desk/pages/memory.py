"""The memory: approved pairs, searched, corrected, taken in and handed out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kawaraban.desk.pages.chosen_pairs import PAGE, PAIRS, SHOWS, Chosen
from kawaraban.desk.pages.preferences import DeskRequest

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
    found = list(chosen.entries()[: PAGE + 1])
    context = {
        "section": "memory",
        "tab": "memory",
        "chosen": chosen,
        "entries": found[:PAGE],
        "older": chosen.after(found[PAGE - 1]) if len(found) > PAGE else "",
        "pairs": [
            (*(pair.split("-") if pair else ("", "")), chosen.address(pair=pair), pair == chosen.pair)
            for pair in ("", *PAIRS)
        ],
        "shows": [(_SHOWS[show], chosen.address(show=show), show == chosen.show) for show in SHOWS],
        "all_origins": chosen.address(origin=""),
    }
    return render(request, "desk/memory.html", context)
