"""What compose shows of a post: the text, its preview by the blog's own code, its open points, its way to readers."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kawaraban import publish
from kawaraban.desk import naming, quoting, roles, sharing
from kawaraban.desk.blog.posts import title_of
from kawaraban.desk.checks.boxes import boxes_of
from kawaraban.desk.foreign_posts import html_of
from kawaraban.desk.glossary import outlet_names
from kawaraban.desk.models import Category, Comment, Post, Preferences
from kawaraban.desk.pages.history_line import history_line
from kawaraban.desk.pages.proofing import Point, open_points
from kawaraban.desk.pages.text_points import in_order, points_of_text
from kawaraban.desk.publishing import Working
from kawaraban.publish import CheckBox, Quotation, QuoteBlock, References

MAX_CATEGORIES, OFFERED = 500, 3


@dataclass(frozen=True, slots=True)
class PreviewedPost:
    """The fields of a ShownPost that the blog's own templates read."""

    post: Any
    title: str
    html: SafeString
    address: str = "#preview"
    comments: int = 0
    opening: str = ""
    changed_later: datetime | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A text as the blog's own code reads it: its quotations and checks as they stand now, and its HTML."""

    blocks: list[QuoteBlock]
    quotations: dict[str, Quotation]
    boxes: dict[str, CheckBox]
    references: References
    html: str


def post_of(request: HttpRequest, number: int, **wanted: Any) -> Post:
    """The post, for who may edit it. Raises Http404, also where it is not as `wanted`, and PermissionDenied."""
    spoken = Count("comments", filter=Q(comments__state=Comment.State.PUBLISHED))
    post = get_object_or_404(Post.objects.annotate(spoken=spoken), pk=number, **wanted)
    if not roles.may_edit(request.user, post):
        raise PermissionDenied(gettext("This post is somebody else’s, or on the blog already: ask an editor."))
    return post


def text_of(request: HttpRequest) -> Working:
    """The text as the form brings it."""
    data = request.POST
    category = naming.category_named(data.get("category", ""))
    return Working(
        title=data.get("title", ""),
        body=data.get("body", ""),
        category_id=category.pk if category else None,
        slug=data.get("slug", ""),
        signature=data.get("signature", ""),
        tags=naming.tag_names(data.get("tags", "")),
        summary=data.get("summary", ""),
        takes_comments={"open": True, "closed": False}.get(data.get("takes_comments", "")),
    )


def hour_of(request: HttpRequest) -> datetime | None:
    """The hour that the form asks to publish at, in the blog's zone; None for at once, or for what is no hour."""
    if request.POST.get("when") != "at":
        return None
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        return None
    return at.replace(tzinfo=quoting.zone_of(request.preferences)) if at else None  # type: ignore[attr-defined]


def read(post: Post, text: Working, preferences: Preferences) -> Read:
    """What readers would see of the text; nothing, where it has no measure (the strip says so)."""
    if (text.markup or post.markup) == Post.Markup.HTML:
        shown = copy(post)
        shown.body = text.body
        return Read([], {}, {}, publish.references(text.body, markup="html"), html_of(shown))
    try:
        blocks = publish.quote_blocks(text.body)
        live = quoting.quotations_of(text.body, preferences)
        now = {q.key: q for q in _as_now(list(live.values()), preferences)} if live else {}
        boxes = boxes_of(text.body, preferences)
        html = publish.render(text.body, now, checks=boxes, language=preferences.language)
        html = publish.show_news(publish.show_changes(html, now.values()), boxes.values())
    except publish.PublishError:
        return Read([], {}, {}, References(), "")
    return Read(blocks, now, boxes, publish.references(text.body), html)


def _as_now(quotations: list[Quotation], preferences: Preferences) -> list[Quotation]:
    return quoting.with_changes(quotations, preferences, outlet_names(preferences.language))


def preview_of(
    post: Post, text: Working, html: str, category: Category | None, preferences: Preferences
) -> PreviewedPost:
    """The post as the blog's templates take it."""
    shown = Post(
        title=text.title,
        language=preferences.language,
        signature=text.signature,
        published_at=post.published_at or post.publish_at or timezone.now(),
        category=category,
    )
    with translation.override(preferences.language):
        title = title_of(shown)
    spoken = getattr(post, "spoken", 0)
    # Made by publish.render and foreign_html, which escape or clean all that a person or an outlet wrote.
    return PreviewedPost(shown, title, SafeString(html), comments=spoken)


def live(request: HttpRequest, post: Post, text: Working, category: Category | None) -> dict[str, Any]:
    """What an autosave changes on the page."""
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    found = read(post, text, preferences)
    hour = hour_of(request) if request.method == "POST" else post.publish_at
    points: list[Point] = open_points(text, found.blocks, found.quotations, preferences)
    rests = bool(found.blocks) or any(box.sources for box in found.boxes.values())
    points += points_of_text(post, found.references, rests=rests, at=hour)
    return {
        "section": "compose",
        "post": post,
        "text": text,
        "seen": post.saved_at.isoformat(),
        "points": points,
        "fine": in_order(text, found.references, len(found.blocks)),
        "quotations": list(found.quotations.values()),
        "boxes": list(found.boxes.values()),
        "blog": preferences,
        "preview": preview_of(post, text, found.html, category, preferences),
        "history": history_line(post),
        "characters": len("".join(text.body.split())),
        "is_published": post.state == Post.State.PUBLISHED,
        "is_html": (text.markup or post.markup) == Post.Markup.HTML,
        "may_publish": roles.may_publish(request.user, post),
    }


def whole(request: HttpRequest, post: Post, text: Working) -> dict[str, Any]:
    """All that the page shows."""
    categories = list(Category.objects.annotate(used=Count("posts")).order_by("-used", "name")[:MAX_CATEGORIES])
    category = next((category for category in categories if category.pk == text.category_id), None)
    context = live(request, post, text, category)
    preferences: Preferences = request.preferences  # type: ignore[attr-defined]
    is_published = context["is_published"]
    address = sharing.path_of(post)
    return context | {
        "categories": categories,
        "offered": [other for other in categories[:OFFERED] if other != category],
        "category_name": category.name if category else "",
        "tags": ", ".join(text.tags),
        "hour": hour_of(request) if request.method == "POST" else post.publish_at,
        "next_hour": timezone.localtime(timezone.now() + timedelta(hours=1)).replace(minute=0),
        "address_day": post.day or (post.publish_at or timezone.now()).astimezone(quoting.zone_of(preferences)).date(),
        "notes": list(post.corrections.all()) if is_published else [],
        "former": list(post.former_addresses.order_by("-pk")[:5]) if is_published else [],
        "shared_address": request.build_absolute_uri(address) if address else "",
    }


def category_of(text: Working) -> Category | None:
    return Category.objects.filter(pk=text.category_id).first() if text.category_id else None
