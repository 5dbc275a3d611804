"""The sources in and out of OPML: what would be followed is shown before it is."""

from __future__ import annotations

import tempfile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk import subscriptions
from kawaraban.desk.moving.leaving.files import write_sources
from kawaraban.desk.moving.words import in_readers_language
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.waiting_files import feeds

MAX_FILE = 10 << 20  # bytes; ten thousand sources are under four million
_SPOOLED = 4 << 20  # bytes that stay in memory


@login_required
@require_POST
def report(request: DeskRequest) -> HttpResponse:
    """What another reader's file would have followed. Nothing is changed; the file waits for the word."""
    file = request.FILES.get("opml")
    if file is None or not file.size:
        messages.error(request, gettext("Choose the OPML file that the other reader exported."))
        return redirect("desk:sources")
    if file.size > MAX_FILE:
        messages.error(request, gettext("The file is too large for a list of feeds: see whether it is the right one."))
        return redirect("desk:sources")
    outlines, trouble = subscriptions.outlines_of(file.read())
    if not outlines:
        none = gettext("%(name)s names no feeds: export the feeds of your reader as OPML.") % {"name": file.name}
        messages.error(request, in_readers_language(trouble) if trouble else none)
        return redirect("desk:sources")
    rows = list(subscriptions.looked(outlines))
    pairs = list(zip(rows, outlines, strict=True))
    context = {
        "section": "sources",
        "name": file.name,
        "new": [row for row, outline in pairs if outline.address and not ("error" in row or row.get("already"))],
        "already": [row for row, _ in pairs if row.get("already")],
        "sites": [row for row, outline in pairs if not outline.address and not row.get("already")],
        "wrong": [row for row, outline in pairs if outline.address and "error" in row],
        "trouble": trouble,
        "token": feeds.keep(file),
    }
    return render(request, "desk/opml.html", context)


@login_required
@require_POST
def take_in(request: DeskRequest) -> HttpResponse:
    """Follows what the report showed."""
    token = request.POST.get("token", "")
    content = feeds.content(token)
    if content is None:
        messages.error(request, gettext("The file is not here any more: choose it again."))
        return redirect("desk:sources")
    rows = subscriptions.follow_told(subscriptions.outlines_of(content)[0])
    feeds.throw_away(token)
    new = sum("error" not in row and not row.get("already") for row in rows)
    messages.success(
        request, ngettext("%(n)d more source is followed.", "%(n)d more sources are followed.", new) % {"n": new}
    )
    return redirect("desk:sources")


@login_required
@require_GET
def hand_out(request: DeskRequest) -> HttpResponse:
    """All sources as OPML, for other readers."""
    file = tempfile.SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115 -- the response closes it
    write_sources(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="sources.opml", content_type="text/x-opml")
