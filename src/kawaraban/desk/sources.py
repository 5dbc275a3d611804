"""Following: from an address that a person gives to a Source that the pipeline polls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.models import Outlet, Source
from kawaraban.follow import Discovery, Fetcher, FollowError, Way, discover
from kawaraban.follow.addresses import host


class SourceError(Exception):
    """An address that can't be followed; `str(error)` is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Followed:
    """`created` is false where the desk follows this source already."""

    source: Source
    created: bool


def look_up(address: str, fetcher: Fetcher) -> Discovery:
    """Every way in behind an address, the recommended one first. Fetches; raises SourceError."""
    try:
        found = discover(address, fetcher)
    except FollowError as error:
        raise SourceError(str(error)) from error
    if not found.ways:
        raise SourceError(gettext("Nothing to follow was found there: give the address of the outlet's front page."))
    return found


def follow(address: str, fetcher: Fetcher) -> Followed:
    """Follows the recommended way behind an address. Fetches; raises SourceError."""
    return add(look_up(address, fetcher))


@transaction.atomic
def add(found: Discovery, way: Way | None = None, *, bundle: str = "") -> Followed:
    """Follows one of the ways that were found, the recommended one if none is named; its first poll is due at once."""
    chosen = way or next((one for one in found.ways if one.recommended), found.ways[0])
    title = " ".join((found.site_title or chosen.title or host(found.site_address)).split())[:200]
    outlet = outlet_at(found.site_address or chosen.address, name=title, language=chosen.language or "")
    source, created = Source.objects.get_or_create(
        address=chosen.address,
        defaults={
            "outlet": outlet,
            "name": title,
            "kind": chosen.kind,
            "format": chosen.format[:20],
            "site_address": found.site_address,
            "language": (chosen.language or "")[:8],
            "bundle": bundle,
            "interval": settings.FIRST_INTERVAL,
        },
    )
    return Followed(source, created)


def outlet_at(address: str, *, name: str = "", language: str = "") -> Outlet:
    """The outlet at an address' host, made with this name where there is none yet."""
    place = host_of(address)
    return Outlet.objects.get_or_create(
        host=place, defaults={"name": name or place.removeprefix("www."), "language": language[:8]}
    )[0]


def host_of(address: str) -> str:
    """`host[:port]` of an address, lower case; empty for what has none."""
    return host(address)[:255] if "://" in address else ""


def poll_now(source: Source) -> None:
    """Makes a source due, whatever it waits for; a paused one is followed again."""
    Source.objects.filter(pk=source.pk).update(next_poll_at=timezone.now(), paused_at=None)


def pause(source: Source, at: datetime | None = None) -> None:
    """Leaves a source alone until `poll_now`."""
    Source.objects.filter(pk=source.pk).update(paused_at=at or timezone.now())
