"""Posts with all that their own pages show of them, one or many at once: as many queries for a hundred as for one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from kawaraban.desk.blog.posts import published
from kawaraban.desk.models import Correction, Post

Key = tuple[date, str]  # day and slug: the parts of a post's address
_NOTE = ("post", "text", "at", "before__published_at")  # not the texts before, which are long


def load(keys: Collection[Key]) -> dict[Key, Any]:
    """The published posts of those addresses, each with tags, corrections, quotations and its neighbours in time.

    `earlier` and `later` are the posts before and after it, or None. Five queries.
    """
    rows = published().filter(day__in={day for day, _ in keys}, slug__in={slug for _, slug in keys})
    rows = rows.annotate(earlier_pk=_next("lt", "-"), later_pk=_next("gt", ""))
    notes = Prefetch("corrections", Correction.objects.select_related("before").only(*_NOTE))
    posts = {(post.day, post.slug): post for post in rows.prefetch_related("tags", notes, "quotations")}
    found = {key: posts[key] for key in keys if key in posts}
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
