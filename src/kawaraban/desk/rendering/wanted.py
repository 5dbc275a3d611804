"""What persons ask of engines: the whole text of an article that they opened, or a text made anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from kawaraban.desk import engines
from kawaraban.desk.models import Article, EnginePause, LeftOut, Rendering, Stage
from kawaraban.desk.rendering.parts import lock_articles


def open_article(article: Article, language: str) -> None:
    """A person opened an article: it is read, and its whole text is translated, before what nobody waits for.

    One statement the first time, none after. One that is not fetched and read yet gets its text when its time comes.
    """
    now = timezone.now()
    changes: dict[str, Any] = {}
    if article.seen_at is None:
        article.seen_at = now
        changes["seen_at"] = now
    if article.wanted_at is None and article.language not in {"", language}:
        article.wanted_at = now
        changes |= {"wanted_at": now, **_due(now)}
    if changes:
        Article.objects.filter(pk=article.pk).update(**changes)


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
