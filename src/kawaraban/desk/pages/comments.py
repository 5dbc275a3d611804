"""The comments on the desk: what waits, what is new, what was decided how; decided one by one or many at a time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kawaraban.desk.blog.comments.deciding import settle
from kawaraban.desk.blog.comments.holding import reasons_of
from kawaraban.desk.blog.comments.threads import address_of
from kawaraban.desk.comment_links import addresses_in, links_of
from kawaraban.desk.models import Comment
from kawaraban.desk.models.blog import texts
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pipeline.intake import list_articles
from kawaraban.publish import render_comment

A_PAGE = 30
_UNDO = "comments-decided"  # in the session: what was decided last, and what it was before
State = Comment.State
_TABS = {
    "waiting": _("Waiting for you"),
    "new": _("New under your posts"),
    "published": pgettext_lazy("comments", "Published"),
    "declined": pgettext_lazy("comments", "Declined"),
    "spam": _("Advertising"),
}


def unseen_by(person: Any) -> QuerySet[Comment]:
    """Comments under somebody's own posts that they were not shown yet."""
    rows = Comment.objects.filter(post__author=person, seen_at=None, author=None, move=None)
    return rows.filter(state__in=(State.WAITING, State.PUBLISHED))


@login_required
@require_http_methods(["GET", "POST"])
def comments(request: DeskRequest) -> HttpResponse:
    """The page; `tab` is one of _TABS, `q` is looked for in names and texts. POST: `state` for the numbers in `c`."""
    tab = request.GET.get("tab", "waiting")
    if tab not in _TABS:
        raise Http404
    if request.method == "POST":
        return _decide(request, tab)
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    rows = unseen_by(request.user) if tab == "new" else Comment.objects.filter(state=tab)
    if query:
        rows = rows.filter(Q(text__icontains=query) | Q(name__icontains=query))
    order = ("written_at", "pk") if tab == "waiting" else ("-written_at", "-pk")
    rows = rows.select_related("post").defer(*texts("post__")).order_by(*order)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    links = links_of(page)
    lines = [
        (comment, SafeString(render_comment(comment.text)), reasons_of(comment), address_of(comment), links[comment.pk])
        for comment in page
    ]
    if tab == "new":
        Comment.objects.filter(pk__in=[comment.pk for comment in page]).update(seen_at=timezone.now())
    context = {
        "section": "comments",
        "tab": tab,
        "tabs": [(name, label, name == tab) for name, label in _TABS.items()],
        "waiting": Comment.objects.filter(state=State.WAITING).count(),
        "unseen": 0 if tab == "new" else unseen_by(request.user).count(),
        "query": query,
        "page": page,
        "lines": lines,
        "at": _number(request.GET.get("at")),
        "decided": request.session.get(_UNDO) if "decided" in request.GET else None,
    }
    return render(request, "desk/comments.html", context)


@login_required
@require_POST
def keep_link(request: DeskRequest) -> HttpResponse:
    """Take a page in that a comment (`c`) leads to (`address`): it is captured and read like any article."""
    comment = get_object_or_404(Comment, pk=_number(request.POST.get("c")))
    address = request.POST.get("address", "")
    if address not in addresses_in(comment):
        raise Http404
    list_articles([address])
    messages.success(request, gettext("It is being captured; the river has it once it is read."))
    tab = request.POST.get("tab", "")
    kept = {"tab": tab if tab in _TABS else "waiting", "q": request.POST.get("q", "")[:200]}
    kept |= {"page": request.POST.get("page", "1")[:6], "at": str(comment.pk)}
    return redirect(f"{reverse('desk:comments')}?{urlencode(kept)}")


def _decide(request: DeskRequest, tab: str) -> HttpResponse:
    """Settle what was chosen, or bring back what was settled last; then the same place of the list."""
    last = request.session.get(_UNDO)
    kept = {"tab": tab, "q": request.POST.get("q", "")[:200], "page": request.POST.get("page", "1")[:6]}
    if request.POST.get("do") == "undo":
        if last:
            for state, numbers in last["before"].items():
                settle(numbers, state)
            request.session.pop(_UNDO)
        return redirect(f"{reverse('desk:comments')}?{urlencode(kept)}")
    state = request.POST.get("state", "")
    if state not in State.values:
        raise Http404
    numbers = [number for given in request.POST.getlist("c")[:A_PAGE] if (number := _number(given))]
    before: dict[str, list[int]] = {}
    for number, was in Comment.objects.filter(pk__in=numbers).values_list("pk", "state"):
        before.setdefault(was, []).append(number)
    if before:
        count = settle(numbers, state)
        request.session[_UNDO] = {"state": state, "count": count, "before": before}
        kept["decided"] = "1"
    return redirect(f"{reverse('desk:comments')}?{urlencode(kept | {'at': request.POST.get('at', '')[:18]})}")


def _number(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 19 else 0
