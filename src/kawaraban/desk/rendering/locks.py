"""Who is at work on which part of an article, so that two persons do not write over each other."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from kawaraban.desk.models import Article, RenderingLock
from kawaraban.desk.rendering.parts import lock_articles

#: The page renews its lock three times in this while it is open; one that is older holds nobody off.
LAPSES = timedelta(seconds=60)


@transaction.atomic
def hold(
    article: Article, pid: str, language: str, person: AbstractBaseUser, window: str, *, take_over: bool = False
) -> RenderingLock:
    """Takes or renews the lock on a part for a person's window; answers the lock as it stands now.

    Where somebody else (or another window) holds it and it has not lapsed, it stays theirs, unless one takes it over:
    whoever had it finds out when they renew it.
    """
    lock_articles([article.pk])
    now = timezone.now()
    lock = RenderingLock.objects.filter(article=article, pid=pid, language=language).select_related("person").first()
    lock = lock or RenderingLock(article=article, pid=pid, language=language, renewed_at=now - 2 * LAPSES)
    mine = lock.person_id == person.pk and lock.window == window
    if not mine:
        if not take_over and now - lock.renewed_at < LAPSES:
            return lock
        lock.person_id, lock.window, lock.since = person.pk, window, now
    lock.renewed_at = now
    lock.save()
    return lock


def release(article: Article, pid: str, language: str, person: AbstractBaseUser, window: str) -> None:
    """Lets go of the lock, if it is still this window's."""
    RenderingLock.objects.filter(article=article, pid=pid, language=language, person=person, window=window).delete()


def held_by_another(
    article: Article, pid: str, language: str, person: AbstractBaseUser, window: str
) -> RenderingLock | None:
    """The lock that holds this window off, if one does. One query."""
    alive = RenderingLock.objects.filter(renewed_at__gt=timezone.now() - LAPSES)
    found = alive.filter(article=article, pid=pid, language=language).exclude(person=person, window=window)
    return found.select_related("person").first()
