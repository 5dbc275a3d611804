"""The addresses of an old blog are answered with 301, and cost pages that exist nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kawaraban.desk import publishing
from kawaraban.desk.models import Post, Redirect
from kawaraban.desk.moving.redirects import path_of
from tests.blog_cast import the_owner, the_preferences

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    the_preferences()
    new = publishing.new_post(the_owner(), body="Fees rise.")
    return publishing.publish(new)


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("/article/4471.html", "/article/4471.html"),
        ("https://yofuke.example/article/4471.html", "/article/4471.html?from=rss"),
        ("/entry/%E6%B8%AF", "/entry/%E6%B8%AF"),
        ("/entry/港", "/entry/%E6%B8%AF/"),
        ("https://yofuke.example/?p=12", "/?p=12"),
        ("https://yofuke.example/?p=12", "/?utm_source=x&p=12"),
        ("/index.php?eid=7", "/index.php?eid=7"),
        ("/archives/202202-1.html", "/archives/202202-4.html"),
    ],
)
def test_an_old_address_leads_to_the_post(client: Client, post: Post, kept: str, asked: str) -> None:
    Redirect.objects.create(path=path_of(kept), post=post)
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, post.get_absolute_url())


def test_an_old_address_may_lead_to_an_archive(client: Client, post: Post) -> None:
    Redirect.objects.create(path="/category/31-1.html", target="/category/kelmar/")
    assert client.get("/category/31-2.html")["Location"] == "/category/kelmar/"


def test_the_address_of_a_post_that_was_withdrawn_is_not_found(client: Client, post: Post) -> None:
    Redirect.objects.create(path="/article/1.html", post=post)
    publishing.withdraw(post)
    assert client.get("/article/1.html").status_code == 404


def test_what_nobody_knows_is_not_found(client: Client, post: Post) -> None:
    assert client.get("/article/9.html").status_code == 404
    assert client.get("/?p=99").status_code == 200
    assert client.get("/article/" + "9" * 3000).status_code == 404


def test_a_page_that_exists_asks_for_no_old_address(client: Client, post: Post) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(post.get_absolute_url()).status_code == 200
    assert not [query for query in asked.captured_queries if "desk_redirect" in query["sql"]]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("mailto:a@b.example", ""),
        ("", ""),
        ("http://[::1", ""),
        ("https://yofuke.example", "/"),
        ("https://yofuke.example/a#b", "/a"),
        ("page.html", ""),
    ],
)
def test_what_is_no_address_of_a_blog_is_kept_under_nothing(address: str, path: str) -> None:
    assert path_of(address) == path
