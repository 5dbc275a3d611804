"""TMX files into the memory, after a look at what they would do, and out of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kawaraban.desk import memory, uploads
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.translate import tmx_pieces


@login_required
@require_POST
def receive(request: DeskRequest) -> HttpResponse:
    """Takes a file from the browser; it is looked through before anything is stored."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, gettext("Choose a TMX file first."))
        return redirect("desk:memory")
    return redirect("desk:upload", uploads.receive(file).token)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: DeskRequest, token: str) -> HttpResponse:
    """How far a file is, and what it holds. `do`: `take` it in, `look` through it again, or `discard` it."""
    found = uploads.find(token)
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    if do == "discard":
        uploads.discard(found)
        return redirect("desk:memory")
    if do in ("take", "look") and not found.at_work:
        uploads.begin(found, "taking" if do == "take" else "looking")
    if request.method == "POST":
        return redirect("desk:upload", token)
    context = {"section": "memory", "tab": "memory", "upload": found}
    part = "desk/_upload.html" if request.htmx else "desk/upload.html"  # type: ignore[attr-defined]
    return render(request, part, context)


@login_required
@require_GET
def download(request: DeskRequest) -> StreamingHttpResponse:
    """The whole memory as TMX, written while it is sent."""
    response = StreamingHttpResponse(tmx_pieces(memory.pairs()), content_type="application/x-tmx+xml")
    response["Content-Disposition"] = 'attachment; filename="memory.tmx"'
    return response
