"""keep: a listed article -> its page, captured; and later again, to see whether it was edited or taken down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from kawaraban.desk import search
from kawaraban.desk.blog import changes
from kawaraban.desk.captures import CaptureStore
from kawaraban.desk.models import Article, Capture, Stage
from kawaraban.desk.pipeline import pace
from kawaraban.desk.pipeline.step import STANDING, Done, Step, Task, clean, failed, passed, save_all
from kawaraban.desk.pipeline.work import Kept, keep_page
from kawaraban.follow import Fetcher
from kawaraban.follow.addresses import host

_FIELDS = (*STANDING, "capture", "revisit_at", "gone_at", "moved_to")


class KeepStep(Step):
    """Fetches the pages of listed articles. `only` narrows to some of them."""

    name = "keep"
    network = True

    def __init__(self, fetcher: Fetcher, store: CaptureStore, *, only: Collection[int] | None = None) -> None:
        self._fetcher = fetcher
        self._store = store
        self._only = only

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        found = Article.objects.filter(stage=Stage.LISTED, due_at__lte=timezone.now())
        if self._only is not None:
            found = found.filter(pk__in=self._only)
        return [
            Task(
                key=article.pk,
                row=article,
                call=keep_page,
                args=(article.address, self._fetcher, self._store, article.captured),
                lane=host(article.address),
                name=article.outlet.name,
            )
            for article in _waiting(found, keys, lanes).order_by("due_at", "-sort_at", "pk")[:limit]
        ]

    def commit(self, done: Sequence[Done]) -> list[int]:
        now = timezone.now()
        with transaction.atomic():
            standing = _standing(done, stage=Stage.LISTED)
            kept = [(standing[one.task.key], one) for one in done if one.task.key in standing]
            store_captures([(article, one.value) for article, one in kept if one.error is None])
            for article, one in kept:
                if one.error is None:
                    passed(article, Stage.KEPT)
                    article.moved_to = clean(one.value.moved_to, 2000)
                    article.revisit_at = now + timedelta(seconds=settings.FIRST_REVISIT)
                else:
                    failed(article, one.failure, now)
                    if article.problem == "gone":
                        article.gone_at = now
            save_all([article for article, _ in kept], _FIELDS)
            # What can't be fetched is found by what its source said of it.
            search.index_articles(
                [article.pk for article, one in kept if one.error is not None and article.attempts == 1]
            )
            _rest_hosts(done, now)
        return [article.pk for article, _ in kept]


class RevisitStep(Step):
    """Asks again for pages of articles, at growing intervals, due by now or by `until`.

    An unchanged page costs a conditional request and is no new capture. A changed one is captured and read again.
    """

    name = "revisit"
    network = True

    def __init__(self, fetcher: Fetcher, store: CaptureStore, *, until: datetime | None = None) -> None:
        self._fetcher = fetcher
        self._store = store
        self._until = until

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        found = Article.objects.filter(
            revisit_at__lte=self._until or timezone.now(), stage__in=(Stage.READ, Stage.READY)
        ).select_related("capture")
        return [
            Task(
                key=article.pk,
                row=article,
                call=keep_page,
                args=(article.address, self._fetcher, self._store, article.captured, _validators(article.capture)),
                lane=host(article.address),
                name=article.outlet.name,
            )
            for article in _waiting(found, keys, lanes).order_by("revisit_at", "pk")[:limit]
        ]

    def commit(self, done: Sequence[Done]) -> list[int]:
        now = timezone.now()
        with transaction.atomic():
            standing = _standing(done, stage__in=(Stage.READ, Stage.READY))
            kept = [
                (standing[one.task.key], one)
                for one in done
                if one.task.key in standing and standing[one.task.key].revisit_at == one.task.row.revisit_at
            ]
            store_captures([(article, one.value) for article, one in kept if one.error is None and one.value])
            gone_before = {article.pk: article.gone_at for article, _ in kept}
            for article, one in kept:
                self._note(article, one, now)
            save_all([article for article, _ in kept], _FIELDS)
            changes.articles_changed([a.pk for a, _ in kept if (a.gone_at is None) != (gone_before[a.pk] is None)])
            _rest_hosts(done, now)
        return [article.pk for article, _ in kept]

    def _note(self, article: Article, one: Done, now: datetime) -> None:
        wait = pace.until_revisit((now - article.listed_at).total_seconds(), settings.FIRST_REVISIT)
        if one.error is not None:
            wait = self._note_failure(article, one, now, wait)
        else:
            article.gone_at = None  # it answers, so if it was gone it is back
            article.problem = article.problem_detail = ""
            if one.value is not None:
                passed(article, Stage.KEPT)
                article.moved_to = clean(one.value.moved_to, 2000)
        article.revisit_at = now + timedelta(seconds=pace.spread(wait))

    def _note_failure(self, article: Article, one: Done, now: datetime, wait: float) -> float:
        """An article taken down stays as it was read: that it is gone is news of its own."""
        failure = one.failure
        # One "not found" may be a server's bad minute; the second in a row is not.
        if failure.problem == "gone" or (failure.problem == "not-found" and article.problem == "not-found"):
            article.gone_at = article.gone_at or now
        article.problem, article.problem_detail = failure.problem[:30], clean(failure.detail, 500)
        return max(wait, failure.retry_after or 0.0)


def store_captures(kept: Sequence[tuple[Article, Kept]], *, current: bool = True) -> None:
    """Stores the rows of captures whose files are written; as their articles' newest, if `current`. One query."""
    rows = [
        Capture(
            article=article,
            address=clean(page.capture.address, 2000),
            final_address=clean(page.capture.final_address, 2000),
            captured_at=page.capture.captured_at,
            status=page.capture.status,
            content_type=clean(page.capture.content_type, 200),
            digest=page.capture.digest,
            size=page.size,
            file=page.file,
            etag=clean(page.capture.etag, 500),
            last_modified=clean(page.capture.last_modified, 100),
        )
        for article, page in kept
    ]
    Capture.objects.bulk_create(rows)
    for (article, _), row in zip(kept, rows, strict=True) if current else ():
        article.capture = row


def _waiting(found: QuerySet[Article], keys: Collection[int], lanes: Collection[str]) -> QuerySet[Article]:
    return (
        found.exclude(pk__in=keys)
        .exclude(outlet__host__in=lanes)
        .select_related("outlet")
        .annotate(captured=Count("captures"))
    )


def _standing(done: Sequence[Done], **where: object) -> dict[int, Article]:
    """The rows of these outcomes that stand where the step found them, locked until the transaction ends."""
    found = Article.objects.select_for_update().filter(pk__in=[one.task.key for one in done], **where)
    rows = {one.task.key: one.task.row for one in done}
    return {article.pk: article for article in found if article.capture_id == rows[article.pk].capture_id}


def _validators(capture: Capture | None) -> tuple[str, str, str]:
    return (capture.etag, capture.last_modified, capture.digest) if capture else ("", "", "")


def _rest_hosts(done: Sequence[Done], now: datetime) -> None:
    """Where a host asked to be left alone for so long, everything else that is due there waits too."""
    for one in done:
        failure = one.failure if one.error is not None else None
        if failure is None or failure.problem != "wait" or not failure.retry_after:
            continue
        until = now + timedelta(seconds=min(failure.retry_after, pace.DAY))
        there = Article.objects.filter(outlet__host=one.task.lane)
        there.filter(stage=Stage.LISTED, due_at__lt=until).update(due_at=until)
        there.filter(revisit_at__lt=until).update(revisit_at=until)
