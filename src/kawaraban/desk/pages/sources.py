"""The Sources page: what the desk follows, how the last polls went, and ways in to what it does not follow yet."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk import sources as desk_sources
from kawaraban.desk.models import Article, Poll, Source
from kawaraban.desk.network import fetcher
from kawaraban.desk.outlets.facts import facts_at
from kawaraban.desk.pages.disk import disk
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pipeline import progress
from kawaraban.desk.templatetags.typeset import language_name
from kawaraban.follow import Discovery, FollowError, Way, discover

_POLLS = 10
_SALT = "kawaraban.way"
_MAX_AGE = 3600  # seconds for which a way that was found may be followed
_WAY = ("kind", "address", "title", "format", "entries", "language")
SHOWS = ("all", "care", "paused", "quiet")


@dataclass(slots=True)
class Line:
    """One source as the page shows it; `polls` are the last ten, oldest first."""

    source: Source
    polls: list[Poll] = field(default_factory=list)
    today: int = 0  # articles in the last 24 hours
    quiet: bool = False  # nothing came in 30 days

    @property
    def needs_care(self) -> bool:
        return bool(self.source.problem) and self.source.paused_at is None

    @property
    def stamp(self) -> str:
        s = self.source
        return f"{s.next_poll_at:%s}{s.problem}{s.paused_at and 'z'}{len(self.polls)}{self.polls and self.polls[-1].pk}"


@dataclass(slots=True)
class Bundle:
    """Sources under one heading."""

    name: str
    lines: list[Line]

    @property
    def today(self) -> int:
        return sum(line.today for line in self.lines)

    @property
    def care(self) -> int:
        return sum(line.needs_care for line in self.lines)

    @property
    def paused(self) -> int:
        return sum(line.source.paused_at is not None for line in self.lines)


@login_required
@require_GET
def sources(request: DeskRequest) -> HttpResponse:
    """The page. With `live` it answers 304 while no poll was made and no source changed."""
    if "live" in request.GET:
        tag = _tag(request)
        if request.headers.get("If-None-Match") == tag:
            return HttpResponseNotModified()
        response = render(request, "desk/sources.html", _context(request))
        response["ETag"] = tag
        return response
    return render(request, "desk/sources.html", _context(request))


def _tag(request: DeskRequest) -> str:
    """Changes with everything that a row shows: the last poll, and what a person or the pipeline did to a source."""
    latest = Poll.objects.order_by("-pk").values_list("pk", flat=True).first()
    states = Source.objects.order_by("pk").values_list(
        "pk", "paused_at", "next_poll_at", "problem", "bundle", "name", "ahead"
    )
    seen = hashlib.sha256(repr((latest, [*states], request.GET.get("show", ""))).encode())
    return f'"{seen.hexdigest()[:32]}"'


def _context(request: DeskRequest) -> dict[str, Any]:
    lines = _lines()
    show, bundle, kind = (request.GET.get(name, "") for name in ("show", "bundle", "kind"))
    shown = [line for line in lines if _is_shown(line, show, kind) and bundle in ("", line.source.bundle)]
    return {
        "section": "sources",
        "every": shown,
        "bundles": _bundles(shown),
        "show": show if show in SHOWS else "all",
        "bundle": bundle,
        "kind": kind,
        "total": len(lines),
        "today": sum(line.today for line in lines),
        "care": sum(line.needs_care for line in lines),
        "paused": sum(line.source.paused_at is not None for line in lines),
        "quiet": sum(line.quiet for line in lines),
        "by_bundle": Counter(line.source.bundle for line in lines).most_common(),
        "by_kind": [(k, n) for k, n in Counter(line.source.kind for line in lines).most_common()],
        "progress": progress(),
        "disk": disk(),
        "next": "",
    }


def _is_shown(line: Line, show: str, kind: str) -> bool:
    by = {"care": line.needs_care, "paused": line.source.paused_at is not None, "quiet": line.quiet}
    return by.get(show, True) and kind in ("", line.source.kind)


def _lines() -> list[Line]:
    """All sources with their last polls and today's articles; four queries."""
    now = timezone.now()
    polls: dict[int, list[Poll]] = defaultdict(list)
    ranked = Poll.objects.annotate(
        place=Window(RowNumber(), partition_by=F("source"), order_by=(F("at").desc(), F("pk").desc()))
    )
    for poll in ranked.filter(place__lte=_POLLS).order_by("at", "pk"):
        polls[poll.source_id].append(poll)
    today = dict(_articles_since(now - timedelta(days=1)))
    month = dict(_articles_since(now - timedelta(days=30)))
    return [
        Line(
            source,
            polls[source.pk],
            today.get(source.pk, 0),
            quiet=source.pk not in month and source.created_at < now - timedelta(days=30),
        )
        for source in Source.objects.select_related("outlet").order_by("bundle", "name", "pk")
    ]


