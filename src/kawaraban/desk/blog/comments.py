"""Comments: written by anybody, read by the owner first, shown once the owner publishes them.

Until then only the owner and its writer see a comment; the writer is known by a random cookie. Against machines: a
field that people don't see, a form that can't be sent the moment it was asked for, and a bound on what may wait.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kawaraban.desk.blog.cache import PERSONAL
from kawaraban.desk.blog.sheet import WRITER_COOKIE, Sheet, on_sheet
from kawaraban.desk.models import Comment, Post, Preferences

COOKIE = WRITER_COOKIE
MIN_SECONDS, MAX_AGE = 3, 24 * 3600  # between asking for the form and sending it
RECENT, MAX_RECENT = timedelta(minutes=10), 3  # comments of one writer
MAX_WAITING, MAX_WAITING_A_POST = 1000, 100
MAX_SHOWN = 200  # the newest comments on a page
_KEY = re.compile(r"[0-9a-f]{32}")
_stamps = signing.TimestampSigner(salt="kawaraban.comment")


class CommentForm(forms.Form):
    name = forms.CharField(max_length=60, required=False)
    text = forms.CharField(
        max_length=5000,
        error_messages={
            "required": gettext_lazy("The comment is empty: write something first."),
            "max_length": gettext_lazy("The comment is longer than 5,000 characters: shorten it."),
        },
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment that was sent but not taken, and why."""

    name: str = ""
    text: str = ""
    problem: str = ""


def beside(sheet: Sheet, post: Post, draft: Draft) -> dict[str, Any]:
    """What a post's page shows of its comments: one query. A waiting one only to the owner and its writer."""
    key = _writer_key(sheet.request)
    seen = Q(state=Comment.State.PUBLISHED)
    if sheet.is_owner:
        seen |= Q(state=Comment.State.WAITING)
    elif key:
        seen |= Q(state=Comment.State.WAITING, writer_key=key)
    newest = post.comments.filter(seen).order_by("-written_at", "-pk")[:MAX_SHOWN]
    found = list(reversed(newest))
    sheet.stamp = partial(_stamps.sign, str(post.pk))
    return {
        "comments": found,
        "waiting_here": sum(comment.state == Comment.State.WAITING for comment in found),
        "draft": draft,
        "stamp": PERSONAL,
    }


# The form acts for nobody who is signed in, and its page is the same for all readers: no cross-site token is needed,
# and none could be there.
@csrf_exempt
@require_POST
def write(request: HttpRequest, **address: Any) -> HttpResponseBase:
    """Take a comment; on trouble the post's page again, with the text and a sentence on what to do."""
    return on_sheet(request, _write, **address)


def _write(sheet: Sheet, year: int, month: int, day: int, slug: str) -> HttpResponse:
    from kawaraban.desk.blog import views
    from kawaraban.desk.blog.posts import first_of, published

    post = get_object_or_404(published(), day=first_of(year, month, day), slug=slug)
    data = sheet.request.POST
    form = CommentForm(data)
    key = _writer_key(sheet.request)
    problem = _problem(form, data, post, key)
    if problem:
        draft = Draft(data.get("name", "")[:60], data.get("text", "")[:5000], problem)
        return views.post_page(sheet, post, draft, status=422)
    key = key or secrets.token_hex(16)
    comment = Comment.objects.create(
        post=post,
        name=form.cleaned_data["name"].strip(),
        text=form.cleaned_data["text"].replace("\r\n", "\n").strip(),
        writer_key=key,
    )
    response = redirect(f"{post.get_absolute_url()}#comment-{comment.pk}")
    response.set_cookie(
        COOKIE, key, max_age=365 * 24 * 3600, httponly=True, samesite="Lax", secure=sheet.request.is_secure()
    )
    return response


def _problem(form: CommentForm, data: Any, post: Post, key: str) -> str:
    """Why a comment can't be taken; "" where it can."""
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    if data.get("homepage"):  # people don't see this field
        return gettext("The comment looks like a machine's: leave the last field empty and send it again.")
    if not _stamp_holds(data.get("stamp", ""), post):
        return gettext("The form was too quick or too old: read it over and send it again.")
    now = timezone.now()
    recent = Comment.objects.filter(writer_key=key, written_at__gt=now - RECENT) if key else Comment.objects.none()
    waiting = Comment.objects.filter(state=Comment.State.WAITING)
    if recent.count() >= MAX_RECENT:
        return gettext("You wrote several comments just now: wait ten minutes and send it again.")
    if (
        post.comments.filter(state=Comment.State.WAITING).count() >= MAX_WAITING_A_POST
        or waiting.count() >= MAX_WAITING
    ):
        return gettext("Many comments are waiting to be read: try again tomorrow.")
    return ""


def _stamp_holds(stamp: str, post: Post) -> bool:
    """Whether the form was asked for on this post's page, within the day but not this very moment."""
    try:
        if _stamps.unsign(stamp, max_age=MAX_AGE) != str(post.pk):
            return False
    except signing.BadSignature:
        return False
    try:
        _stamps.unsign(stamp, max_age=MIN_SECONDS)
    except signing.SignatureExpired:
        return True
    return False


def _writer_key(request: HttpRequest) -> str:
    key = request.COOKIES.get(COOKIE, "")
    return key if _KEY.fullmatch(key) else ""


@login_required
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponseBase:
    """The owner publishes a comment, declines it, or takes either back; then the post's page."""
    comment = get_object_or_404(Comment.objects.select_related("post"), pk=number)
    state = request.POST.get("state", "")
    if state not in Comment.State.values:
        raise Http404
    comment.state, comment.decided_at = state, timezone.now()
    comment.save(update_fields=["state", "decided_at"])
    Preferences.blog_changed()
    anchor = f"#comment-{comment.pk}" if state != Comment.State.DECLINED else "#comments"
    return redirect(f"{comment.post.get_absolute_url()}{anchor}")
