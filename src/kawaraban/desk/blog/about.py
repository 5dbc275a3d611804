"""The pages about the blog: what it is, and how what stands in it was checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.db.models import Count, Max, Min
from django.http import HttpResponse
from django.utils.safestring import SafeString

from kawaraban import publish
from kawaraban.desk.blog.archives import AuthorCount
from kawaraban.desk.blog.sheet import Sheet, blog_page
from kawaraban.desk.models import Post

MAX_AUTHORS = 50


@blog_page
def about(sheet: Sheet) -> HttpResponse:
    """The owner's own words, or what the desk can say of the blog; then who writes it, since when, how much."""
    context = {
        "section": "about",
        "words": _shown(sheet, sheet.preferences.about),
        "authors": authors(),
        "posts": sum(sheet.days.counts.values()),
        "oldest_day": next(iter(sheet.days.counts), None),
    }
    return sheet.page("blog/about.html", context)


@blog_page
def how_we_check(sheet: Sheet) -> HttpResponse:
    """The owner's own words, or what the desk does in this version."""
    text = sheet.preferences.how_we_check.strip() or default_how_we_check(sheet.preferences.language)
    return sheet.page("blog/how_we_check.html", {"section": "how-we-check", "words": _shown(sheet, text)})


def authors() -> list[AuthorCount]:
    """Who wrote published posts, most first; one query, counted in an index."""
    rows = Post.objects.filter(state=Post.State.PUBLISHED, day__isnull=False).exclude(signature="").order_by()
    counted = rows.values("signature").annotate(count=Count("pk"), first=Min("day"), last=Max("day"))
    found = counted.order_by("-count", "signature").values_list("signature", "count", "first", "last")
    return [AuthorCount(*row) for row in found[:MAX_AUTHORS]]


@cache
def default_how_we_check(language: str) -> str:
    """Markdown of the page where the owner wrote none: what the desk does, in the blog's language, else in English."""
    folder = files(__package__) / "texts"
    file = folder / f"how_we_check.{'ja' if language.startswith('ja') else 'en'}.md"
    return file.read_text(encoding="utf-8")


def _shown(sheet: Sheet, text: str) -> SafeString:
    if not text.strip():
        return SafeString("")
    # Made by publish.render, which escapes all that a person wrote.
    return SafeString(publish.fit_headings(publish.render(text, {}, language=sheet.preferences.language), 2))
