"""Compose: drafts and posts, the editor with its live preview, and every step between a draft and the blog."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from kawaraban import publish
from kawaraban.desk import publishing, quoting
from kawaraban.desk.blog.posts import title_of
from kawaraban.desk.models import Article, Category, Comment, Post, Preferences
from kawaraban.desk.pages.given import integer
from kawaraban.desk.pages.proofing import Point, open_points
from kawaraban.desk.publishing import PublishingError, Working

PUBLISHED_A_PAGE, DRAFTS, DELETED, WAITING, CHOICES = 50, 200, 20, 50, 10
VERSIONS_A_PAGE = 50
_LIST_FIELDS = ("title", "state", "day", "slug", "saved_at", "published_at", "deleted_at", "pending", "category__name")


@login_required
@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """Drafts, what is on the blog, comments that wait, and what was deleted."""
    rows = Post.objects.select_related("category").only(*_LIST_FIELDS)
    drafts = rows.filter(state=Post.State.DRAFT, deleted_at__isnull=True).order_by("-saved_at")[:DRAFTS]
    published = rows.filter(state=Post.State.PUBLISHED).order_by("-published_at", "-pk")
    waiting = Comment.objects.filter(state=Comment.State.WAITING).select_related("post")
    context = {
        "section": "compose",
        "drafts": [(post, publishing.working(post).title) for post in drafts.only(*_LIST_FIELDS, "body", "signature")],
        "page": Paginator(published, PUBLISHED_A_PAGE).get_page(request.GET.get("page")),
        "waiting": waiting.defer("post__body", "post__html").order_by("written_at")[:WAITING],
        "deleted": rows.filter(deleted_at__isnull=False).order_by("-deleted_at")[:DELETED],
    }
    return render(request, "desk/posts.html", context)


@login_required
@require_POST
def new(request: HttpRequest) -> HttpResponseBase:
    return redirect("desk:compose", publishing.new_post(request.user).pk)


@login_required
@require_GET
def compose(request: HttpRequest, number: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("category"), pk=number)
    response = render(request, "desk/compose.html", _desk_of(request, post, publishing.working(post)))
    # Going back must show the text as it was saved, not as the browser kept it.
    add_never_cache_headers(response)
    return response


@login_required
@require_POST
def save(request: HttpRequest, number: int) -> HttpResponseBase:
    """An autosave: what changed on the page around the text. With plain forms, the page again."""
    post = get_object_or_404(Post, pk=number)
    text = _text(request)
    try:
        post = publishing.save(post, text, seen=parse_datetime(request.POST.get("seen", "")))
    except (PublishingError, publish.PublishError) as error:
        strip = {"post": post, "problem": str(error), "seen": request.POST.get("seen", ""), "oob": True}
        return render(request, "desk/_compose_strip.html", strip, status=409)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("desk:compose", post.pk)
    return render(request, "desk/_compose_live.html", _desk_of(request, post, publishing.working(post)))


@login_required
@require_POST
def publish_post(request: HttpRequest, number: int) -> HttpResponseBase:
    """Save what is on the page and put it before the readers; then the post on the blog."""
    post = get_object_or_404(Post, pk=number)
    text = _text(request)
    try:
        post = publishing.save(post, text, seen=parse_datetime(request.POST.get("seen", "")))
        post = publishing.publish(post)
    except (PublishingError, publish.PublishError) as error:
        context = _desk_of(request, post, text) | {"problem": str(error)}
        return render(request, "desk/compose.html", context, status=409)
    return redirect(post.get_absolute_url())


@login_required
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponseBase:
    publishing.withdraw(get_object_or_404(Post, pk=number))
    return redirect("desk:compose", number)


@login_required
@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponseBase:
    publishing.delete(get_object_or_404(Post, pk=number))
    return redirect("desk:posts")


@login_required
@require_POST
def undelete(request: HttpRequest, number: int) -> HttpResponseBase:
    publishing.undelete(get_object_or_404(Post, pk=number))
    return redirect("desk:compose", number)


@login_required
@require_GET
def history(request: HttpRequest, number: int) -> HttpResponse:
    """What the post was when it was saved before, newest first, each whole."""
    post = get_object_or_404(Post, pk=number)
    page = Paginator(post.versions.order_by("-saved_at", "-pk"), VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    chosen = post.versions.filter(pk=integer(request.GET.get("version"))).first() or next(iter(page), None)
    context = {"section": "compose", "post": post, "text": publishing.working(post), "page": page, "chosen": chosen}
    return render(request, "desk/history.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponseBase:
    post = get_object_or_404(Post, pk=number)
    version = get_object_or_404(post.versions, pk=integer(request.POST.get("version")))
    publishing.restore(post, version)
    return redirect("desk:compose", number)


@login_required
@require_POST
def quote(request: HttpRequest) -> HttpResponseBase:
    """Put paragraphs (`article`, `pid` once each, in any order) at the end of a post (`post`, else a new draft)."""
    article = get_object_or_404(Article.objects.select_related("version"), pk=integer(request.POST.get("article")))
    pids = [pid for given in request.POST.getlist("pid") for pid in given.split(",") if pid]
    blocks = quoting.blocks_for(article, pids)
    if not blocks:
        return render(request, "desk/nothing_quoted.html", {"section": "compose", "article": article}, status=422)
    chosen = integer(request.POST.get("post"))
    post = get_object_or_404(Post, pk=chosen, deleted_at=None) if chosen else publishing.new_post(request.user)
    text = publishing.working(post)
    body = quoting.append(text.body, blocks)
    post = publishing.save(post, Working(text.title, body, text.category_id, text.slug, text.signature))
    return redirect("desk:compose", post.pk)


@login_required
@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    """The newest drafts as a field of the article page's selection bar; nothing where there are none."""
    rows = Post.objects.filter(state=Post.State.DRAFT, deleted_at__isnull=True)
    drafts = rows.only("title").order_by("-saved_at")[:CHOICES]
    return render(request, "desk/_quote_choices.html", {"drafts": drafts})


