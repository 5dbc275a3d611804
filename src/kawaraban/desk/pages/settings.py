"""Settings: languages, the blog's name, how translations are made, the sheet's appearance, the data folder."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from kawaraban import __version__
from kawaraban.desk import engines, pipeline, trial
from kawaraban.desk.models import EngineUse
from kawaraban.desk.pages import model_lines
from kawaraban.desk.pages.context import SHEET_COOKIE, SHEETS
from kawaraban.desk.pages.engine_forms import engine_forms
from kawaraban.desk.pages.forms import READ, BlogForm, LanguagesForm
from kawaraban.desk.pages.people import people_part
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.rendering.by_engine import count_use
from kawaraban.translate import TranslateError
from kawaraban.translate.engines import deepl

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
    if "try" in request.POST:
        return _try(request, context)
    if data is not None and _save(request, part, context):
        messages.success(request, gettext("Saved."))
        return redirect(f"{request.path}#{part}")
    return render(request, "desk/settings.html", context, status=200 if data is None else 422)


def page(request: DeskRequest, parts: dict[str, Any], *, status: int) -> HttpResponse:
    """The page with forms of parts that are saved at an address of their own, as they were typed."""
    return render(request, "desk/settings.html", _forms(request, "", None) | parts, status=status)


def _forms(request: DeskRequest, part: str, data: Any) -> dict[str, Any]:
    preferences = request.preferences
    return {
        "section": "settings",
        "languages": LanguagesForm(data if part == "languages" else None, instance=preferences),
        "blog": BlogForm(data if part == "blog" else None, instance=preferences),
        "engines": engine_forms(preferences, READ, data if part == "engines" else None),
        "ahead": preferences.ahead if part != "engines" else "ahead" in data,
        "uses": _uses(),
        **model_lines.context(preferences),
        **people_part(preferences),
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
    request.preferences.ahead = context["ahead"]
    request.preferences.save(update_fields=["engines", "ahead"])
    pipeline.render_again()
    return True


def _try(request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
    """Runs one engine, as it was typed and without saving it, on the sentence beside it."""
    form = next((form for form in context["engines"] if form.pair == request.POST["try"]), None)
    if form is None:
        raise Http404
    shown: dict[str, Any] = {"trial_of": form.pair, "trial_target": form.target}
    if not form.is_valid():
        shown["told"] = " ".join(error for errors in form.errors.values() for error in errors)
    elif (choice := form.tried()) is None:
        shown["told"] = gettext("There is no engine to try: choose one, or download a model.")
    elif not (sentence := form.cleaned_data["sentence"].strip()):
        shown["told"] = gettext("Write a sentence to try it on.")
    else:
        tried = trial.try_out(choice, sentence)
        if tried.made:
            count_use(choice, [tried.made])  # a trial may cost, too
        shown |= {"trial": tried, "told": engines.sentence(tried.error, choice) if tried.error else ""}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/_trial.html", shown)
    return render(request, "desk/settings.html", context | shown)


def _uses() -> list[dict[str, Any]]:
    """What each engine did this month, and what it cost. One query."""
    first = timezone.localdate().replace(day=1)
    found = EngineUse.objects.filter(day__gte=first).values("engine", "model", "currency").order_by("engine", "model")
    sums = ("texts", "characters", "tokens", "cost")
    return list(found.annotate(**{f"{name}_sum": Sum(name) for name in sums}))


@login_required
@require_GET
def usage(request: DeskRequest) -> HttpResponse:
    """What is left of the month's characters at DeepL, for the stored key of `?pair=`."""
    source, _, target = request.GET.get("pair", "").partition("-")
    choice = engines.configured(source, target, request.preferences)
    if choice is None or choice.name != deepl.NAME:
        raise Http404
    try:
        told = deepl.open_engine(choice).usage()
    except TranslateError as error:
        sentence = engines.sentence(error, choice)
    else:
        sentence = gettext("%(used)s characters used this month") % {"used": intcomma(told.used)}
        if told.left is not None:
            sentence = gettext("%(left)s of %(limit)s characters are left this month") % {
                "left": intcomma(told.left), "limit": intcomma(told.limit)
            }  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(escape(sentence))
    messages.info(request, sentence)
    return redirect(f"{reverse('desk:settings')}#engines")


def _set_sheet(request: DeskRequest) -> HttpResponse:
    """Light, dark, or as the system has it: kept in this browser, since a phone may want another than the desk."""
    response = redirect(f"{request.path}#sheet")
    chosen = request.POST.get("sheet", "")
    if chosen in SHEETS:
        response.set_cookie(SHEET_COOKIE, chosen, max_age=_YEAR, samesite="Lax")
    else:
        response.delete_cookie(SHEET_COOKIE)
    return response
