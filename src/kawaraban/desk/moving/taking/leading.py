"""Where the old blog's readers are led: its posts, categories and archives as old addresses that stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from kawaraban.desk.models import Category, Move, Post, Redirect
from kawaraban.desk.moving.redirects import MAX_PATH, archive_path
from kawaraban.desk.moving.taking.planning import Planned


def lead_on(move: Move, posts: Sequence[tuple[Post, Planned]], categories: Mapping[str, int]) -> None:
    """Keeps the old addresses of posts and of their categories (names to keys); what is kept already stays as it is."""
    rows = [Redirect(path=path, post=post, move=move) for post, one in posts for path in one.paths]
    told = {path: categories[one.category] for _, one in posts for path in one.category_paths if one.category}
    slugs = dict(Category.objects.filter(pk__in=set(told.values())).values_list("pk", "slug")) if told else {}
    places = {path: reverse("blog:category", args=[slugs[key]]) for path, key in told.items()}
    rows += [Redirect(path=path, target=place, move=move) for path, place in places.items()]
    Redirect.objects.bulk_create(
        (row for row in rows if len(row.path) <= MAX_PATH and row.path not in ("", "/")), ignore_conflicts=True
    )


def lead_on_archives(move: Move) -> None:
    """Keeps the addresses that the archives had, by month and by day, of the days on which the move brought posts."""
    days = Post.objects.filter(move=move, state=Post.State.PUBLISHED).order_by("day").values_list("day", flat=True)
    rows: dict[str, str] = {}
    for day in days.distinct().iterator(chunk_size=1000):
        if day is not None:
            rows[archive_path(f"{day:%Y}", f"{day:%m}")] = f"/{day:%Y/%m}/"
            rows[archive_path(f"{day:%Y}", f"{day:%m}", f"{day:%d}")] = f"/{day:%Y/%m/%d}/"
    Redirect.objects.bulk_create(
        (Redirect(path=path, target=target, move=move) for path, target in rows.items()),
        ignore_conflicts=True,
        batch_size=500,
    )
