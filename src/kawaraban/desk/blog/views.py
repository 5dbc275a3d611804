"""The pages that readers see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from kawaraban.desk import search as desk_search
from kawaraban.desk.blog.addresses import absolute
from kawaraban.desk.blog.cards import head_of
from kawaraban.desk.blog.comments.form import Draft
from kawaraban.desk.blog.comments.threads import beside
from kawaraban.desk.blog.loading import load
from kawaraban.desk.blog.posts import ShownPost, first_of, published, shown
from kawaraban.desk.blog.related import related
from kawaraban.desk.blog.sheet import Sheet, blog_page
from kawaraban.desk.models import Category, FormerAddress, Post

POSTS_A_PAGE, LINES_A_PAGE, HITS_A_PAGE = 10, 60, 20


@blog_page
def front(sheet: Sheet) -> HttpResponse:
    """The newest day that has posts, or a word to the first reader."""
    if sheet.days.newest is None:
        return sheet.page("blog/empty.html", {"section": "front"})
    return _day(sheet, sheet.days.newest, section="front")


@blog_page
def day(sheet: Sheet, year: int, month: int, day: int) -> HttpResponse:
    asked = first_of(year, month, day)
    if asked is None or asked not in sheet.days.counts:
        raise Http404
    return _day(sheet, asked, section="day")


def _day(sheet: Sheet, asked: date, *, section: str) -> HttpResponse:
    rows = sheet.beside.of_day(asked)
    if rows is None:
        rows = published().filter(day=asked).order_by("-published_at", "-pk")
    page = page_of(sheet, rows, POSTS_A_PAGE, sheet.days.counts[asked])
    posts = shown(list(page), sheet)
    context = {
        "section": section,
        "day": asked,
        "count": sheet.days.counts[asked],
        "page": page,
        "posts": posts,
        "earlier_day": sheet.days.before(asked),
        "later_day": sheet.days.after(asked),
        "outlets": _outlets(posts),
        "recent_comments": sheet.beside.recent_comments,
    }
    return sheet.page("blog/day.html", context, shown=asked)


@blog_page
def month(sheet: Sheet, year: int, month: int) -> HttpResponse:
    first = first_of(year, month)
    count = sum(found.count for found in sheet.days.months() if (found.year, found.month) == (year, month))
    if first is None or not count:
        raise Http404
    following = date(year + month // 12, month % 12 + 1, 1)
    rows = lines().filter(day__gte=first, day__lt=following)
    context = {"section": "archive", "month": first, "count": count, "page": page_of(sheet, rows, LINES_A_PAGE, count)}
    context |= {
        "earlier": sheet.days.before(first),
        "later": sheet.days.after(date.fromordinal(following.toordinal() - 1)),
    }
    return sheet.page("blog/month.html", context, shown=first)


@blog_page
def archive(sheet: Sheet) -> HttpResponse:
    return sheet.page("blog/archive.html", {"section": "archive"})


@blog_page
def categories(sheet: Sheet) -> HttpResponse:
    return sheet.page("blog/categories.html", {"section": "categories"})


@blog_page
def category(sheet: Sheet, slug: str) -> HttpResponse:
    found = get_object_or_404(Category, slug=slug)
    rows = lines().filter(category=found)
    page = page_of(sheet, rows, LINES_A_PAGE, rows.count())
    context = {"section": "categories", "category": found, "page": page, "count": page.paginator.count}
    return sheet.page("blog/category.html", context)


@blog_page
def post(sheet: Sheet, year: int, month: int, day: int, slug: str) -> HttpResponseBase:
    asked = first_of(year, month, day)
    found = sheet.beside.posts.get((asked, slug)) or load([(asked, slug)]).get((asked, slug)) if asked else None
    if found is None:
        return _moved(asked, slug)
    return post_page(sheet, found, Draft())


def post_page(sheet: Sheet, found: Any, draft: Draft, *, status: int = 200) -> HttpResponse:
    """The own page of a post (as `loading.load` has it), with the comment as it was being written."""
    prefetch_related_objects([found], "tags")  # its head has them too
    tags = list(found.tags.all())
    item = shown([found], sheet, whole=True)[0]
    context = {
        "section": "post",
        "item": item,
        "post": found,
        "day": found.day,
        "count": sheet.days.counts.get(found.day, 1) if found.day else 1,
        "earlier": found.earlier,
        "later": found.later,
        "earlier_day": sheet.days.before(found.day) if found.day else None,
        "later_day": sheet.days.after(found.day) if found.day else None,
        "outlets": item.outlets,
        "tags": tags,
        "corrections": list(found.corrections.all()),
        "related": related(found, list(item.quoted), tags),
        "canonical": absolute(sheet.base, item.address),
        **head_of(sheet, found, item),
        **beside(sheet, found, draft),
    }
    return sheet.page("blog/post.html", context, shown=found.day, status=status)


@blog_page
def search(sheet: Sheet) -> HttpResponse:
    query = sheet.request.GET.get("q", "").replace("\0", "").strip()[:200]
    number = sheet.page_number()
    results = desk_search.search(query, kinds=("post",), limit=HITS_A_PAGE, offset=(number - 1) * HITS_A_PAGE)
    posts = Post.objects.only("title", "day", "slug", "state", "published_at").in_bulk(
        [hit.post_id for hit in results.hits if hit.post_id]
    )
    lines = [(hit, posts[hit.post_id]) for hit in results.hits if hit.post_id in posts]
    context = {"section": "search", "query": query, "lines": lines, "total": results.total, "number": number}
    context |= {"has_more": results.total > number * HITS_A_PAGE, "is_private": True}
    return sheet.page("blog/search.html", context)


def _moved(asked: date | None, slug: str) -> HttpResponseBase:
    former = FormerAddress.objects.filter(day=asked, slug=slug).select_related("post").first() if asked else None
    address = former.post.get_absolute_url() if former else ""
    if not address:
        raise Http404
    return HttpResponsePermanentRedirect(address)


def lines() -> QuerySet[Post]:
    """Posts as lines of a list, newest first."""
    fields = ("title", "day", "slug", "state", "published_at", "category__name", "category__slug")
    rows = Post.objects.filter(state=Post.State.PUBLISHED).select_related("category").only(*fields)
    return rows.order_by("-published_at", "-pk")


def page_of(sheet: Sheet, rows: QuerySet[Post] | list[Post], size: int, count: int) -> Page[Any]:
    """The page of a list that `?page=` asks for; `count` is how many rows there are in all."""
    paginator = Paginator(rows, size)
    paginator.count = count  # type: ignore[misc]  # known already; asking again would be a query
    number = sheet.page_number()
    if number > paginator.num_pages:
        raise Http404
    return paginator.page(number)


def _outlets(posts: list[ShownPost]) -> list[Any]:
    return list(dict.fromkeys(outlet for item in posts for outlet in item.outlets))
