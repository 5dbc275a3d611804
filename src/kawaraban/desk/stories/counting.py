"""What the river shows of a story, written whenever a report comes in or is judged again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kawaraban.desk.models import Article, Placing, Story
from kawaraban.desk.outlets.facts import owners_and_countries_of
from kawaraban.desk.pipeline.step import save_all
from kawaraban.desk.stories.order import own_first

_COUNTED = (
    "headline",
    "first_at",
    "last_at",
    "reports",
    "origins",
    "unknown",
    "owners",
    "countries",
    "languages",
    "edited_at",
    "told_at",
)


def count(stories: Collection[int]) -> None:
    """Writes the counts of these stories, and which report the river shows each by; takes away those without reports.

    Within a transaction that holds their rows. About ten queries, however many stories and reports there are.
    """
    rows = {row["story"]: row for row in _totals(stories)}
    languages, outlets = _shares(stories)
    owners, countries = owners_and_countries_of({outlet for some in outlets.values() for outlet in some})
    found = list(_with_headlines(stories))
    latest = {story.pk: story.latest_article for story in found}  # type: ignore[attr-defined]
    for story in found:
        if story.pk in rows:
            _write(story, rows[story.pk], languages[story.pk])
            story.owners = len({owners.get(outlet) or outlet for outlet in outlets[story.pk]})
            story.countries = len({countries[outlet] for outlet in outlets[story.pk] if outlet in countries})
    save_all([story for story in found if story.pk in rows], _COUNTED)
    _mark_latest(stories, [article for article in latest.values() if article])
    Story.objects.filter(pk__in=set(stories) - rows.keys()).delete()


def _totals(stories: Collection[int]) -> QuerySet[Placing, dict[str, Any]]:
    """A row a story: reports, groups of copies whose origin is known, those where it is not, and the times."""
    unknown = Placing.Standing.UNKNOWN
    told = ~Q(standing=unknown) & ~Q(origin__placing__standing=unknown)
    return (
        Placing.objects.filter(story__in=stories)
        .values("story")
        .annotate(
            reports=Count("pk"),
            # Where the origin is in another story, or was taken away, its copies stand for it.
            origins=Count(Coalesce("origin", "article"), filter=told, distinct=True),
            unknown=Count("pk", filter=Q(standing=unknown)),
            first=Min("article__sort_at"),
            last=Max("article__sort_at"),
            edited=Max("article__edited_at"),
        )
        .order_by()
    )


def _shares(stories: Collection[int]) -> tuple[dict[int, Counter[str]], dict[int, set[int]]]:
    """How many reports of each story are in which language, and the outlets that they are of. One query."""
    languages: dict[int, Counter[str]] = {}
    outlets: dict[int, set[int]] = {}
    rows = Placing.objects.filter(story__in=stories).values_list("story_id", "article__language", "article__outlet_id")
    for story, language, outlet, number in rows.annotate(Count("pk")).order_by():
        languages.setdefault(story, Counter())[language] += number
        outlets.setdefault(story, set()).add(outlet)
    return languages, outlets


def _with_headlines(stories: Collection[int]) -> QuerySet[Story]:
    """The stories, each with its earliest report of its own (else its earliest) and its latest."""
    theirs = Placing.objects.filter(story=OuterRef("pk"))
    return Story.objects.filter(pk__in=stories).annotate(
        first_article=Subquery(theirs.order_by(*own_first()).values("article_id")[:1]),
        latest_article=Subquery(theirs.order_by("-article__sort_at", "-article_id").values("article_id")[:1]),
    )


def _write(story: Story, row: Mapping[str, Any], languages: Counter[str]) -> None:
    story.headline_id = story.first_article  # type: ignore[attr-defined]
    story.first_at, story.last_at, story.edited_at = row["first"], row["last"], row["edited"]
    story.reports, story.origins, story.unknown = row["reports"], row["origins"], row["unknown"]
    story.languages = dict(sorted(((k, n) for k, n in languages.items() if k), key=lambda pair: (-pair[1], pair[0])))
    story.told_at = None  # what its reports claim, and what differs between them, is gone through anew


def _mark_latest(stories: Collection[int], latest: Collection[int]) -> None:
    theirs = Article.objects.filter(placing__story__in=stories)
    theirs.filter(is_latest=True).exclude(pk__in=latest).update(is_latest=False)
    Article.objects.filter(pk__in=latest, is_latest=False).update(is_latest=True)
