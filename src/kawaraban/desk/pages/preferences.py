"""The owner's preferences, loaded once a request, and what is said when the database does not play along."""

from __future__ import annotations

import logging
import zoneinfo
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from kawaraban.desk.models import Preferences

log = logging.getLogger(__name__)


class DeskRequest(HttpRequest):
    """A request as the desk's views see it."""

    preferences: Preferences


class PreferencesMiddleware:
    """Sets `request.preferences` and puts the owner's time zone in force for the request.

    A database that is locked, read-only or full is told in one sentence, with status 503.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            preferences = Preferences.load()
        except DatabaseError as error:
            return _trouble(request, error)
        request.preferences = preferences  # type: ignore[attr-defined]
        with timezone.override(_zone(preferences.time_zone)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _trouble(request, exception) if isinstance(exception, DatabaseError) else None


def _trouble(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    log.error("database: %s", error)
    # No context processors: they would ask the database again.
    return render(request, "desk/trouble.html", {"sentence": _sentence(str(error).lower())}, status=503)


def _sentence(told: str) -> str:
    if "locked" in told or "timeout" in told:
        return gettext("The database is busy with other work. Load the page again in a moment.")
    if "readonly" in told or "read-only" in told:
        return gettext("The database can't be written. Make the data folder writable, then load the page again.")
    if "full" in told or "no space" in told:
        return gettext("The disk is full. Make room, then load the page again. What is stored is safe.")
    if "no such table" in told or "does not exist" in told:
        return gettext("The database is not set up yet. Start the desk with “kawaraban up”.")
    return gettext("The database does not answer. Look at the terminal where the desk runs.")


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    """The zone of that name; None, which is the default zone, where the system has none of that name."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
