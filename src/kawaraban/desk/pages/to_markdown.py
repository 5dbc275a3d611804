"""A post that came as HTML made Markdown: shown first, with the words that would differ; the history undoes it."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kawaraban import publish
from kawaraban.desk import differing, publishing
from kawaraban.desk.foreign_posts import html_of
from kawaraban.desk.models import Post, Preferences
from kawaraban.desk.pages.composing import post_of
from kawaraban.desk.publishing import PublishingError, Working


@login_required
@require_http_methods(["GET", "POST"])
def to_markdown(request: HttpRequest, number: int) -> HttpResponseBase:
    """GET: the text as Markdown beside the text as it is. POST: that Markdown is the text that is being written."""
    post = post_of(request, number)
    text = publishing.working(post)
    if text.markup != Post.Markup.HTML:
        raise Http404
    html = _html(post, text)
    try:
        made = publish.to_markdown(html)
        if request.method == "POST":
            seen = parse_datetime(request.POST.get("seen", ""))
            publishing.save(post, _as_markdown(text, made), seen=seen, as_version=True)
            return redirect("desk:compose", number)
        return _shown(request, post, html, made)
    except publish.PublishError:
        problem = gettext("This text is too long or too deep for Markdown. It stays as it is.")
    except PublishingError as error:
        problem = str(error)
    return render(
        request, "desk/to_markdown.html", {"section": "compose", "post": post, "problem": problem}, status=409
    )


def _shown(request: HttpRequest, post: Post, html: str, made: str) -> HttpResponse:
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    rendered = publish.render(made, {}, language=preferences.language)
    context = {
        "section": "compose",
        "post": post,
        "seen": post.saved_at.isoformat(),
        "made": made,
        # Both were made by publish, which cleans or escapes all that was in the post.
        "before": SafeString(html),
        "after": SafeString(rendered),
        "lines": differing.lines(publish.plain_paragraphs(html), publish.plain_paragraphs(rendered)),
    }
    return render(request, "desk/to_markdown.html", context)


def _html(post: Post, text: Working) -> str:
    """What readers would see of the HTML that is being written: its pictures and links where they are now."""
    shown = copy(post)
    shown.body = text.body
    return html_of(shown)


def _as_markdown(text: Working, made: str) -> Working:
    return replace(text, body=made, markup=str(Post.Markup.MARKDOWN))
