"""Who was first, as far as times tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kawaraban.compare.model import Print

#: Two reports that came as close as this may each have been first: clocks and content systems differ.
CLOSE = timedelta(minutes=15)


def moment(one: Print) -> datetime | None:
    """When a report came, or None. A page that was captured before the time it gives had come by then."""
    published, captured = _aware(one.report.published), _aware(one.report.captured)
    if published and captured:
        return min(published, captured)
    return published or captured


def rank(one: Print) -> tuple[bool, float, int, str]:
    """Sorts reports from the first to the last: those without a time last, of two the longer one first."""
    came = moment(one)
    length = sum(map(len, one.report.paragraphs))
    return (came is None, came.timestamp() if came else 0.0, -length, one.report.key)


def can_tell(one: Print, other: Print) -> bool:
    """Whether the times alone tell which came first."""
    came, came_too = moment(one), moment(other)
    return came is not None and came_too is not None and abs(came - came_too) > CLOSE


def _aware(given: datetime | None) -> datetime | None:
    if given is None or given.tzinfo is not None:
        return given
    return given.replace(tzinfo=UTC)
