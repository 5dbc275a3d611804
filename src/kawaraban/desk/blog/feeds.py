"""The newest posts as Atom and RSS, of the whole blog or of one category."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kawaraban import publish
from kawaraban.desk.blog.posts import blog_of, for_feed, published
from kawaraban.desk.blog.sheet import Sheet, blog_page
from kawaraban.desk.models import Category

POSTS = 20


@blog_page
def atom(sheet: Sheet, slug: str = "") -> HttpResponse:
    return _feed(sheet, slug, publish.atom, "application/atom+xml; charset=utf-8")


@blog_page
def rss(sheet: Sheet, slug: str = "") -> HttpResponse:
    return _feed(sheet, slug, publish.rss, "application/rss+xml; charset=utf-8")


def _feed(sheet: Sheet, slug: str, make: Any, content_type: str) -> HttpResponse:
    rows = published().order_by("-published_at", "-pk")
    title = ""
    if slug:
        category = get_object_or_404(Category, slug=slug)
        rows, title = rows.filter(category=category), f"{sheet.preferences.blog_title} — {category.name}"
    blog = blog_of(sheet.preferences, sheet.request.build_absolute_uri(reverse("blog:front")))
    address = sheet.request.build_absolute_uri(sheet.request.path)
    document = make(blog, for_feed(list(rows[:POSTS]), sheet), self_address=address, title=title)
    return HttpResponse(document, content_type=content_type)
