"""Putting claims right on the article page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kawaraban.desk.claims import correcting
from kawaraban.desk.claims.correcting import ClaimError, told_of
from kawaraban.desk.models import Article, Claim, Version
from kawaraban.desk.pages.claims import panel_of
from kawaraban.desk.pages.margin import proof_all
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.units import text_context, text_of
from kawaraban.desk.rendering.proofs import Proofer

_Act = Callable[[Article, int, dict[str, str], User], Claim | None]
_ACTS: dict[str, _Act] = {
    "add": lambda article, pk, fields, person: correcting.add(article, told_of(fields), person),
    "correct": lambda article, pk, fields, person: correcting.correct(article, pk, told_of(fields), person),
    "withdraw": lambda article, pk, fields, person: correcting.withdraw(article, pk, person),
    "undo": lambda article, pk, fields, person: correcting.undo(article, pk),
}


@login_required
@require_POST
def claims(request: DeskRequest, pk: int) -> HttpResponseBase:
    """`do`: `add`, `correct`, `withdraw` or `undo`, the last three of `claim`.

    htmx gets the panel, and with it the texts with their cues; a browser without scripts goes back to the page.
    """
    article = get_object_or_404(Article.objects.select_related("version", "outlet"), pk=pk)
    fields = {name: value.replace("\0", "") for name, value in request.POST.items() if isinstance(value, str)}
    act, number = _ACTS.get(fields.get("do", "")), fields.get("claim", "0")
    if article.version is None or act is None or not number.isdecimal() or len(number) > 18:
        raise Http404
    changed, error = None, ""
    try:
        changed = act(article, int(number), fields, request.user)  # type: ignore[arg-type]
    except ClaimError as trouble:
        error = str(trouble)
    if not request.htmx:  # type: ignore[attr-defined]
        if error:
            return render(request, "desk/trouble.html", {"sentence": error}, status=409)
        return redirect(f"{reverse('desk:article', args=[pk])}#said")
    return _answer(request, article, article.version, changed if fields["do"] != "undo" else None, error)


def _answer(
    request: DeskRequest, article: Article, version: Version, changed: Claim | None, error: str
) -> HttpResponse:
    """The panel as it is now, and every text that has a cue or had one."""
    language = request.preferences.language
    text = text_of(article, version, list(version.paragraphs.order_by("position")), language)
    if article.language != language:
        proof_all(Proofer.of([article], language, request.preferences), article, text)
    panel = panel_of(article, version, text)
    panel.changed, panel.error = changed, error
    context = text_context(request, article, text) | {"version": version, "panel": panel, "arrived": True}
    return render(request, "desk/_claims_changed.html", context)
