"""Posts of social networks: read through their server's public API, kept as they came, or as they were pasted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from kawaraban.desk.checks.posts import PostError, is_address, parts_of, post_of
from kawaraban.desk.models import SocialPost
from kawaraban.follow import Fetcher, FollowError
from kawaraban.follow.posts import read_post
from kawaraban.newsstand import Newsstand
from tests.servers import LOOPBACK, Site

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
STATUS = {
    "id": "1138",
    "visibility": "public",
    "created_at": "2026-11-21T12:47:00.000Z",
    "language": "ja",
    "spoiler_text": "",
    "content": "<p>【速報】港で爆発。</p><p>12人が死亡&amp;重傷。<br>内務省が確認。</p>",
    "account": {"username": "minato", "display_name": "みなと<b>速報</b>"},
}


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand() as newsstand:
        yield newsstand


@pytest.fixture
def reading(settings: Settings, tmp_path: Path) -> None:
    settings.ALLOW_NETS, settings.FETCH_GAP, settings.CAPTURES = LOOPBACK, 0.0, str(tmp_path)


def api(site: Site, **changes: Any) -> None:
    """The site has status 1138, with some of its fields otherwise."""
    site.answer("/api/v1/statuses/1138", json.dumps({**STATUS, "url": site.at("/@minato/1138"), **changes}).encode())


def note(site: Site, **changes: Any) -> None:
    """The site has note 7 in ActivityPub."""
    data = {"type": "Note", "id": site.at("/notes/7"), "to": [PUBLIC], "content": "<p>Pier shut.</p>", **changes}
    site.answer("/notes/7", json.dumps(data).encode())


def test_a_post_is_read_line_by_line_without_its_marks(site: Site, fetcher: Fetcher) -> None:
    api(site)
    post = read_post(site.at("/@minato/1138"), fetcher)
    assert post.text == "【速報】港で爆発。\n12人が死亡&重傷。\n内務省が確認。"
    assert (post.author, post.language) == ("みなと速報", "ja")


@pytest.mark.parametrize(
    "changes",
    [{"visibility": "private"}, {"reblog": {"id": "1"}}, {"url": "https://elsewhere.example/@a/1"}, {"content": ""}],
)
def test_what_is_not_public_or_not_that_servers_is_no_post(
    site: Site, fetcher: Fetcher, changes: dict[str, Any]
) -> None:
    api(site, **changes)
    with pytest.raises(FollowError):
        read_post(site.at("/@minato/1138"), fetcher)


def test_activitypub_is_the_other_road_and_its_author_is_asked_for(site: Site, fetcher: Fetcher) -> None:
    note(site, attributedTo=site.at("/users/minato"), published="2026-11-21T12:47:00Z", contentMap={"en": "x"})
    site.answer("/users/minato", json.dumps({"name": "Minato", "preferredUsername": "minato"}).encode())
    post = read_post(site.at("/notes/7"), fetcher)
    assert (post.text, post.author, post.language) == ("Pier shut.", "Minato", "en")
    assert post.handle.startswith("@minato@127.0.0.1")


def test_an_author_elsewhere_is_not_believed_of_this_server(site: Site, fetcher: Fetcher) -> None:
    note(site, attributedTo="https://elsewhere.example/users/minister")
    assert read_post(site.at("/notes/7"), fetcher).author == ""


def test_a_note_to_followers_alone_is_no_post(site: Site, fetcher: Fetcher) -> None:
    note(site, to=["https://a.example/followers"])
    with pytest.raises(FollowError) as told:
        read_post(site.at("/notes/7"), fetcher)
    assert told.value.problem == "not-a-feed"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"<html>", b"\xff", b'{"type": "Note", "to": 7, "content": []}', b"[" * 50_000]
)
def test_hostile_answers_are_no_posts(site: Site, fetcher: Fetcher, body: bytes) -> None:
    site.answer("/notes/7", body)
    with pytest.raises(FollowError):
        read_post(site.at("/notes/7"), fetcher)


def test_signs_that_no_database_keeps_are_left_out(
    db: None, site: Site, fetcher: Fetcher, reading: None, owner: User
) -> None:
    odd = "a\0b\ud800c"
    api(site, content=f"<p>The pier {odd} is shut.</p>", account={"username": odd, "display_name": odd})
    kept = post_of(site.at("/@minato/1138"), owner, fetcher)
    assert kept is not None
    kept.refresh_from_db()
    assert kept.text == "The pier ab?c is shut."
    assert kept.author == "ab?c"


def test_marks_that_nothing_closes_are_read_in_one_pass(site: Site, fetcher: Fetcher) -> None:
    """In time that grows as their square this would take minutes."""
    api(site, content="The pier is shut. " + "<" * 190_000)
    assert read_post(site.at("/@minato/1138"), fetcher).text.startswith("The pier is shut.")


def test_the_newsstands_post_is_read_by_both_roads(newsstand: Newsstand, fetcher: Fetcher) -> None:
    piece = newsstand.article("quayside-1002")
    address = newsstand.outlet("quayside").address + piece.path
    by_api = read_post(address, fetcher)
    assert "/api/v1/statuses/1002" in by_api.fetched.final_address
    assert by_api.text == piece.paragraphs[0]
    assert (by_api.address, by_api.author, by_api.language) == (address, "Harbour Observer", "en")
    assert by_api.handle == f"@observer@{address.split('/')[2]}"
    assert by_api.published == piece.published


def test_pasted_text_of_several_statements_is_kept_and_one_is_not(db: None, owner: User) -> None:
    assert post_of("The blast was an act of sabotage.", owner) is None
    kept = post_of("The blast killed 12 people. The ministry said that it was sabotage.", owner)
    assert kept is not None
    assert (kept.address, kept.file, kept.language) == ("", "", "en")
    assert "".join(part.text for part in parts_of(kept)) == kept.text


def test_an_address_is_known_from_text() -> None:
    assert is_address(" https://social.example/@minato/1138 ")
    assert not is_address("https://social.example/1 says so")
    assert not is_address("ftp://social.example/1")
    assert not is_address("http://[")
    assert not is_address("The pier is shut.")


@pytest.mark.django_db
def test_a_post_is_kept_as_a_capture_and_can_be_downloaded(
    newsstand: Newsstand, reading: None, owner: User, desk: Client
) -> None:
    address = newsstand.outlet("quayside").address + newsstand.article("quayside-1002").path
    kept = post_of(address, owner)
    assert kept is not None
    assert kept.digest.startswith("sha256:")
    assert post_of(address, owner) == kept
    assert SocialPost.objects.count() == 1
    answer = desk.get(f"/desk/checks/posts/{kept.pk}/post.warc.gz")
    assert answer.status_code == 200, answer.headers
    assert answer.content[:2] == b"\x1f\x8b"
    assert [part.number for part in parts_of(kept) if part.number] == list(range(1, len(kept.statements) + 1))


@pytest.mark.django_db
def test_what_cannot_be_read_is_said_in_one_sentence(newsstand: Newsstand, reading: None, owner: User) -> None:
    site = newsstand.outlet("quayside").address
    for address in (f"{site}/@observer/9999", newsstand.outlet("northwire").address + "/", "http://127.0.0.2:9/@a/1"):
        with translation.override("en"), pytest.raises(PostError) as told:
            post_of(address, owner)
        assert str(told.value).count(".") == 1
        assert "paste" in str(told.value)
    assert not SocialPost.objects.exists()


@pytest.mark.django_db
def test_a_private_network_is_not_asked(settings: Settings, owner: User) -> None:
    settings.ALLOW_NETS = ()
    with translation.override("en"), pytest.raises(PostError, match="private network"):
        post_of("http://127.0.0.1:1/@a/1", owner)
