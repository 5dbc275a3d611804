"""The glossary in and out of files: a report before anything is taken in, and downloads."""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk import exchange, waiting_files
from kawaraban.desk import glossary as desk_glossary
from kawaraban.desk.pages.glossary import page_context
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.term_forms import UploadForm
from kawaraban.desk.rendering import proofs
from kawaraban.translate.glossary import GlossaryError, read_terms, write_csv, write_tbx

_KINDS = {"csv": (write_csv, "text/csv"), "tbx": (write_tbx, "application/x-tbx")}
_SPOOLED = 4 << 20  # bytes that stay in memory
_SHOWN = 10
_TROUBLE = {
    "not-a-glossary": _("This is no table of terms and no TBX file, or it is damaged: export it again."),
    "no-columns": _("The table has no column of translations: head it 訳 or “target”."),
    "too-large": _("The file is too large for a glossary: give it in parts."),
}
_WHY = {
    "no-source": _("no original"),
    "no-target": _("no translation"),
    "no-language": _("no pair of languages"),
    "too-long": _("too long"),
}


@login_required
@require_POST
def report(request: DeskRequest) -> HttpResponse:
    """What taking in a file would do. Nothing is changed; the file waits for the word."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        error = next(str(error) for errors in form.errors.values() for error in errors)
        return render(request, "desk/glossary.html", page_context(request, upload=form, upload_error=error), status=422)
    file = form.cleaned_data["file"]
    token = waiting_files.terms.keep(file)
    try:
        loaded = _load(token, form.cleaned_data["pair"], file.name, dry_run=True)
    except GlossaryError as error:
        waiting_files.terms.throw_away(token)
        told = _TROUBLE[error.problem]
        return render(request, "desk/glossary.html", page_context(request, upload=form, upload_error=told), status=422)
    context = {
        "section": "memory",
        "tab": "glossary",
        "loaded": loaded,
        "doubts": [(doubt, _WHY[doubt.why]) for doubt in loaded.told],
        "examples": loaded.taken[:_SHOWN],
        "token": token,
        "pair": form.cleaned_data["pair"],
        "name": file.name,
    }
    return render(request, "desk/glossary_import.html", context)


@login_required
@require_POST
def take_in(request: DeskRequest) -> HttpResponse:
    """Takes in the file whose report was read."""
    token = request.POST.get("token", "")
    try:
        own = "replace_own" in request.POST
        name = request.POST.get("name", "")
        loaded = _load(token, request.POST.get("pair", ""), name, replace_own=own)
    except (GlossaryError, _Gone):
        messages.error(request, gettext("The file is not here any more: choose it again."))
        return redirect("desk:glossary")
    waiting_files.terms.throw_away(token)
    proofs.count_with_terms(list(loaded.taken))
    done = len(loaded.taken)
    messages.success(request, ngettext("%(n)d term taken in.", "%(n)d terms taken in.", done) % {"n": done})
    return redirect("desk:glossary")


class _Gone(Exception):
    """The file that waited is thrown away."""


def _load(token: str, pair: str, name: str, **how: Any) -> desk_glossary.Loaded:
    content = waiting_files.terms.content(token)
    source, _dash, target = pair.partition("-")
    if content is None or not target:
        raise _Gone
    return desk_glossary.load(read_terms(content, (source, target)), name, **how)


@login_required
@require_GET
def hand_out(request: DeskRequest, kind: str) -> HttpResponse:
    """The whole glossary as a file: `csv` or `tbx`."""
    if kind not in _KINDS:
        raise Http404
    write, content_type = _KINDS[kind]
    file = tempfile.SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115 -- the response closes it
    write(exchange.terms_of_glossary(), file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"glossary.{kind}", content_type=content_type)
