"""The glossary: terms searched, entered, changed in place, deleted and brought back; what corrections suggest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kawaraban.desk import glossary as desk_glossary
from kawaraban.desk.glossary import suggesting
from kawaraban.desk.models import Term, TermSuggestion
from kawaraban.desk.pages.chosen_terms import PAGE, SHOWS, ChosenTerms
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.term_forms import PAIRS, TermForm, UploadForm
from kawaraban.desk.rendering import proofs

_SHOWS = {
    "all": _("All terms"),
    "keep": _("Kept as they are"),
    "files": _("Out of files"),
    "deleted": _("Deleted terms"),
}


@login_required
@require_GET
def glossary(request: DeskRequest) -> HttpResponse:
    """The page: the terms that `ChosenTerms` reads out of the address; with `edit` one of them as a form."""
    return render(request, "desk/glossary.html", page_context(request))


def page_context(request: DeskRequest, **more: Any) -> dict[str, Any]:
    """All that the page shows; `more` is what a view has to say besides."""
    chosen = ChosenTerms.parse(request.GET)
    page = Paginator(chosen.terms(), PAGE).get_page(request.GET.get("page"))
    edited = request.GET.get("edit", "")
    return {
        "section": "memory",
        "tab": "glossary",
        "chosen": chosen,
        "page": page,
        "editing": edited,
        "lines": [(row, TermForm(row=row) if str(row.pk) == edited else None) for row in page],
        "form": TermForm(pair=chosen.pair or f"en-{request.preferences.language}"),
        "suggestions": suggesting.suggestions() if chosen.is_everything else [],
        "upload": UploadForm(initial={"pair": f"en-{request.preferences.language}"}),
        "pairs": [("", "", chosen.address(pair=""), not chosen.pair)]
        + [(a, b, chosen.address(pair=f"{a}-{b}"), chosen.pair == f"{a}-{b}") for a, b in PAIRS],
        "kinds": [(_("Every kind"), chosen.address(kind=""), not chosen.kind)]
        + [(kind.label, chosen.address(kind=kind), chosen.kind == kind) for kind in Term.Kind],
        "shows": [(_SHOWS[show], chosen.address(show=show), show == chosen.show) for show in SHOWS],
        **more,
    }


@login_required
@require_POST
def add(request: DeskRequest) -> HttpResponse:
    """Enters a term. A page that asks for JSON gets {"term", "message"}, or {"error"} with status 422.

    Takes `source`, `target` and `pair` ("en-ja") or `source_language` and `target_language`; the rest as in the form.
    """
    data = request.POST.copy()
    if "pair" not in data:
        data["pair"] = f"{data.get('source_language', '')}-{data.get('target_language', '')}"
    form = TermForm(data)
    row, error = _kept(request, form)
    if request.accepts("application/json") and not request.accepts("text/html"):
        if row is None:
            return JsonResponse({"error": error}, status=422)
        return JsonResponse({"term": row.pk, "message": _is_kept(row)})
    if row is None:
        return render(request, "desk/glossary.html", page_context(request, form=form, error=error), status=422)
    messages.success(request, _is_kept(row))
    return redirect("desk:glossary")


def _kept(request: DeskRequest, form: TermForm, row: Term | None = None) -> tuple[Term | None, str]:
    """The term as stored, or why it is not, in one sentence."""
    if not form.is_valid():
        return None, form.first_error
    before = [desk_glossary.as_term(row)] if row else []
    try:
        kept = desk_glossary.keep(form.term, request.user, row)  # type: ignore[arg-type]
    except desk_glossary.GlossaryTrouble as trouble:
        return None, str(trouble)
    proofs.count_with_terms([*before, desk_glossary.as_term(kept)])
    return kept, ""


def _is_kept(row: Term) -> str:
    return gettext("“%(source)s” is in the glossary.") % {"source": row.source}


@login_required
@require_http_methods(["GET", "POST"])
def term(request: DeskRequest, pk: int) -> HttpResponse:
    """One term's row, for htmx: with `edit` as a form. `do`: `save`, `delete` or `restore` it."""
    row = get_object_or_404(Term, pk=pk)
    if request.method == "GET":
        return _line(request, row, TermForm(row=row) if "edit" in request.GET else None)
    do, error = request.POST.get("do", ""), ""
    if do == "save":
        form = TermForm(request.POST, row=row)
        kept, error = _kept(request, form, Term.objects.get(pk=pk))
        if kept is None:
            return _line(request, row, form, error)
        row = kept
    elif do in ("delete", "restore"):
        error = _put(row, do)
    if request.htmx:  # type: ignore[attr-defined]
        return _line(request, row, None, error)
    if error:
        messages.error(request, error)
    return redirect("desk:glossary")


def _put(row: Term, do: str) -> str:
    """Takes a term out of use or brings it back; why not, in a sentence."""
    try:
        (desk_glossary.delete if do == "delete" else desk_glossary.restore)(row)
    except desk_glossary.GlossaryTrouble as trouble:
        row.refresh_from_db()
        return str(trouble)
    proofs.count_with_terms([desk_glossary.as_term(row)])
    return ""


def _line(request: DeskRequest, row: Term, form: TermForm | None, error: str = "") -> HttpResponse:
    context = {"row": row, "form": form, "error": error}
    if not request.htmx and form:  # type: ignore[attr-defined]
        page = page_context(request)
        page["lines"] = [(r, form if r.pk == row.pk else None) for r, _form in page["lines"]]
        return render(request, "desk/glossary.html", {**page, "error": error}, status=422 if error else 200)
    return render(request, "desk/_term.html", context)


@login_required
@require_POST
def suggestion(request: DeskRequest, pk: int) -> HttpResponse:
    """`do`: `take` makes what corrections suggest a term, `decline` suggests it no more."""
    row = get_object_or_404(TermSuggestion, pk=pk)
    if request.POST.get("do") == "take":
        try:
            kept = suggesting.take(row, request.user)  # type: ignore[arg-type]
        except desk_glossary.GlossaryTrouble as trouble:
            messages.error(request, str(trouble))
        else:
            proofs.count_with_terms([desk_glossary.as_term(kept)])
            messages.success(request, _is_kept(kept))
    else:
        suggesting.decline(row)
    return redirect("desk:glossary")
