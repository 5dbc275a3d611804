"""A writer looks at a comment before it is sent, and changes or withdraws it for fifteen minutes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk.models import Comment, Post
from tests.blog_cast import a_published_post, the_preferences
from tests.comment_cast import a_comment, seen_by, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    the_preferences(comments_hold="none")
    return a_published_post()


def change(client: Client, number: int, **data: str) -> object:
    return client.post(f"/comments/{number}/change/", {"name": "港", "text": "直した", **data})


def test_a_look_at_it_first_stores_nothing(client: Client, post: Post) -> None:
    response = send(client, post, text="**弁**の話", do="preview")
    assert response.status_code == 200
    assert "<strong>弁</strong>の話" in response.content.decode()
    assert "**弁**の話</textarea>" in response.content.decode()
    assert Comment.objects.count() == 0


def test_its_writer_changes_it(client: Client, post: Post) -> None:
    send(client, post)
    number = Comment.objects.get().pk
    assert "コメントを直す" in seen_by(client, post, f"?change={number}")
    assert "コメントを直す" not in seen_by(Client(), post, f"?change={number}")
    assert change(client, number).status_code == 302  # type: ignore[attr-defined]
    assert "直した" in seen_by(Client(), post)


def test_nobody_else_changes_it(client: Client, post: Post) -> None:
    number = a_comment(post, writer_key="a" * 32).pk
    send(client, post, text="別の人")
    assert change(client, number).status_code == 404  # type: ignore[attr-defined]
    assert change(Client(), number, do="withdraw").status_code == 404  # type: ignore[attr-defined]


def test_after_fifteen_minutes_it_stays(client: Client, post: Post) -> None:
    send(client, post)
    Comment.objects.update(written_at=timezone.now() - timedelta(minutes=16))
    response = change(client, Comment.objects.get().pk)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "直した</textarea>" in response.content.decode()  # type: ignore[attr-defined]
    assert Comment.objects.get().text != "直した"


def test_a_changed_text_is_judged_anew(client: Client, post: Post) -> None:
    the_preferences(comments_hold="first", comments_words="安い")
    send(client, post)
    number = Comment.objects.get().pk
    Comment.objects.update(state="published", decided_at=timezone.now(), held_for="")
    change(client, number, text="安いよ")
    comment = Comment.objects.get()
    assert (comment.state, comment.held_for, comment.decided_at) == ("waiting", "first word", None)


def test_what_is_withdrawn_is_gone_but_its_text_is_in_the_form_and_answers_stay(client: Client, post: Post) -> None:
    send(client, post, text="取り下げる文")
    comment = Comment.objects.get()
    answer = a_comment(post, "残る返事", parent=comment)
    response = change(client, comment.pk, do="withdraw")
    assert "取り下げる文</textarea>" in response.content.decode()  # type: ignore[attr-defined]
    assert list(Comment.objects.all()) == [answer]
    assert "残る返事" in seen_by(Client(), post)
