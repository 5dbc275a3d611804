"""Feeds as readers ask for them: of the blog, a category, an author and a tag, page by page."""

from __future__ import annotations

from datetime import datetime, timedelta

import feedparser
import pytest
from django.test import Client

from kawaraban.desk.models import Category, Post, Tag
from tests.blog_cast import TOKYO, a_published_post, an_article, quoting, the_preferences

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
FILES = {
    "atom.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
    "index.rdf": "application/rdf+xml",
    "feed.json": "application/feed+json",
}


@pytest.fixture(autouse=True)
def _preferences() -> None:
    the_preferences()


def titles(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    if address.partition("?")[0].endswith(".json"):
        return [item["title"] for item in response.json()["items"]]
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, address
    return [entry.title for entry in parsed.entries]


@pytest.mark.parametrize(("file", "media_type"), FILES.items())
def test_every_part_of_the_blog_has_every_format(client: Client, file: str, media_type: str) -> None:
    harbour = a_published_post("港", category="ケルマール", at=EVENING)
    harbour.tags.add(Tag.objects.create(name="海の話", slug="海の話"))
    a_published_post("電気", category="ソレニア", at=EVENING - timedelta(hours=1))
    Post.objects.filter(title="電気").update(signature="灯台 守")
    assert client.get(f"/{file}")["Content-Type"] == f"{media_type}; charset=utf-8"
    assert titles(client, f"/{file}") == ["港", "電気"]
    assert titles(client, f"/category/{Category.objects.get(name='ケルマール').slug}/{file}") == ["港"]
    assert titles(client, f"/tag/海の話/{file}") == ["港"]
    assert titles(client, f"/author/灯台 守/{file}") == ["電気"]


@pytest.mark.parametrize("folder", ["/category/none/", "/tag/none/", "/author/none/"])
def test_what_is_not_there_has_no_feed(client: Client, folder: str) -> None:
    assert client.get(f"{folder}atom.xml").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_older_posts_are_on_the_feeds_next_page(client: Client, file: str) -> None:
    for n in range(23):
        a_published_post(f"題{n}", at=EVENING - timedelta(hours=n))
    assert titles(client, f"/{file}") == [f"題{n}" for n in range(20)]
    assert titles(client, f"/{file}?page=2") == ["題20", "題21", "題22"]
    assert f"http://testserver/{file}?page=2" in client.get(f"/{file}").content.decode()
    assert client.get(f"/{file}?page=3").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_the_text_is_whole_with_its_quotations_and_a_tag(client: Client, file: str) -> None:
    post = a_published_post("港", f"まえがき。[前](/2026/11/20/1/)\n\n{quoting(an_article())}", at=EVENING)
    post.tags.add(Tag.objects.create(name="海の話", slug="umi"))
    document = client.get(f"/{file}").content.decode()
    for words in ("まえがき。", "船2隻が燃えた。", "Two boats burned.", "海の話", "http://testserver/2026/11/20/1/"):
        assert words in document, words


@pytest.mark.parametrize("file", FILES)
def test_addresses_are_the_blogs_public_ones_however_it_was_asked_for(client: Client, file: str) -> None:
    the_preferences(public_address="https://yofuke.example", hub="https://hub.example/")
    post = a_published_post("港", at=EVENING)
    response = client.get(f"/{file}")
    document = response.content.decode()
    assert f"https://yofuke.example{post.get_absolute_url()}" in document
    assert "testserver" not in document
    assert response["Link"] == f'<https://yofuke.example/{file}>; rel="self", <https://hub.example/>; rel="hub"'


def test_a_page_of_a_feed_takes_few_questions(client: Client, django_assert_max_num_queries: object) -> None:
    article = an_article()
    for n in range(5):
        post = a_published_post(f"題{n}", quoting(article), at=EVENING - timedelta(hours=n))
        post.tags.add(Tag.objects.get_or_create(name="港", slug="minato")[0])
    for address in ("/atom.xml", "/index.rdf", "/tag/minato/feed.json", "/author/宵待/rss.xml"):
        with django_assert_max_num_queries(10, info=address):  # type: ignore[operator]
            client.get(address)
