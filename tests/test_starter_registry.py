"""The starter registry: whole, sourced, taken in once, and never against a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from kawaraban.desk.models import Outlet, OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.outlets import facts_of, owners_and_countries_of
from kawaraban.desk.outlets.changing import Names, Said, new_profile, rename, replace, take_out
from kawaraban.desk.outlets.checking import findings, findings_of
from kawaraban.desk.outlets.entries import STARTER, read_files, starter
from kawaraban.desk.outlets.hosts import host_of
from kawaraban.desk.outlets.starting import load_starter

ONE = """
[sources.list]
name = "A list"
link = "https://list.example/"
read = 2026-11-20

[[outlet]]
key = "northwire"
name = "Northwire"
ja = "ノースワイヤ"
hosts = ["northwire.example"]
fact = [{ kind = "form", value = "cooperative", from = "list" }, { kind = "country", value = "JP", from = "list" }]
"""


def in_folder(folder: Path, text: str) -> Path:
    (folder / "one.toml").write_text(text, encoding="utf-8")
    return folder


class TestTheData:
    def test_the_validator_finds_nothing_amiss(self) -> None:
        assert findings_of(starter()) == []

    def test_has_about_sixty_outlets_with_names_in_both_scripts(self) -> None:
        entries = list(starter())
        assert len(entries) >= 60
        assert len({entry.key for entry in entries}) == len(entries)
        assert all(entry.name.strip() and entry.name_ja.strip() and entry.hosts for entry in entries)

    def test_every_fact_has_its_source_its_link_and_the_day_it_was_read(self) -> None:
        for entry in starter():
            for fact in entry.facts:
                assert fact.source and fact.link.startswith("http") and fact.read_on, (entry.key, fact)
                assert date(2026, 1, 1) <= fact.read_on <= date(2026, 12, 31)
                assert len(fact.value) <= 300 and len(fact.source) <= 200

    def test_no_host_stands_twice(self) -> None:
        hosts = [host for entry in starter() for host in entry.hosts]
        assert len(set(hosts)) == len(hosts)
        assert all(host_of(host) == host for host in hosts)

    @pytest.mark.parametrize(
        "key",
        "reuters ap afp bbc dw voa aljazeera yonhap nhk kyodo jiji rt sputnik tass xinhua cgtn record-china".split(),
    )
    def test_has_those_that_a_reader_in_japan_meets(self, key: str) -> None:
        assert key in {entry.key for entry in starter()}

    def test_where_sources_disagree_both_stand(self) -> None:
        nhk = next(entry for entry in starter() if entry.key == "nhk")
        said = {(fact.source, fact.answer) for fact in nhk.facts if fact.kind == "editorial"}
        assert {answer for _source, answer in said} == {"yes", "no"}


@pytest.mark.django_db
class TestTakingIn:
    def test_is_taken_in_once(self) -> None:
        facts = load_starter()
        assert facts == sum(len(entry.facts) for entry in starter()) == OutletFact.objects.count()
        assert load_starter() == 0
        assert OutletProfile.objects.count() == len(list(starter()))
        assert findings() == []

    def test_is_found_by_the_hosts_that_are_met(self) -> None:
        load_starter()
        hosts = ["www3.nhk.or.jp", "jp.sputniknews.com", "ria.ru", "english.kyodonews.net", "unheard.example"]
        outlets = [Outlet.objects.create(name=host, host=host) for host in hosts]
        known = facts_of(outlets)
        with translation.override("ja"):
            assert [known[one.pk].name for one in outlets[:4]] == ["NHK", "スプートニク", "RIAノーボスチ", "共同通信"]
            assert known[outlets[0].pk].line == "日本・公共"
            assert known[outlets[3].pk].short == "通信社・社団法人"
        owners, _ = owners_and_countries_of([one.pk for one in outlets])
        assert owners[outlets[1].pk] == owners[outlets[2].pk] == "Rossiya Segodnya"

    def test_a_newer_one_adds_and_never_writes_over(self, tmp_path: Path, owner: User) -> None:
        load_starter(in_folder(tmp_path, ONE))
        profile = OutletProfile.objects.get(key="northwire")
        said = Said("form", "Register", "https://register.example/", date(2026, 11, 21), value="private")
        own = replace(profile.facts.get(kind="form"), said, owner)
        take_out(profile.facts.get(kind="country"), owner)
        rename(profile, Names("North Wire", "ノースワイヤ通信"), ["nw.example"], owner)

        newer = ONE.replace('["northwire.example"]', '["northwire.example", "northwire.test"]')
        newer = newer.replace("fact = [", 'fact = [{ kind = "founded", value = "1901", from = "list" }, ')
        assert load_starter(in_folder(tmp_path, newer)) == 1
        profile.refresh_from_db()
        standing = {(fact.kind, fact.value) for fact in profile.facts.filter(ended_by=None)}
        assert standing == {("form", "private"), ("founded", "1901")}
        assert own.ended_by is None
        assert profile.name == "North Wire"
        hosts = set(OutletHost.objects.filter(removed_at=None).values_list("host", flat=True))
        assert hosts == {"nw.example", "northwire.test"}  # what a person took away does not come back

    def test_meets_an_outlet_that_a_person_entered(self, tmp_path: Path, owner: User) -> None:
        profile = new_profile(Names("My Northwire"), ["northwire.example"], owner)
        load_starter(in_folder(tmp_path, ONE))
        assert OutletProfile.objects.get() == profile
        assert profile.facts.count() == 2

    def test_is_remembered_as_one_change(self) -> None:
        load_starter()
        change = RegistryChange.objects.get()
        assert change.kind == "starter" and change.counts["outlets"] >= 60

    def test_comes_with_the_desk_when_it_is_opened(self) -> None:
        from kawaraban.desk.house import open_house

        open_house()
        assert OutletProfile.objects.filter(key="reuters").exists()


def test_files_are_few_and_small_enough_to_read() -> None:
    paths = list(STARTER.glob("*.toml"))
    assert sum(1 for _entry in read_files(paths)) == sum(1 for _entry in starter())
    assert all(path.stat().st_size < 60_000 for path in paths)
