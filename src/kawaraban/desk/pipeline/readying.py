"""ready: an article that was read -> its renderings: from the memory, from what was made before, then from engines.

Every article gets its headline and deck; its whole text is translated when a person opens it, or ahead by rule. What
somebody waits for comes first, then headlines, newest first, then texts ahead. An engine that fails is left alone for
growing pauses (`EnginePause`), together with all that waits for it; the articles can be read and edited meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from kawaraban.desk import engines, rendering
from kawaraban.desk.models import Article, EnginePause, LeftOut, Preferences, Stage
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import STANDING, Done, Step, Task, clean, failed, log, save_all
from kawaraban.desk.rendering import EngineTask
from kawaraban.translate import TranslateError, translate_job

#: Articles looked at at once, so that one that is opened meanwhile does not wait behind many.
_AT_ONCE = 12


class ReadyStep(Step):
    """Renders articles that were read, with engines on this machine.

    The memory's part is a look-up, done at once. Only what an engine has to translate becomes a task.
    """

    name = "ready"
    over_http: ClassVar[bool] = False

    def __init__(self) -> None:
        self._at_work: dict[int, Collection[str]] = {}  # digests by article

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        now = timezone.now()
        held = set(keys)
        self._at_work = {key: digests for key, digests in self._at_work.items() if key in held}
        preferences = Preferences.load()
        while articles := list(self._due(now, held, preferences)[: min(limit, _AT_ONCE)]):
            rendering.render_from_memory(articles)
            rendering.render_as_before(articles)
            at_work = {digest for digests in self._at_work.values() for digest in digests}
            waiting = {task.article_id: task for task in rendering.engine_tasks(articles, at_work=at_work)}
            _move_on([article for article in articles if article.pk not in waiting], now, preferences)
            resting = _let_rest(waiting.values(), now)
            held |= waiting.keys()
            tasks = [
                self._task(article, waiting[article.pk])
                for article in articles
                if article.pk in waiting and article.pk not in resting and waiting[article.pk].parts
            ]
            if tasks:
                return tasks
        return []

    def _due(self, now: datetime, keys: Collection[int], preferences: Preferences) -> QuerySet[Article]:
        """Articles to render: those that somebody opened, the last opened first, then the newest."""
        asked = Q(language__in=engines.asked_over_http(preferences))
        found = Article.objects.filter(asked if self.over_http else ~asked, stage=Stage.READ, due_at__lte=now)
        is_opened = Q(wanted_at__isnull=False, seen_at__isnull=False)
        opened = Case(When(is_opened, then=F("wanted_at")))
        ahead = Case(When(wanted_at=None, then=Value(0)), default=Value(1))
        order = (opened.desc(nulls_last=True), ahead, "-sort_at", "-pk")
        return found.exclude(pk__in=keys).select_related("version", "outlet", "source").order_by(*order)

    def _task(self, article: Article, task: EngineTask) -> Task:
        self._at_work[article.pk] = task.digests
        return Task(
            key=article.pk,
            row=(article, task),
            call=translate_job,
            args=(task.choice, task.job),
            lane=task.choice.place if self.over_http else "",
            name=article.outlet.name,
        )

    def commit(self, done: Sequence[Done]) -> list[int]:
        now = timezone.now()
        preferences = Preferences.load()
        with transaction.atomic():
            ids = [one.task.key for one in done]
            found = Article.objects.select_for_update(of=("self",)).filter(pk__in=ids, stage=Stage.READ)
            standing = {article.pk: article for article in found.select_related("source")}
            for one in done:
                before, task = one.task.row
                article = standing.get(one.task.key)
                if one.error is None:
                    rendering.store_translations(task, one.value)  # also what nobody waits for now: it was paid for
                if article is not None:
                    _note(article, before, one, now, preferences)
            _works_again({one.task.row[1].choice.place for one in done if one.error is None}, now)
            save_all(list(standing.values()), (*STANDING, "wanted_at"))
        return list(standing)


class AskStep(ReadyStep):
    """Renders articles with engines that are reached over HTTP: from this process, and one call a server at a time."""

    name = "ask"
    network = True
    over_http = True


def _note(article: Article, before: Article, one: Done, now: datetime, preferences: Preferences) -> None:
    """Writes on the article (not yet saved) how its task ended and where that leaves it."""
    task: EngineTask = one.task.row[1]
    if isinstance(one.error, TranslateError):
        article.due_at = _pause(task, one.error, now)
        return
    if one.error is not None:
        log.warning("%s: %s", one.task.name, one.failure.detail)
        failed(article, one.failure, now)
        article.stage = Stage.READY  # without the engine's part: a person can still write it
        return
    asked_meanwhile = article.due_at != before.due_at
    if not task.more and not asked_meanwhile:
        if article.wanted_at is None and _is_ahead(article, preferences):
            article.wanted_at = now
        else:
            article.stage, article.attempts = Stage.READY, 0
    article.due_at = now


def _is_ahead(article: Article, preferences: Preferences) -> bool:
    return preferences.ahead or (article.source is not None and article.source.ahead)


def _let_rest(waiting: Iterable[EngineTask], now: datetime) -> set[int]:
    """The articles whose engine is left alone for now; their next try is put off until it is not."""
    until = dict(EnginePause.objects.filter(until__gt=now).values_list("place", "until"))
    resting: set[int] = set()
    for place, end in until.items():
        ids = {task.article_id for task in waiting if task.choice.place == place}
        Article.objects.filter(pk__in=ids, stage=Stage.READ, due_at__lte=now).update(due_at=end)
        resting |= ids
    return resting


def _pause(task: EngineTask, error: TranslateError, now: datetime) -> datetime:
    """Notes that an engine failed; answers until when it is left alone. Several at once are one failure."""
    choice = task.choice
    pause = EnginePause.objects.select_for_update().filter(place=choice.place).first()
    if pause is None:
        pause = EnginePause(place=choice.place, engine=choice.name, failures=0, until=now)
    if pause.until <= now:
        log.warning("%s: %s", choice.name, error)
        pause.failures += 1
        pause.until = now + timedelta(seconds=pace.after_failure(pause.failures, error.retry_after))
        pause.problem, pause.detail = error.problem, clean(str(error), 500)
        pause.save()
    return pause.until


def _works_again(places: Collection[str], now: datetime) -> None:
    """An engine that answered needs no pause; what waited for it is due."""
    if EnginePause.objects.filter(place__in=places).delete()[0]:
        Article.objects.filter(stage=Stage.READ, due_at__gt=now).update(due_at=now)


def _move_on(articles: Sequence[Article], now: datetime, preferences: Preferences) -> None:
    """Nothing more to do for these now: for those that still stand with the version that was rendered, and that nobody
    asked for meanwhile. Those of which a rule wants the whole text come again."""
    ahead = [a for a in articles if a.wanted_at is None and a.language and _is_ahead(a, preferences)]
    wanted = [
        article.pk for article in ahead if engines.configured(article.language, preferences.language, preferences)
    ]
    versions = [article.version_id for article in articles]
    standing = Article.objects.filter(version__in=versions, stage=Stage.READ, due_at__lte=now)
    if wanted:
        standing.filter(pk__in=wanted, wanted_at=None).update(wanted_at=now)
    standing.exclude(pk__in=wanted).update(stage=Stage.READY, attempts=0, due_at=timezone.now())


@transaction.atomic
def render_again() -> int:
    """Lets the memory and the engine have their say anew on every article; answers how many.

    For when they have changed: another engine, another language of the readers, a memory taken in. What a person wrote
    stays, and so does what another engine made; what is rendered already costs a look-up.
    """
    LeftOut.objects.all().delete()
    EnginePause.objects.all().delete()
    read = Article.objects.filter(stage__in=(Stage.READ, Stage.READY))
    return read.update(stage=Stage.READ, attempts=0, due_at=timezone.now())
