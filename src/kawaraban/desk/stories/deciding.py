"""What a person splits or merges: remembered with what it moved, honoured by the machine, undone newest first.

Both can be undone, so neither asks whether one is sure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.models import Placing, Story, StoryDecision
from kawaraban.desk.stories.counting import count

MOST = 5_000  # reports that are moved by one word


class StoryError(Exception):
    """What stands in the way; `str(error)` is one sentence that says what to do."""


@contextmanager
def held(stories: Collection[int]) -> Iterator[dict[int, Story]]:
    """A transaction that holds these stories' rows, by id; those that are gone are missing."""
    with transaction.atomic():
        rows = Story.objects.select_for_update().filter(pk__in=set(stories)).order_by("pk")
        yield {story.pk: story for story in rows}


def placings(stories: Collection[int]) -> list[Placing]:
    """The placings in these stories, which a transaction holds."""
    found = list(Placing.objects.select_for_update(of=("self",)).filter(story__in=stories).order_by("pk")[: MOST + 1])
    if len(found) > MOST:
        raise StoryError(gettext("These are more reports than can be moved at once: choose fewer."))
    return found


def remember(
    kind: str, story: Story, moved: Sequence[Placing], others: Sequence[Placing], person: User
) -> StoryDecision:
    """Puts `moved` in the story and notes the decision on all of them: the machine leaves them where they are."""
    decision = StoryDecision.objects.create(
        kind=kind,
        articles=[placing.article_id for placing in moved],
        others=[placing.article_id for placing in others],
        story=story,
        before={str(one.article_id): [one.story_id, one.decision_id] for one in (*moved, *others)},
        person=person,
    )
    Placing.objects.filter(pk__in=[one.pk for one in moved]).update(story=story, decision=decision)
    Placing.objects.filter(pk__in=[one.pk for one in others]).update(decision=decision)
    return decision


def undo(decision: StoryDecision) -> None:
    """Puts every article back where it stood; what the machine placed beside it since goes along.

    A story that the decision emptied comes back under its number. Raises StoryError where it was undone already, or
    somebody decided on one of the articles since: that is to be undone first.
    """
    before: Mapping[str, Sequence[int | None]] = decision.before
    with held({story for story, _ in before.values() if story} | {decision.story_id or 0}):
        fresh = StoryDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if fresh.undone_at is not None:
            raise StoryError(gettext("This was undone already."))
        moved = list(Placing.objects.select_for_update(of=("self",)).filter(article__in=[int(key) for key in before]))
        if any(one.decision_id != decision.pk for one in moved):
            raise StoryError(gettext("Something was changed in this story since: undo that first."))
        touched = _back(fresh, moved)
        fresh.undone_at = timezone.now()
        fresh.save(update_fields=["undone_at"])
        count(touched)
    decision.undone_at = fresh.undone_at


def _back(decision: StoryDecision, moved: Sequence[Placing]) -> set[int]:
    """Moves the placings to where they stood; answers the stories that changed."""
    before = {int(key): (int(story), known) for key, (story, known) in decision.before.items()}
    stories = {story for story, _ in before.values()}
    touched = stories | {one.story_id for one in moved}
    _made_again(stories)
    known = set(StoryDecision.objects.filter(pk__in={d for _, d in before.values() if d}).values_list("pk", flat=True))
    for one in moved:
        story, last = before[one.article_id]
        one.story_id, one.decision_id = story, last if last in known else None
    Placing.objects.bulk_update(moved, ["story", "decision"], batch_size=500)
    if decision.story_id and decision.story_id not in stories:  # a split made it: nothing of its own stays there
        came = {before[article][0] for article in decision.articles if article in before}
        Placing.objects.filter(story=decision.story_id).update(story=min(came))
        touched.add(decision.story_id)
    return touched


def _made_again(stories: Collection[int]) -> None:
    """Makes those stories that are gone once more, under their numbers; their counts are written with the others."""
    now = timezone.now()
    there = set(Story.objects.filter(pk__in=stories).values_list("pk", flat=True))
    Story.objects.bulk_create(Story(pk=pk, first_at=now, last_at=now) for pk in sorted(set(stories) - there))
