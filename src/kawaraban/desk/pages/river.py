"""The river: what came in, newest first, filling while one watches."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from kawaraban.desk.models import Article, CopyDecision, Fingerprint, Rendering, Story, StoryDecision
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.river_rows import WITH, river_rows
from kawaraban.desk.pages.rows import Row, by_day, rows
from kawaraban.desk.pages.selection import PAGE, Cursor, Selection, after, counts
from kawaraban.desk.pipeline import progress


@login_required
@require_GET
def river(request: DeskRequest) -> HttpResponse:
    """The page; asked for by htmx, the same rows to append or merge.

    With `live` it answers 304 while nothing changed, at the price of seven small queries.
    """
    tag = ""
    if "live" in request.GET:
        tag = _state_of_the_desk()
        if request.headers.get("If-None-Match") == tag:
            return HttpResponseNotModified()
    response = render(request, "desk/river.html", _context(request))
    if tag:
        response["ETag"] = tag
    return response


def _context(request: DeskRequest) -> dict[str, Any]:
    language = request.preferences.language
    selection = Selection.parse(request.GET)
    cursor = Cursor.parse(request.GET.get("before", ""))
    selected = selection.articles(language)
    found = list(after(selected, cursor).select_related(*WITH)[: PAGE + 1])
    page = river_rows(found, language) if selection.by == "stories" else rows(found, language)
    older = Cursor(found[PAGE - 1].sort_at, found[PAGE - 1].pk) if len(found) > PAGE else None
    numbers = counts(language)
    days = by_day(page[:PAGE])
    return {
        "section": "river",
        "selection": selection,
        "by_stories": selection.query(by="stories"),
        "by_articles": selection.query(by="articles"),
        "counts": numbers,
        "shown": numbers.shows[selection.show],
        "stories": selected.count() if selection.by == "stories" and cursor is None else None,
        "days": days,
        "named": [one for row in page[:PAGE] for one in (row, *(row.told.reports if row.told else ()))],
        # Rows appended to a page go on under the heading of its last day.
        "same_day": request.htmx and cursor and timezone.localtime(cursor.sort_at).date(),  # type: ignore[attr-defined]
        "first_page": cursor is None,
        "older": older,
        "source": page[0].article.source if page and selection.source else None,
        "progress": progress(),
        "now": timezone.now(),
    }


def _state_of_the_desk() -> str:
    """An entity tag that changes when a row comes in, moves on, is rendered, edited, read or marked."""
    stages = list(Article.objects.order_by("stage").values_list("stage").annotate(Count("pk"), Max("pk")))
    renderings = Rendering.objects.aggregate(Max("pk"), Count("pk"))
    errors = Rendering.objects.filter(errors__gt=0).count()  # of an index that holds nothing else
    # The columns of the index that the counts are read from: no row is.
    states = Article.objects.aggregate(
        Count("seen_at"), Count("marked_at"), Max("edited_at"), Max("gone_at"), Max("seen_at"), Max("marked_at")
    )
    # Of stories the ends of indexes, and the few words of persons: no table is gone through.
    stories = Fingerprint.objects.aggregate(Max("placed_at")) | Story.objects.aggregate(Max("told_at"))
    decisions = [kind.objects.aggregate(Max("pk"), Count("undone_at")) for kind in (StoryDecision, CopyDecision)]
    counted = [sorted(table.items()) for table in (renderings, states, stories, *decisions)]
    told = repr((stages, errors, counted, get_language(), timezone.localdate()))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


@login_required
@require_POST
def mark(request: DeskRequest, pk: int) -> HttpResponse:
    """Put a mark on an article, or take it off."""
    article = get_object_or_404(Article, pk=pk)
    article.marked_at = None if article.marked_at else timezone.now()
    article.save(update_fields=["marked_at"])
    return _row_again(request, article)


@login_required
@require_POST
def unread(request: DeskRequest, pk: int) -> HttpResponse:
    """Back to unread: undoes what opening the article did. Of an unread one: read, without opening it."""
    article = get_object_or_404(Article, pk=pk)
    article.seen_at = None if article.seen_at else timezone.now()
    article.save(update_fields=["seen_at"])
    return _row_again(request, article)


@login_required
@require_POST
def story_unread(request: DeskRequest, pk: int) -> HttpResponse:
    """All reports of a story read, or, where they are, unread again."""
    story = get_object_or_404(Story, pk=pk)
    theirs = Article.objects.filter(placing__story=story)
    unread = theirs.filter(seen_at=None).exists()
    theirs.update(seen_at=timezone.now() if unread else None)
    return _row_again(request, theirs.order_by("-sort_at", "-pk")[0])


def _row_of(request: DeskRequest, article: Article) -> Row:
    """The row that shows an article: its own, or its story's."""
    language = request.preferences.language
    found = Article.objects.select_related(*WITH)
    if "by=articles" in request.headers.get("HX-Current-URL", ""):
        return rows(found.filter(pk=article.pk), language)[0]
    in_story = found.filter(is_latest=True, placing__story__placings__article=article)
    return river_rows(in_story or found.filter(pk=article.pk), language)[0]


def _row_again(request: DeskRequest, article: Article) -> HttpResponse:
    """The row as it is now, to htmx; to a browser without scripts, the page it came from."""
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/_row.html", {"row": _row_of(request, article), "current": True})
    if request.GET.get("to") == "river":
        return redirect("desk:river")
    came_from = request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return redirect(came_from if allowed else "desk:river")
