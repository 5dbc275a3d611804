"""Stories into one, by hand: they are on one event."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils.translation import gettext

from kawaraban.desk.models import StoryDecision
from kawaraban.desk.stories.counting import count
from kawaraban.desk.stories.deciding import StoryError, held, placings, remember


def merge(into: int, others: Collection[int], person: User) -> StoryDecision:
    """Puts the reports of the other stories into this one. Raises StoryError where there is nothing to merge."""
    with held({into, *others}) as stories:
        if into not in stories:
            raise StoryError(gettext("This story is gone: look for the report it had."))
        there = placings(stories)
        moved = [placing for placing in there if placing.story_id != into]
        if not moved:
            raise StoryError(gettext("Choose another story to put with this one."))
        kept = [placing for placing in there if placing.story_id == into]
        decision = remember(StoryDecision.Kind.MERGE, stories[into], moved, kept, person)
        count(stories)
    return decision
