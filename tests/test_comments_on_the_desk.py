"""Editors decide on comments in one place: one by one or many at a time, and every decision can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kawaraban.desk.blog.comments import deciding
from kawaraban.desk.chores import do_chores
from kawaraban.desk.models import Comment, Membership, Post
from tests.blog_cast import a_published_post, the_owner, the_preferences
from tests.comment_cast import a_comment, seen_by

pytestmark = pytest.mark.django_db
PAGE = "/desk/comments/"


@pytest.fixture
def post() -> Post:
    the_preferences()
    return a_published_post()


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(the_owner())
    return client


def states(*comments: Comment) -> list[str]:
    return [Comment.objects.get(pk=comment.pk).state for comment in comments]


def test_what_waits_is_shown_oldest_first_with_the_reasons(editor: Client, post: Post) -> None:
    a_comment(post, "公開済みの文")
    a_comment(post, "後から", state="waiting")
    early = timezone.now() - timedelta(hours=1)
    a_comment(post, "先に https://a.example/", state="waiting", held_for="first", written_at=early)
    page = editor.get(PAGE).content.decode()
    assert page.index("先に") < page.index("後から")
    assert "はじめての人・リンク1" in page
    assert "公開済みの文" not in page


def test_many_are_decided_together_and_taken_back_together(editor: Client, post: Post) -> None:
    waiting = [a_comment(post, f"{n}つ目", state="waiting") for n in range(3)]
    chosen = [str(comment.pk) for comment in waiting[:2]]
    response = editor.post(PAGE, {"state": "spam", "c": chosen}, follow=True)
    assert states(*waiting) == ["spam", "spam", "waiting"]
    assert "2件を広告として捨てました" in response.content.decode()
    editor.post(PAGE, {"do": "undo"})
    assert states(*waiting) == ["waiting"] * 3
    editor.post(PAGE, {"do": "undo"})  # there is nothing more to take back
    assert states(*waiting) == ["waiting"] * 3


def test_comments_of_several_states_go_back_to_what_each_was(editor: Client, post: Post) -> None:
    published, waiting = a_comment(post), a_comment(post, state="waiting")
    editor.post(f"{PAGE}?tab=new", {"state": "declined", "c": [published.pk, waiting.pk]})
    assert states(published, waiting) == ["declined", "declined"]
    editor.post(PAGE, {"do": "undo"})
    assert states(published, waiting) == ["published", "waiting"]


def test_a_decision_reaches_the_blog_at_once(editor: Client, post: Post) -> None:
    comment = a_comment(post, "弁の話", state="waiting")
    assert "弁の話" not in seen_by(Client(), post)
    editor.post(PAGE, {"state": "published", "c": [comment.pk]})
    assert "弁の話" in seen_by(Client(), post)


def test_names_and_texts_are_searched(editor: Client, post: Post) -> None:
    a_comment(post, "弁の話", name="みなと")
    a_comment(post, "別の話", name="沖")
    for query, found, other in (("弁", "弁の話", "別の話"), ("沖", "別の話", "弁の話")):
        page = editor.get(PAGE, {"tab": "published", "q": query}).content.decode()
        assert found in page
        assert other not in page


def test_new_comments_under_ones_own_posts_are_told_until_they_were_shown(editor: Client, post: Post) -> None:
    a_comment(post, "新しい話")
    other = User.objects.create_user("other")
    Membership.objects.create(person=other, role="editor")
    elsewhere = a_published_post()
    Post.objects.filter(pk=elsewhere.pk).update(author=other)
    a_comment(elsewhere, "よその話")
    assert '<span class="count">1</span>' in editor.get("/desk/posts/").content.decode()
    page = editor.get(f"{PAGE}?tab=new").content.decode()
    assert "新しい話" in page
    assert "よその話" not in page
    assert '<span class="count">' not in editor.get("/desk/posts/").content.decode()
    assert "新しい話" not in editor.get(f"{PAGE}?tab=new").content.decode()


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("editor", 200), ("owner", 200)])
def test_contributors_dont_decide(post: Post, role: str, status: int) -> None:
    comment = a_comment(post, state="waiting")
    person = User.objects.create_user("ren")
    Membership.objects.create(person=person, role=role)
    client = Client()
    client.force_login(person)
    assert client.get(PAGE).status_code == status
    for address, data in ((PAGE, {"c": comment.pk}), (f"/comments/{comment.pk}/", {})):
        client.post(address, {"state": "published", **data})
        assert states(comment) == ["published" if status == 200 else "waiting"]
    assert (client.post(f"/comments/of/{post.pk}/", {"takes": "0"}).status_code == 403) == (status == 403)


def test_advertising_is_thrown_away_for_good_after_thirty_days(editor: Client, post: Post) -> None:
    old, young = a_comment(post, state="spam"), a_comment(post, state="spam", decided_at=timezone.now())
    answer = a_comment(post, "返事", parent=old)
    Comment.objects.filter(pk=old.pk).update(decided_at=timezone.now() - deciding.KEEP_SPAM)
    do_chores()
    assert set(Comment.objects.all()) == {young, answer}


@pytest.mark.parametrize("data", [{"state": "gone", "c": "1"}, {}])
def test_an_order_that_means_nothing_changes_nothing(editor: Client, post: Post, data: dict[str, str]) -> None:
    comment = a_comment(post, state="waiting")
    assert editor.post(PAGE, data).status_code == 404
    assert states(comment) == ["waiting"]


@pytest.mark.parametrize("query", ["?tab=x", "?page=999", "?page=x", "?at=x", "?q=%00"])
def test_strange_addresses_are_answered(editor: Client, post: Post, query: str) -> None:
    assert editor.get(PAGE + query).status_code in (200, 404)


def test_a_list_of_thirty_needs_no_more_queries_than_one_of_three(
    editor: Client, post: Post, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        a_comment(post, f"{number}つ目", state="waiting")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        assert editor.get(PAGE).content.decode().count("data-row") == 30
