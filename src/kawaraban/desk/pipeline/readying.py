"""ready: an article that was read -> its renderings, from the memory and then from the engine where one is set up."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from kawaraban.desk import rendering
from kawaraban.desk.models import Article, Stage
from kawaraban.desk.pipeline.step import STANDING, Done, Step, Task, failed, log, passed, save_all
from kawaraban.translate import translate_job


class ReadyStep(Step):
    """Renders articles that were read.

    The memory's part is a look-up, done at once. Only what an engine has to translate becomes a task.
    """

    name = "ready"

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        found = Article.objects.filter(stage=Stage.READ, due_at__lte=timezone.now()).exclude(pk__in=keys)
        while articles := list(found.select_related("version", "outlet").order_by("-sort_at", "-pk")[:limit]):
            rendering.render_from_memory(articles)
            waiting = {task.article_id: task for task in rendering.engine_tasks(articles)}
            _move_on([article for article in articles if article.pk not in waiting])
            if waiting:
                return [
                    Task(
                        key=article.pk,
                        row=(article, waiting[article.pk]),
                        call=translate_job,
                        args=(waiting[article.pk].choice, waiting[article.pk].job),
                        name=article.outlet.name,
                    )
                    for article in articles
                    if article.pk in waiting
                ]
        return []

    def commit(self, done: Sequence[Done]) -> list[int]:
        now = timezone.now()
        with transaction.atomic():
            rows = {one.task.key: one.task.row for one in done}
            found = Article.objects.select_for_update().filter(pk__in=rows, stage=Stage.READ)
            standing = {
                article.pk: article for article in found if article.version_id == rows[article.pk][0].version_id
            }
            for one in done:
                article = standing.get(one.task.key)
                if article is None:
                    continue
                if one.error is None:
                    rendering.store_translations(rows[article.pk][1], one.value)
                    passed(article, Stage.READY)
                else:
                    log.warning("%s: %s", one.task.name, one.failure.detail)
                    failed(article, one.failure, now)
                    article.stage = Stage.READY  # without the engine's part: a person can still write it
            save_all(list(standing.values()), STANDING)
        return list(standing)


def _move_on(articles: Sequence[Article]) -> None:
    """Nothing more to do for these: one statement, for those that still stand with the version that was rendered."""
    versions = [article.version_id for article in articles]
    Article.objects.filter(version__in=versions, stage=Stage.READ).update(
        stage=Stage.READY, attempts=0, due_at=timezone.now()
    )


def render_again() -> int:
    """Lets the memory and the engine have their say anew on every article; answers how many. One statement.

    For when they have changed: another engine, another language of the readers, a memory taken in. What a person wrote
    stays, and what is rendered already costs a look-up.
    """
    return Article.objects.filter(stage=Stage.READY).update(stage=Stage.READ, attempts=0, due_at=timezone.now())
