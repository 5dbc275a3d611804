"""The registry's pages: the list of outlets with what is amiss, and one outlet with its facts, sources and history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from kawaraban.desk.models import Outlet, OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.network import fetcher
from kawaraban.desk.outlets import changing, checking
from kawaraban.desk.outlets.changing import RegistryTrouble
from kawaraban.desk.outlets.facts import facts_of, facts_of_profiles
from kawaraban.desk.pages.given import integer
from kawaraban.desk.pages.outlet_forms import FactForm, ListForm, OutletForm
from kawaraban.desk.pages.preferences import DeskRequest

PAGE = 50
SHOWS = ("all", "followed", "not-known", "without", "amiss")
_IMPORTS = 10  # of those that the rail lists
_HISTORY = 60  # changes of an outlet that its page shows


@login_required
@require_safe
def outlets(request: DeskRequest) -> HttpResponse:
    """The list; `?q=` narrows to names and hosts, `show` to those followed, without facts, or what is amiss."""
    return render(request, "desk/outlets.html", list_context(request))


def list_context(request: DeskRequest, **more: Any) -> dict[str, Any]:
    """What the list shows; some ten queries, however many outlets there are."""
    show, query = request.GET.get("show", "all"), " ".join(request.GET.get("q", "").split())[:200]
    show = show if show in SHOWS else "all"
    every = OutletProfile.objects.filter(removed_at=None)
    followed = list(Outlet.objects.filter(sources__isnull=False).distinct())
    known = facts_of(followed)
    is_bare = ~Exists(OutletFact.objects.filter(profile=OuterRef("pk"), ended_by=None))
    shown = _searched(every, query)
    if show == "followed":
        shown = shown.filter(pk__in={facts.profile.pk for facts in known.values()})
    elif show == "without":
        shown = shown.filter(is_bare)
    page = Paginator(shown.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    facts = facts_of_profiles(page.object_list)
    hosts = _hosts_of(page.object_list)
    return {
        "section": "sources",
        "show": show,
        "query": query,
        "page": page,
        "lines": [(facts[profile.pk], hosts.get(profile.pk, [])) for profile in page.object_list],
        "not_known": [outlet for outlet in followed if outlet.pk not in known],
        "findings": [(finding, _told(finding)) for finding in checking.findings()],
        "total": every.count(),
        "n_followed": len({facts.profile.pk for facts in known.values()}),
        "without": every.filter(is_bare).count(),
        "imports": _imports(),
        "list_form": ListForm(),
        **more,
    }


@login_required
def new_outlet(request: DeskRequest) -> HttpResponse:
    """An outlet that the registry does not have yet; `?host=` and `?name=` fill the form."""
    if request.method == "POST":
        form = OutletForm(request.POST)
        if form.is_valid():
            try:
                profile = changing.new_profile(form.names, form.host_list, request.user)  # type: ignore[arg-type]
            except RegistryTrouble as error:
                form.add_error("hosts", str(error))
            else:
                return redirect("desk:outlet", profile.pk)
    else:
        form = OutletForm(hosts=request.GET.get("host", "")[:255], name=request.GET.get("name", "")[:200])
    status = 422 if form.is_bound else 200
    return render(request, "desk/outlet_new.html", {"section": "sources", "form": form}, status=status)


@login_required
def outlet(request: DeskRequest, pk: int) -> HttpResponse:
    """One outlet. A POST's `do`: `enter` a fact, `replace` or `take-out` the fact `fact`, `name` the outlet, `undo`."""
    profile = get_object_or_404(OutletProfile, pk=pk, removed_at=None)
    if request.method != "POST":
        return render(request, "desk/outlet.html", _context(profile))
    do = _DOES.get(request.POST.get("do", ""))
    try:
        wrong = do(request, profile) if do else {}
    except RegistryTrouble as error:
        messages.error(request, str(error))
        wrong = {}
    if wrong:
        return render(request, "desk/outlet.html", _context(profile) | wrong, status=422)
    if not OutletProfile.objects.filter(pk=pk, removed_at=None).exists():
        return redirect("desk:outlets")
    return redirect("desk:outlet", pk)


@login_required
@require_POST
def undo_registry(request: DeskRequest, pk: int) -> HttpResponse:
    """Takes back an import as a whole."""
    change = get_object_or_404(RegistryChange, pk=pk, kind=RegistryChange.Kind.IMPORTED)
    try:
        changing.undo(change)
    except RegistryTrouble as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("%(file)s is taken back.") % {"file": change.file})
    return redirect("desk:outlets")


@login_required
@require_POST
def look_hosts(request: DeskRequest) -> HttpResponse:
    """Asks hosts whether they answer: those that were never asked, or longest ago; with `profile` those of that outlet,
    and the links behind its facts."""
    rows = OutletHost.objects.filter(removed_at=None, profile__removed_at=None)
    profile = integer(request.POST.get("profile")) or None
    if profile is not None:
        rows = rows.filter(profile=profile)
    asked = list(rows.order_by(F("looked_at").asc(nulls_first=True), "pk")[: checking.AT_ONCE])
    with fetcher() as fetch:
        n, answered = len(asked), checking.look_up(asked, fetch)
        if (one := OutletProfile.objects.filter(pk=profile).first()) is not None:
            links, alive = checking.look_up_links(one, fetch)
            n, answered = n + links, answered + alive
    said = ngettext("%(n)d was asked, %(answered)d answered.", "%(n)d were asked, %(answered)d answered.", n)
    messages.success(request, said % {"n": n, "answered": answered})
    return redirect("desk:outlet", profile) if profile is not None else redirect("desk:outlets")


