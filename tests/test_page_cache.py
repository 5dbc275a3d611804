"""Pages that were made before: served while the blog stays as it was, and never after it changed."""

from __future__ import annotations

import gzip
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk import publishing
from kawaraban.desk.blog.cache import Kept, Pages, pages
from kawaraban.desk.models import Category, Comment, Outlet, Post, Preferences, Tag
from kawaraban.desk.packing import join, pack, takes_gzip
from tests.blog_cast import TOKYO, a_published_post, a_version, an_article, quoting, the_owner, the_preferences

EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
database = pytest.mark.django_db


@pytest.fixture
def post(db: None) -> Post:
    the_preferences()
    return a_published_post("桟橋の火事", quoting(an_article()), slug="x", category="ケルマール", at=EVENING)


@pytest.mark.parametrize("address", ["/", "/2026/11/21/x/", "/2026/11/", "/archive/", "/atom.xml", "/sitemap.xml"])
def test_a_page_made_before_costs_one_question(
    client: Client, post: Post, address: str, django_assert_num_queries: object
) -> None:
    first = client.get(address)
    with django_assert_num_queries(1):  # type: ignore[operator]
        second = client.get(address)
    assert second.status_code == 200
    assert second["ETag"] == first["ETag"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def comment(post: Post) -> Comment:
    return Comment.objects.create(post=post, text="沖から見えました", state=Comment.State.WAITING)


def test_every_change_that_readers_see_is_seen_at_once(client: Client, post: Post) -> None:
    address = post.get_absolute_url()

    def seen() -> str:
        client.get(address)  # so that there is a page made before
        return client.get(address).content.decode()

    waiting = comment(post)
    assert "沖から" not in seen()
    waiting.state = Comment.State.PUBLISHED
    waiting.save()
    assert "沖から" in seen()
    waiting.delete()
    assert "沖から" not in seen()
    publishing.save(post, publishing.Working("別の題", post.body, post.category_id, "x", "宵待"))
    assert "別の題" not in seen()
    publishing.publish(post)
    assert "別の題" in seen()
    category = Category.objects.get(pk=post.category_id)
    category.name = "港の話"
    category.save()
    assert "港の話" in seen()
    the_preferences(blog_title="朝の外電")
    assert "朝の外電" in seen()
    publishing.withdraw(post)
    assert client.get(address).status_code == 404


def test_what_an_outlet_changed_is_seen_at_once(client: Client, post: Post) -> None:
    client.get("/2026/11/21/x/")
    quoted = post.quotations.get().article
    assert quoted is not None
    a_version(quoted, ["Six boats burned.", "The pier is shut."])
    assert "原文はその後変更されました。" in client.get("/2026/11/21/x/").content.decode()


def test_an_article_that_nobody_quoted_leaves_the_pages_as_they_are(client: Client, post: Post) -> None:
    before = Preferences.load().blog_changed_at
    a_version(an_article(), ["Something else."])
    Outlet.objects.create(host="new.example", name="New")
    comment(post)
    assert Preferences.load().blog_changed_at == before


def test_a_tag_put_on_a_post_is_seen_in_its_feed(client: Client, post: Post) -> None:
    client.get("/atom.xml")
    post.tags.add(Tag.objects.create(name="灯台の話", slug="lighthouse"))
    assert "灯台の話" in client.get("/atom.xml").content.decode()


def test_readers_with_something_of_their_own_are_not_given_the_visitors_page(client: Client, post: Post) -> None:
    address = post.get_absolute_url()
    client.get(address)
    waiting = Comment.objects.create(post=post, text="わたしの声", writer_key="a" * 32)
    writer = Client()
    writer.cookies["kawaraban-writer"] = waiting.writer_key
    assert "わたしの声" in writer.get(address).content.decode()
    assert "わたしの声" not in client.get(address).content.decode()
    owner = Client()
    owner.force_login(the_owner())
    assert "わたしの声" in owner.get(address).content.decode()
    assert "わたしの声" not in client.get(address).content.decode()


def test_a_page_is_another_under_another_name_or_on_another_sheet(client: Client, post: Post) -> None:
    here = client.get("/").content.decode()
    there = client.get("/", headers={"host": "localhost"}).content.decode()
    assert "http://testserver/" in here
    assert "http://localhost/" in there
    client.cookies["kawaraban-sheet"] = "dark"
    assert 'data-sheet="dark"' in client.get("/").content.decode()


def test_only_what_every_visitor_gets_may_be_held_between_here_and_them(client: Client, post: Post) -> None:
    assert client.get(post.get_absolute_url())["Cache-Control"] == "no-cache"
    client.cookies["kawaraban-writer"] = "somebody"
    assert client.get(post.get_absolute_url())["Cache-Control"] == "private, no-cache"


def test_a_page_asked_for_in_many_ways_is_kept_once(client: Client, post: Post) -> None:
    client.get("/?page=1")
    held = len(pages._pages)
    for query in ("page=2&page=1", "page=1&page=1", "page=%31"):
        assert client.get(f"/?{query}").status_code == 200
    assert len(pages._pages) == held


def test_each_reader_gets_a_stamp_of_their_own_moment(
    client: Client, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(**headers: str) -> tuple[str, str]:
        response = client.get(post.get_absolute_url(), headers=headers)
        content = gzip.decompress(response.content) if response.get("Content-Encoding") else response.content
        return content.decode(), response["ETag"]

    plain, tag = page()
    assert "\ue000" not in plain
    packed, packed_tag = page(accept_encoding="gzip")
    assert "\ue000" not in packed
    assert tag == packed_tag
    monkeypatch.setattr("django.core.signing.time.time", lambda: 2_000_000_000.0)
    later, later_tag = page(accept_encoding="gzip")
    assert later != packed
    assert later_tag == tag


@pytest.mark.parametrize("address", ["/", "/2026/11/21/x/", "/atom.xml", "/feed.json", "/static/kawaraban/blog.css"])
def test_what_is_sent_packed_is_the_same(client: Client, post: Post, address: str) -> None:
    plain = b"".join(client.get(address))
    response = client.get(address, headers={"accept-encoding": "gzip, br"})
    packed = b"".join(response)
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert len(packed) < len(plain) / 2
    if address != "/2026/11/21/x/":  # whose form has the moment it was asked for
        assert gzip.decompress(packed) == plain
    refused = client.get(address, headers={"accept-encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in refused


@database
def test_pages_of_the_owner_and_the_desk_are_not_packed(client: Client, post: Post) -> None:
    client.force_login(the_owner())
    for address in ("/", "/desk/posts/"):
        assert "Content-Encoding" not in client.get(address, headers={"accept-encoding": "gzip"})


def test_a_style_sheet_is_sent_packed_and_once(client: Client) -> None:
    address = "/static/kawaraban/blog.css"
    first = client.get(address, headers={"accept-encoding": "gzip"})
    content = b"".join(first)
    path = finders.find("kawaraban/blog.css")
    assert path is not None
    assert gzip.decompress(content) == Path(str(path)).read_bytes()
    again = client.get(address, headers={"accept-encoding": "gzip", "if-modified-since": first["Last-Modified"]})
    assert again.status_code == 304


@given(st.lists(st.binary(max_size=2000), min_size=1, max_size=5), st.binary(max_size=200))
def test_packed_parts_joined_are_what_the_parts_joined_are(parts: list[bytes], between: bytes) -> None:
    assert gzip.decompress(join(parts, [pack(part) for part in parts], between)) == between.join(parts)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.8", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("br", False),
        ("", False),
    ],
)
def test_a_reader_says_whether_it_unpacks(asked: str, taken: bool) -> None:
    assert takes_gzip(asked) is taken


def a_page(size: int) -> Kept:
    return Kept("text/html", "", (b"x" * size,), (), 'W/"1"', 0, None)


def test_pages_are_bounded_and_the_one_asked_for_longest_ago_goes_first() -> None:
    pages = Pages(max_bytes=1000)
    for name in "abcd":
        pages.put(name, a_page(250))
    assert pages.get("a") is not None
    pages.put("e", a_page(250))
    assert pages.get("b") is None
    assert all(pages.get(name) is not None for name in "acde")
    pages.put("huge", a_page(999))
    assert pages.get("huge") is None


def test_a_page_does_not_grow_old() -> None:
    pages = Pages(max_age=-1.0)
    pages.put("a", a_page(1))
    assert pages.get("a") is None
