"""Telling a WebSub hub, a real server here, of new posts: what it is told, when, and what is done where it fails."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kawaraban.desk.chores import do_chores
from kawaraban.desk.hub import tell_hub
from kawaraban.desk.models import Post, Preferences, Tag
from kawaraban.follow import Fetcher, FollowError
from tests.blog_cast import a_published_post, the_preferences
from tests.servers import LOOPBACK, Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(settings: Settings, site: Site) -> Site:
    settings.ALLOW_NETS = LOOPBACK
    settings.FETCH_GAP = 0.0
    site.answer("/hub", status=202)
    the_preferences(public_address="https://yofuke.example", hub=site.at("/hub"))
    return site


def told(hub: Site) -> list[tuple[str, str]]:
    return parse_qsl(hub.last("/hub").body.decode())


def test_a_new_post_is_told_once_for_every_feed_it_is_in(hub: Site) -> None:
    assert not tell_hub()
    post = a_published_post("港", category="ケルマール")
    post.tags.add(Tag.objects.create(name="海", slug="umi"))
    assert tell_hub()
    fields = told(hub)
    assert fields[0] == ("hub.mode", "publish")
    addresses = [value for name, value in fields if name == "hub.url"]
    for path in ("/atom.xml", "/rss.xml", "/index.rdf", "/feed.json", "/tag/umi/atom.xml"):
        assert f"https://yofuke.example{path}" in addresses
    assert "https://yofuke.example/author/%E5%AE%B5%E5%BE%85/atom.xml" in addresses
    assert len(addresses) == len(set(addresses)) == 16
    assert not tell_hub()
    assert hub.paths == ["/hub"]


def test_a_post_that_was_changed_is_told_again(hub: Site) -> None:
    post = a_published_post("港")
    assert tell_hub()
    Post.objects.filter(pk=post.pk).update(changed_at=timezone.now())
    assert tell_hub()


def test_it_is_a_chore_of_the_pipeline(hub: Site) -> None:
    a_published_post("港")
    do_chores()
    assert hub.paths == ["/hub"]


def test_a_hub_that_fails_is_tried_again_ever_more_slowly_and_the_owner_is_told(hub: Site, desk: Client) -> None:
    hub.answer("/hub", status=500)
    a_published_post("港")
    waits = []
    for _ in range(3):
        assert not tell_hub()
        preferences = Preferences.load()
        assert preferences.hub_due_at is not None
        waits.append(preferences.hub_due_at - timezone.now())
        assert not tell_hub()  # not before it is due
        Preferences.objects.update(hub_due_at=timezone.now() - timedelta(seconds=1))
    assert len(hub.paths) == 3
    assert waits[0] < waits[1] < waits[2]
    assert "HTTP 500" in desk.get("/desk/settings/").content.decode()
    hub.answer("/hub", status=204)
    assert tell_hub()
    assert Preferences.load().hub_said == ""


@pytest.mark.parametrize("status", [302, 404, 410, 429, 503])
def test_every_answer_but_a_yes_is_a_failure_in_plain_words(hub: Site, status: int) -> None:
    hub.answer("/hub", status=status, location="/elsewhere")
    a_published_post("港")
    assert not tell_hub()
    assert f"HTTP {status}" in Preferences.load().hub_said
    assert hub.paths == ["/hub"]


def test_a_hub_in_a_private_network_is_not_told(hub: Site, settings: Settings) -> None:
    settings.ALLOW_NETS = []
    a_published_post("港")
    assert not tell_hub()
    assert "127.0.0.1" in Preferences.load().hub_said
    assert hub.paths == []


def test_telling_a_hub_does_not_make_readers_copies_old(hub: Site) -> None:
    a_published_post("港")
    before = Preferences.load().blog_changed_at
    assert tell_hub()
    assert Preferences.load().blog_changed_at == before


def test_a_form_is_posted_as_it_is_and_a_flood_of_words_is_cut(site: Site) -> None:
    site.answer("/", b"x" * 1_000_000)
    with Fetcher(allow_nets=LOOPBACK, gap=0) as fetcher:
        fetcher.tell(site.at("/"), [("hub.url", "https://b.example/港?a=1&b=2")])
        assert parse_qsl(site.last("/").body.decode()) == [("hub.url", "https://b.example/港?a=1&b=2")]
        with pytest.raises(FollowError, match="HTTP 404"):
            fetcher.tell(site.at("/none"), [])


@pytest.mark.parametrize(
    ("address", "hub_address", "status"),
    [
        ("https://yofuke.example/", "https://hub.example/", 302),
        ("http://127.0.0.1:8000", "", 302),
        ("", "", 302),
        ("yofuke.example", "", 422),
        ("https://yofuke.example/blog", "", 422),
        ("https://a@yofuke.example", "", 422),
        ("https://yofuke.example:99999", "", 422),
        ("https://yofuke.example", 'https://hub.example/>; rel="x"', 422),
        ("", "https://hub.example/", 422),
    ],
)
def test_the_owner_sets_the_public_address_and_the_hub(
    desk: Client, address: str, hub_address: str, status: int
) -> None:
    the_preferences(public_address="https://before.example", hub="")
    response = desk.post("/desk/settings/publishing/", {"public_address": address, "hub": hub_address})
    assert response.status_code == status
    preferences = Preferences.load()
    if status == 302:
        assert (preferences.public_address, preferences.hub) == (address.rstrip("/"), hub_address)
    else:
        assert (preferences.public_address, preferences.hub) == ("https://before.example", "")
        assert "error" in response.content.decode()
