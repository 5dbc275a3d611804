"""Splitting and merging stories by hand, and saying who copied whom; and what was done last, to undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kawaraban.desk.models import CopyDecision, Placing, Rendering, Story, StoryDecision
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.stories import copying, deciding
from kawaraban.desk.stories.deciding import StoryError
from kawaraban.desk.stories.merging import merge
from kawaraban.desk.stories.splitting import split

NEAR = timedelta(days=7)
MOST = 40  # other stories to choose from

Decision = StoryDecision | CopyDecision


@login_required
@require_POST
def by_hand(request: DeskRequest, pk: int) -> HttpResponse:
    """`do`: `split` off the `article`s, `merge` the `story`s into this one, `own` or `copy` (of `original`) for each
    `article`, or `undo` what was done last."""
    story = get_object_or_404(Story, pk=pk)
    person: User = request.user  # type: ignore[assignment]
    act = _ACTS.get(request.POST.get("do", ""))
    try:
        with transaction.atomic():  # for all of the chosen reports, or none
            shown = act(story, request.POST, person) if act is not None else story.pk
        if act is _undo:
            messages.success(request, gettext("Undone."))
    except StoryError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('desk:story', args=[pk])}?by-hand#by-hand")
    return redirect("desk:story", shown)


def _split(story: Story, given: QueryDict, person: User) -> int:
    split(story.pk, _numbers(given, "article"), person)
    return story.pk


def _merge(story: Story, given: QueryDict, person: User) -> int:
    merge(story.pk, _numbers(given, "story") - {story.pk}, person)
    return story.pk


def _own(story: Story, given: QueryDict, person: User) -> int:
    for article in _chosen(given):
        copying.say_own(article, person)
    return story.pk


def _copy(story: Story, given: QueryDict, person: User) -> int:
    original = next(iter(_numbers(given, "original")), 0)
    for article in _chosen(given):
        copying.say_copy(article, original, person)
    return story.pk


def _undo(story: Story, given: QueryDict, person: User) -> int:
    last = last_decision(story)
    if isinstance(last, StoryDecision):
        deciding.undo(last)
    elif last is not None:
        copying.undo(last)
    return story.pk


def elsewhere(last: Decision | None, story: Story) -> int | None:
    """The story of the reports that were split off from this one; None where none were."""
    if not isinstance(last, StoryDecision) or last.kind != StoryDecision.Kind.SPLIT:
        return None
    theirs = Placing.objects.filter(article__in=last.articles).exclude(story=story)
    return theirs.values_list("story", flat=True).first()


_ACTS: dict[str, Callable[[Story, QueryDict, User], int]] = {
    "split": _split,
    "merge": _merge,
    "own": _own,
    "copy": _copy,
    "undo": _undo,
}


def _chosen(given: QueryDict) -> list[int]:
    """The reports that were ticked. Raises StoryError where none was."""
    found = sorted(_numbers(given, "article"))
    if not found:
        raise StoryError(gettext("Choose the reports first."))
    return found[:MOST]


def _numbers(given: QueryDict, name: str) -> set[int]:
    return {int(text) for text in given.getlist(name) if text.isascii() and text.isdigit() and len(text) < 19}


def last_decision(story: Story) -> Decision | None:
    """What a person settled last about the story's reports, and has not undone."""
    theirs = Placing.objects.filter(story=story)
    of_story = StoryDecision.objects.filter(undone_at=None, placings__story=story).order_by("-made_at", "-pk").first()
    articles = theirs.values("article")
    of_copies = CopyDecision.objects.filter(undone_at=None, article__in=articles).order_by("-made_at", "-pk").first()
    found: list[Decision] = [one for one in (of_story, of_copies) if one is not None]
    return max(found, key=lambda one: one.made_at, default=None)


@dataclass(frozen=True, slots=True)
class Near:
    """A story that this one could be merged with; `title` is in the readers' language where it is rendered."""

    story: Story
    title: str
    language: str


def near(story: Story, language: str) -> list[Near]:
    """Stories of the same days, those nearest in time first; two queries."""
    others = Story.objects.filter(last_at__gte=story.first_at - NEAR, first_at__lte=story.last_at + NEAR)
    found = list(others.exclude(pk=story.pk).select_related("headline").order_by("-last_at", "-pk")[:MOST])
    articles = [one.headline_id for one in found if one.headline_id]
    rendered = Rendering.objects.filter(article__in=articles, pid=TITLE, language=language)
    titles: dict[Any, str] = dict(rendered.values_list("article_id", "text"))
    return [
        Near(one, titles.get(one.headline_id) or str(one.headline), language if one.headline_id in titles else "")
        for one in found
        if one.headline is not None
    ]
