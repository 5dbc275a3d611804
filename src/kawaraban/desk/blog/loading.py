"""Posts with all that their own pages show of them, one or many at once: as many queries for a hundred as for one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from kawaraban.desk.blog.posts import published
from kawaraban.desk.models import Post

Key = tuple[date, str]  # day and slug: the parts of a post's address


def load(keys: Collection[Key], days: Collection[date] = ()) -> dict[Key, Any]:
    """The published posts of those addresses and of those days, each with what its page and its day's show of it.

    That is its tags, corrections, quotations and its neighbours in time: `earlier` and `later` are the posts before and
    after it, or None. Five queries.
    """
    named = Q(day__in={day for day, _ in keys}, slug__in={slug for _, slug in keys})
    rows = published().filter(named | Q(day__in=days) if days else named)
    rows = rows.annotate(earlier_pk=_next("lt", "-"), later_pk=_next("gt", ""))
    wanted, whole = set(keys), set(days)
    found = {(post.day, post.slug): post for post in rows if (post.day, post.slug) in wanted or post.day in whole}
    prefetch_related_objects(list(found.values()), "tags", "corrections", "quotations")
    near = Post.objects.only("title", "day", "slug", "state", "published_at").in_bulk(
        {pk for post in found.values() for pk in (post.earlier_pk, post.later_pk) if pk}
    )
    for post in found.values():
        post.earlier, post.later = near.get(post.earlier_pk), near.get(post.later_pk)
    return found


def _next(beyond: str, sign: str) -> Subquery:
    """The key of the post that is next in time: `lt` and "-" before, `gt` and "" after."""
    at, pk = OuterRef("published_at"), OuterRef("pk")
    rows: QuerySet[Post] = Post.objects.filter(
        # The first condition bounds the index that the second one can't.
        Q(**{f"published_at__{beyond}e": at}),
        Q(**{f"published_at__{beyond}": at}) | Q(**{f"pk__{beyond}": pk}),
        state=Post.State.PUBLISHED,
    )
    return Subquery(rows.order_by(f"{sign}published_at", f"{sign}pk").values("pk")[:1])
