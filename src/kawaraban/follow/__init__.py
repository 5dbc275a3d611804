"""follow: a source's address -> what it published. Feeds, sitemaps, pages and social accounts, fetched politely."""

from kawaraban.follow.addresses import normalise
from kawaraban.follow.discover import discover
from kawaraban.follow.fetch import Fetcher
from kawaraban.follow.model import (
    Discovery,
    Entry,
    Fetched,
    FollowError,
    Polled,
    PollState,
    Problem,
    Way,
    WayKind,
)
from kawaraban.follow.poll import poll

__all__ = [
    "Discovery",
    "Entry",
    "Fetched",
    "Fetcher",
    "FollowError",
    "PollState",
    "Polled",
    "Problem",
    "Way",
    "WayKind",
    "discover",
    "normalise",
    "poll",
]
