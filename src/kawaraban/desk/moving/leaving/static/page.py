"""A page of the blog as the blog's own views make it for a reader whom nobody knows."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, get_resolver, resolve
from django.utils import timezone, translation

from kawaraban.desk.blog.comments import threads
from kawaraban.desk.blog.loading import load
from kawaraban.desk.blog.posts import first_of, quotations_of
from kawaraban.desk.blog.sheet import Beside
from kawaraban.desk.blog.views import POSTS_A_PAGE
from kawaraban.desk.checks.boxes import published_boxes
from kawaraban.desk.models import Preferences
from kawaraban.desk.moving.leaving.static.links import NOWHERE
from kawaraban.desk.moving.leaving.static.paths import DESK, NOT_FOUND, Address
from kawaraban.desk.quoting import zone_of


class FileRequest(WSGIRequest):
    """A request whose answer is written to a file: no reader is known, no form can be sent from what it gets."""

    is_file = True

    def __init__(self, address: Address, base: str, preferences: Preferences, beside: Beside) -> None:
        parts = urlsplit(base)
        super().__init__(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": address.path.encode().decode("latin-1"),
                "QUERY_STRING": address.part,
                "SERVER_NAME": parts.hostname or "",
                "SERVER_PORT": str(parts.port or 80),
                "wsgi.url_scheme": parts.scheme,
                "wsgi.input": io.BytesIO(),
            }
        )
        self._host = parts.netloc
        self.user = AnonymousUser()
        self.htmx = False
        self.preferences = preferences
        self.beside = beside

    def get_host(self) -> str:
        return self._host


@dataclass(slots=True)
class Reader:
    """Asks for pages of the blog, one after the other, in one process. What every page shows is asked for once."""

    preferences: Preferences
    beside: Beside
    matches: dict[str, ResolverMatch | None] = field(default_factory=dict)  # by path, of pages asked for next

    @classmethod
    def of(cls, base: str) -> Reader:
        """`base` is scheme and host of the place where the files will stand, "" where that is not known."""
        preferences = Preferences.load()
        preferences.public_address = base or NOWHERE
        return cls(preferences, Beside())

    def ready(self, addresses: Iterable[Address]) -> None:
        """Loads the posts that are shown at addresses that will be asked for next."""
        keys, days = [], []
        self.matches = {address.path: _match(address.path) for address in addresses}
        for match in self.matches.values():
            if match is None or match.url_name not in {"day", "post"}:
                continue
            day = first_of(match.kwargs["year"], match.kwargs["month"], match.kwargs["day"])
            if day and match.url_name == "post":
                keys.append((day, match.kwargs["slug"]))
            elif day and self.beside.days.counts.get(day, 0) <= POSTS_A_PAGE:
                days.append(day)
        posts = load(keys, days) if keys or days else {}
        shown = list(posts.values())
        self.beside.posts, self.beside.whole = posts, frozenset(days)
        self.beside.quoted = quotations_of(shown, self.preferences)
        self.beside.checks = published_boxes(shown, self.preferences)
        threads.load(shown)

    def ask(self, address: Address) -> HttpResponse | None:
        """The page; None where the blog has none there for readers."""
        request = FileRequest(address, self.preferences.public_address, self.preferences, self.beside)
        with timezone.override(zone_of(self.preferences)), translation.override(self.preferences.language):
            if address == NOT_FOUND:
                response: HttpResponse = get_resolver().resolve_error_handler(404)(request, exception=Http404())
                return response
            return _whole(self._answer(request))

    def _answer(self, request: FileRequest) -> HttpResponseBase | None:
        if request.path.startswith(DESK):
            return None
        try:
            match = self.matches.get(request.path) or resolve(request.path)
            if match.app_name != "blog":
                return None
            request.resolver_match = match
            return match.func(request, *match.args, **match.kwargs)
        except (Resolver404, Http404, SuspiciousOperation):
            return None


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _whole(response: HttpResponseBase | None) -> HttpResponse | None:
    return response if isinstance(response, HttpResponse) and response.status_code == 200 else None
