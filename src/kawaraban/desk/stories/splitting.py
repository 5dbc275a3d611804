"""Articles off a story, by hand: they are on another event."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils.translation import gettext

from kawaraban.desk.models import Story, StoryDecision
from kawaraban.desk.stories.counting import count
from kawaraban.desk.stories.deciding import StoryError, held, placings, remember


def split(story: int, articles: Collection[int], person: User) -> StoryDecision:
    """Puts these articles of the story in one of their own; `decision.story` is that one.

    Raises StoryError where none of them is in the story, or all of it is.
    """
    with held({story}) as stories:
        there = placings(stories)
        moved = [placing for placing in there if placing.article_id in articles]
        others = [placing for placing in there if placing.article_id not in articles]
        if not moved:
            raise StoryError(gettext("Choose the reports that are on another event."))
        if not others:
            raise StoryError(gettext("These are all reports of the story: leave one of them."))
        now = stories[story]
        made = Story.objects.create(first_at=now.first_at, last_at=now.last_at)
        decision = remember(StoryDecision.Kind.SPLIT, made, moved, others, person)
        count({story, made.pk})
    return decision
