"""What a person says of whom a report copies is kept, counted, and undone newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from django.utils import translation

from kawaraban.desk.models import Article, CopyDecision, Fingerprint, Placing, Story
from kawaraban.desk.stories.copying import say_copy, say_own, undo
from kawaraban.desk.stories.deciding import StoryError
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
    return a_report_of(f"Paper {next(_outlets)}", hours=hours)


def originals() -> dict[int, int | None]:
    return dict(Placing.objects.values_list("article_id", "copy_of_id"))


def roots() -> dict[int, int]:
    return dict(Placing.objects.values_list("article_id", "origin_id"))


def counts(story: Story) -> tuple[int, int]:
    story.refresh_from_db()
    return story.reports, story.origins


def test_a_copy_is_own_reporting_by_a_persons_word_and_takes_its_copies_along() -> None:
    wire, copy, copied_again = (a_report(hour) for hour in range(3))
    story = a_story([wire, copy, copied_again], {copy.pk: wire, copied_again.pk: wire})
    Placing.objects.filter(article=copied_again).update(copy_of=copy)
    decision = say_own(copy.pk, an_editor())
    assert counts(story) == (3, 2)
    assert roots() == {wire.pk: wire.pk, copy.pk: copy.pk, copied_again.pk: copy.pk}
    assert Placing.objects.get(article=copy).standing == "own"
    undo(decision)
    assert counts(story) == (3, 1)
    assert originals() == {wire.pk: None, copy.pk: wire.pk, copied_again.pk: copy.pk}
    assert Placing.objects.get(article=copy).evidence != []


def test_a_report_is_a_copy_by_a_persons_word() -> None:
    one, other = a_report(), a_report(1)
    story = a_story([one, other])
    decision = say_copy(other.pk, one.pk, an_editor())
    assert counts(story) == (2, 1)
    assert (originals()[other.pk], roots()[other.pk]) == (one.pk, one.pk)
    undo(decision)
    assert counts(story) == (2, 2)
    with pytest.raises(StoryError, match="undone already"):
        undo(decision)


def test_the_other_way_round_makes_no_circle() -> None:
    wire, middle, last = (a_report(hour) for hour in range(3))
    story = a_story([wire, middle, last], {middle.pk: wire, last.pk: middle})
    say_copy(wire.pk, last.pk, an_editor())
    assert originals() == {wire.pk: last.pk, middle.pk: wire.pk, last.pk: None}
    assert set(roots().values()) == {last.pk}
    assert counts(story) == (3, 1)


def test_what_was_said_last_is_undone_first() -> None:
    one, other = a_report(), a_report(1)
    a_story([one, other])
    person = an_editor()
    first = say_copy(other.pk, one.pk, person)
    second = say_own(other.pk, person)
    with pytest.raises(StoryError, match="undo that first"):
        undo(first)
    undo(second)
    undo(first)
    assert originals() == {one.pk: None, other.pk: None}


def test_a_copy_is_of_a_report_of_the_same_story() -> None:
    one, other, stranger = a_report(), a_report(1), a_report(2)
    a_story([one, other])
    a_story([stranger])
    for original in (stranger.pk, other.pk, 10**9):
        with pytest.raises(StoryError, match="same story"):
            say_copy(other.pk, original, an_editor(f"person{original}"))
    assert not CopyDecision.objects.exists()


def test_an_undone_word_has_the_machine_look_again() -> None:
    one, other = a_report(), a_report(1)
    a_story([one, other])
    Fingerprint.objects.create(
        article=other, version=other.version, rules=1, at=other.sort_at, data=b"", placed_at=other.sort_at
    )
    decision = say_own(other.pk, an_editor())
    assert Fingerprint.objects.filter(placed_at=None).count() == 0
    undo(decision)
    assert Fingerprint.objects.filter(placed_at=None).count() == 1
