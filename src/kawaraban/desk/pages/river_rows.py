"""The river's rows: articles by themselves, and stories by the headline of their first origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from kawaraban.desk.models import Article, Placing, Story
from kawaraban.desk.pages.rows import Row, Told, rows

#: Of a story's reports, as many are named in its row, origins before copies.
NAMED = 5
#: Of a story's latest reports, as many may still stand in an open river as rows of their own.
REPLACED = 20
#: What a query of articles must load for its rows.
WITH = ("outlet", "source", "placing__story__headline__outlet", "placing__story__headline__source")


def river_rows(latest: Iterable[Article], language: str) -> list[Row]:
    """Rows for articles that stand for their stories; seven queries however many there are.

    `latest` were loaded with `WITH`. A story of one report is a row like any article's.
    """
    latest = list(latest)
    stories = {article.pk: story for article in latest if (story := _story_of(article))}
    shown = rows([_headline(article, stories.get(article.pk)) for article in latest], language)
    if stories:
        told = _told(latest, stories)
        for article, row in zip(latest, shown, strict=True):
            row.told = told.get(article.pk)
    return shown


def _story_of(article: Article) -> Story | None:
    placing = getattr(article, "placing", None)
    return placing.story if placing is not None and placing.story.reports > 1 else None


def _headline(article: Article, story: Story | None) -> Article:
    return story.headline if story is not None and story.headline is not None else article


def _told(latest: Sequence[Article], stories: dict[int, Story]) -> dict[int, Told]:
    """By article, what its row says of its story; three queries."""
    keys = {story.pk for story in stories.values()}
    reports, replaced = _first_reports(keys), _latest_articles(keys)
    marked, unread, gone = (
        Q(article__marked_at__isnull=False),
        Q(article__seen_at=None),
        Q(article__gone_at__isnull=False),
    )
    of_stories = Placing.objects.filter(story__in=keys).order_by().values_list("story")
    counts = {
        story: numbers
        for story, *numbers in of_stories.annotate(
            unread=Count("pk", filter=unread), marked=Count("pk", filter=marked), gone=Count("pk", filter=gone)
        )
    }
    found = {}
    for article in latest:
        story = stories.get(article.pk)
        if story is not None:
            new, marks, away = counts[story.pk]
            found[article.pk] = Told(
                story, article, reports[story.pk], replaced[story.pk], unread=new, marked=marks > 0, gone=away
            )
    return found


def _first_reports(stories: Iterable[int]) -> dict[int, list[Placing]]:
    """The reports that a row names, by story: origins first, the earliest of each."""
    standings = (Placing.Standing.OWN, Placing.Standing.UNKNOWN, Placing.Standing.COPY)
    order = Case(*(When(standing=kind, then=Value(place)) for place, kind in enumerate(standings)))
    placings = Placing.objects.filter(story__in=stories).select_related("article__outlet")
    found = _numbered(placings, order.asc(), F("article__sort_at").asc(), F("article_id").asc()).filter(
        place__lte=NAMED
    )
    by_story: dict[int, list[Placing]] = defaultdict(list)
    for placing in found.order_by("place"):
        by_story[placing.story_id].append(placing)
    return by_story


def _latest_articles(stories: Iterable[int]) -> dict[int, list[int]]:
    placings = Placing.objects.filter(story__in=stories)
    found = _numbered(placings, F("article__sort_at").desc(), F("article_id").desc()).filter(place__lte=REPLACED)
    by_story: dict[int, list[int]] = defaultdict(list)
    for story, article in found.values_list("story_id", "article_id"):
        by_story[story].append(article)
    return by_story


def _numbered(placings: QuerySet[Placing], *order: object) -> QuerySet[Placing]:
    """Placings with their `place` in their story, from 1."""
    return placings.annotate(place=Window(RowNumber(), partition_by=F("story"), order_by=list(order)))
