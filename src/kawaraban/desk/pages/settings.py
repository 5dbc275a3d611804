"""Settings: languages, the blog's name, translation models, the sheet's appearance, the data folder."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kawaraban import __version__
from kawaraban.desk import engines, pipeline
from kawaraban.desk.pages.context import SHEET_COOKIE, SHEETS
from kawaraban.desk.pages.forms import BlogForm, LanguagesForm, engine_forms
from kawaraban.desk.pages.preferences import DeskRequest

_YEAR = 365 * 24 * 3600


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: DeskRequest) -> HttpResponse:
    """The page. Each part is a form of its own, named by `part`: languages, blog, engines, sheet."""
    part = request.POST.get("part", "")
    if part == "sheet":
        return _set_sheet(request)
    data = request.POST if request.method == "POST" else None
    context = _forms(request, part, data)
    if data is not None and _save(request, part, context):
        messages.success(request, gettext("Saved."))
        return redirect(f"{request.path}#{part}")
    return render(request, "desk/settings.html", context, status=200 if data is None else 422)


def _forms(request: DeskRequest, part: str, data: Any) -> dict[str, Any]:
    preferences = request.preferences
    return {
        "section": "settings",
        "languages": LanguagesForm(data if part == "languages" else None, instance=preferences),
        "blog": BlogForm(data if part == "blog" else None, instance=preferences),
        "engines": engine_forms(preferences, data if part == "engines" else None),
        "models_folder": engines.models_folder(),
        "data_folder": django_settings.DATA,
        "captures": django_settings.CAPTURES,
        "database": django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2],
        "version": __version__,
    }


def _save(request: DeskRequest, part: str, context: dict[str, Any]) -> bool:
    """Save the part that was sent, if all of it is right."""
    if part in ("languages", "blog"):
        form = context[part]
        if form.is_valid():
            form.save()
            if "language" in form.changed_data:
                pipeline.render_again()
        else:
            # A form that isn't right has put what was typed into the row in memory: the page shows the stored one.
            request.preferences.refresh_from_db()
        return bool(form.is_valid())
    if part != "engines":
        return False
    if not all(form.is_valid() for form in context["engines"]):
        return False
    for form in context["engines"]:
        form.apply()
    request.preferences.save(update_fields=["engines"])
    pipeline.render_again()
    return True


def _set_sheet(request: DeskRequest) -> HttpResponse:
    """Light, dark, or as the system has it: kept in this browser, since a phone may want another than the desk."""
    response = redirect(f"{request.path}#sheet")
    chosen = request.POST.get("sheet", "")
    if chosen in SHEETS:
        response.set_cookie(SHEET_COOKIE, chosen, max_age=_YEAR, samesite="Lax")
    else:
        response.delete_cookie(SHEET_COOKIE)
    return response
