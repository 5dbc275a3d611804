"""What search engines are told: sitemaps in parts, the last days' news, robots.txt."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from kawaraban.desk.blog import sitemaps
from kawaraban.desk.models import Tag
from kawaraban.follow.model import Fetched
from kawaraban.follow.sitemap import read_sitemap
from kawaraban.publish import sitemap as maps
from tests.blog_cast import TOKYO, a_draft, a_published_post, the_preferences

EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    root = ElementTree.fromstring(response.content)
    return [loc.text or "" for loc in root.iter(f"{MAP}loc")]


@pytest.mark.django_db
def test_every_post_and_list_is_found_from_the_sitemap(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    the_preferences(public_address="https://yofuke.example")
    monkeypatch.setattr(sitemaps, "A_PART", 2)
    posts = [a_published_post(f"題{n}", category="港の話", at=EVENING - timedelta(days=n)) for n in range(5)]
    posts[0].tags.add(Tag.objects.create(name="海", slug="海"))
    a_draft("下書き")
    found = []
    for part in locations(client, "/sitemap.xml"):
        assert part.startswith("https://yofuke.example/sitemap-")
        found += locations(client, part.removeprefix("https://yofuke.example"))
    for path in (*(post.get_absolute_url() for post in posts), "/", "/archive/"):
        assert f"https://yofuke.example{path}" in found
    assert "https://yofuke.example/tag/%E6%B5%B7/" in found
    assert len([address for address in found if "/2026/" in address]) == 5
    assert client.get(f"/sitemap-{posts[-1].pk + 1}.xml").status_code == 404


@pytest.mark.django_db
def test_a_sitemap_says_when_a_post_changed(client: Client) -> None:
    the_preferences()
    post = a_published_post(at=EVENING)
    root = ElementTree.fromstring(client.get(f"/sitemap-{post.pk // sitemaps.A_PART}.xml").content)
    assert root.findtext(f"{MAP}url/{MAP}lastmod") == "2026-11-21T23:20:00+09:00"


@pytest.mark.django_db
def test_the_news_sitemap_has_the_last_two_days(client: Client) -> None:
    the_preferences()
    now = timezone.now()
    a_published_post("今日の", at=now - timedelta(hours=1))
    a_published_post("おとといより前の", at=now - timedelta(days=2, hours=1))
    root = ElementTree.fromstring(client.get("/news-sitemap.xml").content)
    assert [title.text for title in root.iter(f"{NEWS}title")] == ["今日の"]
    assert [name.text for name in root.iter(f"{NEWS}name")] == ["夜更けの外電"]
    assert [language.text for language in root.iter(f"{NEWS}language")] == ["ja"]


@pytest.mark.django_db
def test_the_desks_own_reader_follows_the_news_sitemap(client: Client) -> None:
    the_preferences()
    post = a_published_post("今日の", at=timezone.now() - timedelta(hours=1))
    response = client.get("/news-sitemap.xml")
    address = "http://testserver/news-sitemap.xml"
    headers = (("content-type", response["Content-Type"]),)
    fetched = Fetched(address, address, 200, "OK", headers, response.content, timezone.now())
    listing = read_sitemap(fetched).listing
    assert [(entry.title, entry.address) for entry in listing.entries] == [
        ("今日の", f"http://testserver{post.get_absolute_url()}")
    ]


@pytest.mark.django_db
def test_robots_may_read_the_blog_and_not_the_desk(client: Client) -> None:
    the_preferences(public_address="https://yofuke.example")
    text = client.get("/robots.txt").content.decode()
    robots = Protego.parse(text)
    assert robots.can_fetch("https://yofuke.example/2026/11/21/1/", "anybot")
    assert not robots.can_fetch("https://yofuke.example/desk/articles/1/", "anybot")
    assert list(robots.sitemaps) == ["https://yofuke.example/sitemap.xml", "https://yofuke.example/news-sitemap.xml"]


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_title_breaks_the_news_sitemap(title: str) -> None:
    document = maps.news_sitemap(title, [maps.News("https://b.example/", title, "ja", EVENING)])
    assert len(list(ElementTree.fromstring(document))) == 1


def test_a_sitemap_holds_no_more_than_the_protocol_allows() -> None:
    pages = (maps.Page(f"https://b.example/{n}/") for n in range(maps.MOST + 1))
    assert len(list(ElementTree.fromstring(maps.sitemap(pages)))) == maps.MOST
