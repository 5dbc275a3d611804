"""The desk's one Fetcher, with the settings' networks and manners."""

from __future__ import annotations

from django.conf import settings

from kawaraban.follow import Fetcher


def fetcher() -> Fetcher:
    """A Fetcher as the settings want it; use it as a context manager, one for all threads of a process."""
    return Fetcher(allow_nets=settings.ALLOW_NETS, gap=settings.FETCH_GAP)
