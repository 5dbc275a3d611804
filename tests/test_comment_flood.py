"""A flood from one address stores its first few comments and nothing more, whatever it sends."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
import urllib3
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from kawaraban.desk.blog.comments import senders
from kawaraban.desk.chores import do_chores
from kawaraban.desk.models import Comment, Post, Preferences
from tests.blog_cast import a_published_post, the_preferences
from tests.comment_cast import a_stamp, send


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_at_once_from_one_address_the_first_few_are_stored(live_server: LiveServer) -> None:
    the_preferences(comments_hold="none")
    post = a_published_post()
    address, stamp = f"{live_server.url}{quote(post.get_absolute_url())}comments/", a_stamp(post)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    def one(pool: urllib3.PoolManager, number: int) -> int:
        body = urlencode({"name": f"{number}", "text": f"{number}つ目", "stamp": stamp})
        return pool.request(
            "POST", address, body=body, headers=headers, redirect=False, timeout=60, retries=False
        ).status

    with urllib3.PoolManager(maxsize=8) as pool, ThreadPoolExecutor(8) as threads:
        statuses = Counter(threads.map(lambda number: one(pool, number), range(200)))
    assert Comment.objects.count() == senders.MAX_RECENT
    assert statuses[302] == senders.MAX_RECENT
    # Those that came while the first were being stored were refused on the page itself.
    assert set(statuses) <= {302, 422, 429}
    assert statuses[429] >= 200 - senders.MAX_RECENT - 8


@pytest.fixture
def post(db: None) -> Post:
    the_preferences(comments_hold="none")
    return a_published_post()


def test_what_is_refused_costs_one_question_and_keeps_the_text(
    client: Client, post: Post, django_assert_max_num_queries: object
) -> None:
    for number in range(senders.MAX_RECENT):
        send(Client(), post, text=f"{number}つ目")
    with django_assert_max_num_queries(2):  # type: ignore[operator]  # the preferences, and how much there was
        response = send(client, post, text="まだある")
    assert response.status_code == 429
    assert int(response["Retry-After"]) == 600
    assert "まだある" in response.content.decode()
    assert "10分" in response.content.decode()


def test_a_forged_form_costs_nothing_but_the_preferences(
    client: Client, post: Post, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        assert send(client, post, stamp="x").status_code == 422


def test_another_address_is_not_held_back(post: Post) -> None:
    for number in range(senders.MAX_RECENT):
        send(Client(), post, text=f"{number}つ目")
    assert send(Client(), post, text="隣の人", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_addresses_of_one_ipv6_network_are_one_sender(post: Post) -> None:
    for number in range(senders.MAX_RECENT):
        assert send(Client(), post, text=f"{number}つ目", REMOTE_ADDR=f"2001:db8:0:1::{number}").status_code == 302
    assert send(Client(), post, text="同じ網", REMOTE_ADDR="2001:db8:0:1:ffff::1").status_code == 429
    assert send(Client(), post, text="別の網", REMOTE_ADDR="2001:db8:0:2::1").status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix", ""),
    ],
)
def test_senders_are_told_apart_by_network(address: str, network: str) -> None:
    assert senders.network_of(address) == network


def test_the_same_text_is_taken_once(client: Client, post: Post) -> None:
    assert send(client, post).status_code == 302
    assert send(client, post).status_code == 302  # a finger that pressed twice is shown what is there
    assert send(Client(), post).status_code == 422  # the same address with another cookie
    assert Comment.objects.count() == 1
    long = "港の話。" * 20
    assert send(Client(), post, text=long).status_code == 302
    assert send(Client(), post, text=long, REMOTE_ADDR="192.0.2.7").status_code == 422
    assert send(Client(), post, REMOTE_ADDR="192.0.2.8").status_code == 302  # two people may say the same few words


def test_a_senders_address_is_nowhere_and_its_key_is_emptied_in_time(post: Post) -> None:
    send(Client(), post, REMOTE_ADDR="192.0.2.77")
    comment = Comment.objects.get()
    assert len(comment.sender_key) == 64
    assert "192.0.2.77" not in str(Comment.objects.values().get()) + str(Preferences.objects.values().get())
    do_chores()
    assert Comment.objects.get().sender_key
    Comment.objects.update(written_at=timezone.now() - timedelta(hours=25))
    do_chores()
    assert Comment.objects.get().sender_key == ""


def test_a_sender_has_another_key_the_next_day(post: Post) -> None:
    send(Client(), post, text="きのう", REMOTE_ADDR="192.0.2.77")
    Preferences.objects.update(sender_secret_day=timezone.now().date() - timedelta(days=1))
    send(Client(), post, text="きょう", REMOTE_ADDR="192.0.2.77")
    assert len(set(Comment.objects.values_list("sender_key", flat=True))) == 2