@dataclass(frozen=True, slots=True)
class _PreviewedPost:
    """The fields of a ShownPost that the blog's own templates read."""

    post: Any
    title: str
    html: SafeString
    address: str = "#preview"
    comments: int = 0
    opening: str = ""
    changed_later: datetime | None = None


def _desk_of(request: HttpRequest, post: Post, text: Working) -> dict[str, Any]:
    """All that compose shows of a post: the text, its preview by the blog's own code, and its open points."""
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    try:
        blocks = publish.quote_blocks(text.body)
        live = quoting.quotations_of(text.body, preferences)
        now = {q.key: q for q in quoting.with_changes(list(live.values()), preferences)}
        html = publish.show_changes(publish.render(text.body, now, language=preferences.language), now.values())
    except publish.PublishError:  # its reason stands in the strip
        blocks, now, html = [], {}, ""
    points: list[Point] = open_points(text, blocks, now)
    return {
        "section": "compose",
        "post": post,
        "text": text,
        "seen": post.saved_at.isoformat(),
        "categories": list(Category.objects.all()[:500]),
        "category_name": _category_name(text.category_id),
        "points": points,
        "quoted": len(blocks),
        "quotations": list(now.values()),
        "blog": preferences,
        "preview": _preview(post, text, html, preferences),
        "versions": post.versions.count(),
        "characters": len("".join(text.body.split())),
        "address_day": post.day or timezone.now().astimezone(quoting.zone_of(preferences)).date(),
        "is_published": post.state == Post.State.PUBLISHED,
    }


def _preview(post: Post, text: Working, html: str, preferences: Preferences) -> _PreviewedPost:
    shown = Post(
        title=text.title,
        language=preferences.language,
        signature=text.signature,
        published_at=post.published_at or timezone.now(),
        category=Category.objects.filter(pk=text.category_id).first() if text.category_id else None,
    )
    with translation.override(preferences.language):
        title = title_of(shown)
    # Made by publish.render, which escapes all that a person or an outlet wrote.
    return _PreviewedPost(shown, title, SafeString(html), comments=post.comments.filter(state="published").count())


def _category_name(category_id: int | None) -> str:
    return Category.objects.filter(pk=category_id).values_list("name", flat=True).first() or "" if category_id else ""


def _text(request: HttpRequest) -> Working:
    data = request.POST
    category = publishing.category_named(data.get("category", ""))
    return Working(
        title=data.get("title", ""),
        body=data.get("body", ""),
        category_id=category.pk if category else None,
        slug=data.get("slug", ""),
        signature=data.get("signature", ""),
    )
