"""Drafts that go out by themselves at an hour, and drafts that wait for an editor."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk import publishing
from kawaraban.desk.models import Post
from kawaraban.desk.publishing import PublishingError
from kawaraban.publish import PublishError

log = logging.getLogger(__name__)
AT_ONCE = 20  # drafts published in one look


@transaction.atomic
def schedule(post: Post, at: datetime) -> Post:
    """Lets a draft go out by itself at that moment, as it is saved then. Raises PublishingError."""
    post = _locked(post)
    if post.state != Post.State.DRAFT or post.deleted_at is not None:
        raise PublishingError(gettext("Only a draft can wait for its hour: this post is on the blog already."))
    if at <= timezone.now():
        raise PublishingError(gettext("That hour has passed: choose a later one, or publish now."))
    if not post.title.strip() and not post.body.strip():
        raise PublishingError(gettext("There is nothing to publish yet: write a title or a text first."))
    post.publish_at, post.publish_trouble, post.handed_in_at = at, "", None
    post.save(update_fields=["publish_at", "publish_trouble", "handed_in_at"])
    return post


@transaction.atomic
def call_off(post: Post) -> Post:
    """Lets a draft wait for nobody: neither for its hour nor for an editor."""
    post = _locked(post)
    post.publish_at, post.publish_trouble, post.handed_in_at = None, "", None
    post.save(update_fields=["publish_at", "publish_trouble", "handed_in_at"])
    return post


@transaction.atomic
def hand_in(post: Post) -> Post:
    """Asks the editors to publish a draft."""
    post = _locked(post)
    if post.state == Post.State.DRAFT and post.deleted_at is None:
        post.handed_in_at = timezone.now()
        post.save(update_fields=["handed_in_at"])
    return post


def publish_due(now: datetime | None = None) -> list[int]:
    """Publishes the drafts whose hour has come, also those of hours when no program ran; answers their ids.

    Each in a transaction of its own that looks again under a lock: two programs at once publish a draft once, and one
    that was called off meanwhile stays. A draft that can't be published stays one, with the reason.
    """
    now = now or timezone.now()
    due = Post.objects.filter(state=Post.State.DRAFT, deleted_at=None, publish_at__lte=now).order_by("publish_at", "pk")
    return [pk for pk in due.values_list("pk", flat=True)[:AT_ONCE] if _publish(pk, now)]


def _publish(pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            waiting = Post.objects.select_for_update().filter(state=Post.State.DRAFT, deleted_at=None)
            post = waiting.filter(pk=pk, publish_at__lte=now).first()
            if post is None:
                return False
            publishing.publish(post)
            return True
    except DatabaseError:
        raise
    except Exception as error:  # whatever it is, the other drafts must go out, and this one must say why it did not
        known = isinstance(error, (PublishingError, PublishError))
        if not known:
            log.error("unexpected, in publishing post %s", pk, exc_info=error)
        reason = str(error) if known else gettext("It could not be published: publish it by hand to see why.")
        Post.objects.filter(pk=pk).update(publish_at=None, publish_trouble=reason[:300])
        return False


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update().get(pk=post.pk)
