"""The fediverse account is found by its name, and speaks each of the protocols that an account is followed by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from kawaraban.newsstand import Newsstand
from tests.asking import ask

ACTIVITY = "application/activity+json"


@pytest.fixture(scope="module")
def newsstand() -> Iterator[Newsstand]:
    with Newsstand() as newsstand:
        yield newsstand


@pytest.fixture
def site(newsstand: Newsstand) -> str:
    return newsstand.outlet("quayside").address


def _data(address: str, accept: str = "application/json") -> Any:
    answer = ask(address, Accept=accept)
    assert answer.status == 200
    return json.loads(answer.body)


def test_webfinger_leads_from_the_name_to_the_outbox(newsstand: Newsstand, site: str) -> None:
    name = f"observer@{site.removeprefix('http://')}"
    found = _data(f"{site}/.well-known/webfinger?resource=acct:{name}")
    assert found["subject"] == f"acct:{name}"
    actor = _data(next(link["href"] for link in found["links"] if link["rel"] == "self"), ACTIVITY)
    assert (actor["type"], actor["preferredUsername"]) == ("Person", "observer")
    outbox = _data(actor["outbox"], ACTIVITY)
    page = _data(outbox["first"], ACTIVITY)
    posts = newsstand.of(newsstand.outlet("quayside").house)
    assert outbox["totalItems"] == len(page["orderedItems"]) == len(posts)
    for item, post in zip(page["orderedItems"], posts, strict=True):
        assert item["type"] == "Create"
        assert item["object"]["content"] == f"<p>{post.paragraphs[0]}</p>"
        assert _data(item["object"]["id"], ACTIVITY)["type"] == "Note"


def test_nobody_else_lives_there(site: str) -> None:
    host = site.removeprefix("http://")
    assert ask(f"{site}/.well-known/webfinger?resource=acct:somebody@{host}").status == 404
    assert ask(f"{site}/api/v1/accounts/lookup?acct=somebody").status == 404


def test_mastodons_api_lists_the_same_posts(newsstand: Newsstand, site: str) -> None:
    account = _data(f"{site}/api/v1/accounts/lookup?acct=observer")
    statuses = _data(f"{site}/api/v1/accounts/{account['id']}/statuses?limit=40")
    posts = newsstand.of(newsstand.outlet("quayside").house)
    assert [status["url"] for status in statuses] == [newsstand.address(post) for post in posts]
    assert all(status["visibility"] == "public" and not status["reblog"] for status in statuses)


def test_the_profile_is_a_page_for_people_and_an_actor_for_programs(site: str) -> None:
    page = ask(f"{site}/@observer", Accept="text/html")
    assert page.headers.get_content_type() == "text/html"
    assert 'type="application/rss+xml"' in page.text
    assert _data(f"{site}/@observer", ACTIVITY)["type"] == "Person"


def test_the_account_has_an_rss_feed_whose_items_have_no_titles(newsstand: Newsstand, site: str) -> None:
    channel = ElementTree.fromstring(ask(f"{site}/@observer.rss").text)[0]
    items = channel.findall("item")
    assert len(items) == len(newsstand.of(newsstand.outlet("quayside").house))
    assert all(item.find("title") is None and "<p>" in (item.findtext("description") or "") for item in items)


def test_it_posts_the_single_origin_claim_as_if_it_were_confirmed(newsstand: Newsstand) -> None:
    post = newsstand.article("quayside-1002")
    assert post.repeats == "ilmar-proekt-plana"
    assert "CONFIRMED" in ask(newsstand.address(post)).text
