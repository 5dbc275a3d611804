"""Many posts are loaded for their pages with as many queries as one, each with the posts beside it in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kawaraban.desk import publishing
from kawaraban.desk.blog.loading import load
from kawaraban.desk.models import Comment
from kawaraban.desk.moving.leaving.static.page import Reader
from kawaraban.desk.moving.leaving.static.paths import Address
from tests.blog_cast import MORNING, a_draft, a_published_post, an_article, quoting, the_preferences

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


def a_busy_blog() -> list[Address]:
    """Two days, one of them with more posts than a page has, quotations and comments; every day and post of it."""
    the_preferences()
    article = an_article()
    posts = [a_published_post(f"桟橋 {n}", quoting(article), at=MORNING + timedelta(minutes=n)) for n in range(12)]
    posts += [
        a_published_post(f"港 {n}", quoting(article), at=MORNING - timedelta(days=1, minutes=n)) for n in range(3)
    ]
    for post in (posts[0], posts[-1]):
        for number in range(3):
            Comment.objects.create(post=post, name="舟守", text=f"{number}", state=Comment.State.PUBLISHED)
    Comment.objects.create(post=posts[-1], name="誰か", text="まだ読まれていません。", state=Comment.State.WAITING)
    days = dict.fromkeys(post.get_absolute_url().rsplit("/", 2)[0] + "/" for post in posts)
    return [Address(path) for path in (*days, *(post.get_absolute_url() for post in posts))]


def test_pages_made_together_are_the_pages_made_one_by_one() -> None:
    addresses = a_busy_blog()
    together = Reader.of("https://blog.example")
    together.ready(addresses)
    for address in addresses:
        page, alone = together.ask(address), Reader.of("https://blog.example").ask(address)
        assert page is not None and alone is not None
        assert page.content == alone.content


def test_what_a_page_shows_of_a_post_is_asked_for_once_for_all() -> None:
    addresses = a_busy_blog()
    reader = Reader.of("https://blog.example")
    reader.ask(addresses[0])  # what all pages have beside the text
    reader.ready(addresses)
    with CaptureQueriesContext(connection) as asked:
        for address in addresses:
            reader.ask(address)
    told = [query["sql"] for query in asked]
    assert sum('"desk_quotationrecord"."frozen"' in sql for sql in told) <= 1, "those of the day that is cut into pages"
    assert not any('"desk_comment"."text"' in sql for sql in told)


def test_lists_on_the_desk_ask_for_no_texts(desk: Client) -> None:
    changed, draft = a_published_post("題"), a_draft("下書き")
    publishing.save(changed, replace(publishing.working(changed), body="書き直した。"))
    Comment.objects.create(post=changed, name="舟守", text="まだ。", state=Comment.State.WAITING)
    for address in ("/desk/posts/", "/desk/comments/"):
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(address).content.decode()
        columns = [query["sql"].partition(" FROM ")[0] for query in asked]
        for name in ("body", "html", "brought", "pending"):
            assert not any(f'"desk_post"."{name}",' in told for told in columns), (address, name)
        assert changed.title in page
        if address == "/desk/posts/":
            assert draft.title in page
            assert page.count("Changed, not yet updated") == 1
