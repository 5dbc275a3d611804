"""The registry's pages: looking, entering, changing, undoing; and who may."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from kawaraban.desk.models import Membership, Outlet, OutletFact, OutletHost, OutletProfile, Source
from kawaraban.desk.outlets.changing import Names, Said, enter, new_profile
from tests.servers import LOOPBACK, Site

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "form",
    "value": "cooperative",
    "source": "Annual report 2025",
    "link": "https://northwire.example/about",
    "read_on": "2026-11-21",
}


def said(kind: str, value: str = "", answer: str = "", source: str = "A list") -> Said:
    return Said(kind, source, "https://list.example/", date(2026, 11, 20), answer=answer, value=value)


@pytest.fixture
def northwire(owner: User) -> OutletProfile:
    profile = new_profile(Names("Northwire", "ノースワイヤ"), ["northwire.example"], owner)
    enter(profile, said("country", "Kelmar"), owner)
    return profile


def text_of(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))  # type: ignore[attr-defined]


class TestTheList:
    def test_says_what_to_do_where_it_is_empty(self, desk: Client) -> None:
        assert "The registry is empty" in text_of(desk.get("/desk/outlets/"))

    def test_shows_an_outlet_with_what_is_known(self, desk: Client, northwire: OutletProfile) -> None:
        page = text_of(desk.get("/desk/outlets/"))
        assert "Northwire" in page and "Kelmar" in page and "northwire.example" in page

    @pytest.mark.parametrize("query", ["north", "ノース", "wire.exam"])
    def test_is_searched_by_name_and_host(
        self, desk: Client, northwire: OutletProfile, owner: User, query: str
    ) -> None:
        new_profile(Names("Another"), ["another.example"], owner)
        page = text_of(desk.get("/desk/outlets/", {"q": query}))
        assert "Northwire" in page and "Another" not in page
        assert "No outlet like this" in text_of(desk.get("/desk/outlets/", {"q": "nothing"}))

    def test_shows_those_that_are_followed_and_those_nobody_looked_up(
        self, desk: Client, northwire: OutletProfile
    ) -> None:
        for host in ("news.northwire.example", "unheard.example"):
            outlet = Outlet.objects.create(name=host, host=host)
            Source.objects.create(outlet=outlet, name=host, kind="feed", address=f"https://{host}/feed")
        assert "Northwire" in text_of(desk.get("/desk/outlets/?show=followed"))
        page = text_of(desk.get("/desk/outlets/?show=not-known"))
        assert "unheard.example" in page and "news.northwire.example" not in page

    def test_tells_what_is_amiss(self, desk: Client, northwire: OutletProfile, owner: User) -> None:
        assert "Nothing is amiss" in text_of(desk.get("/desk/outlets/?show=amiss"))
        enter(northwire, said("owner", "31 papers", source=""), owner)
        assert "owner: no source" in text_of(desk.get("/desk/outlets/?show=amiss"))

    def test_costs_as_many_queries_for_sixty_outlets_as_for_one(self, desk: Client, owner: User) -> None:
        for n in range(60):
            enter(new_profile(Names(f"Paper {n:02}"), [f"paper{n}.example"], owner), said("country", "JP"), owner)
        with CaptureQueriesContext(connection) as queries:
            page = text_of(desk.get("/desk/outlets/"))
        assert len(queries) < 25
        assert "Paper 00" in page and "Paper 59" not in page
        assert "Paper 59" in text_of(desk.get("/desk/outlets/?page=2"))


class TestAnOutlet:
    def test_shows_sources_side_by_side(self, desk: Client, northwire: OutletProfile, owner: User) -> None:
        enter(northwire, said("editorial", answer="no", source="One list"), owner)
        enter(northwire, said("editorial", answer="yes", source="Another list"), owner)
        page = text_of(desk.get(f"/desk/outlets/{northwire.pk}/"))
        assert "One list" in page and "Another list" in page
        assert "sources differ on state editorial control" in page

    def test_takes_a_fact_and_refuses_one_without_a_source(self, desk: Client, northwire: OutletProfile) -> None:
        address = f"/desk/outlets/{northwire.pk}/"
        refused = desk.post(address, TYPED | {"do": "enter", "source": ""})
        assert refused.status_code == 422
        assert "a fact without a source is hearsay" in text_of(refused)
        assert desk.post(address, TYPED | {"do": "enter"}).status_code == 302
        fact = northwire.facts.get(kind="form")
        assert (fact.value, fact.entered_by, fact.person) == ("cooperative", "person", User.objects.get())
        assert "Kelmar, cooperative" in text_of(desk.get(address))

    @pytest.mark.parametrize(
        ("typed", "kind", "stored"),
        [("協同組合", "form", "cooperative"), ("Japan", "country", "JP"), ("日本", "country", "JP")],
    )
    def test_stores_words_of_either_language_alike(
        self, desk: Client, northwire: OutletProfile, typed: str, kind: str, stored: str
    ) -> None:
        desk.cookies["kawaraban-language"] = "ja"
        sent = TYPED | {"do": "enter", "kind": kind, "value": typed}
        assert desk.post(f"/desk/outlets/{northwire.pk}/", sent).status_code == 302
        assert northwire.facts.filter(kind=kind).latest("pk").value == stored

    @pytest.mark.parametrize(
        "wrong",
        [{"kind": "form", "value": "the best"}, {"kind": "funding", "value": "much"}, {"link": "javascript:alert(1)"}],
    )
    def test_refuses_what_says_nothing(self, desk: Client, northwire: OutletProfile, wrong: dict[str, str]) -> None:
        answer = desk.post(f"/desk/outlets/{northwire.pk}/", TYPED | {"do": "enter"} | wrong)
        assert answer.status_code == 422
        assert northwire.facts.count() == 1

    def test_replaces_takes_out_and_undoes(self, desk: Client, northwire: OutletProfile) -> None:
        address, fact = f"/desk/outlets/{northwire.pk}/", northwire.facts.get()
        desk.post(address, TYPED | {"do": "replace", "fact": fact.pk, "kind": "country", "value": "Vardonia"})
        page = text_of(desk.get(address))
        assert "Vardonia" in page and "What stood before" in page
        (last,) = northwire.changes.filter(kind="replaced")
        assert f'name="change" value="{last.pk}"' in desk.get(address).content.decode()
        desk.post(address, {"do": "undo", "change": last.pk})
        assert "What stood before" in text_of(desk.get(address))
        (standing,) = OutletFact.objects.filter(profile=northwire, ended_by=None)
        assert standing == fact
        desk.post(address, {"do": "take-out", "fact": fact.pk})
        assert not OutletFact.objects.filter(profile=northwire, ended_by=None).exists()

    def test_two_windows_are_told_of_each_other(self, desk: Client, northwire: OutletProfile) -> None:
        address, fact = f"/desk/outlets/{northwire.pk}/", northwire.facts.get()
        desk.post(address, {"do": "take-out", "fact": fact.pk})
        answer = desk.post(address, {"do": "take-out", "fact": fact.pk}, follow=True)
        assert "Somebody changed this fact meanwhile" in text_of(answer)

    def test_undo_takes_back_only_what_the_page_showed_as_the_last(
        self, desk: Client, northwire: OutletProfile, owner: User
    ) -> None:
        address, seen = f"/desk/outlets/{northwire.pk}/", northwire.changes.latest("pk")
        enter(northwire, said("form", "private"), User.objects.create_user("other"))
        answer = desk.post(address, {"do": "undo", "change": seen.pk}, follow=True)
        assert "Somebody changed this outlet meanwhile" in text_of(answer)
        assert northwire.facts.filter(ended_by=None).count() == 2

    def test_what_was_typed_stays_where_somebody_was_faster(
        self, desk: Client, northwire: OutletProfile, owner: User
    ) -> None:
        address, fact = f"/desk/outlets/{northwire.pk}/", northwire.facts.get()
        new_profile(Names("Another"), ["another.example"], owner)
        desk.post(address, {"do": "take-out", "fact": fact.pk})
        replaced = desk.post(address, TYPED | {"do": "replace", "fact": fact.pk, "source": "A rare almanac"})
        assert replaced.status_code == 422
        assert "meanwhile" in text_of(replaced) and "A rare almanac" in replaced.content.decode()
        named = desk.post(address, {"do": "name", "name": "North Wire of Old", "hosts": "another.example"})
        assert named.status_code == 422
        assert "take it away there first" in text_of(named) and "North Wire of Old" in named.content.decode()

    def test_a_new_one_is_entered_with_its_hosts(self, desk: Client) -> None:
        page = desk.get("/desk/outlets/new/", {"host": "unheard.example", "name": "Unheard"})
        assert 'value="Unheard"' in page.content.decode() and "unheard.example" in page.content.decode()
        refused = desk.post("/desk/outlets/new/", {"name": "Unheard", "hosts": "no host"})
        assert refused.status_code == 422 and "is no host" in text_of(refused)
        made = desk.post("/desk/outlets/new/", {"name": "Unheard", "hosts": "https://www.unheard.example/"})
        profile = OutletProfile.objects.get()
        assert made["Location"] == f"/desk/outlets/{profile.pk}/"
        assert profile.hosts.get().host == "unheard.example"


class TestWhetherHostsAnswer:
    def test_is_asked_through_the_guarded_fetcher(
        self, desk: Client, northwire: OutletProfile, settings: Settings
    ) -> None:
        settings.FETCH_GAP = 0.0
        OutletHost.objects.create(profile=northwire, host="127.0.0.1:9")
        northwire.hosts.filter(host="northwire.example").delete()
        desk.post("/desk/outlets/look/", {"profile": northwire.pk})
        assert northwire.hosts.get().trouble == "refused-address"  # the local network is never asked

    def test_one_that_answers_is_well(
        self, desk: Client, northwire: OutletProfile, site: Site, settings: Settings
    ) -> None:
        settings.FETCH_GAP, settings.ALLOW_NETS = 0.0, LOOPBACK
        northwire.hosts.update(host="dead.invalid")
        desk.post("/desk/outlets/look/", {"profile": northwire.pk})
        assert northwire.hosts.get().trouble == "no-such-host"
        assert "dead.invalid did not answer" in text_of(desk.get(f"/desk/outlets/{northwire.pk}/"))

    def test_links_behind_facts_are_asked_too(
        self, desk: Client, northwire: OutletProfile, site: Site, settings: Settings
    ) -> None:
        settings.FETCH_GAP, settings.ALLOW_NETS = 0.0, LOOPBACK
        northwire.hosts.all().delete()
        site.answer("/about", b"<p>About</p>")
        for kind, path in (("country", "/about"), ("founded", "/gone-since")):
            northwire.facts.filter(kind=kind).delete()
            OutletFact.objects.create(
                profile=northwire,
                kind=kind,
                value="JP",
                source="A page",
                link=site.at(path),
                read_on=date(2026, 11, 20),
                entered_by="person",
                begun_by=northwire.changes.first(),
            )
        desk.post("/desk/outlets/look/", {"profile": northwire.pk})
        assert dict(northwire.facts.values_list("kind", "trouble")) == {"country": "", "founded": "not-found"}
        page = text_of(desk.get(f"/desk/outlets/{northwire.pk}/"))
        assert "founded: the link to its source did not answer" in page


def test_a_contributor_looks_and_changes_nothing(client: Client, northwire: OutletProfile) -> None:
    writer = User.objects.create_user("writer")
    Membership.objects.create(person=writer, role="contributor")
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/desk/outlets/{northwire.pk}/"
    assert client.get(address).status_code == client.get("/desk/outlets/").status_code == 200
    assert client.post(address, TYPED | {"do": "enter"}).status_code == 403
    assert client.get("/desk/outlets/new/").status_code == 403
