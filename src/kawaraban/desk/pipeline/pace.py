"""When to try again: pure functions of what happened, in seconds."""

from __future__ import annotations

import random

DAY = 86_400.0

#: Problems that no second try mends, and those that a few may; anything else is tried for about five days.
_FINAL = frozenset({"not-an-address", "refused-address", "gone", "robots", "too-big", "not-an-article"})
_STUBBORN = frozenset({"not-found", "forbidden", "bad-certificate", "too-many-redirects", "not-a-feed"})


def tries(problem: str) -> int:
    """How often a page with this problem is tried in all."""
    return 1 if problem in _FINAL else 3 if problem in _STUBBORN else 12


def after_failure(failures: int, retry_after: float | None = None) -> float:
    """Until the next try after so many failures in a row: 1, 4, 16 minutes and on, to a day; a server's wish first."""
    if retry_after is not None:
        return min(max(retry_after, 1.0), DAY)
    return min(60.0 * 4 ** min(failures - 1, 10), DAY)


def next_interval(interval: float, new: int, least: float) -> float:
    """How long to leave a healthy source: shorter while it has something new, longer while it has not."""
    return min(max(interval * (0.6 if new else 1.25), least), DAY)


def until_revisit(age: float, first: float) -> float:
    """How long to leave an article so old (since it was listed): as long again as it is old, to thirty days."""
    return min(max(age, first), 30 * DAY)


def spread(seconds: float) -> float:
    """A tenth more or less, so that what was found together is not asked for together ever after."""
    return seconds * random.uniform(0.9, 1.1)  # noqa: S311 - no secret
