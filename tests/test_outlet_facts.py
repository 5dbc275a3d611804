"""Facts about outlets: found by their hosts, worded as description, kept with their history, undone."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kawaraban.desk.models import Outlet, OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.outlets import facts_of, owners_and_countries_of
from kawaraban.desk.outlets.changing import (
    Names,
    RegistryTrouble,
    Said,
    enter,
    last_change,
    new_profile,
    put_hosts,
    rename,
    replace,
    take_out,
    undo,
)
from kawaraban.desk.outlets.checking import findings
from kawaraban.desk.outlets.hosts import host_of, reach

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def said(kind: str, value: str = "", *, answer: str = "", source: str = "Annual report 2025", ja: str = "") -> Said:
    return Said(kind, source, "https://northwire.example/about", TODAY, answer=answer, value=value, value_ja=ja)


@pytest.fixture
def northwire(owner: User) -> OutletProfile:
    profile = new_profile(Names("Northwire", "ノースワイヤ"), ["northwire.example", "nw.example"], owner)
    for one in (
        said("country", "Kelmar", ja="ケルマール"),
        said("medium", "agency"),
        said("form", "cooperative"),
        said("owner", "31 member papers", ja="加盟31紙"),
    ):
        enter(profile, one, owner)
    return profile


def outlet(host: str) -> Outlet:
    return Outlet.objects.create(name=host, host=host)


class TestHosts:
    def test_a_host_is_written_one_way(self) -> None:
        assert host_of("https://www.Northwire.example:443/about?x=1") == "northwire.example"
        assert host_of("northwire.example") == "northwire.example"
        assert host_of("http://127.0.0.1:8013/") == "127.0.0.1:8013"
        assert host_of("https://新聞.example/") == "xn--efvv70d.example"

    def test_what_is_no_host_is_none(self) -> None:
        for text in ("", "  ", "http://", "localhost", "co.jp", "com.cn", "http://[::1", "a b.example", "x:99999"):
            assert host_of(text) == ""

    def test_a_host_stands_under_those_above_it(self) -> None:
        assert reach("www3.news.northwire.co.jp") == [
            "www3.news.northwire.co.jp",
            "news.northwire.co.jp",
            "northwire.co.jp",
        ]
        assert reach("northwire.example:8080") == ["northwire.example:8080", "northwire.example"]
        assert reach("127.0.0.1:8013") == ["127.0.0.1:8013"]

    @given(st.text(max_size=80))
    def test_any_text_is_a_host_or_none_and_stays_it(self, text: str) -> None:
        host = host_of(text)
        assert host == host_of(host)
        assert not host or reach(host)[0] == host


class TestLookingUp:
    def test_many_outlets_cost_two_queries(
        self, northwire: OutletProfile, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        outlets = [outlet("www.northwire.example"), outlet("ja.nw.example"), outlet("elsewhere.example")]
        with django_assert_num_queries(2):
            found = facts_of(outlets)
        assert set(found) == {outlets[0].pk, outlets[1].pk}
        assert all(facts.profile == northwire for facts in found.values())

    def test_the_nearest_host_counts(self, northwire: OutletProfile, owner: User) -> None:
        sport = new_profile(Names("Northwire Sport"), ["sport.northwire.example"], owner)
        one, other = outlet("live.sport.northwire.example"), outlet("news.northwire.example")
        found = facts_of([one, other])
        assert (found[one.pk].profile, found[other.pk].profile) == (sport, northwire)

    def test_owners_and_countries_are_left_out_where_nobody_knows_them(self, northwire: OutletProfile) -> None:
        known, unknown = outlet("nw.example"), outlet("elsewhere.example")
        owners, countries = owners_and_countries_of([known.pk, unknown.pk])
        assert (owners, countries) == ({known.pk: "31 member papers"}, {known.pk: "Kelmar"})
        assert facts_of([]) == {}


class TestTheLine:
    @pytest.mark.parametrize(
        ("language", "line", "short"),
        [("ja", "ケルマール・協同組合", "通信社・協同組合"), ("en", "Kelmar, cooperative", "news agency, cooperative")],
    )
    def test_says_country_and_form(self, northwire: OutletProfile, language: str, line: str, short: str) -> None:
        one = outlet("nw.example")
        with translation.override(language):
            facts = facts_of([one])[one.pk]
            assert (facts.line, facts.short) == (line, short)

    def test_names_the_owner_where_there_is_room(self, northwire: OutletProfile) -> None:
        one = outlet("nw.example")
        with translation.override("ja"):
            assert facts_of([one])[one.pk].full == "ケルマール・通信社・協同組合。所有：加盟31紙"

    def test_says_what_a_state_has_in_it_where_no_source_names_a_form(self, owner: User) -> None:
        profile = new_profile(Names("Vardonian Telegraph"), ["vta.example"], owner)
        for kind, answer in (("funding", "yes"), ("ownership", "yes"), ("editorial", "no")):
            enter(profile, said(kind, answer=answer), owner)
        one = outlet("vta.example")
        with translation.override("ja"):
            assert facts_of([one])[one.pk].line == "国の資金・所有・経営"

    def test_says_where_sources_differ_and_where_a_state_has_nothing(self, owner: User) -> None:
        profile = new_profile(Names("Shiomi"), ["shiomi.example"], owner)
        enter(profile, said("country", "JP"), owner)
        enter(profile, said("editorial", answer="no", source="One list"), owner)
        one = outlet("shiomi.example")
        with translation.override("ja"):
            assert facts_of([one])[one.pk].line == "日本・国の編集権なし"
            enter(profile, said("editorial", answer="yes", source="Another list"), owner)
            assert facts_of([one])[one.pk].line == "日本・国の編集権は出典で異なる"

    def test_what_nobody_looked_up_is_not_said(self, owner: User) -> None:
        profile = new_profile(Names("Bare"), ["bare.example"], owner)
        enter(profile, said("funding", answer="unknown"), owner)
        one = outlet("bare.example")
        assert facts_of([one])[one.pk].line == ""

    @pytest.mark.parametrize("country", ["JP", "US", "RU", "CN", "GB", "QA"])
    def test_is_worded_alike_for_every_country(self, owner: User, country: str) -> None:
        profile = new_profile(Names("One"), ["one.example"], owner)
        for one in (said("country", country), said("form", "public")):
            enter(profile, one, owner)
        known = facts_of([outlet("one.example")])
        with translation.override("ja"):
            (line,) = (facts.line for facts in known.values())
        assert line.endswith("・公共") and line.count("・") == 1


class TestHistory:
    def test_a_fact_that_is_replaced_stays_in_the_history(self, northwire: OutletProfile, owner: User) -> None:
        before = northwire.facts.get(kind="form")
        after = replace(before, said("form", "private", source="Company register"), owner)
        before.refresh_from_db()
        assert (before.value, before.ended_by, after.replaces) == ("cooperative", after.begun_by, before)
        assert facts_of([one := outlet("nw.example")])[one.pk].of("form") == [after]

    def test_replacing_is_undone(self, northwire: OutletProfile, owner: User) -> None:
        before = northwire.facts.get(kind="form")
        after = replace(before, said("form", "private"), owner)
        undo(after.begun_by)
        standing = OutletFact.objects.filter(profile=northwire, ended_by=None, kind="form")
        assert list(standing) == [before]
        with pytest.raises(RegistryTrouble):
            undo(after.begun_by)

    def test_undoing_an_early_change_leaves_a_later_one(self, northwire: OutletProfile, owner: User) -> None:
        first = replace(northwire.facts.get(kind="form"), said("form", "private"), owner)
        second = replace(first, said("form", "foundation"), owner)
        undo(first.begun_by)
        assert list(OutletFact.objects.filter(profile=northwire, ended_by=None, kind="form")) == [second]

    def test_taking_out_is_undone(self, northwire: OutletProfile, owner: User) -> None:
        fact = northwire.facts.get(kind="owner")
        undo(take_out(fact, owner))
        fact.refresh_from_db()
        assert fact.ended_by is None

    def test_two_who_change_one_fact_are_told(self, northwire: OutletProfile, owner: User) -> None:
        fact = northwire.facts.get(kind="owner")
        replace(fact, said("owner", "a family"), owner)
        with pytest.raises(RegistryTrouble):
            replace(fact, said("owner", "a fund"), owner)
        with pytest.raises(RegistryTrouble):
            take_out(fact, owner)

    def test_names_and_hosts_are_undone(self, northwire: OutletProfile, owner: User) -> None:
        change = rename(northwire, Names("North Wire", "ノースワイヤ通信"), ["northwire.example", "n.example"], owner)
        assert change is not None and last_change(northwire) == change
        undo(change)
        northwire.refresh_from_db()
        hosts = set(northwire.hosts.filter(removed_at=None).values_list("host", flat=True))
        assert (northwire.name, hosts) == ("Northwire", {"northwire.example", "nw.example"})

    def test_undoing_names_leaves_a_host_that_came_since(self, northwire: OutletProfile, owner: User) -> None:
        change = rename(northwire, Names("North Wire"), ["northwire.example", "n.example"], owner)
        assert change is not None
        put_hosts(northwire, ["photo.example"], RegistryChange.objects.create(kind="imported"))
        undo(change)
        hosts = set(northwire.hosts.filter(removed_at=None).values_list("host", flat=True))
        assert hosts == {"northwire.example", "nw.example", "photo.example"}

    def test_nothing_changed_is_no_change(self, northwire: OutletProfile, owner: User) -> None:
        count = RegistryChange.objects.count()
        hosts = ["https://www.northwire.example/", "nw.example"]
        assert rename(northwire, Names("Northwire", "ノースワイヤ"), hosts, owner) is None
        assert RegistryChange.objects.count() == count

    def test_an_outlet_that_was_entered_is_undone(self, owner: User) -> None:
        profile = new_profile(Names("Bare"), ["bare.example"], owner)
        change = last_change(profile)
        assert change is not None
        undo(change)
        profile.refresh_from_db()
        assert profile.removed_at is not None and facts_of([outlet("bare.example")]) == {}

    def test_a_host_belongs_to_one_outlet(self, northwire: OutletProfile, owner: User) -> None:
        with pytest.raises(RegistryTrouble, match="Northwire"):
            new_profile(Names("Another"), ["nw.example"], owner)
        with pytest.raises(RegistryTrouble, match="not a host"):
            new_profile(Names("Another"), ["not a host"], owner)
        assert not OutletProfile.objects.filter(name="Another").exists()


class TestTheValidator:
    def test_finds_nothing_amiss_where_all_is_well(self, northwire: OutletProfile) -> None:
        assert findings() == []

    def test_finds_what_is_amiss(self, northwire: OutletProfile, owner: User) -> None:
        within = new_profile(Names("Northwire", "北の線"), ["sport.northwire.example"], owner)
        within.hosts.update(trouble="no-such-host")
        enter(within, said("form", "private", source=""), owner)
        bare = new_profile(Names("Bare"), ["bare.example"], owner)
        OutletHost.objects.filter(profile=bare).delete()
        found = {(finding.what, finding.profile) for finding in findings()}
        assert found == {
            ("dead-host", within.pk),
            ("doubled-name", within.pk),
            ("no-source", within.pk),
            ("no-host", bare.pk),
        }

    def test_finds_a_host_within_another_outlets(self, northwire: OutletProfile, owner: User) -> None:
        new_profile(Names("Northwire Sport"), ["sport.northwire.example"], owner)
        (finding,) = findings()
        assert (finding.what, finding.text, finding.other) == ("within", "sport.northwire.example", "Northwire")


class TestTheMadeUpPress:
    def test_has_its_facts_in_the_demo(self) -> None:
        from kawaraban.desk.outlets import made_up
        from kawaraban.newsstand import Newsstand

        with Newsstand() as newsstand:
            assert made_up.load(newsstand.outlets, {"northwire": "ノースワイヤ"}) > 60
            known = {one.key: one.address.removeprefix("http://") for one in newsstand.outlets}
        outlets = {key: outlet(host) for key, host in known.items()}
        facts = facts_of(outlets.values())
        with translation.override("ja"):
            told = {key: facts[one.pk].line for key, one in outlets.items() if one.pk in facts}
        assert told["northwire"] == "ケルマール・協同組合"
        assert told["vta"] == "ヴァルドニア・国営"
        assert told["dongyu"] == "東嶼・党機関"
        assert "lantern" not in told  # nobody can know whose it is
        assert owners_and_countries_of([outlets["northwire"].pk])[0] == {outlets["northwire"].pk: "31 member papers"}