def _context(profile: OutletProfile) -> dict[str, Any]:
    facts = facts_of_profiles([profile])[profile.pk]
    history = profile.facts.select_related("person", "ended_by__person", "begun_by").order_by("-made_at", "-pk")
    return {
        "section": "sources",
        "facts": facts,
        "profile": profile,
        "kinds": [
            (kind, label, [(fact, FactForm(fact=fact)) for fact in facts.of(kind)])
            for kind, label in OutletFact.Kind.choices
        ],
        "hosts": profile.hosts.filter(removed_at=None),
        "history": history.exclude(ended_by=None)[:_HISTORY],
        "followed": [one for one in _outlets_under(profile) if one.sources.all()],
        "last": changing.last_change(profile),
        "fact_form": FactForm(),
        "names_form": OutletForm(profile=profile),
        "findings": [(finding, _told(finding)) for finding in checking.findings(profile.pk)],
    }


def _outlets_under(profile: OutletProfile) -> list[Outlet]:
    """The desk's outlets whose facts these are."""
    under = Q()
    for host in profile.hosts.filter(removed_at=None).values_list("host", flat=True):
        under |= Q(host=host) | Q(host__endswith=f".{host}")
    candidates = list(Outlet.objects.filter(under).prefetch_related("sources")) if under else []
    known = facts_of(candidates)
    return [one for one in candidates if one.pk in known and known[one.pk].profile.pk == profile.pk]


def _enter(request: DeskRequest, profile: OutletProfile) -> dict[str, Any]:
    form = FactForm(request.POST)
    if not form.is_valid():
        return {"fact_form": form, "error": form.first_error}
    changing.enter(profile, form.said, request.user)  # type: ignore[arg-type]
    return {}


def _replace(request: DeskRequest, profile: OutletProfile) -> dict[str, Any]:
    fact = _fact(request, profile)
    form = FactForm(request.POST, fact=fact)
    if not form.is_valid():
        return {"changed": fact.pk, "changed_form": form, "error": form.first_error}
    try:
        changing.replace(fact, form.said, request.user)  # type: ignore[arg-type]
    except RegistryTrouble as error:  # what was typed can still be entered beside what stands now
        return {"fact_form": FactForm(request.POST), "error": str(error)}
    return {}


def _take_out(request: DeskRequest, profile: OutletProfile) -> dict[str, Any]:
    changing.take_out(_fact(request, profile), request.user)  # type: ignore[arg-type]
    return {}


def _name(request: DeskRequest, profile: OutletProfile) -> dict[str, Any]:
    form = OutletForm(request.POST)
    if not form.is_valid():
        return {"names_form": form, "error": form.first_error}
    try:
        changing.rename(profile, form.names, form.host_list, request.user)  # type: ignore[arg-type]
    except RegistryTrouble as error:
        return {"names_form": form, "error": str(error)}
    return {}


def _undo(request: DeskRequest, profile: OutletProfile) -> dict[str, Any]:
    """Of the change that the page showed as the last: nobody undoes what they have not seen."""
    last = changing.last_change(profile)
    if last is None or last.pk != integer(request.POST.get("change")):
        raise RegistryTrouble(gettext("Somebody changed this outlet meanwhile: look at it again."))
    changing.undo(last)
    return {}


_DOES: dict[str, Callable[[DeskRequest, OutletProfile], dict[str, Any]]] = {
    "enter": _enter,
    "replace": _replace,
    "take-out": _take_out,
    "name": _name,
    "undo": _undo,
}


def _fact(request: DeskRequest, profile: OutletProfile) -> OutletFact:
    return get_object_or_404(OutletFact, pk=integer(request.POST.get("fact")), profile=profile)


def _searched(every: QuerySet[OutletProfile], query: str) -> QuerySet[OutletProfile]:
    if not query:
        return every
    named = Q(name__icontains=query) | Q(name_ja__icontains=query) | Q(name_own__icontains=query)
    hosts = OutletHost.objects.filter(profile=OuterRef("pk"), removed_at=None, host__icontains=query)
    return every.filter(named | Exists(hosts))


def _hosts_of(profiles: Iterable[OutletProfile]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = OutletHost.objects.filter(profile__in=list(profiles), removed_at=None)
    for profile, host in rows.values_list("profile", "host"):
        found.setdefault(profile, []).append(host)
    return found


def _imports() -> QuerySet[RegistryChange]:
    return RegistryChange.objects.filter(kind=RegistryChange.Kind.IMPORTED).select_related("person")[:_IMPORTS]


def _told(finding: checking.Finding) -> str:
    """A finding in one sentence."""
    return str(_FINDINGS[finding.what]) % {"outlet": finding.outlet, "text": finding.text, "other": finding.other}


_FINDINGS = {
    "dead-host": gettext_lazy("%(text)s did not answer"),
    "no-host": gettext_lazy("no host: nothing finds these facts"),
    "doubled-host": gettext_lazy("%(text)s stands at %(other)s too"),
    "within": gettext_lazy("%(text)s lies within a host of %(other)s; the nearer one counts"),
    "doubled-name": gettext_lazy("%(other)s is called “%(text)s” too"),
    "no-source": gettext_lazy("%(text)s: no source"),
    "no-link": gettext_lazy("%(text)s: no link to its source"),
    "dead-link": gettext_lazy("%(text)s: the link to its source did not answer"),
    "no-date": gettext_lazy("%(text)s: no day on which it was read"),
    "no-value": gettext_lazy("%(text)s: says nothing"),
}
