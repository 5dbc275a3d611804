"""Many posts are loaded for their pages with as many queries as one, each with the posts beside it in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kawaraban.desk import publishing
from kawaraban.desk.blog.loading import load
from tests.blog_cast import MORNING, a_published_post

pytestmark = pytest.mark.django_db


def test_neighbours_are_next_in_time_and_of_one_moment_by_number() -> None:
    first = a_published_post("一", at=MORNING)
    second, third = (a_published_post(title, at=MORNING + timedelta(hours=1)) for title in "二三")
    publishing.withdraw(a_published_post("下書き", at=MORNING + timedelta(minutes=30)))
    whole = load([(post.day, post.slug) for post in (first, second, third)])
    pairs = [(post.earlier, post.later) for post in sorted(whole.values(), key=lambda post: post.pk)]
    assert pairs == [(None, second), (first, third), (second, None)]


def test_a_post_that_no_address_names_is_not_loaded() -> None:
    post = a_published_post("一", at=MORNING)
    other = a_published_post("二", at=MORNING - timedelta(days=1))
    assert load([(post.day, other.slug), (other.day, "nowhere")]) == {}


@pytest.mark.parametrize("count", [1, 12])
def test_many_take_no_more_queries_than_one(count: int, django_assert_max_num_queries: object) -> None:
    posts = [a_published_post(f"桟橋 {n}", at=MORNING + timedelta(hours=n)) for n in range(count + 1)]
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        whole = load([(post.day, post.slug) for post in posts[:count]])
        assert [list(post.tags.all()) for post in whole.values()] == [[]] * count
        assert all(not post.corrections.all() and not post.quotations.all() for post in whole.values())
