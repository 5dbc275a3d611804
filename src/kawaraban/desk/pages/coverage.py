"""Other coverage: the reports that share an article's story."""

from __future__ import annotations

from dataclasses import dataclass

from kawaraban.desk.models import Article, Placing, Rendering, Story
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.stories.order import own_first

MOST = 6  # reports beside an article; the rest are on the story's page


@dataclass(frozen=True, slots=True)
class Other:
    """A report of the same story; `title` is in the readers' language where it is rendered."""

    placing: Placing
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """An article's place in its story, and the reports beside it: origins before copies."""

    placing: Placing
    others: tuple[Other, ...]

    @property
    def story(self) -> Story:
        return self.placing.story

    @property
    def left_out(self) -> int:
        return self.story.reports - 1 - len(self.others)


def coverage_of(article: Article, language: str) -> Coverage | None:
    """What else there is on the event; None where the article is the only one. Three queries."""
    mine = Placing.objects.filter(article=article).select_related("story", "copy_of__outlet").first()
    if mine is None or mine.story.reports < 2:
        return None
    placings = Placing.objects.filter(story=mine.story_id).exclude(pk=mine.pk).select_related("article__outlet")
    found = list(placings.order_by(*own_first())[:MOST])
    rendered = Rendering.objects.filter(article__in=[one.article_id for one in found], pid=TITLE, language=language)
    titles = dict(rendered.values_list("article_id", "text"))
    return Coverage(mine, tuple(_other(one, titles.get(one.article_id, ""), language) for one in found))


def _other(placing: Placing, title: str, language: str) -> Other:
    return Other(placing, title or str(placing.article), language if title else placing.article.language)
