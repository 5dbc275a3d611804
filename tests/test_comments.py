"""Comments wait until the owner publishes them; machines are kept out, people are told what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk.blog.comments import form, writing
from kawaraban.desk.models import Comment, Post
from tests.blog_cast import a_published_post, the_owner, the_preferences
from tests.comment_cast import TEXT, a_stamp, seen_by, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    the_preferences()
    return a_published_post()


def test_a_comment_waits_and_only_its_writer_and_the_owner_see_it(client: Client, post: Post) -> None:
    response = send(client, post)
    comment = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (
        302,
        f"{post.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}",
    )
    assert comment.state == "waiting"
    owner = Client()
    owner.force_login(the_owner())
    assert "弁の話が" in seen_by(client, post)
    assert "弁の話が" in seen_by(owner, post)
    assert "弁の話が" not in seen_by(Client(), post)
    assert "Comment(0)" in seen_by(client, post)


def test_the_owner_publishes_it_and_everybody_sees_it(client: Client, post: Post) -> None:
    send(client, post)
    client.force_login(the_owner())
    client.post(f"/comments/{Comment.objects.get().pk}/", {"state": "published"})
    shown = seen_by(Client(), post)
    assert "弁の話が<br>\n出ていました。" in shown
    assert "Comment(1)" in shown
    assert "最近のコメント" in Client().get("/").content.decode()


def test_a_declined_comment_is_kept_but_not_shown(client: Client, post: Post) -> None:
    send(client, post)
    owner = Client()
    owner.force_login(the_owner())
    owner.post(f"/comments/{Comment.objects.get().pk}/", {"state": "declined"})
    assert Comment.objects.get().state == "declined"
    for reader in (client, owner, Client()):
        assert "弁の話が" not in seen_by(reader, post)


def test_nobody_else_decides(client: Client, post: Post) -> None:
    send(client, post)
    number = Comment.objects.get().pk
    response = client.post(f"/comments/{number}/", {"state": "published"})
    assert response.status_code == 302
    assert "sign-in" in response["Location"]
    assert Comment.objects.get().state == "waiting"


def test_the_owners_decision_needs_the_owners_page(post: Post) -> None:
    send(Client(), post)
    owner = Client(enforce_csrf_checks=True)
    owner.force_login(the_owner())
    assert owner.post(f"/comments/{Comment.objects.get().pk}/", {"state": "published"}).status_code == 403


def test_a_comment_is_plain_text(client: Client, post: Post) -> None:
    Comment.objects.create(
        post=post, state="published", name="<b>x</b>", text='<img src=x onerror="a()"> https://a.example/"onclick=b()'
    )
    shown = seen_by(client, post)
    assert "<img" not in shown
    assert "&lt;b&gt;x" in shown
    assert 'rel="nofollow ugc noopener"' in shown


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "  "}, "本文が空です"),
        ({"text": "あ" * 5001}, "5,000字を超えています"),
        ({"homepage": "https://a.example"}, "機械からの送信"),
        ({"stamp": ""}, "送るのが早すぎたか"),
        ({"stamp": "1:abc:def"}, "送るのが早すぎたか"),
    ],
)
def test_a_comment_that_is_not_taken_comes_back_with_a_reason(
    client: Client, post: Post, changes: dict[str, str], reason: str
) -> None:
    response = send(client, post, **changes)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert "港の近所" in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_form_sent_too_quickly_is_not_taken(client: Client, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MIN_SECONDS", 600)
    assert send(client, post, stamp=a_stamp(post, 60)).status_code == 422


def test_a_form_that_lay_open_for_more_than_a_day_is_not_taken(client: Client, post: Post) -> None:
    assert send(client, post, stamp=a_stamp(post, form.MAX_AGE + 10)).status_code == 422


def test_a_stamp_is_good_for_its_own_post_only(client: Client, post: Post) -> None:
    assert send(client, post, stamp=a_stamp(a_published_post())).status_code == 422


def test_the_pages_own_stamp_is_taken_once_it_is_old_enough(
    client: Client, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "MIN_SECONDS", -1)
    stamp = seen_by(client, post).split('name="stamp" value="')[1].split('"')[0]
    assert send(client, post, stamp=stamp).status_code == 302


def test_each_reader_gets_the_same_page_though_each_form_has_its_own_stamp(post: Post) -> None:
    assert Client().get(post.get_absolute_url())["ETag"] == Client().get(post.get_absolute_url())["ETag"]


def test_a_fourth_comment_within_ten_minutes_has_to_wait(client: Client, post: Post) -> None:
    for number in range(writing.MAX_RECENT):
        assert send(client, post, text=f"{number}つ目").status_code == 302
    assert send(client, post, text="多すぎる").status_code == 422
    Comment.objects.update(written_at=timezone.now() - timedelta(minutes=11))
    assert send(client, post, text="十分あと").status_code == 302


def test_a_post_that_is_not_published_takes_none(client: Client, post: Post) -> None:
    address = f"{post.get_absolute_url()}comments/"
    Post.objects.update(state="draft")
    assert client.post(address, {"text": TEXT, "stamp": a_stamp(post)}).status_code == 404


def test_a_waiting_heap_has_a_bound(client: Client, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MAX_WAITING_A_POST", 2)
    for number in range(2):
        assert send(Client(), post, text=f"{number}つ目").status_code == 302
    response = send(Client(), post, text="三つ目")
    assert response.status_code == 422
    assert "承認待ちのコメントがたまっています" in response.content.decode()
