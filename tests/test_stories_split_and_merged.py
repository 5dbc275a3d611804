"""Stories that a person splits and merges: counted anew, remembered, and undone newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from django.utils import translation

from kawaraban.desk.models import Article, Placing, Story, StoryDecision
from kawaraban.desk.stories.deciding import StoryError, undo
from kawaraban.desk.stories.merging import merge
from kawaraban.desk.stories.splitting import split
from tests.desk_cast import an_editor
from tests.story_cast import a_report as a_report_of
from tests.story_cast import a_story

pytestmark = pytest.mark.django_db

_outlets = count(1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def a_report(hours: int = 0) -> Article:
    return a_report_of(f"Outlet {next(_outlets)}", hours=hours)


def articles_in(story: int) -> set[int]:
    return set(Placing.objects.filter(story=story).values_list("article_id", flat=True))


def test_articles_are_split_off_into_a_story_of_their_own() -> None:
    wire, copy, other = (a_report(hours=hour) for hour in range(3))
    story = a_story([wire, copy, other], {copy.pk: wire})
    decision = split(story.pk, {other.pk}, an_editor())
    story.refresh_from_db()
    assert (articles_in(story.pk), story.reports, story.origins) == ({wire.pk, copy.pk}, 2, 1)
    made = decision.story
    made.refresh_from_db()
    assert (articles_in(made.pk), made.reports, made.headline) == ({other.pk}, 1, other)
    assert (made.first_at, made.last_at) == (other.sort_at, other.sort_at)
    assert [a.is_latest for a in Article.objects.order_by("pk")] == [False, True, True]


def test_a_split_is_undone_with_what_came_to_either_side_since() -> None:
    one, other = a_report(), a_report(hours=1)
    story = a_story([one, other])
    decision = split(story.pk, {other.pk}, an_editor())
    made = decision.story_id
    later = a_report(hours=2)
    Placing.objects.create(article=later, version=later.version, story_id=made, origin=later)
    undo(decision)
    assert articles_in(story.pk) == {one.pk, other.pk, later.pk}
    assert not Story.objects.filter(pk=made).exists()
    assert not Placing.objects.exclude(decision=None).exists()
    story.refresh_from_db()
    assert (story.reports, story.last_at) == (3, later.sort_at)
    with pytest.raises(StoryError, match="undone already"):
        undo(decision)


def test_stories_are_merged_and_the_merge_undone_under_the_old_number() -> None:
    first, second, third = a_story([a_report()]), a_story([a_report(hours=1), a_report(hours=2)]), a_story([a_report()])
    theirs = articles_in(second.pk), articles_in(third.pk)
    decision = merge(first.pk, {second.pk, third.pk}, an_editor())
    first.refresh_from_db()
    assert (first.reports, first.origins) == (4, 4)
    assert list(Story.objects.all()) == [first]
    undo(decision)
    assert (articles_in(second.pk), articles_in(third.pk)) == theirs
    assert dict(Story.objects.values_list("pk", "reports")) == {first.pk: 1, second.pk: 2, third.pk: 1}


def test_what_was_decided_last_is_undone_first() -> None:
    one, other, third = a_report(), a_report(hours=1), a_report(hours=2)
    story = a_story([one, other, third])
    person = an_editor()
    first = split(story.pk, {other.pk, third.pk}, person)
    second = split(first.story_id, {third.pk}, person)
    with pytest.raises(StoryError, match="undo that first"):
        undo(first)
    undo(second)
    assert articles_in(first.story_id) == {other.pk, third.pk}
    undo(first)
    assert articles_in(story.pk) == {one.pk, other.pk, third.pk}
    assert StoryDecision.objects.filter(undone_at=None).count() == 0


@pytest.mark.parametrize("chosen", ["none", "all", "strangers"])
def test_a_split_leaves_something_on_both_sides(chosen: str) -> None:
    story, stranger = a_story([a_report(), a_report()]), a_story([a_report()])
    articles = {"none": set(), "all": articles_in(story.pk), "strangers": articles_in(stranger.pk)}[chosen]
    with pytest.raises(StoryError):
        split(story.pk, articles, an_editor())
    assert StoryDecision.objects.count() == 0


def test_a_story_is_not_merged_with_itself_or_with_one_that_is_gone() -> None:
    story = a_story([a_report(), a_report()])
    for into, others in ((story.pk, {story.pk}), (story.pk, {story.pk + 100}), (story.pk + 100, {story.pk})):
        with pytest.raises(StoryError):
            merge(into, others, an_editor(f"person{into}{others}"))
    assert Story.objects.count() == 1
