"""Signing in, welcome, settings, sources, search, and what is said when a page can't be had."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from sesame.utils import get_query_string

from kawaraban.desk.models import Poll, Preferences, Source
from kawaraban.desk.search import index_article, index_articles
from tests.desk_cast import an_article, an_outlet
from tests.press import Press
from tests.servers import LOOPBACK, Site

pytestmark = pytest.mark.django_db


def a_source(number: int = 1, **given: object) -> Source:
    return Source.objects.create(
        outlet=an_outlet(),
        name=f"Source {number}",
        kind="feed",
        address=f"http://maren-herald.example/{number}.xml",
        **given,
    )


def test_a_link_signs_in_once(client: Client, owner: User) -> None:
    address = f"/desk/sign-in/{get_query_string(owner)}"
    assert client.get(address)["Location"] == "/desk/"
    again = Client().get(address, headers={"Accept-Language": "en"})
    assert again.status_code == 403
    assert "kawaraban sign-in" in again.content.decode()
    assert "works once" in again.content.decode()
    assert "<code>kawaraban sign-in</code>" in again.content.decode()


def test_an_old_link_does_not_sign_in(client: Client, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/desk/sign-in/{get_query_string(owner)}"
    monkeypatch.setattr("sesame.settings.MAX_AGE", -1)  # every link is too old
    assert client.get(address).status_code == 403


def test_the_first_sign_in_leads_to_the_welcome_page_which_opens_the_desk(client: Client, owner: User) -> None:
    Preferences.objects.update(welcomed=False)
    assert client.get(f"/desk/sign-in/{get_query_string(owner)}")["Location"] == "/desk/welcome/"
    opened = client.post("/desk/welcome/", {"reads": ["ja", "ru"], "language": "ja"})
    assert opened["Location"] == "/desk/"
    preferences = Preferences.load()
    assert preferences.welcomed
    assert preferences.reads == ["ja", "ru"]


@pytest.mark.parametrize(
    "path", ["", "articles/1/", "sources/", "sources/find/?address=x", "search/?q=x", "settings/", "welcome/"]
)
def test_nobody_but_the_owner_sees_the_desk(client: Client, path: str) -> None:
    assert client.get(f"/desk/{path}")["Location"].startswith("/desk/sign-in/")


def test_settings_keep_what_is_right_and_say_what_is_not(desk: Client, tmp_path: Path) -> None:
    desk.post("/desk/settings/", {"part": "languages", "reads": ["ja"], "language": "en"})
    assert Preferences.load().language == "en"
    blog = {"part": "blog", "blog_title": "夜の港", "signature": "管理人", "time_zone": "Europe/Oslo"}
    assert desk.post("/desk/settings/", blog).status_code == 302
    assert Preferences.load().time_zone == "Europe/Oslo"
    wrong = desk.post("/desk/settings/", {**blog, "time_zone": "Nowhere/Here"})
    assert wrong.status_code == 422
    assert Preferences.load().time_zone == "Europe/Oslo"
    folder = desk.post("/desk/settings/", {"part": "engines", "ja-en-firefox-folder": str(tmp_path / "none")})
    assert folder.status_code == 422
    assert "There is no folder" in folder.content.decode()
    assert Preferences.load().engines == {}


def test_times_are_in_the_owners_zone(desk: Client) -> None:
    an_article()  # at noon in Tokyo
    assert "12:00" in desk.get("/desk/").content.decode()
    Preferences.objects.update(time_zone="Europe/Oslo")
    assert "04:00" in desk.get("/desk/").content.decode()


def test_a_hundred_sources_cost_no_more_queries_than_two(desk: Client) -> None:
    costs = []
    for numbers in (range(2), range(2, 100)):
        for number in numbers:
            source = a_source(number)
            Poll.objects.bulk_create(Poll(source=source, outcome="new", new=n) for n in range(12))
        desk.get("/desk/sources/")
        with CaptureQueriesContext(connection) as queries:
            response = desk.get("/desk/sources/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 16
    assert {len(line.polls) for bundle in response.context["bundles"] for line in bundle.lines} == {10}


def test_a_source_in_trouble_says_what_is_known_what_the_desk_does_and_what_one_can_do(desk: Client) -> None:
    a_source(problem="wait", failures=3, last_success_at=timezone.now())
    html = desk.get("/desk/sources/").content.decode()
    for words in ("Told to wait", "3 times in a row", "The server asks the desk to come less often."):
        assert words in html


def test_look_now_pause_and_resume(desk: Client) -> None:
    source = a_source(next_poll_at=timezone.now() + timedelta(hours=1))
    for do, paused, due in (("pause", True, False), ("resume", False, True), ("now", False, True)):
        desk.post(f"/desk/sources/{source.pk}/", {"do": do})
        source.refresh_from_db()
        assert (source.paused_at is not None) is paused
        assert (source.next_poll_at <= timezone.now()) is due


def test_an_address_shows_its_ways_in_and_one_is_followed(desk: Client, press: Press) -> None:
    press.publish("/1.html", "Maren opens its harbour")
    found = desk.get("/desk/sources/find/", {"address": press.site.at("/feed")}, headers={"HX-Request": "true"})
    way = found.context["ways"][0][2]
    assert "recommended" in found.content.decode()
    desk.post("/desk/sources/follow/", {"way": way})
    assert Source.objects.get().address == press.site.at("/feed")
    again = desk.post("/desk/sources/follow/", {"way": way}, follow=True)
    assert "followed already" in again.content.decode()


def test_a_way_that_the_desk_did_not_find_is_not_followed(desk: Client) -> None:
    answer = desk.post("/desk/sources/follow/", {"way": "forged"}, follow=True)
    assert "Look for the address again" in answer.content.decode()
    assert not Source.objects.exists()


def test_an_address_without_a_way_in_says_why(desk: Client, site: Site, settings: object) -> None:
    settings.ALLOW_NETS = LOOPBACK  # type: ignore[attr-defined]
    settings.FETCH_GAP = 0.0  # type: ignore[attr-defined]
    assert "Not an address" in desk.get("/desk/sources/find/", {"address": "no address"}).content.decode()
    assert "Not found" in desk.get("/desk/sources/find/", {"address": site.at("/nowhere")}).content.decode()
    settings.ALLOW_NETS = ()  # type: ignore[attr-defined]
    assert "Address refused" in desk.get("/desk/sources/find/", {"address": site.at("/")}).content.decode()


def test_search_finds_and_marks(desk: Client) -> None:
    index_article(an_article("Maren opens", ["The <harbour> opened on Friday."]))
    html = desk.get("/desk/search/", {"q": "harbour"}).content.decode()
    assert "<mark>harbour</mark>" in html
    assert "&lt;" in html
    assert "Nothing found" in desk.get("/desk/search/", {"q": "zeppelin"}).content.decode()


def test_search_turns_its_pages(desk: Client) -> None:
    index_articles([an_article(f"Harbour {n}", hours=n).pk for n in range(35)])
    first = desk.get("/desk/search/", {"q": "harbour"})
    second = desk.get("/desk/search/", {"q": "harbour", "page": 2})
    hits = [hit.article_id for response in (first, second) for hit, _ in response.context["hits"]]
    assert len(set(hits)) == len(hits) == 35


@pytest.mark.parametrize("query", ["", "   ", '"', "%", "a" * 5000, "page"])
def test_search_takes_whatever_is_typed(desk: Client, query: str) -> None:
    assert desk.get("/desk/search/", {"q": query, "page": "x", "kind": "y"}).status_code == 200


def test_a_missing_page_is_said_in_the_readers_language(client: Client) -> None:
    answer = client.get("/desk/nowhere/at/all/", headers={"Accept-Language": "ja"})
    assert answer.status_code == 404
    assert "ページがありません" in answer.content.decode()


def test_a_broken_page_says_that_what_is_stored_is_safe(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.raise_request_exception = False
    monkeypatch.setattr("kawaraban.desk.pages.river._context", lambda request: 1 / 0)
    answer = desk.get("/desk/")
    assert answer.status_code == 500
    assert "what is stored is safe" in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("database is locked"), "Load the page again in a moment."),
        (OperationalError("attempt to write a readonly database"), "Make the data folder writable"),
        (OperationalError("database or disk is full"), "Make room"),
        (DatabaseError("?"), "Look at the terminal"),
    ],
)
def test_a_database_in_trouble_is_told_in_a_sentence(
    desk: Client, monkeypatch: pytest.MonkeyPatch, error: DatabaseError, sentence: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("kawaraban.desk.pages.river._context", fail)
    answer = desk.get("/desk/")
    assert answer.status_code == 503
    assert sentence in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_a_sentence(owner: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    answer = strict.post(f"/desk/articles/{an_article().pk}/mark/", headers={"Accept-Language": "en"})
    assert answer.status_code == 403
    assert "Nothing was changed." in answer.content.decode()
