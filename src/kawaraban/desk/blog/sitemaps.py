"""The blog's sitemaps and robots.txt.

A part holds the posts whose numbers are in its range, so that no post moves to another part when one is taken away.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import ExpressionWrapper, F, IntegerField, Max, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kawaraban.desk.blog.addresses import absolute
from kawaraban.desk.blog.posts import title_of
from kawaraban.desk.blog.sheet import Sheet, blog_page
from kawaraban.desk.models import Category, Post, Tag
from kawaraban.publish import sitemap as maps
from kawaraban.publish.sitemap import News, Page

A_PART = 5_000  # posts
NEWS_DAYS = 2  # by the rules of news sitemaps
_PAGES = ("blog:front", "blog:archive", "blog:categories")


@blog_page
def index(sheet: Sheet) -> HttpResponse:
    """The sitemap of the sitemaps: one of the lists, and one for every 5,000 posts."""
    part = ExpressionWrapper(F("pk") / A_PART, output_field=IntegerField())
    rows = _posts().annotate(part=part).order_by("part").values_list("part").annotate(at=Max("changed_at"))
    parts = [Page(absolute(sheet.base, reverse("blog:sitemap-pages")), sheet.local(sheet.changed_at))]
    for number, at in rows:
        address = absolute(sheet.base, reverse("blog:sitemap-part", args=[number]))
        parts.append(Page(address, sheet.local(at) if at else None))
    return _xml(maps.sitemap_index(parts))


@blog_page
def pages(sheet: Sheet) -> HttpResponse:
    """The front page and the lists."""
    found = [Page(absolute(sheet.base, reverse(name))) for name in _PAGES]
    for name, model in (("category", Category), ("tag", Tag)):
        rows = model.objects.filter(posts__state=Post.State.PUBLISHED).values_list("slug")
        for slug, at in rows.annotate(at=Max("posts__changed_at")).order_by("slug"):
            address = absolute(sheet.base, f"/{name}/{slug}/")
            found.append(Page(address, sheet.local(at) if at else None))
    return _xml(maps.sitemap(found))


@blog_page
def part(sheet: Sheet, number: int) -> HttpResponse:
    """The posts numbered from 5,000 times `number` on."""
    rows = _posts().filter(pk__gte=number * A_PART, pk__lt=(number + 1) * A_PART).order_by("pk")
    found = [
        Page(absolute(sheet.base, post.get_absolute_url()), sheet.local(post.changed_at) if post.changed_at else None)
        for post in rows.only("day", "slug", "state", "changed_at")
    ]
    if not found:
        raise Http404
    return _xml(maps.sitemap(found))


@blog_page
def news(sheet: Sheet) -> HttpResponse:
    """What was published in the last two days."""
    rows = _posts().filter(published_at__gt=timezone.now() - timedelta(days=NEWS_DAYS))
    newest = rows.order_by("-published_at", "-pk").only(
        "title", "day", "slug", "state", "language", "published_at"
    )[: maps.MOST_NEWS]  # fmt: skip
    told = [
        News(absolute(sheet.base, post.get_absolute_url()), title_of(post), post.language, sheet.local(at))
        for post in newest
        if (at := post.published_at) is not None
    ]
    return _xml(maps.news_sitemap(sheet.preferences.blog_title, told))


@blog_page
def robots(sheet: Sheet) -> HttpResponse:
    sitemaps = [reverse("blog:sitemap"), reverse("blog:news-sitemap")]
    text = maps.robots(sheet.base, closed=["/desk/"], sitemaps=sitemaps)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _posts() -> QuerySet[Post]:
    return Post.objects.filter(state=Post.State.PUBLISHED, day__isnull=False)


def _xml(document: bytes) -> HttpResponse:
    return HttpResponse(document, content_type="application/xml; charset=utf-8")
