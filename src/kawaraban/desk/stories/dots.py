"""A story's reports as dots, as every page draws them."""

from __future__ import annotations

from kawaraban.desk.models import Placing, Story

#: More reports than this are five dots and their number.
MOST_DOTS = 12
_FEW = 5


def dots_of(story: Story) -> list[str]:
    """The standing of each report: origins first, then copies, then those whose origin can't be told."""
    copies = max(0, story.reports - story.origins - story.unknown)
    counts = {
        Placing.Standing.OWN: story.origins,
        Placing.Standing.COPY: copies,
        Placing.Standing.UNKNOWN: story.unknown,
    }
    most = MOST_DOTS if story.reports <= MOST_DOTS else _FEW
    return [str(kind) for kind, number in counts.items() for _ in range(min(number, most))][:most]