def _articles_since(since: Any) -> Any:
    """Pairs of source and how many articles it listed."""
    found = Article.objects.filter(listed_at__gte=since, source__isnull=False).order_by()
    return found.values_list("source").annotate(Count("pk"))


def _bundles(lines: Sequence[Line]) -> list[Bundle]:
    """Lines under their headings; a source without one stands under its language, after those that have one."""
    found: dict[tuple[bool, str], list[Line]] = {}
    for line in lines:
        found.setdefault((not line.source.bundle, heading(line.source)), []).append(line)
    return [Bundle(name, found[unnamed, name]) for unnamed, name in sorted(found)]


def heading(source: Source) -> str:
    """What a source stands under: its bundle, else its language, else nothing."""
    return source.bundle or str(language_name(source.language or source.outlet.language))


@login_required
@require_GET
def find(request: DeskRequest) -> HttpResponse:
    """All ways in behind `?address=`, one recommended. htmx gets the list alone."""
    address, then = request.GET.get("address", "").strip()[:2000], request.GET.get("next", "")
    context: dict[str, Any] = {"address": address, "next": "welcome" if then == "welcome" else ""}
    try:
        with fetcher() as fetch:
            found = discover(address, fetch)
    except FollowError as error:
        context["problem"] = error.problem
    else:
        known = dict(Source.objects.filter(address__in=[w.address for w in found.ways]).values_list("address", "name"))
        context["found"] = found
        host = urlsplit(found.site_address).netloc
        context |= {"facts": facts_at([host]).get(host), "host": host}
        # Signed: what is followed is what was found here, not what a page elsewhere puts into a form.
        context["ways"] = [(way, known.get(way.address), _pack(found, way)) for way in found.ways]
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/_ways.html", context)
    return render(request, "desk/sources.html", _context(request) | context)


def _pack(found: Discovery, way: Way) -> str:
    kept = {name: getattr(way, name) for name in _WAY}
    return signing.dumps([found.address, found.site_address, found.site_title, kept], salt=_SALT)


def _unpack(packed: str) -> tuple[Discovery, Way]:
    """What `_pack` was given, but for what the form does not need. Raises signing.BadSignature."""
    address, site_address, site_title, kept = signing.loads(packed, salt=_SALT, max_age=_MAX_AGE)
    way = Way(**kept)
    return Discovery(address, site_address, site_title, (way,)), way


@login_required
@require_POST
def follow(request: DeskRequest) -> HttpResponse:
    """Follow the way that was chosen."""
    try:
        followed = desk_sources.add(*_unpack(request.POST.get("way", "")))
    except signing.BadSignature:
        messages.error(request, gettext("Look for the address again, then choose a way in."))
    else:
        said = gettext("%(name)s is followed.") if followed.created else gettext("%(name)s is followed already.")
        messages.success(request, said % {"name": followed.source.name})
    return redirect("desk:welcome" if request.POST.get("next") == "welcome" else "desk:sources")


@login_required
@require_POST
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """`do`: `now` makes the next poll due at once; `pause` and `resume`; `bundle` moves it under a heading;
    `ahead` says whether its articles are translated whole before anybody opens them."""
    source = get_object_or_404(Source, pk=pk)
    match request.POST.get("do", ""):
        case "now" | "resume":
            desk_sources.poll_now(source)
        case "pause":
            desk_sources.pause(source)
        case "bundle":
            source.bundle = request.POST.get("bundle", "").strip()[:100]
            source.save(update_fields=["bundle"])
        case "ahead":
            source.ahead = "ahead" in request.POST
            source.save(update_fields=["ahead"])
    if request.htmx:  # type: ignore[attr-defined]
        line = next(line for line in _lines() if line.source.pk == pk)
        return render(request, "desk/_source.html", {"line": line, "current": True})
    return redirect("desk:sources")
