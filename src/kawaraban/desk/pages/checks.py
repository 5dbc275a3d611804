"""Checks: the list, the field that begins one, and the statements of a post."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kawaraban.desk.checks import posts as social
from kawaraban.desk.checks.beginning import CheckError, Origin, begin
from kawaraban.desk.checks.counting import findings_of_all, result_of
from kawaraban.desk.models import Article, Check, CheckNews, Claim, Judgement, SocialPost
from kawaraban.desk.pages.given import integer
from kawaraban.desk.pages.preferences import DeskRequest

PAGE = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: DeskRequest) -> HttpResponseBase:
    """The list (`?show=closed` has the closed ones); sent a statement, a post's text or address, it begins a check.

    `?text=&url=&title=` as a phone's share sheet gives them fill the field in.
    """
    if request.method == "POST":
        return _begin(request)
    return _list(request, _shared(request))


@login_required
@require_GET
def post(request: DeskRequest, pk: int) -> HttpResponse:
    """A post of a social network: what it says, each statement with its check or the button that begins one."""
    kept = get_object_or_404(SocialPost, pk=pk)
    context = {"section": "checks", "post": kept, "said": social.parts_of(kept)}
    return render(request, "desk/check_post.html", context)


@login_required
@require_GET
def capture(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The answer of a post's server as it was kept."""
    return social.download(get_object_or_404(SocialPost, pk=pk))


def _begin(request: DeskRequest) -> HttpResponseBase:
    given = request.POST.get("text", "")[: social.MAX_TEXT]
    try:
        origin = _origin(request)
        if origin is None:
            kept = social.post_of(given, request.user)
            said = kept.statements if kept else []
            if kept is not None and len(said) != 1:
                return redirect("desk:check-post", kept.pk)
            origin = Origin(post=kept, start=said[0]["start"], end=said[0]["end"]) if kept else Origin()
            given = said[0]["text"] if kept else given
        check = begin(given, request.user, origin)
    except (CheckError, social.PostError) as error:
        return _list(request, given, str(error), status=422)
    return redirect("desk:check", check.pk)


def _origin(request: DeskRequest) -> Origin | None:
    """Where the statement was taken from, where a page says so."""
    if number := integer(request.POST.get("post")):
        kept = get_object_or_404(SocialPost, pk=number)
        start, end = integer(request.POST.get("start")), integer(request.POST.get("end"))
        return Origin(post=kept, start=start, end=end) if start < end <= len(kept.text) else Origin(post=kept)
    if number := integer(request.POST.get("claim")):
        claim = get_object_or_404(Claim.objects.select_related("article"), pk=number)
        return Origin(article=claim.article, claim=claim)
    if number := integer(request.POST.get("article")):
        return Origin(article=get_object_or_404(Article, pk=number))
    return None


def _shared(request: DeskRequest) -> str:
    given = [request.GET.get(name, "").strip() for name in ("title", "text", "url")]
    title, text, url = (part[: social.MAX_TEXT] for part in given)
    return url if url and not text else text or title


def _list(request: DeskRequest, text: str, error: str = "", *, status: int = 200) -> HttpResponse:
    closed = request.GET.get("show") == "closed"
    rows = Check.objects.select_related("post", "article__outlet").prefetch_related(
        Prefetch("judgements", Judgement.objects.order_by("-signed_at", "-pk"), "signed")
    )
    unseen = Count("news", Q(news__seen_at=None))
    rows = rows.annotate(unseen=unseen).order_by("-unseen", "-made_at")
    shown = Check.State.CLOSED if closed else Check.State.OPEN
    page = Paginator(rows.filter(state=shown), PAGE).get_page(request.GET.get("page"))
    found = findings_of_all(list(page))
    news = CheckNews.objects.filter(of__in=list(page), seen_at=None).select_related("finding__article__outlet")
    by_check: dict[int, list[CheckNews]] = {}
    for one in news.order_by("at"):
        by_check.setdefault(one.of_id, []).append(one)
    counted = Check.objects.aggregate(
        open=Count("pk", Q(state=Check.State.OPEN)), closed=Count("pk", Q(state=Check.State.CLOSED))
    )
    context = {
        "section": "checks",
        "page": page,
        "lines": [(check, result_of(found[check.pk]), found[check.pk], by_check.get(check.pk, [])) for check in page],
        "closed": closed,
        "counted": counted,
        "text": text,
        "error": error,
    }
    return render(request, "desk/checks.html", context, status=status)
