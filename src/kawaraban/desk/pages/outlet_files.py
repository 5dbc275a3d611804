"""A list of outlets out of a CSV file: what its columns mean, what it would do, and the word to take it in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from kawaraban.desk import waiting_files
from kawaraban.desk.models import OutletFact
from kawaraban.desk.outlets import words
from kawaraban.desk.outlets.changing import RegistryTrouble
from kawaraban.desk.outlets.importing import Mapping, Plan, Table, TableError, guess, plan, read_table, take_in
from kawaraban.desk.outlets.importing.mapping import QUESTIONS, ROLES
from kawaraban.desk.pages.outlet_forms import ListForm, MappingForm, typed_mapping
from kawaraban.desk.pages.outlets import list_context
from kawaraban.desk.pages.preferences import DeskRequest

_SHOWN = 12  # outlets of the report, and facts that stand differently
_EXAMPLES = 3  # cells of a column
_TROUBLE = {
    "empty": gettext_lazy("There is no row in this file: choose another."),
    "too-large": gettext_lazy("The list is too long: give it in parts of 20,000 rows."),
    "not-a-table": gettext_lazy("This is no table: export the list as CSV, with a row of column names first."),
}
ROLE_LABELS = {
    "": gettext_lazy("not taken"),
    "name": gettext_lazy("name of the outlet"),
    "name_ja": gettext_lazy("name in Japanese"),
    "host": gettext_lazy("host or address"),
    "codes": gettext_lazy("code for several facts"),
    **dict(OutletFact.Kind.choices),
}
_WHY = {
    "no-host": gettext_lazy("no host"),
    "no-name": gettext_lazy("no name"),
    "unknown-code": gettext_lazy("code without a meaning"),
}


@login_required
@require_POST
def receive_outlets(request: DeskRequest) -> HttpResponse:
    """Keeps a file and leads to what its columns mean. Nothing is changed; the file waits for the word."""
    form = ListForm(request.POST, request.FILES)
    error = ""
    if form.is_valid():
        file = form.cleaned_data["file"]
        token = waiting_files.outlets.keep(file)
        try:
            read_table(waiting_files.outlets.content(token) or b"")
        except TableError as trouble:
            waiting_files.outlets.throw_away(token)
            error = str(_TROUBLE[trouble.problem])
        else:
            request.session[_named(token)] = str(file.name)[:200]
            return redirect("desk:outlet-list", token)
    else:
        error = next(str(one) for errors in form.errors.values() for one in errors)
    return render(request, "desk/outlets.html", list_context(request, list_error=error), status=422)


@login_required
def outlet_list(request: DeskRequest, token: str) -> HttpResponse:
    """The columns with a guess at first, and the report. A POST looks again; with `do=take` it takes the list in."""
    content = waiting_files.outlets.content(token)
    if content is None:
        return _gone(request, token)
    table = read_table(content)
    name = request.session.get(_named(token), "")
    form = MappingForm(request.POST or None, initial={"source": name.rsplit(".", 1)[0]})
    mapping = typed_mapping(table, request.POST) if request.method == "POST" else guess(table)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        mapping = replace(mapping, source=typed["source"], link=typed["link"], dated=typed["dated"])
    planned = plan(table, mapping)
    takes = request.POST.get("do") == "take"
    if takes and form.is_valid() and planned.outlets:
        if not waiting_files.outlets.claim(token):
            return _gone(request, token)
        try:
            change = take_in(planned, mapping, name, timezone.localdate(), request.user)  # type: ignore[arg-type]
        except RegistryTrouble as error:
            waiting_files.outlets.give_back(token)
            messages.error(request, str(error))
            return redirect("desk:outlet-list", token)
        n = change.counts["facts"]
        said = ngettext("%(n)d fact taken in. It can be undone.", "%(n)d facts taken in. They can be undone.", n)
        messages.success(request, said % {"n": n})
        return redirect("desk:outlets")
    context = _context(table, mapping, planned) | {
        "token": token,
        "name": name,
        "form": form if takes else _quiet(form),
    }
    return render(request, "desk/outlets_import.html", context, status=422 if takes else 200)


def _gone(request: DeskRequest, token: str) -> HttpResponse:
    """The list was taken in by an earlier click, or is not kept any more."""
    if waiting_files.outlets.was_claimed(token):
        messages.info(request, gettext("This list was taken in already."))
    else:
        messages.error(request, gettext("The file is not here any more: choose it again."))
    return redirect("desk:outlets")


def _quiet(form: MappingForm) -> MappingForm:
    """The form as it was typed, without reproach: who only looks again need not have said all."""
    typed = {name: form.data.get(name, "") for name in form.fields} if form.is_bound else form.initial
    return MappingForm(initial=typed)


def _named(token: str) -> str:
    return f"outlet-list-{token}"


def _context(table: Table, mapping: Mapping, planned: Plan) -> dict[str, Any]:
    language = get_language() or "en"
    examples = [one for one in planned.outlets if one.facts]
    return {
        "section": "sources",
        "columns": [
            (at, name, mapping.roles[at], list(dict.fromkeys(filter(None, table.column(at))))[:_EXAMPLES])
            for at, name in enumerate(table.header)
        ],
        "roles": [(role, ROLE_LABELS[role]) for role in ROLES],
        "codes": list(enumerate(mapping.codes.items())),
        "questions": [(kind, OutletFact.Kind(kind).label) for kind in QUESTIONS],
        "answers": [("", "—"), *OutletFact.Answer.choices],
        "planned": planned,
        "examples": [(one, [_said(fact, language) for fact in one.facts]) for one in examples[:_SHOWN]],
        "beside": [(one, _said(fact, language), other) for one, fact, other in planned.beside][:_SHOWN],
        "n_beside": len(planned.beside),
        "told": [(one, _WHY[one.why]) for one in planned.told],
    }


def _said(fact: tuple[str, str, str], language: str) -> tuple[str, str]:
    """A fact to come, in words: its kind and what it says."""
    kind, answer, value = fact
    row = OutletFact(kind=kind, answer=answer, value=value)
    return str(OutletFact.Kind(kind).label), words.told(row, language)
