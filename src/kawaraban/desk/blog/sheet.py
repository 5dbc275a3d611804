"""What every page of the blog shares: its language and zone, what stands beside the text, and conditional requests."""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache, wraps
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from kawaraban import publish
from kawaraban.desk.blog import cache, frames
from kawaraban.desk.blog.addresses import absolute, base
from kawaraban.desk.blog.cache import PERSONAL, Stamp
from kawaraban.desk.glossary import outlet_names
from kawaraban.desk.models import Category, Comment, Post, Preferences
from kawaraban.desk.quoting import zone_of
from kawaraban.desk.roles import is_editor

MONTHS_BESIDE, CATEGORIES_BESIDE, COMMENTS_BESIDE = 12, 16, 5
WRITER_COOKIE = "kawaraban-writer"  # of somebody who wrote a comment, and is shown it while it waits

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class CategoryCount:
    name: str
    slug: str
    count: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    year: int
    month: int
    count: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)


class CalendarDay(NamedTuple):
    day: date
    has_posts: bool


CalendarWeek = tuple[CalendarDay | None, ...]


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month as weeks from Sunday; None stands for a day outside of it."""

    first: date
    weeks: tuple[CalendarWeek, ...]
    earlier: date | None  # a month before and after that has posts
    later: date | None


class Days:
    """The days that have posts, with how many; one query, from an index alone."""

    def __init__(self) -> None:
        rows = Post.objects.filter(state=Post.State.PUBLISHED, day__isnull=False).values_list("day")
        self.counts: dict[date, int] = dict(rows.annotate(count=Count("pk")).order_by("day"))
        self._days = list(self.counts)
        self._calendars: dict[date, CalendarMonth] = {}

    @property
    def newest(self) -> date | None:
        return self._days[-1] if self._days else None

    def before(self, day: date) -> date | None:
        at = bisect_left(self._days, day)
        return self._days[at - 1] if at else None

    def after(self, day: date) -> date | None:
        at = bisect_right(self._days, day)
        return self._days[at] if at < len(self._days) else None

    def months(self) -> list[MonthCount]:
        """Newest first."""
        found: dict[tuple[int, int], int] = {}
        for day, count in self.counts.items():
            found[day.year, day.month] = found.get((day.year, day.month), 0) + count
        return [MonthCount(year, month, count) for (year, month), count in reversed(found.items())]

    def calendar(self, shown: date) -> CalendarMonth:
        """The month of a day; the same one for each of its days."""
        first = shown.replace(day=1)
        if first not in self._calendars:
            self._calendars[first] = self._calendar(first)
        return self._calendars[first]

    def _calendar(self, first: date) -> CalendarMonth:
        weeks = calendar.Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return CalendarMonth(
            first=first,
            weeks=tuple(
                tuple(CalendarDay(day, day in self.counts) if day.month == first.month else None for day in week)
                for week in weeks
            ),
            earlier=self.before(first),
            later=self.after(last),
        )


class Beside:
    """What the pages of one moment share: asked for once, for a request or for all pages of an export.

    `drawn` are parts of pages that were drawn already (`{% once %}`). For pages asked for next `posts` are loaded, all
    of them of the days in `whole`, and what each of them quotes, by its key.
    """

    def __init__(self) -> None:
        self.posts: dict[tuple[date, str], Post] = {}
        self.whole: frozenset[date] = frozenset()
        self.quoted: dict[int, list[publish.Quotation]] = {}
        self.checks: dict[int, list[publish.CheckBox]] = {}
        self.drawn: dict[tuple[object, ...], SafeString] = {}

    def of_day(self, day: date) -> list[Post] | None:
        """The posts of a day, newest first; None where they are not loaded."""
        if day not in self.whole:
            return None
        posts = [post for post in self.posts.values() if post.day == day]
        return sorted(posts, key=lambda post: (post.published_at, post.pk), reverse=True)

    @cached_property
    def days(self) -> Days:
        return Days()

    @cached_property
    def months(self) -> list[MonthCount]:
        return self.days.months()

    @cached_property
    def categories(self) -> list[CategoryCount]:
        return category_counts()

    @cached_property
    def recent_comments(self) -> Sequence[Comment]:
        return list(recent_comments())


@dataclass(slots=True)
class Sheet:
    """One request for a page of the blog. `changed_at`: when what it shows may last have changed."""

    request: HttpRequest
    preferences: Preferences
    zone: ZoneInfo
    is_owner: bool
    beside: Beside
    changed_at: datetime
    base: str  # the blog's scheme and host
    is_file: bool = False  # the page is written to a file: nothing can be sent from it
    stamp: Stamp | None = None  # makes what takes the place of PERSONAL, for each reader anew

    @property
    def days(self) -> Days:
        return self.beside.days

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def page_number(self) -> int:
        """Which page of a list was asked for, from 1. Raises Http404."""
        given = self.request.GET.get("page", "1")
        number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
        if number < 1:
            raise Http404
        return number

    def _canonical(self) -> str:
        number = self.request.GET.get("page", "")
        query = f"?page={number}" if number.isascii() and number.isdigit() and number != "1" else ""
        return absolute(self.base, self.request.path) + query

    def page(self, template: str, context: dict[str, Any], *, shown: date | None = None, status: int = 200) -> Any:
        """A whole page; `shown` is the day it is about, for the calendar."""
        shown = shown or self.days.newest
        months, categories = self.beside.months, self.beside.categories
        beside = {
            "blog": self.preferences,
            "seal": seal_of(self.preferences),
            "is_owner": self.is_owner,
            "is_file": self.is_file,
            "waiting": Comment.objects.filter(state=Comment.State.WAITING).count() if self.is_owner else 0,
            "shown_day": shown,
            "newest_day": self.days.newest,
            "calendar": self.days.calendar(shown) if shown else None,
            "months": months[:MONTHS_BESIDE],
            "more_months": len(months) > MONTHS_BESIDE,
            "all_months": months,
            "categories": categories[:CATEGORIES_BESIDE],
            "more_categories": len(categories) > CATEGORIES_BESIDE,
            "all_categories": categories,
            "canonical": self._canonical(),
            "drawn": self.beside.drawn,
            "plate_size": _plate_size(self.preferences.blog_title),
        }
        return render(self.request, template, beside | context, status=status)


def blog_page(view: View) -> Callable[..., HttpResponseBase]:
    """A public page: in the blog's language and zone, answered "not modified" to who has it as it is."""

    @require_safe
    @wraps(view)
    def inner(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        return on_sheet(request, view, **arguments)

    return inner


def on_sheet(request: HttpRequest, view: View, **arguments: Any) -> HttpResponseBase:
    """Call a view with the request's Sheet, the blog's language and zone set while it works.

    A visitor is given the page that was made before, where the blog has not changed since (see `cache`).
    """
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    address = base(preferences, request)
    is_owner = is_editor(request.user)
    is_file = getattr(request, "is_file", False)  # of an export: see `moving.leaving`
    is_somebody = request.user.is_authenticated or WRITER_COOKIE in request.COOKIES
    key = "" if is_somebody or is_file else cache.key_of(request, preferences, address)
    kept = cache.pages.get(key) if key else None
    if kept is None:
        zone = zone_of(preferences)
        with translation.override(preferences.language), timezone.override(zone):
            sheet = Sheet(
                request=request,
                preferences=preferences,
                zone=zone,
                is_owner=is_owner,
                beside=getattr(request, "beside", None) or Beside(),
                changed_at=preferences.blog_changed_at,
                base=address,
                is_file=is_file,
            )
            response = view(sheet, **arguments)
        if is_owner or is_file or response.status_code != 200:
            return frames.allow(_for_one(sheet, response), frames.origins(response))
        kept = cache.keep(response, sheet.changed_at, sheet.stamp)
        if key:
            cache.pages.put(key, kept)
    made = kept.response(request)
    if is_somebody:  # it may have a comment that waits, which no cache between here and its writer should hold
        made["Cache-Control"] = "private, no-cache"
    response = get_conditional_response(request, kept.etag, kept.changed_at, made)
    return frames.allow(response, kept.frames)


def _for_one(sheet: Sheet, response: HttpResponse) -> HttpResponse:
    """A page that is this reader's alone: the owner's, or one with what was wrong."""
    patch_vary_headers(response, ["Cookie"])
    if sheet.stamp is not None:
        response.content = response.content.replace(PERSONAL.encode(), sheet.stamp().encode())
    if sheet.is_owner:
        response["Cache-Control"] = "private, no-store"
    return response


def category_counts() -> list[CategoryCount]:
    """The categories that have published posts, most first; one query, counting in an index alone."""
    posts = Post.objects.filter(state=Post.State.PUBLISHED, category=OuterRef("pk")).order_by().values("category")
    counted = Category.objects.annotate(count=Subquery(posts.annotate(count=Count("pk")).values("count")))
    rows = counted.filter(count__isnull=False).order_by("-count", "name").values_list("name", "slug", "count")
    return [CategoryCount(*row) for row in rows]


def recent_comments() -> Sequence[Comment]:
    """The newest published comments with their posts; one query."""
    rows = Comment.objects.filter(state=Comment.State.PUBLISHED, post__state=Post.State.PUBLISHED)
    fields = ("name", "written_at", "post__title", "post__day", "post__slug", "post__state")
    return rows.select_related("post").only(*fields).order_by("-written_at")[:COMMENTS_BESIDE]


def seal_of(preferences: Preferences) -> str:
    """The one or two characters of the seal."""
    return (preferences.signature or preferences.blog_title)[:2]


def outlets_called(preferences: Preferences) -> Mapping[str, str]:
    """What outlets are called in the blog's language, by their own names in small letters."""
    return _names_since(preferences.language, preferences.blog_changed_at)


@lru_cache(maxsize=4)
def _names_since(language: str, changed_at: datetime) -> Mapping[str, str]:
    # A term that changes says that the blog did (`changes`), so names that were read since then still hold.
    return outlet_names(language)


def _plate_size(title: str) -> str:
    """Which size of type a title has in the nameplate, by its length."""
    return next(name for bound, name in ((6, "l"), (9, "m"), (14, "s"), (10_000, "xs")) if len(title) <= bound)
