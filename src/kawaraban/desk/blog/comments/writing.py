"""Sending a comment, looking at it before, and changing or withdrawing it for some minutes afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from kawaraban.desk.blog.comments import form as forms
from kawaraban.desk.blog.comments.form import CommentForm, Draft, as_typed
from kawaraban.desk.blog.comments.holding import closed_because, reasons
from kawaraban.desk.blog.comments.senders import RECENT, sender_key, sends_too_much
from kawaraban.desk.blog.comments.threads import address_of, answered
from kawaraban.desk.blog.comments.writers import is_writers, may_change, new_writer_key, remember_writer, writer_key
from kawaraban.desk.blog.posts import first_of, published
from kawaraban.desk.blog.sheet import Sheet, on_sheet
from kawaraban.desk.models import Comment, Post, Preferences
from kawaraban.desk.people import name_of
from kawaraban.publish import render_comment

MAX_RECENT = 3  # comments of one writer within RECENT
MAX_WAITING, MAX_WAITING_A_POST = 1000, 100
SAME_WITHIN, LONG = timedelta(days=1), 40  # characters that two people don't write alike
State = Comment.State


class _RefusedError(Exception):
    """A comment that can't be taken; `str(error)` says what to do."""


# The form of a reader acts for nobody who is signed in, and its page is the same for all readers: no cross-site token
# is needed, and none could be there.
@csrf_exempt
@require_POST
def write(request: HttpRequest, **address: Any) -> HttpResponseBase:
    """Take a comment, or show it first; on trouble a page with the text and a sentence on what to do."""
    if request.user.is_authenticated:
        return _write_signed_in(request, **address)
    refusal = _at_the_door(request, **address)
    return refusal or on_sheet(request, _write, **address)


@csrf_protect
def _write_signed_in(request: HttpRequest, **address: Any) -> HttpResponseBase:
    return on_sheet(request, _write, **address)


