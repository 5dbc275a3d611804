"""What a person says of one report: its own reporting, or a copy of that one. Remembered, and undone newest first.

The machine leaves it so, and finds the places of the others around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.models import CopyDecision, Fingerprint, Placing
from kawaraban.desk.stories.counting import count
from kawaraban.desk.stories.deciding import StoryError, held, placings

_KEPT = ("standing", "copy_of_id", "copied_version_id", "evidence", "origin_id")
_FIELDS = ("standing", "copy_of", "copied_version", "evidence", "origin")


def say_own(article: int, person: User) -> CopyDecision:
    """Says that the article has reporting of its own. Raises StoryError."""
    with _story_of(article) as (story, there):
        before = _kept(there.values())
        _set(there[article], None)
        return _said(story, there, before, CopyDecision(article_id=article, person=person))


def say_copy(article: int, original: int, person: User) -> CopyDecision:
    """Says that the article repeats `original`, a report of the same story. Raises StoryError.

    Where it was the other way round, the original keeps what it has of others, else has reporting of its own.
    """
    with _story_of(article) as (story, there):
        if original not in there or original == article:
            raise StoryError(gettext("Choose the report that it copies, of the same story."))
        before = _kept(there.values())
        if article in _above(original, there):
            _set(there[original], there[article].copy_of_id)
        _set(there[article], original)
        return _said(story, there, before, CopyDecision(article_id=article, original_id=original, person=person))


def undo(decision: CopyDecision) -> None:
    """Puts back what was held of the article before, and of those that repeat it; the machine then looks again.

    Raises StoryError where it was undone already, or something else was said of the same reports since.
    """
    with _story_of(decision.article_id) as (story, there):
        fresh = CopyDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if fresh.undone_at is not None:
            raise StoryError(gettext("This was undone already."))
        later = CopyDecision.objects.filter(article__in=there, undone_at=None, pk__gt=decision.pk)
        if later.exists():
            raise StoryError(gettext("Something was changed in this story since: undo that first."))
        back = [there[int(article)] for article in fresh.before if int(article) in there]
        for placing in back:
            for name, value in fresh.before[str(placing.article_id)].items():
                setattr(placing, name, value)
        Placing.objects.bulk_update(back, _FIELDS, batch_size=100)
        fresh.undone_at = timezone.now()
        fresh.save(update_fields=["undone_at"])
        Fingerprint.objects.filter(article=decision.article_id).update(placed_at=None)
        count({story})
    decision.undone_at = fresh.undone_at


@contextmanager
def _story_of(article: int) -> Iterator[tuple[int, dict[int, Placing]]]:
    """The story that the article is in, and its placings by article; held."""
    story = Placing.objects.filter(article=article).values_list("story_id", flat=True).first() or 0
    with held({story}):
        there = {placing.article_id: placing for placing in placings({story})}
        if article not in there:
            raise StoryError(gettext("This report is in another story by now: look at it there."))
        yield story, there


def _kept(there: Sequence[Placing] | Any) -> dict[int, dict[str, Any]]:
    return {placing.article_id: {name: getattr(placing, name) for name in _KEPT} for placing in there}


def _set(placing: Placing, original: int | None) -> None:
    placing.copy_of_id, placing.copied_version_id, placing.evidence = original, None, []
    placing.standing = Placing.Standing.COPY if original else Placing.Standing.OWN


def _above(article: int, there: Mapping[int, Placing]) -> list[int]:
    """Whom an article repeats, and whom that one does, and so on, as far as they are in the story; itself first."""
    path: list[int] = []
    at: int | None = article
    while at is not None and at in there and at not in path:
        path.append(at)
        at = there[at].copy_of_id
    return path


def _said(
    story: int, there: Mapping[int, Placing], before: Mapping[int, dict[str, Any]], decision: CopyDecision
) -> CopyDecision:
    """Stores what a person said, with where every report of the story goes back to now."""
    for article, placing in there.items():
        placing.origin_id = _root(article, there)
    changed = [placing for article, placing in there.items() if _kept([placing])[article] != before[article]]
    Placing.objects.bulk_update(changed, _FIELDS, batch_size=100)
    decision.before = {str(placing.article_id): before[placing.article_id] for placing in changed}
    decision.save()
    count({story})
    return decision


def _root(article: int, there: Mapping[int, Placing]) -> int:
    """Where a report goes back to; one that repeats a report of another story goes on doing so."""
    last = there[_above(article, there)[-1]]
    return (last.origin_id or last.article_id) if last.copy_of_id else last.article_id
