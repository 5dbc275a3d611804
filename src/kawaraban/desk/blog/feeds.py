"""What was published last, for feed readers: of the whole blog, a category, an author or a tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from kawaraban import publish
from kawaraban.desk.blog.addresses import absolute
from kawaraban.desk.blog.comments.threads import address_of, published_comments
from kawaraban.desk.blog.posts import blog_of, first_of, for_feed, published, title_of
from kawaraban.desk.blog.sheet import Sheet, blog_page
from kawaraban.desk.models import Category, Comment, Post, Tag
from kawaraban.publish.feeds import Place

POSTS = 20  # on a page of a feed


class Format(NamedTuple):
    file: str
    media_type: str
    make: Callable[..., bytes]


#: By the end of the address's name: `blog:atom`, `blog:category-atom`.
FORMATS = {
    "atom": Format("atom.xml", "application/atom+xml", publish.atom),
    "rss": Format("rss.xml", "application/rss+xml", publish.rss),
    "index-rdf": Format("index.rdf", "application/rdf+xml", publish.rss1),
    "json-feed": Format("feed.json", "application/feed+json", publish.json_feed),
}


def addresses(folder: str, view: Any, name: str = "") -> list[URLPattern]:
    """An address in `folder` for every format."""
    return [
        path(f"{folder}{given.file}", view, {"kind": kind}, name=f"{name}{kind}") for kind, given in FORMATS.items()
    ]


@blog_page
def everything(sheet: Sheet, kind: str) -> HttpResponse:
    return _posts(sheet, kind, published())


@blog_page
def category(sheet: Sheet, kind: str, slug: str) -> HttpResponse:
    found = get_object_or_404(Category, slug=slug)
    page = reverse("blog:category", args=[slug])
    return _posts(sheet, kind, published().filter(category=found), found.name, page)


@blog_page
def author(sheet: Sheet, kind: str, name: str) -> HttpResponse:
    rows = published().filter(signature=name)
    if not rows.exists():
        raise Http404
    return _posts(sheet, kind, rows, name, f"/author/{name}/")


@blog_page
def tag(sheet: Sheet, kind: str, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    return _posts(sheet, kind, published().filter(tags=found), found.name, f"/tag/{slug}/")


@blog_page
def comments(sheet: Sheet, kind: str) -> HttpResponse:
    """Readers' comments under every post."""
    return _comments(sheet, kind, published_comments())


@blog_page
def post_comments(sheet: Sheet, kind: str, year: int, month: int, day: int, slug: str) -> HttpResponse:
    """Readers' comments under one post."""
    asked = first_of(year, month, day)
    found = published().filter(day=asked, slug=slug).first() if asked else None
    if found is None:
        raise Http404
    return _comments(sheet, kind, published_comments(found), title_of(found), found.get_absolute_url())


def _comments(sheet: Sheet, kind: str, rows: QuerySet[Comment], name: str = "", page: str = "") -> HttpResponse:
    start = (sheet.page_number() - 1) * POSTS
    found = list(rows[start : start + POSTS + 1])
    if start and not found:
        raise Http404
    name = " — ".join(filter(None, (gettext("Comments"), name)))
    shown = [_comment(comment, sheet) for comment in found[:POSTS]]
    return respond(sheet, kind, shown, name=name, page=page, more=len(found) > POSTS)


def _comment(comment: Comment, sheet: Sheet) -> publish.Comment:
    author, post = comment.name or gettext("Unnamed"), comment.post
    return publish.Comment(
        id=comment.pk,
        address=address_of(comment),
        title=f"{author} — {title_of(post)}",
        html=publish.render_comment(comment.text),
        author=author,
        language=sheet.preferences.language,
        written_at=sheet.local(comment.written_at),
        post=post.pk,
        post_address=post.get_absolute_url(),
        post_published_at=sheet.local(post.published_at or post.saved_at),
    )


def _posts(sheet: Sheet, kind: str, rows: QuerySet[Post], name: str = "", page: str = "") -> HttpResponse:
    """A page of a feed: `?page=2` has what came before the newest (RFC 5005)."""
    number = sheet.page_number()
    start = (number - 1) * POSTS
    ordered = rows.prefetch_related("tags").order_by("-published_at", "-pk")
    posts = list(ordered[start : start + POSTS + 1])
    if number > 1 and not posts:
        raise Http404
    shown = for_feed(posts[:POSTS], sheet)
    return respond(sheet, kind, shown, name=name, page=page, more=len(posts) > POSTS)


def respond(
    sheet: Sheet, kind: str, shown: list[Any], *, name: str = "", page: str = "", more: bool = False
) -> HttpResponse:
    """The document. `name` is what it is a part of the blog by, `page` that part's path, `more`: older ones follow."""
    given = FORMATS[kind]
    number = sheet.page_number()
    own = absolute(sheet.base, sheet.request.path)
    place = Place(
        address=_numbered(own, number),
        page=absolute(sheet.base, page) if page else "",
        hub=sheet.preferences.hub,
        older=_numbered(own, number + 1) if more else "",
        newer=_numbered(own, number - 1) if number > 1 else "",
    )
    title = f"{sheet.preferences.blog_title} — {name}" if name else ""
    document = given.make(blog_of(sheet.preferences, sheet.base + "/"), shown, place, title=title)
    response = HttpResponse(document, content_type=f"{given.media_type}; charset=utf-8")
    links = [f'<{place.address}>; rel="self"']
    if place.hub:
        links.append(f'<{place.hub}>; rel="hub"')
    response["Link"] = ", ".join(links)
    return response


def _numbered(address: str, number: int) -> str:
    return f"{address}?page={number}" if number > 1 else address