def _at_the_door(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponse | None:
    """Turn away what need not be read, however much of it comes: one query at most, and nothing is stored."""
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    asked, data = first_of(year, month, day), request.POST
    stamp = data.get("stamp", "")
    with translation.override(preferences.language):
        problem, status = forms.machine_problem(request) or forms.stamp_problem(stamp, asked, slug), 422
        if not problem and sends_too_much(sender_key(request, preferences)):
            problem, status = _too_much(), 429
        if not problem:
            return None
        stamp = stamp if status == 429 else forms.stamp_for(asked, slug)
        again = {"draft": as_typed(request, problem=problem), "stamp": stamp, "reply": data.get("reply", "")[:18]}
        page = render_to_string("blog/comment_refused.html", {"blog": preferences, **again})
        response = HttpResponse(page, status=status)
    if status == 429:
        response["Retry-After"] = str(int(RECENT.total_seconds()))
    response["Cache-Control"] = "no-store"
    return response


def _write(sheet: Sheet, year: int, month: int, day: int, slug: str) -> HttpResponse:
    post = get_object_or_404(published(), day=first_of(year, month, day), slug=slug)
    request, form = sheet.request, CommentForm(sheet.request.POST)
    draft = as_typed(request, answers=answered(post, request.POST.get("reply")))
    problem = closed_because(post, sheet.preferences) or ("" if form.is_valid() else form.problem)
    if problem:
        return _page(sheet, post, replace(draft, problem=problem), status=422)
    if request.POST.get("do") == "preview":
        return _page(sheet, post, replace(draft, preview=render_comment(form.cleaned_data["text"])))
    key = writer_key(request)
    try:
        comment = (
            _signed(sheet, post, form, draft) if request.user.is_authenticated else _take(sheet, post, form, draft, key)
        )
    except _RefusedError as error:
        return _page(sheet, post, replace(draft, problem=str(error)), status=422)
    if comment.state == State.PUBLISHED:
        Preferences.blog_changed()
    response = redirect(address_of(comment))
    if comment.writer_key:
        remember_writer(request, response, comment.writer_key)
    return response


def _signed(sheet: Sheet, post: Post, form: CommentForm, draft: Draft) -> Comment:
    """The comment of somebody who is signed in: under their name, at once."""
    person: Any = sheet.request.user
    return Comment.objects.create(
        post=post,
        parent=draft.answers,
        author=person,
        name=name_of(person, sheet.preferences.signature)[:60],
        text=form.cleaned_data["text"],
        state=State.PUBLISHED,
        seen_at=timezone.now(),
    )


def _take(sheet: Sheet, post: Post, form: CommentForm, draft: Draft, key: str) -> Comment:
    """Store a reader's comment; raises _RefusedError. One that is there already is answered as it is."""
    data, sender = form.cleaned_data, sender_key(sheet.request, sheet.preferences)
    with transaction.atomic():
        # One at a time, so that comments sent at the same moment can't pass a bound together.
        Preferences.objects.select_for_update().filter(pk=1).values_list("pk").first()
        there = _same(post, data["text"], key, sender)
        if there is not None:
            if key and there.writer_key == key and there.post_id == post.pk:  # sent twice by a finger
                return there
            raise _RefusedError(gettext("The same text was sent already: there is no need to send it again."))
        _check_measure(post, key, sender)
        held = reasons(data["name"], data["text"], key, sheet.preferences)
        return Comment.objects.create(
            post=post,
            parent=draft.answers,
            name=data["name"],
            email=data["email"],
            text=data["text"],
            state=State.WAITING if held else State.PUBLISHED,
            held_for=" ".join(held),
            writer_key=key or new_writer_key(),
            sender_key=sender,
        )


def _same(post: Post, text: str, key: str, sender: str) -> Comment | None:
    """A comment with this very text of the last day: by the same writer or address, or a long one under the post."""
    own = Q(writer_key=key) if key else Q()
    own |= Q(sender_key=sender) if sender else Q()
    same = (own | Q(post=post)) if len(text) >= LONG else own
    if not same:
        return None
    recent = Comment.objects.filter(same, text=text, written_at__gt=timezone.now() - SAME_WITHIN)
    return recent.select_related("post").order_by("pk").first()


def _check_measure(post: Post, key: str, sender: str) -> None:
    """Raises _RefusedError where too much came from one writer or address, or waits already."""
    if sends_too_much(sender):
        raise _RefusedError(_too_much())
    recent = Comment.objects.filter(writer_key=key, written_at__gt=timezone.now() - RECENT)
    if key and recent.count() >= MAX_RECENT:
        raise _RefusedError(_too_much())
    waiting = Comment.objects.filter(state=State.WAITING)
    if waiting.filter(post=post).count() >= MAX_WAITING_A_POST or waiting.count() >= MAX_WAITING:
        raise _RefusedError(gettext("Many comments are waiting to be read: try again tomorrow."))


def _too_much() -> str:
    return gettext("You wrote several comments just now: wait ten minutes and send it again.")


@csrf_exempt  # acts for the cookie's writer, and no other site's form is sent with that cookie (SameSite)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponseBase:
    """The writer changes their comment or takes it back; `do`: save, preview, withdraw."""
    return on_sheet(request, _change, number=number)


def _change(sheet: Sheet, number: int) -> HttpResponse:
    request = sheet.request
    comment = Comment.objects.filter(pk=number).select_related("post").first()
    if comment is None or not is_writers(comment, writer_key(request)):
        raise Http404
    post = get_object_or_404(published(), pk=comment.post_id)
    form, do = CommentForm(request.POST), request.POST.get("do", "")
    draft = as_typed(request, changes=comment)
    if not may_change(comment):
        return _page(sheet, post, replace(draft, changes=None, problem=_too_late()), status=422)
    if do == "withdraw":
        return _withdraw(sheet, post, comment)
    if not form.is_valid():
        return _page(sheet, post, replace(draft, problem=form.problem), status=422)
    if do == "preview":
        return _page(sheet, post, replace(draft, preview=render_comment(form.cleaned_data["text"])))
    _save_change(comment, form, sheet.preferences)
    return redirect(address_of(comment))


def _save_change(comment: Comment, form: CommentForm, preferences: Preferences) -> None:
    """Store the new text. What an editor published or declined was the former one: the new one is judged anew."""
    data = form.cleaned_data
    held = reasons(data["name"], data["text"], comment.writer_key, preferences, changed=comment.pk)
    was_published = comment.state == State.PUBLISHED
    comment.name, comment.email, comment.text = data["name"], data["email"], data["text"]
    comment.state = State.WAITING if held else State.PUBLISHED
    comment.held_for, comment.changed_at, comment.decided_at = " ".join(held), timezone.now(), None
    comment.seen_at = None
    comment.save()
    if was_published or not held:
        Preferences.blog_changed()


def _withdraw(sheet: Sheet, post: Post, comment: Comment) -> HttpResponse:
    """Take the comment away; its text stands in the form once more. Answers to it stay, on their own."""
    with transaction.atomic():
        comment.answers.update(parent=None)
        comment.delete()
    Preferences.blog_changed()
    said = gettext("The comment was taken back. Its text is in the form, should you want to send it again.")
    return _page(sheet, post, Draft(comment.name, comment.email, comment.text, said=said))


def _too_late() -> str:
    return gettext("A comment can be changed for 15 minutes: these are over. Write another one below it.")


def _page(sheet: Sheet, post: Post, draft: Draft, *, status: int = 200) -> HttpResponse:
    from kawaraban.desk.blog.loading import load
    from kawaraban.desk.blog.views import post_page  # the pages of the blog show this form

    found = load([(post.day, post.slug)])
    if not found:  # taken off the blog a moment ago
        raise Http404
    return post_page(sheet, found[post.day, post.slug], draft, status=status)
