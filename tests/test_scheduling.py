"""A draft goes out at its hour: once, also when no program ran then, and not when it was called off."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from kawaraban.desk import pipeline, publishing, scheduling
from kawaraban.desk.models import Post, PostVersion
from kawaraban.desk.publishing import PublishingError
from tests.blog_cast import a_draft, a_published_post, the_preferences

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def a_waiting_draft(**ago: float) -> Post:
    """A draft whose hour came so long ago, while no program ran."""
    post = scheduling.schedule(a_draft("題"), timezone.now() + HOUR)
    Post.objects.filter(pk=post.pk).update(publish_at=timezone.now() - timedelta(**ago))
    return post


def test_a_draft_whose_hour_came_while_nothing_ran_goes_out_with_the_next_run(settings: Settings) -> None:
    the_preferences()
    post = a_waiting_draft(days=2)
    pipeline.run_once()
    post.refresh_from_db()
    assert post.state == "published"
    assert post.publish_at is None
    assert timezone.now() - post.published_at < HOUR, "readers see when it came, not when it was to"
    assert scheduling.publish_due() == []


def test_a_draft_waits_for_its_hour_and_goes_out_as_it_was_saved_last() -> None:
    post = scheduling.schedule(a_draft("題", "前の文"), timezone.now() + HOUR)
    assert scheduling.publish_due() == []
    publishing.save(post, publishing.Working("題", "後の文", None, "", "宵待"))
    assert scheduling.publish_due(timezone.now() + 2 * HOUR) == [post.pk]
    post.refresh_from_db()
    assert "後の文" in post.html


@pytest.mark.parametrize("ended", [scheduling.call_off, publishing.delete])
def test_a_draft_that_was_called_off_or_deleted_stays_off_the_blog(ended: object) -> None:
    post = a_waiting_draft(minutes=1)
    ended(post)  # type: ignore[operator]
    assert scheduling.publish_due() == []
    post.refresh_from_db()
    assert (post.state, post.publish_at) == ("draft", None)


def test_an_hour_that_has_passed_and_a_post_on_the_blog_cannot_be_scheduled() -> None:
    with pytest.raises(PublishingError):
        scheduling.schedule(a_draft(), timezone.now() - HOUR)
    with pytest.raises(PublishingError):
        scheduling.schedule(a_draft("", ""), timezone.now() + HOUR)
    with pytest.raises(PublishingError):
        scheduling.schedule(a_published_post(), timezone.now() + HOUR)


def test_a_draft_that_cannot_go_out_says_why_and_holds_up_no_other() -> None:
    empty, fine = a_waiting_draft(minutes=2), a_waiting_draft(minutes=1)
    Post.objects.filter(pk=empty.pk).update(title="", body="")
    assert scheduling.publish_due() == [fine.pk]
    empty.refresh_from_db()
    assert empty.state == "draft"
    assert empty.publish_at is None
    assert empty.publish_trouble


@pytest.mark.django_db(transaction=True)
def test_two_programs_at_once_publish_a_draft_once() -> None:
    the_preferences()
    post = a_waiting_draft(minutes=1)
    published: list[int] = []

    def run() -> None:
        published.extend(scheduling.publish_due())
        connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert published == [post.pk]
    assert PostVersion.objects.filter(post=post).count() == 1


def test_publishing_by_hand_ends_the_waiting() -> None:
    post = scheduling.hand_in(a_draft())
    assert post.handed_in_at is not None
    scheduling.schedule(post, timezone.now() + HOUR)
    post = publishing.publish(post)
    assert (post.publish_at, post.handed_in_at, post.share_key) == (None, None, "")
