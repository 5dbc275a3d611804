"""Deciding on comments: an editor publishes, declines, throws away as advertising, and takes any of these back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kawaraban.desk.blog.comments.threads import address_of
from kawaraban.desk.models import Comment, Post, Preferences
from kawaraban.desk.roles import is_editor

KEEP_SPAM = timedelta(days=30)
State = Comment.State


def settle(numbers: Collection[int], state: str) -> int:
    """Give comments a state, whichever they had; how many there were."""
    now = timezone.now()
    decided = None if state == State.WAITING else now
    count = Comment.objects.filter(pk__in=numbers).update(state=state, decided_at=decided, seen_at=now)
    if count:
        Preferences.blog_changed()
    return count


def purge_spam() -> int:
    """Delete what was thrown away as advertising thirty days ago; how many there were."""
    old = Comment.objects.filter(state=State.SPAM, decided_at__lte=timezone.now() - KEEP_SPAM)
    # Somebody may have answered it while it stood there: the answer stays.
    Comment.objects.filter(parent__in=old).update(parent=None)
    return old.delete()[1].get("desk.Comment", 0)


@login_required
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponseBase:
    """An editor decides on one comment where it stands; then the post's page, with the way back."""
    if not is_editor(request.user):
        raise PermissionDenied
    comment = get_object_or_404(Comment.objects.select_related("post"), pk=number)
    state = request.POST.get("state", "")
    if state not in State.values:
        raise Http404
    settle([comment.pk], state)
    if state in (State.PUBLISHED, State.WAITING):
        return redirect(address_of(comment))
    return redirect(f"{comment.post.get_absolute_url()}?decided={comment.pk}#comments")


@login_required
@require_POST
def switch(request: HttpRequest, number: int) -> HttpResponseBase:
    """An editor closes one post's comments, or opens them however old the post is."""
    if not is_editor(request.user):
        raise PermissionDenied
    post = get_object_or_404(Post, pk=number, state=Post.State.PUBLISHED)
    post.takes_comments = request.POST.get("takes") == "1"
    post.save(update_fields=["takes_comments"])
    Preferences.blog_changed()
    return redirect(f"{post.get_absolute_url()}#write")
