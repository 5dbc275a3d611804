"""The welcome page: three decisions, each made sensibly beforehand, and the desk opens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kawaraban.desk.models import MemoryEntry, Source
from kawaraban.desk.pages import model_lines
from kawaraban.desk.pages.forms import LanguagesForm
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.sources import heading


@login_required
@require_http_methods(["GET", "POST"])
def welcome(request: DeskRequest) -> HttpResponse:
    """Saving it opens the desk; it can be looked at again at any time."""
    data = request.POST if request.method == "POST" else None
    languages = LanguagesForm(data, instance=request.preferences)
    if data is not None and languages.is_valid():
        languages.instance.welcomed = True
        languages.instance.save()
        return redirect("desk:river")
    bundles: dict[str, list[Source]] = {}
    for source in Source.objects.select_related("outlet"):
        bundles.setdefault(heading(source), []).append(source)
    return render(
        request,
        "desk/welcome.html",
        {
            "languages": languages,
            **model_lines.context(request.preferences),
            "bundles": sorted(bundles.items(), key=lambda pair: -len(pair[1])),
            "sources": sum(map(len, bundles.values())),
            "memory": MemoryEntry.objects.count(),
        },
        status=200 if data is None else 422,
    )
