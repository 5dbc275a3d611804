"""What persons ask of engines: the whole text of an article that they opened, or a text made anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from kawaraban.desk import engines
from kawaraban.desk.models import Article, EnginePause, LeftOut, Rendering, Stage
from kawaraban.desk.rendering.parts import lock_articles


def want(article: Article, now: datetime | None = None) -> None:
    """Has the whole text of an article translated, before what nobody waits for. One statement; again changes nothing.

    An article that is not read yet is fetched and read when its time comes.
    """
    at = now or timezone.now()
    Article.objects.filter(pk=article.pk, wanted_at=None).update(wanted_at=at, **_due(at))
    article.wanted_at = article.wanted_at or at


@transaction.atomic
def ask_again(article: Article, language: str, pid: str | None = None) -> int:
    """Has the machine's texts of an article (or that of one part) made anew by the engine now chosen; answers how many.

    What a person or the memory made stays. What the engine left out before is tried again, and an engine that rests
    after a failure is asked at once.
    """
    lock_articles([article.pk])
    made = Rendering.objects.filter(
        article=article, language=language, maker=Rendering.Maker.ENGINE, person=None
    ).exclude(state=Rendering.State.APPROVED)
    left_out = LeftOut.objects.filter(article=article, language=language)
    if pid is not None:
        made, left_out = made.filter(pid=pid), left_out.filter(pid=pid)
    number = made.update(again=True) + left_out.delete()[0]
    choice = engines.configured(article.language, language)
    if choice is not None:
        EnginePause.objects.filter(place=choice.place).update(until=timezone.now())
    Article.objects.filter(pk=article.pk).update(wanted_at=article.wanted_at or timezone.now(), **_due(timezone.now()))
    return number


def _due(now: datetime) -> dict[str, Case]:
    """An article that was read is due for its renderings at once; one on its way there keeps its time."""
    return {
        "stage": Case(When(stage=Stage.READY, then=Value(Stage.READ.value)), default=F("stage")),
        "due_at": Case(When(stage__in=(Stage.READ, Stage.READY), then=Value(now)), default=F("due_at")),
    }
