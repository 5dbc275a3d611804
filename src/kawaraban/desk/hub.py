"""Telling a WebSub hub that the feeds have something new (https://www.w3.org/TR/websub/#hub-discovery).

A hub is told of the feeds that a changed post is in; it fetches them itself. What is known of the hub is in the
preferences, so that a desk that was closed meanwhile goes on where it was.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from kawaraban.desk import network
from kawaraban.desk.blog.feeds import FORMATS
from kawaraban.desk.models import Post, Preferences
from kawaraban.follow import FollowError

MOST_POSTS = 20  # that are told of one by one; more are in the whole blog's feeds
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=12)


def tell_hub() -> bool:
    """Tells the hub of posts that changed since it was last told, if it is time; whether it was told.

    Meant to be called about once a minute, outside of any request. Two questions where there is nothing to tell.
    """
    preferences = Preferences.load()
    now = timezone.now()
    if not preferences.hub or not preferences.public_address or (preferences.hub_due_at or now) > now:
        return False
    newest = _published(preferences).aggregate(at=Max("changed_at"))["at"]
    if newest is None:
        return False
    fields = [("hub.mode", "publish"), *(("hub.url", address) for address in _feeds(preferences))]
    try:
        with network.fetcher() as fetcher:
            fetcher.tell(preferences.hub, fields)
    except FollowError as error:
        _failed(preferences, error, now)
        return False
    _note(preferences, hub_told_at=newest, hub_said="", hub_failures=0, hub_due_at=None)
    return True


def _published(preferences: Preferences) -> QuerySet[Post]:
    since = Q(changed_at__gt=preferences.hub_told_at) if preferences.hub_told_at else Q()
    return Post.objects.filter(since, state=Post.State.PUBLISHED)


def _feeds(preferences: Preferences) -> list[str]:
    """The feeds that have something new: the blog's, and those of the changed posts' categories, authors and tags."""
    posts = _published(preferences).select_related("category").prefetch_related("tags").order_by("-changed_at")
    paths = [reverse(f"blog:{kind}") for kind in FORMATS]
    for post in posts.only("category__slug", "signature")[:MOST_POSTS]:
        parts = [("category-", post.category.slug)] if post.category else []
        parts += [("author-", post.signature)] if post.signature else []
        parts += [("tag-", tag.slug) for tag in post.tags.all()]
        paths += [reverse(f"blog:{name}{kind}", args=[argument]) for name, argument in parts for kind in FORMATS]
    base = preferences.public_address.rstrip("/")
    return [base + quote(path, safe="/%") for path in dict.fromkeys(paths)]


def _failed(preferences: Preferences, error: FollowError, now: datetime) -> None:
    wait = min(FIRST_WAIT * 2 ** min(preferences.hub_failures, 12), LONGEST_WAIT)
    wait = max(wait, timedelta(seconds=min(error.retry_after or 0.0, LONGEST_WAIT.total_seconds())))
    with translation.override(preferences.language):
        said = gettext("The hub was not told of the newest post: %(why)s It is tried again by itself.")
    _note(
        preferences,
        hub_said=(said % {"why": str(error)})[:300],
        hub_failures=min(preferences.hub_failures + 1, 1000),
        hub_due_at=now + wait,
    )


def _note(preferences: Preferences, **values: object) -> None:
    # Not by saving the row: nothing that readers see changed. A hub that was changed meanwhile is another one.
    Preferences.objects.filter(pk=preferences.pk, hub=preferences.hub).update(**values)
