"""A social account's public posts become entries, by whichever road is open."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kawaraban.follow import Fetcher, FollowError, PollState, discover, poll
from tests.servers import Site

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def post(site: Site, n: int, **changes: Any) -> dict[str, Any]:
    note = {
        "type": "Note",
        "id": site.at(f"/users/watch/posts/{n}"),
        "url": site.at(f"/@watch/{n}"),
        "content": f"<p>The bridge at Orlow is <b>shut</b>, a driver says. {n}</p>",
        "contentMap": {"en": "x"},
        "published": f"2026-11-20T0{n}:00:00Z",
        "to": [PUBLIC],
    }
    return {"type": "Create", "object": note | changes}


def fediverse(site: Site, items: list[Any]) -> None:
    """An account as ActivityPub serves it."""
    actor = site.at("/users/watch")
    webfinger = {
        "subject": "acct:watch",
        "links": [{"rel": "self", "type": "application/activity+json", "href": actor}],
    }
    site.answer(f"/.well-known/webfinger?resource=acct:watch@127.0.0.1:{site.port}", json.dumps(webfinger))
    site.answer(
        "/users/watch",
        json.dumps({"type": "Person", "id": actor, "name": "Orlow Watch", "outbox": f"{actor}/outbox"}),
        content_type="application/activity+json",
    )
    site.answer("/users/watch/outbox", json.dumps({"type": "OrderedCollection", "first": f"{actor}/outbox?page=true"}))
    site.answer("/users/watch/outbox?page=true", json.dumps({"type": "OrderedCollectionPage", "orderedItems": items}))


def test_an_account_is_found_by_its_name(site: Site, fetcher: Fetcher) -> None:
    fediverse(site, [post(site, 2), post(site, 1)])
    for name in (f"@watch@127.0.0.1:{site.port}", f"acct:watch@127.0.0.1:{site.port}"):
        (way,) = discover(name, fetcher).ways
        assert (way.kind, way.address, way.title) == ("account", site.at("/users/watch"), "Orlow Watch")
        assert (way.entries, way.language, way.recommended) == (2, "en", True)


def test_public_posts_are_entries_and_nothing_else_is(site: Site, fetcher: Fetcher) -> None:
    fediverse(
        site,
        [
            post(site, 5, to=["https://elsewhere.example/users/friend"]),
            {"type": "Announce", "object": "https://elsewhere.example/posts/1"},
            post(site, 4, inReplyTo="https://elsewhere.example/posts/2"),
            post(site, 3, inReplyTo=site.at("/users/watch/posts/2")),
            post(site, 2, to=[], cc=PUBLIC),
            "https://elsewhere.example/posts/3",
            {"type": "Create", "object": {"type": "Tombstone"}},
            post(site, 1, url=None, content="x" * 300),
        ],
    )
    polled = poll("account", site.at("/users/watch"), PollState(), fetcher)
    assert [entry.key for entry in polled.entries] == [site.at(f"/users/watch/posts/{n}") for n in (3, 2, 1)]
    second = polled.entries[1]
    assert second.address == site.at("/@watch/2")
    assert second.title == "The bridge at Orlow is shut, a driver says. 2"
    assert second.content == "<p>The bridge at Orlow is <b>shut</b>, a driver says. 2</p>"
    assert second.authors == ("Orlow Watch",)
    assert second.published is not None
    assert second.published.isoformat() == "2026-11-20T02:00:00+00:00"
    assert polled.entries[2].title == "x" * 100 + "…"
    assert polled.requests == 3


def test_an_account_without_news_is_unchanged(site: Site, fetcher: Fetcher) -> None:
    fediverse(site, [post(site, 1)])
    first = poll("account", site.at("/users/watch"), PollState(), fetcher)
    assert not poll("account", site.at("/users/watch"), first.state, fetcher).changed


def test_where_activitypub_is_closed_the_public_api_is_asked(site: Site, fetcher: Fetcher) -> None:
    site.answer("/@watch", status=401)
    site.answer("/api/v1/accounts/lookup?acct=watch", json.dumps({"id": "77", "display_name": "Orlow Watch"}))
    status = {
        "uri": site.at("/users/watch/posts/1"),
        "url": site.at("/@watch/1"),
        "content": "<p>Shut.</p>",
        "created_at": "2026-11-20T01:00:00.000Z",
        "language": "en",
        "visibility": "public",
        "reblog": None,
    }
    site.answer(
        "/api/v1/accounts/77/statuses?exclude_replies=true&exclude_reblogs=true&limit=40",
        json.dumps(
            [status, status | {"uri": "x", "visibility": "private"}, status | {"uri": "y", "reblog": {}}, "junk"]
        ),
    )
    (entry,) = poll("account", site.at("/@watch"), PollState(), fetcher).entries
    assert (entry.key, entry.title, entry.language) == (site.at("/users/watch/posts/1"), "Shut.", "en")


def test_where_both_are_closed_the_account_has_rss(site: Site, fetcher: Fetcher) -> None:
    site.answer("/@watch", "<html><a href='/'>only for browsers</a></html>")
    site.answer(
        "/@watch.rss",
        "<rss version='2.0'><channel><title>Orlow Watch</title><item><link>/@watch/1</link></item></channel></rss>",
    )
    polled = poll("account", site.at("/@watch"), PollState(), fetcher)
    assert [entry.address for entry in polled.entries] == [site.at("/@watch/1")]


@pytest.mark.parametrize("name", ["@watch@nobody.invalid", "@watch@127.0.0.1:PORT"])
def test_an_account_that_is_not_there(site: Site, fetcher: Fetcher, name: str) -> None:
    with pytest.raises(FollowError) as caught:
        discover(name.replace("PORT", str(site.port)), fetcher)
    assert caught.value.problem in ("no-such-host", "not-found")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "object", "id", "url", "to", "content", "published"]), inner, max_size=5
        )
    ),
    max_leaves=10,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(ANY_JSON, max_size=3))
def test_posts_of_junk_are_left_out(site: Site, fetcher: Fetcher, items: list[Any]) -> None:
    fediverse(site, [*items, {"type": "Create", "object": items[0] if items else None}, post(site, 1)])
    polled = poll("account", site.at("/users/watch"), PollState(), fetcher)
    assert site.at("/users/watch/posts/1") in [entry.key for entry in polled.entries]
