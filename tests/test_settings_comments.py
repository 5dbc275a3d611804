"""Settings say who may write comments and what waits; what is typed wrong comes back with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk.models import Comment, Letter, Post, Preferences
from tests.blog_cast import a_published_post, the_owner, the_preferences
from tests.comment_cast import seen_by, send

pytestmark = pytest.mark.django_db
FIELDS = {
    "comments_open": "on",
    "comments_hold": "none",
    "comments_links": "0",
    "comments_words": "ガス\n安い",
    "comments_close_after": "",
    "keep_addresses_hours": "12",
    "notices_to": "",
}


@pytest.fixture
def post() -> Post:
    the_preferences()
    return a_published_post()


@pytest.fixture
def owner() -> Client:
    client = Client()
    client.force_login(the_owner())
    return client


def save(client: Client, **changes: str) -> int:
    data = {name: value for name, value in {**FIELDS, **changes}.items() if value != "off"}
    return client.post("/desk/settings/comments/", data).status_code


def test_what_is_saved_holds_for_the_next_comment(owner: Client, post: Post) -> None:
    assert save(owner) == 302
    for text, held in (
        ("挨拶", ""),
        ("見て https://a.example/", "links"),
        ("がすが出た", "word"),
        ("ﾔｽｲ　安\u200bい", "word"),
    ):
        Comment.objects.all().delete()
        send(Client(), post, text=text)
        comment = Comment.objects.get()
        assert (comment.held_for, comment.state) == (held, "waiting" if held else "published")


def test_several_reasons_are_told_together(owner: Client, post: Post) -> None:
    save(owner, comments_hold="first")
    send(Client(), post, text="安い https://a.example/")
    assert Comment.objects.get().held_for == "first links word"


@pytest.mark.parametrize("hold", ["all", "first", "none"])
def test_a_writer_is_known_by_a_comment_that_was_published(owner: Client, post: Post, hold: str) -> None:
    save(owner, comments_hold=hold)
    reader = Client()
    states = []
    for text in ("一つ目", "二つ目"):
        send(reader, post, text=text)
        states.append(Comment.objects.get(text=text).state)
        Comment.objects.update(state="published")
    expected = {"all": ["waiting"] * 2, "first": ["waiting", "published"], "none": ["published"] * 2}
    assert states == expected[hold]


def test_the_blogs_switch_puts_a_sentence_in_the_forms_place(owner: Client, post: Post) -> None:
    save(owner, comments_open="off")
    page = seen_by(Client(), post)
    assert "いまコメントを受け付けていません" in page
    assert "<textarea" not in page
    response = send(Client(), post, text="書いてしまった")
    assert response.status_code == 422
    assert "書いてしまった" in response.content.decode()  # to be copied
    assert Comment.objects.count() == 0


def test_comments_close_by_age_and_one_post_may_stay_open(owner: Client, post: Post) -> None:
    save(owner, comments_close_after="3")
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(days=4))
    assert "公開から3日たった" in seen_by(Client(), post)
    owner.post(f"/comments/of/{post.pk}/", {"takes": "1"})
    assert "<textarea" in seen_by(Client(), post)
    owner.post(f"/comments/of/{post.pk}/", {"takes": "0"})
    assert "この投稿はコメントを受け付けていません" in seen_by(Client(), post)
    assert send(Client(), post).status_code == 422


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"comments_links": "-1"}, "0から50まで"),
        ({"comments_close_after": "0"}, "1から3650まで"),
        ({"keep_addresses_hours": "1000"}, "1から720まで"),
        ({"notices_to": "yoi"}, "メールアドレスの形"),
        ({"comments_words": "あ" * 20_001}, "一覧が長すぎます"),
    ],
)
def test_what_is_typed_wrong_comes_back_with_a_reason(
    owner: Client, post: Post, changes: dict[str, str], reason: str
) -> None:
    before = Preferences.objects.values().get()
    response = owner.post("/desk/settings/comments/", FIELDS | changes)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert Preferences.objects.values().get() == before


def test_letters_that_did_not_go_out_are_told_and_sent_again(owner: Client, post: Post) -> None:
    letter = Letter.objects.create(
        to="a@b.example", subject="s", text="t", state="failed", problem="550 no such person"
    )
    page = owner.get("/desk/settings/").content.decode()
    assert "550 no such person" in page
    assert "KAWARABAN_MAIL" in page
    owner.post("/desk/settings/comments/", {"again": str(letter.pk)})
    letter.refresh_from_db()
    assert letter.state == "waiting"


def test_only_owners_change_it(post: Post) -> None:
    assert save(Client()) == 302
    assert Preferences.load().comments_hold == "first"
