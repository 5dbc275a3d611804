"""Lists of posts beside the days and months: by year, author and tag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from kawaraban.desk.blog.posts import first_of
from kawaraban.desk.blog.sheet import CalendarMonth, MonthCount, Sheet, blog_page
from kawaraban.desk.blog.views import LINES_A_PAGE, lines, page_of
from kawaraban.desk.models import Post, Tag

MAX_TAGS = 600  # on the list of tags, most used first


@dataclass(frozen=True, slots=True)
class TagCount:
    name: str
    slug: str
    count: int


@dataclass(frozen=True, slots=True)
class AuthorCount:
    """A name in `posted by NAME`, with how many posts it stands under and the days of the first and the last."""

    name: str
    count: int
    first: date
    last: date


@blog_page
def year(sheet: Sheet, year: int) -> HttpResponse:
    """The months of a year that have posts, each as a calendar; counted from the days alone."""
    first = first_of(year, 1)
    months = [month for month in reversed(sheet.days.months()) if month.year == year]
    if first is None or not months:
        raise Http404
    context = {
        "section": "archive",
        "year": first,
        "count": sum(month.count for month in months),
        "year_months": [_drawn(sheet, month) for month in months],
        "earlier": sheet.days.before(first),
        "later": sheet.days.after(date(year, 12, 31)),
    }
    return sheet.page("blog/year.html", context, shown=months[-1].first)


def _drawn(sheet: Sheet, month: MonthCount) -> tuple[MonthCount, CalendarMonth]:
    return month, sheet.days.calendar(month.first)


@blog_page
def author(sheet: Sheet, name: str) -> HttpResponse:
    """The posts that a name stands under; nobody's where there is none."""
    rows = lines().filter(signature=name)
    count = rows.count()
    if not count:
        raise Http404
    page = page_of(sheet, rows, LINES_A_PAGE, count)
    return sheet.page("blog/author.html", {"section": "author", "name": name, "page": page, "count": count})


@blog_page
def tag(sheet: Sheet, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    rows = lines().filter(tags=found)
    page = page_of(sheet, rows, LINES_A_PAGE, rows.count())
    return sheet.page("blog/tag.html", {"section": "tags", "tag": found, "page": page, "count": page.paginator.count})


@blog_page
def tags(sheet: Sheet) -> HttpResponse:
    return sheet.page("blog/tags.html", {"section": "tags", "tags": tag_counts()})


def tag_counts() -> list[TagCount]:
    """The tags of published posts, most first; one query."""
    counted = Tag.objects.filter(posts__state=Post.State.PUBLISHED).annotate(count=Count("posts"))
    rows = counted.order_by("-count", "name").values_list("name", "slug", "count")[:MAX_TAGS]
    return [TagCount(*row) for row in rows]
