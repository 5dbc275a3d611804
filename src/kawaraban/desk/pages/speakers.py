"""A speaker's page: what they said, where and when, under which names; and the list of speakers."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk.claims.rendered import rendered
from kawaraban.desk.models import Claim, Speaker
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.search.claims import names_like
from kawaraban.desk.speakers import joining, profile

PAGE = 40  # claims of a page, and speakers of the list


@login_required
@require_GET
def speakers(request: DeskRequest) -> HttpResponse:
    """The list, busiest first; `?q=` narrows to names; `page` counts from 1."""
    query = " ".join(request.GET.get("q", "").split())[:200]
    page = _page(request)
    rows = profile.busiest(PAGE + 1, (page - 1) * PAGE, names_like(query) if query else None)
    known_as = profile.known_as([row[0] for row in rows], request.preferences.language)
    context = {
        "section": "river",
        "query": query,
        "rows": [(one, known_as.get(one.pk, one), claims, last) for one, claims, last in rows[:PAGE]],
        "next": page + 1 if len(rows) > PAGE else None,
        "previous": page - 1 if page > 1 else None,
    }
    return render(request, "desk/speakers.html", context)


@login_required
@require_GET
def speaker(request: DeskRequest, pk: int) -> HttpResponse:
    """One speaker; `?stance=` narrows what was said; `page` counts from 1. Nineteen queries at most."""
    one = get_object_or_404(Speaker, pk=pk)
    names = list(joining.names_of(one))
    shown_name = profile.name_for(names, get_language() or "")
    stance = request.GET.get("stance", "")
    stance = stance if stance in Claim.Stance.values else ""
    page = _page(request)
    claims = profile.claims_of(names).select_related("article__outlet")
    shown = list((claims.filter(stance=stance) if stance else claims)[(page - 1) * PAGE : page * PAGE + 1])
    by_stance, by_outlet = profile.charts_of(names, timezone.localdate())
    context = {
        "section": "river",
        "speaker": shown_name,
        "names": profile.names_with_joins(names),
        "other_names": [name for name in names if name != shown_name],
        "role": next((name.role for name in names if name.role), ""),
        "counts": profile.counts_of(names),
        "chart": by_stance,
        "outlets": by_outlet,
        "days": profile.by_day(shown[:PAGE]),
        "rendered": rendered(shown[:PAGE], request.preferences.language),
        "target": request.preferences.language,
        "stance": stance,
        "stances": Claim.Stance.choices,
        "last": joining.last_change([name.pk for name in names]),
        "next": page + 1 if len(shown) > PAGE else None,
        "previous": page - 1 if page > 1 else None,
        "error": request.GET.get("said", "")
        and gettext("No speaker has exactly this name: write it as an article does."),
    }
    return render(request, "desk/speaker.html", context)


@login_required
@require_POST
def speaker_names(request: DeskRequest, pk: int) -> HttpResponse:
    """`do`: `confirm` or `part` the name `name`, `add` the speaker whose name is `words`, `undo` what was done last."""
    one = get_object_or_404(Speaker, pk=pk)
    person, do = request.user, request.POST.get("do", "")
    names = {name.pk: name for name in joining.names_of(one)}
    given = request.POST.get("name", "")
    name = names.get(int(given)) if given.isdecimal() and len(given) < 19 else None
    said = ""
    if do == "add":
        words = " ".join(request.POST.get("words", "").split())[:300]
        other = (
            Speaker.objects.filter(name__iregex=rf"^{re.escape(words)}$").exclude(pk__in=names).order_by("pk").first()
        )
        if other is None:
            said = "?said=unknown"
        else:
            joining.join(one, other, person)  # type: ignore[arg-type]
    elif do == "undo" and (last := joining.last_change(list(names))) is not None:
        joining.undo(last, person)  # type: ignore[arg-type]
    elif name is not None and do == "confirm":
        joining.confirm(name, person)  # type: ignore[arg-type]
    elif name is not None and do == "part":
        joining.part(name, person)  # type: ignore[arg-type]
    return redirect(f"{request.path.removesuffix('names/')}{said}")


def _page(request: DeskRequest) -> int:
    given = request.GET.get("page", "1")
    return min(int(given), 500) if given.isdecimal() and len(given) < 4 and int(given) else 1
