"""Comments stand in threads of one level, in pages that stay small however many there are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk.blog.comments.threads import PAGE_COMMENTS, published_comments
from kawaraban.desk.models import Comment, Post
from tests.blog_cast import a_published_post, the_owner, the_preferences
from tests.comment_cast import a_comment, seen_by, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    the_preferences(comments_hold="none")
    return a_published_post()


def order_in(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="comment-(\d+)"', page)]


def test_an_answer_stands_under_what_it_answers(client: Client, post: Post) -> None:
    first, second = a_comment(post, "一つ目"), a_comment(post, "二つ目")
    assert send(client, post, text="一つ目への返事", reply=str(first.pk)).status_code == 302
    answer = Comment.objects.get(text="一つ目への返事")
    assert answer.parent == first
    page = seen_by(Client(), post)
    assert order_in(page) == [first.pk, answer.pk, second.pk]
    assert f'class="comment answer" id="comment-{answer.pk}"' in page


def test_an_answer_to_an_answer_stands_in_the_same_thread(client: Client, post: Post) -> None:
    root = a_comment(post)
    answer = a_comment(post, "返事", parent=root)
    send(client, post, text="返事への返事", reply=str(answer.pk))
    assert Comment.objects.get(text="返事への返事").parent == root


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30, "１", "987654"])
def test_an_answer_to_nothing_is_a_comment_of_its_own(client: Client, post: Post, number: str) -> None:
    assert send(client, post, reply=number).status_code == 302
    assert Comment.objects.get().parent is None


def test_a_comment_that_waits_or_is_elsewhere_takes_no_answers(client: Client, post: Post) -> None:
    waiting, elsewhere = a_comment(post, state="waiting"), a_comment(a_published_post())
    for number, parent in enumerate((waiting, elsewhere)):
        send(client, post, text=f"返事{number}", reply=str(parent.pk))
        assert Comment.objects.get(text=f"返事{number}").parent is None


def test_the_form_says_whom_it_answers(post: Post) -> None:
    comment = a_comment(post, name="みなと")
    page = seen_by(Client(), post, f"?reply={comment.pk}")
    assert "みなとさんへの返事" in page
    assert f'name="reply" value="{comment.pk}"' in page


def test_an_answer_stays_when_what_it_answered_is_declined(post: Post) -> None:
    root = a_comment(post, "消える")
    answer = a_comment(post, "残る返事", parent=root)
    Comment.objects.filter(pk=root.pk).update(state="declined")
    assert order_in(seen_by(Client(), post)) == [answer.pk]


def many(post: Post, count: int, text: str, parent: Comment | None = None) -> list[Comment]:
    begin = timezone.now() - timedelta(days=1)
    rows = [
        Comment(
            post=post, parent=parent, name="誰か", text=text, state="published", written_at=begin + timedelta(seconds=n)
        )
        for n in range(count)
    ]
    return Comment.objects.bulk_create(rows)


def test_every_comment_is_on_one_page_of_many_and_none_is_over_sixty_kilobytes(post: Post) -> None:
    rows = many(post, 3 * PAGE_COMMENTS, "港の話です。")
    rows += many(post, 8, "長い話です。" * 800)
    found: list[int] = []
    newest = Client().get(post.get_absolute_url())
    pages = int(re.findall(r"<span>(\d+) / (\d+)</span>", newest.content.decode())[0][1])
    for number in range(1, pages + 1):
        response = Client().get(f"{post.get_absolute_url()}?comments={number}")
        assert len(response.content) < 60_000
        found += order_in(response.content.decode())
    assert order_in(newest.content.decode()) == found[-len(order_in(newest.content.decode())) :]
    assert sorted(found) == sorted(row.pk for row in rows)


def test_a_thread_goes_on_over_the_page_and_says_whose_it_is(post: Post) -> None:
    root = many(post, 1, "根")[0]
    answers = many(post, PAGE_COMMENTS + 5, "返事", parent=root)
    page = seen_by(Client(), post)
    assert "誰かさんへの返事の続き" in page
    assert order_in(page)[-1] == answers[-1].pk


def test_a_link_to_a_comment_opens_the_page_it_is_on(post: Post) -> None:
    rows = many(post, 2 * PAGE_COMMENTS, "港の話です。")
    assert rows[3].pk in order_in(seen_by(Client(), post, f"?comment={rows[3].pk}"))


@pytest.mark.parametrize(
    "query", ["?comments=0", "?comments=99", "?comments=x", "?comment=99999", "?reply=x", "?change=1"]
)
def test_an_address_that_asks_for_nothing_shows_the_newest(post: Post, query: str) -> None:
    comment = a_comment(post)
    assert order_in(seen_by(Client(), post, query)) == [comment.pk]


def test_somebody_signed_in_writes_under_their_name_at_once(client: Client, post: Post) -> None:
    the_preferences(comments_hold="all")
    client.force_login(the_owner())
    assert send(client, post, name="別人", text="筆者です").status_code == 302
    comment = Comment.objects.get()
    assert (comment.name, comment.state, comment.author) == ("宵待", "published", the_owner())
    assert '<span class="author">筆者</span>' in seen_by(Client(), post)


def test_another_site_cant_write_in_the_owners_name(post: Post) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(the_owner())
    assert send(client, post).status_code == 403
    assert Comment.objects.count() == 0


def test_the_comments_of_a_post_or_of_the_blog_are_found_newest_first(post: Post) -> None:
    older, newer = a_comment(post, "古い"), a_comment(a_published_post(), "新しい")
    a_comment(post, "待つ", state="waiting")
    assert list(published_comments()) == [newer, older]
    assert list(published_comments(post)) == [older]
