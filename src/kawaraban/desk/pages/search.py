"""Search: what the desk has, in any language, best first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kawaraban.desk.claims.rendered import rendered
from kawaraban.desk.models import SearchDocument
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.search import Hit, search
from kawaraban.desk.search.claims import Asked, asked_of_claims, find_claims, how_to_ask

PAGE = 30
_KINDS = tuple(SearchDocument.Kind.values)


@login_required
@require_GET
def results(request: DeskRequest) -> HttpResponse:
    """`?q=` words, or what is asked of claims; `kind` narrows to a kind of text; `page` counts from 1."""
    query = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("kind", "")
    given = request.GET.get("page", "1")
    page = min(int(given), 200) if given.isdecimal() and len(given) < 4 and int(given) else 1
    context = {"section": "search", "query": query, "kind": kind if kind in _KINDS else "", "kinds": _KINDS}
    if (asked := asked_of_claims(query)) is not None:
        context |= _claims(asked, page, request.preferences.language)
    elif query:
        found = search(query, limit=PAGE, offset=(page - 1) * PAGE, kinds=(kind,) if kind in _KINDS else ())
        context |= {
            "hits": [(hit, address(hit)) for hit in found.hits],
            "total": found.total,
            "next": page + 1 if found.total > page * PAGE else None,
            "previous": page - 1 if page > 1 else None,
        }
    return render(request, "desk/search.html", context)


def _claims(asked: Asked, page: int, language: str) -> dict[str, object]:
    claims = find_claims(asked).select_related("article__outlet", "speaker")
    first = (page - 1) * PAGE
    found = list(claims[first : first + PAGE + 1])
    return {
        "claims": found[:PAGE],
        "rendered": rendered(found[:PAGE], language),
        "target": language,
        "total": claims.count(),
        "odd": how_to_ask(asked.odd) if asked.odd else "",
        "next": page + 1 if len(found) > PAGE else None,
        "previous": page - 1 if page > 1 else None,
    }


def address(hit: Hit) -> str:
    """Where a hit leads: the article's page, or the post's."""
    if hit.article_id is not None:
        return reverse("desk:article", args=[hit.article_id])
    return reverse("desk:compose", args=[hit.post_id])
