"""Compose: the editor with its live preview, and every step between a draft and the blog."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kawaraban import publish
from kawaraban.desk import collecting, corrections, publishing, scheduling, sharing
from kawaraban.desk.models import Post
from kawaraban.desk.pages.composing import category_of, hour_of, live, post_of, text_of, whole
from kawaraban.desk.pages.given import integer
from kawaraban.desk.publishing import PublishingError

_REFUSED = (PublishingError, publish.PublishError)


@login_required
@require_GET
def compose(request: HttpRequest, number: int) -> HttpResponse:
    post = post_of(request, number)
    response = render(request, "desk/compose.html", whole(request, post, publishing.working(post)))
    # Going back must show the text as it was saved, not as the browser kept it.
    add_never_cache_headers(response)
    return response


@login_required
@require_POST
def save(request: HttpRequest, number: int) -> HttpResponseBase:
    """An autosave: what changed on the page around the text. With plain forms, the page again."""
    post = post_of(request, number)
    try:
        post = _saved(request, post)
    except _REFUSED as error:
        strip = {"post": post, "problem": str(error), "seen": request.POST.get("seen", ""), "oob": True}
        return render(request, "desk/_compose_strip.html", strip, status=409)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("desk:compose", post.pk)
    text = publishing.working(post)
    return render(request, "desk/_compose_live.html", live(request, post, text, category_of(text)))


@login_required
@require_POST
def publish_post(request: HttpRequest, number: int) -> HttpResponseBase:
    """Save what is on the page and put it before the readers: now, then the post on the blog; or at its hour."""
    post = post_of(request, number)
    try:
        post = _saved(request, post)
        if request.POST.get("when") == "at" and post.state == Post.State.DRAFT:
            return _scheduled(request, post)
        post = publishing.publish(post)
    except _REFUSED as error:
        return _refused(request, post, error)
    return redirect(post.get_absolute_url())


@login_required
@require_POST
def hand_in(request: HttpRequest, number: int) -> HttpResponseBase:
    """Save what is on the page and ask the editors to publish it."""
    post = post_of(request, number)
    try:
        scheduling.hand_in(_saved(request, post))
    except _REFUSED as error:
        return _refused(request, post, error)
    return redirect("desk:posts")


@login_required
@require_POST
def call_off(request: HttpRequest, number: int) -> HttpResponseBase:
    """A draft waits no longer, neither for its hour nor for an editor."""
    post = post_of(request, number)
    try:
        scheduling.call_off(_saved(request, post))
    except _REFUSED as error:
        return _refused(request, post, error)
    return redirect("desk:compose", number)


@login_required
@require_POST
def share(request: HttpRequest, number: int) -> HttpResponseBase:
    """A link that shows the draft to somebody without signing in; or, with `do=revoke`, none any more."""
    post = post_of(request, number)
    try:
        post = _saved(request, post)
    except _REFUSED as error:
        return _refused(request, post, error)
    if request.POST.get("do") == "revoke":
        sharing.revoke(post)
    else:
        sharing.share(post)
    return redirect(reverse("desk:compose", args=[number]) + "#shared")


@login_required
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponseBase:
    """A note for the readers of a published post: added, changed (`note` names it), or taken away (`do=remove`)."""
    post = post_of(request, number)
    named = integer(request.POST.get("note"))
    text = request.POST.get("text", "")
    compares = "hides" not in request.POST
    try:
        if not named:
            corrections.add(post, text, request.user, compares=compares)
        else:
            found = get_object_or_404(post.corrections, pk=named)
            if request.POST.get("do") == "remove":
                corrections.remove(found)
            else:
                corrections.change(found, text, compares=compares)
    except PublishingError as error:
        messages.error(request, str(error))
    return redirect(reverse("desk:compose", args=[number]) + "#notes")


@login_required
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponseBase:
    publishing.withdraw(post_of(request, number))
    return redirect("desk:compose", number)


@login_required
@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponseBase:
    publishing.delete(post_of(request, number))
    return redirect("desk:posts")


@login_required
@require_POST
def undelete(request: HttpRequest, number: int) -> HttpResponseBase:
    publishing.undelete(post_of(request, number))
    return redirect("desk:compose", number)


def _saved(request: HttpRequest, post: Post) -> Post:
    """The post with what the form brings; where the form brings no text, as it is."""
    if "body" not in request.POST:
        return post
    post = publishing.save(post, text_of(request), seen=parse_datetime(request.POST.get("seen", "")))
    collecting.put_in(request.user, post, publishing.working(post).body)  # type: ignore[arg-type]
    return post


def _scheduled(request: HttpRequest, post: Post) -> HttpResponseBase:
    at = hour_of(request)
    if at is None:
        raise PublishingError(gettext("Choose the day and the hour first."))
    scheduling.schedule(post, at)
    return redirect("desk:compose", post.pk)


def _refused(request: HttpRequest, post: Post, error: Exception) -> HttpResponse:
    """The page with the text as it was typed, and the reason."""
    context = whole(request, post, text_of(request)) | {"problem": str(error)}
    return render(request, "desk/compose.html", context, status=409)
