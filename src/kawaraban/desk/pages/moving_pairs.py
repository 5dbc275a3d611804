"""The pairs that a move offers to the memory: looked at, taken in, declined."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kawaraban.desk.models import Move, OfferedPair
from kawaraban.desk.moving.taking import offering
from kawaraban.desk.pages.preferences import DeskRequest

PAGE = 50
_SHOWS = {
    "sure": _("Sure"),
    "unsure": _("To be looked at"),
    "taken": _("In the memory"),
    "declined": pgettext_lazy("a pair", "Declined"),
}


@login_required
@require_http_methods(["GET", "POST"])
def pairs(request: DeskRequest, token: str) -> HttpResponse:
    """The pairs of a move, by where they stand. `do`: `take-sure` all, or `decline-unsure` all."""
    move = get_object_or_404(Move, token=token)
    if request.method == "POST":
        return _do(request, move, request.POST.get("do", ""))
    counts = offering.counted(move)
    asked = request.GET.get("show", "")
    show = next((name for name in offering.SHOWS if name == asked), "sure" if counts.sure else "unsure")
    page = Paginator(offering.shown(move, show), PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "settings",
        "move": move,
        "counts": counts,
        "show": show,
        "page": page,
        "tabs": [(name, words, getattr(counts, name)) for name, words in _SHOWS.items()],
    }
    return render(request, "desk/move_pairs.html", context)


@login_required
@require_POST
def pair(request: DeskRequest, token: str, pk: int) -> HttpResponse:
    """One pair. `do`: `take` it, `decline` it, or `offer` it again; answers its row."""
    found = get_object_or_404(OfferedPair.objects.select_related("move", "post"), pk=pk, move__token=token)
    do = request.POST.get("do", "")
    if do == "take":
        offering.take(found)
    elif do == "decline":
        offering.decline(OfferedPair.objects.filter(pk=pk))
    elif do == "offer":
        offering.offer_again(found)
    else:
        raise Http404
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('desk:move-pairs', args=[token])}?show={request.POST.get('show', '')}")
    found.refresh_from_db(fields=["state"])
    return render(request, "desk/_move_pair.html", {"pair": found, "move": found.move, "current": True})


def _do(request: DeskRequest, move: Move, do: str) -> HttpResponse:
    if do == "take-sure":
        loaded = offering.take_sure(move)
        words = ngettext("%(n)s pair is in the memory.", "%(n)s pairs are in the memory.", loaded.stored)
        messages.success(request, words % {"n": loaded.stored})
        if loaded.kept:
            words = ngettext(
                "%(n)s gave way to what was approved on this desk.",
                "%(n)s gave way to what was approved on this desk.",
                loaded.kept,
            )
            messages.info(request, words % {"n": loaded.kept})
    elif do == "decline-unsure":
        declined = offering.decline(offering.shown(move, "unsure").select_related(None).order_by())
        messages.success(request, gettext("Declined: %(n)s. They can be offered again one by one.") % {"n": declined})
    return redirect("desk:move-pairs", move.token)
