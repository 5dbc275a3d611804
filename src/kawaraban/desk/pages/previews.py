"""A post as readers would see it, on a page of its own: in compose's frames, and by a link for somebody to look at."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_safe

from kawaraban.desk import publishing, sharing
from kawaraban.desk.models import Post, Preferences
from kawaraban.desk.pages.composing import category_of, post_of, preview_of, read
from kawaraban.desk.quoting import zone_of

#: The ways of showing it: the blog's page (narrow in a narrow frame), a feed's reader, paper.
KINDS = {"page": "desk/preview.html", "feed": "desk/preview_feed.html"}


@login_required
@require_GET
def preview(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """What was saved last, as the blog shows it or as a feed hands it on."""
    if kind not in KINDS:
        raise Http404
    return _page(request, post_of(request, number), KINDS[kind])


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A draft, for who has its link. No search engine keeps it, and no address it leads to learns of it."""
    post = sharing.shared(token)
    if post is None:
        return render(request, "desk/not_shared.html", status=404)
    response = _page(request, post, KINDS["page"], shared=True)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: HttpRequest, post: Post, template: str, *, shared: bool = False) -> HttpResponse:
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    text = publishing.working(post)
    with translation.override(preferences.language), timezone.override(zone_of(preferences)):
        item = preview_of(post, text, read(post, text, preferences).html, category_of(text), preferences)
        context = {"item": item, "post": item.post, "blog": preferences, "section": "preview", "shared": shared}
        context |= {"until": post.shared_until}
        response = render(request, template, context)
    add_never_cache_headers(response)
    return response
