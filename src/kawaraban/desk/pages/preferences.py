"""The owner's preferences, loaded once a request; its times are in their zone."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kawaraban.desk.models import Preferences


class DeskRequest(HttpRequest):
    """A request as the desk's views see it."""

    preferences: Preferences


class PreferencesMiddleware:
    """Sets `request.preferences` and puts the owner's time zone in force for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preferences = Preferences.load()
        request.preferences = preferences  # type: ignore[attr-defined]
        with timezone.override(_zone(preferences.time_zone)):
            return self.get_response(request)


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    """The zone of that name; None, which is the default zone, where the system has none of that name."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
