"""What a post was when it was saved before: each version held against the text now, and brought back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk import differing, publishing
from kawaraban.desk.pages.composing import post_of
from kawaraban.desk.pages.given import integer
from kawaraban.desk.pages.history_line import points_of

VERSIONS_A_PAGE = 50


@login_required
@require_GET
def history(request: HttpRequest, number: int) -> HttpResponse:
    """The versions, newest first, and what changed from the chosen one until now."""
    post = post_of(request, number)
    page = Paginator(post.versions.order_by("-saved_at", "-pk"), VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    chosen = post.versions.filter(pk=integer(request.GET.get("version"))).first() or (rows[0] if rows else None)
    text = publishing.working(post)
    context = {
        "section": "compose",
        "post": post,
        "text": text,
        "page": page,
        "points": points_of(rows[::-1])[::-1],
        "chosen": chosen,
        "lines": differing.lines(_paragraphs(chosen.body), _paragraphs(text.body)) if chosen else [],
    }
    return render(request, "desk/history.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponseBase:
    post = post_of(request, number)
    publishing.restore(post, get_object_or_404(post.versions, pk=integer(request.POST.get("version"))))
    return redirect("desk:compose", number)


def _paragraphs(body: str) -> list[str]:
    return [text for text in map(str.strip, body.split("\n")) if text]
