"""Drafts, what is on the blog, and what was deleted; a new post, and paragraphs of an article put into one."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk import collecting, publishing, quoting, roles
from kawaraban.desk.models import Article, Comment, Post
from kawaraban.desk.models.blog import texts
from kawaraban.desk.pages.composing import post_of
from kawaraban.desk.pages.given import integer

PUBLISHED_A_PAGE, DRAFTS, DELETED, WAITING, CHOICES = 50, 200, 20, 50, 10
_INTO = "quote-to-hand"  # in the session: whether paragraphs were put at hand last
_LIST_FIELDS = (
    *("title", "state", "day", "slug", "saved_at", "published_at", "deleted_at", "category__name"),
    *("publish_at", "publish_trouble", "handed_in_at", "signature"),
)
#: Whether something was written since it was published.
_CHANGED = ExpressionWrapper(Q(pending__isnull=False), output_field=BooleanField())
#: What waits for its hour comes first, then what waits for an editor.
_WAITING_FIRST = (F("publish_at").asc(nulls_last=True), F("handed_in_at").asc(nulls_last=True), "-saved_at")


@login_required
@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """Drafts, what is on the blog, comments that wait, and what was deleted. A contributor sees what is theirs."""
    is_editor = roles.is_editor(request.user)
    rows = _own(request).select_related("category").only(*_LIST_FIELDS)
    drafts = rows.filter(state=Post.State.DRAFT, deleted_at__isnull=True)
    published = rows.filter(state=Post.State.PUBLISHED).annotate(is_changed=_CHANGED).order_by("-published_at", "-pk")
    waiting = Comment.objects.filter(state=Comment.State.WAITING).select_related("post").defer(*texts("post__"))
    context = {
        "section": "compose",
        "is_editor": is_editor,
        "drafts": drafts.order_by(*_WAITING_FIRST)[:DRAFTS],
        "page": Paginator(published, PUBLISHED_A_PAGE).get_page(request.GET.get("page")),
        "waiting": waiting.order_by("written_at")[:WAITING] if is_editor else [],
        "deleted": rows.filter(deleted_at__isnull=False).order_by("-deleted_at")[:DELETED],
    }
    return render(request, "desk/posts.html", context)


@login_required
@require_POST
def new(request: HttpRequest) -> HttpResponseBase:
    return redirect("desk:compose", publishing.new_post(request.user).pk)


@login_required
@require_POST
def quote(request: HttpRequest) -> HttpResponseBase:
    """Put paragraphs (`article`, `pid` once each, in any order) at the end of a post (`post`, else a new draft).

    With `post=hand` they lie ready beside whatever is written next, and the article stays open.
    """
    article = get_object_or_404(Article.objects.select_related("version"), pk=integer(request.POST.get("article")))
    pids = [pid for given in request.POST.getlist("pid") for pid in given.split(",") if pid]
    blocks = quoting.blocks_for(article, pids)
    if not blocks:
        return render(request, "desk/nothing_quoted.html", {"section": "compose", "article": article}, status=422)
    request.session[_INTO] = is_for_hand = request.POST.get("post") == "hand"
    if is_for_hand:
        collecting.collect(request.user, blocks)
        messages.success(request, gettext("At hand now, beside the text of any post you write."))
        return redirect("desk:article", article.pk)
    chosen = integer(request.POST.get("post"))
    post = post_of(request, chosen, deleted_at=None) if chosen else publishing.new_post(request.user)
    text = publishing.working(post)
    if text.markup != Post.Markup.MARKDOWN:
        raise Http404
    post = publishing.save(post, replace(text, body=quoting.append(text.body, blocks)))
    collecting.collect(request.user, blocks, post)
    return redirect("desk:compose", post.pk)


@login_required
@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    """Where paragraphs can go, as a field of the article page's selection bar: a new post, drafts, or at hand."""
    rows = _own(request).filter(state=Post.State.DRAFT, deleted_at__isnull=True, markup=Post.Markup.MARKDOWN)
    drafts = rows.only("title").order_by("-saved_at")[:CHOICES]
    return render(request, "desk/_quote_choices.html", {"drafts": drafts, "to_hand": request.session.get(_INTO)})


def _own(request: HttpRequest) -> QuerySet[Post]:
    """All posts for an editor, a contributor's own for them."""
    return Post.objects.all() if roles.is_editor(request.user) else Post.objects.filter(author=request.user)
