"""A story's page: the reports on a time line, who copied whom, what differs, and who says what of each claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kawaraban.desk import roles
from kawaraban.desk.models import Article, Rendering, Story
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.story_by_hand import elsewhere, last_decision, near
from kawaraban.desk.pages.story_drawing import drawing_of
from kawaraban.desk.pages.story_reports import MOST, Report, lines_of, reports_of
from kawaraban.desk.pages.story_table import table_of
from kawaraban.desk.roles import Role
from kawaraban.desk.stories.wording import people, thing


@login_required
@require_GET
def story(request: DeskRequest, pk: int) -> HttpResponse:
    """The story. Opening it marks its reports read. Some twenty queries, however many the reports."""
    found = get_object_or_404(Story, pk=pk)
    language = request.preferences.language
    reports = reports_of(found, language)
    Article.objects.filter(placing__story=found, seen_at=None).update(seen_at=timezone.now())
    decision = last_decision(found)
    may_settle = roles.holds(request.user, Role.EDITOR)
    context: dict[str, Any] = {
        "section": "river",
        "story": found,
        "headline": _headline(found, reports, language),
        "reports": reports,
        "lines": lines_of(reports),
        "left_out": max(0, found.reports - MOST),
        "days": sorted({timezone.localtime(report.at).date() for report in reports}),
        "drawing": drawing_of(found, reports),
        "table": table_of(found, reports, language),
        "differences": _differences(found, reports),
        "may_settle": may_settle,
        "decision": decision,
        "elsewhere": elsewhere(decision, found),
        **_neighbours(found),
    }
    if may_settle and "by-hand" in request.GET:
        context |= {"by_hand": True, "others": near(found, language)}
    return render(request, "desk/story.html", context)


@dataclass(frozen=True, slots=True)
class Headline:
    """What the story is called: `title` in the readers' language where it is rendered."""

    title: str
    language: str
    original: str
    original_language: str


def _headline(story: Story, reports: list[Report], language: str) -> Headline:
    report = next((one for one in reports if one.article.pk == story.headline_id), None)
    if report is not None:
        row = report.row
        return Headline(
            row.title, language if row.original else row.article.language, row.original, row.article.language
        )
    article = story.headline
    if article is None:
        return Headline("", "", "", "")
    rendered = Rendering.objects.filter(article=article, pid=TITLE, language=language).values_list("text", flat=True)
    title = rendered.first()
    return Headline(
        title or str(article), language if title else article.language, article.title if title else "", article.language
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reports say differently: each value, with the reports that say it."""

    what: str
    values: tuple[tuple[str, tuple[Report, ...]], ...]


def _differences(story: Story, reports: list[Report]) -> list[Difference]:
    by_article = {report.article.pk: report for report in reports}
    found = []
    for one in story.differences:
        values = tuple(
            (people(value), tuple(by_article[article] for article in value["articles"] if article in by_article))
            for value in one["values"]
        )
        found.append(Difference(thing(one), tuple(value for value in values if value[1])))
    return [one for one in found if len(one.values) > 1]


def _neighbours(story: Story) -> dict[str, Any]:
    """The stories before and after this one in the river, of those with more than one report."""
    others = Story.objects.filter(reports__gt=1)
    older = others.filter(Q(last_at__lt=story.last_at) | Q(pk__lt=story.pk), last_at__lte=story.last_at)
    newer = others.filter(Q(last_at__gt=story.last_at) | Q(pk__gt=story.pk), last_at__gte=story.last_at)
    return {
        "next": older.order_by("-last_at", "-pk").values_list("pk", flat=True).first(),
        "previous": newer.order_by("last_at", "pk").values_list("pk", flat=True).first(),
    }
