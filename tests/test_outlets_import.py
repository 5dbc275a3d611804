"""A list of outlets out of CSV: read, understood, shown before it is taken in, taken in, undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from kawaraban.desk import waiting_files
from kawaraban.desk.models import OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.outlets.changing import Names, RegistryTrouble, Said, enter, new_profile
from kawaraban.desk.outlets.importing import TableError, guess, plan, read_table, take_in

pytestmark = pytest.mark.django_db

#: In the shape of public lists: one row a site, a typology that folds three facts, addresses with typing errors.
LIST = """Region,Country,Media company,Main assets,URL,Typology,Notes
North,Kelmar,31 member papers,Northwire,https://www.northwire.example/,IP,
North,Kelmar,Kelmar Public Radio,Radio Maren,http://radio-maren.example,ISFM,
North,Vardonia,State Press,Vardonian Telegraph,https://vta.example/en/,SC,
North,Vardonia,State Press,Vardonian Telegraph,https://ru.vta.example/,SC,
North,Vardonia,State Press,Vardonian Telegraph,https://vta-photo.example/,SC,
South,Japan,,Shiomi,https://shiomi.example/,CaPr,
South,Japan,,No address,htp:/broken,SC,
South,Japan,,Odd,https://odd.example/,XYZ?,
"""
SAYS = {"source": "A list of outlets", "link": "https://list.example/", "dated": "2026-02-07"}


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def text_of(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def given_in(desk: Client, content: str | bytes = LIST) -> str:
    """Uploads a list; answers the address of its page."""
    raw = content.encode() if isinstance(content, str) else content
    answer = desk.post("/desk/outlets/list/", {"file": SimpleUploadedFile("profiles.csv", raw)})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def form_of(page: HttpResponse) -> dict[str, str]:
    """What a browser would send back of a page's form."""
    html = page.content.decode()
    typed = dict(re.findall(r'<input type="hidden" name="(code-\d+)" value="([^"]*)"', html))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        typed[name] = chosen[1] if chosen else ""
    return typed


class TestReading:
    def test_guesses_what_the_columns_are(self) -> None:
        table = read_table(LIST.encode())
        mapping = guess(table)
        assert mapping.roles == ("", "country", "owner", "name", "host", "codes", "")
        assert mapping.codes["SC"] == ("yes", "yes", "yes")
        assert mapping.codes["CaPr"] == ("", "no", "yes")
        assert mapping.codes["XYZ?"] == ("", "", "")

    def test_knows_japanese_columns_and_other_separators(self) -> None:
        table = read_table("媒体\tサイト\t国\t創刊\n潮見新聞\tshiomi.example\t日本\t1901\n".encode("cp932"))
        assert guess(table).roles == ("name", "host", "country", "founded")

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
    def test_knows_the_unicode_text_of_spreadsheets(self, encoding: str) -> None:
        table = read_table("媒体\tサイト\n潮見新聞\tshiomi.example\n".encode(encoding))
        assert (table.header, table.rows) == (("媒体", "サイト"), (("潮見新聞", "shiomi.example"),))

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"", "empty"),
            (b"\xff\xfe\x00\x00", "empty"),
            (b"\xff\xfea", "not-a-table"),
            (b"one\ntwo\n", "not-a-table"),
            (b"a,b\n", "empty"),
        ],
    )
    def test_refuses_what_is_no_table(self, content: bytes, problem: str) -> None:
        with pytest.raises(TableError) as caught:
            read_table(content)
        assert caught.value.problem == problem

    def test_is_bounded(self) -> None:
        with pytest.raises(TableError, match="too-large"):
            read_table(b"a,b\n" + b"1,2\n" * 20_001)

    @given(st.binary(max_size=300))
    def test_any_bytes_are_a_table_or_none(self, content: bytes) -> None:
        try:
            table = read_table(content)
        except TableError:
            return
        assert all(len(row) == len(table.header) for row in table.rows)


class TestTheReport:
    def test_says_what_would_be_done_and_does_nothing(self, desk: Client) -> None:
        page = desk.get(given_in(desk))
        shown = text_of(page)
        assert "Nothing has changed yet." in shown
        assert "New outlets 5" in shown and "New hosts 7" in shown and "Passed over 2" in shown
        assert "code without a meaning" in shown and "no host" in shown
        assert not OutletProfile.objects.exists()

    def test_shows_what_stands_otherwise_beside_it(self, desk: Client, owner: User) -> None:
        profile = new_profile(Names("Northwire"), ["northwire.example"], owner)
        by_hand = Said("funding", "Budget", "https://budget.example/", OutletFact().made_at.date(), answer="yes")
        enter(profile, by_hand, owner)
        shown = text_of(desk.get(given_in(desk)))
        assert "Beside a source that says otherwise 1" in shown
        assert "state funding no yes Budget" in shown

    def test_needs_a_source_and_a_link(self, desk: Client) -> None:
        address = given_in(desk)
        typed = form_of(desk.get(address)) | {"do": "take", "source": "", "link": ""}
        answer = desk.post(address, typed)
        assert answer.status_code == 422 and "a fact without a source is hearsay" in text_of(answer)
        assert not OutletProfile.objects.exists()

    def test_is_made_anew_with_other_columns_and_codes(self, desk: Client) -> None:
        address = given_in(desk)
        typed = form_of(desk.get(address)) | SAYS | {"do": "look", "column-2": "", "code-3": "IP"}
        codes = [name for name, code in typed.items() if code == "SC"]
        typed |= {f"{codes[0]}-{kind}": "" for kind in ("funding", "ownership", "editorial")}
        shown = text_of(desk.post(address, typed))
        assert "Passed over 5" in shown  # rows of a code without a meaning

    @pytest.mark.parametrize("content", [b"", b"no table", b"\x00\x01"])
    def test_a_file_that_is_no_list_is_refused(self, desk: Client, content: bytes) -> None:
        answer = desk.post("/desk/outlets/list/", {"file": SimpleUploadedFile("x.csv", content)})
        assert answer.status_code == 422
        assert not OutletProfile.objects.exists()

    def test_a_file_that_is_gone_is_asked_for_again(self, desk: Client) -> None:
        answer = desk.get(f"/desk/outlets/list/{'0' * 32}/", follow=True)
        assert "choose it again" in text_of(answer)


class TestTakingIn:
    def taken(self, desk: Client) -> RegistryChange:
        address = given_in(desk)
        answer = desk.post(address, form_of(desk.get(address)) | SAYS | {"do": "take"})
        assert answer.status_code == 302, text_of(answer)
        return RegistryChange.objects.filter(kind="imported").latest("pk")

    def test_every_fact_has_the_list_as_its_source(self, desk: Client) -> None:
        change = self.taken(desk)
        assert change.counts == {"outlets": 5, "hosts": 7, "facts": 19}
        profile = OutletHost.objects.get(host="vta-photo.example").profile
        hosts = set(profile.hosts.values_list("host", flat=True))
        assert hosts == {"vta.example", "ru.vta.example", "vta-photo.example"}
        said = {(fact.kind, fact.answer or fact.value) for fact in profile.facts.all()}
        assert said >= {("funding", "yes"), ("ownership", "yes"), ("editorial", "yes"), ("country", "Vardonia")}
        assert {(f.source, f.link, f.dated) for f in change.begun.all()} == {tuple(SAYS.values())}
        shiomi = OutletProfile.objects.get(name="Shiomi")
        assert set(shiomi.facts.values_list("kind", "answer", "value", "note")) == {
            ("ownership", "no", "", "CaPr"),
            ("editorial", "yes", "", "CaPr"),
            ("country", "", "JP", ""),
        }

    def test_a_second_time_changes_nothing(self, desk: Client) -> None:
        self.taken(desk)
        before = OutletFact.objects.count()
        again = self.taken(desk)
        assert again.counts == {"outlets": 0, "hosts": 0, "facts": 0}
        assert OutletFact.objects.count() == before

    def test_a_second_click_takes_nothing_in(self, desk: Client) -> None:
        address = given_in(desk)
        form = form_of(desk.get(address)) | SAYS | {"do": "take"}
        desk.post(address, form)
        before = OutletFact.objects.count()
        assert "This list was taken in already." in text_of(desk.post(address, form, follow=True))
        assert (OutletFact.objects.count(), RegistryChange.objects.filter(kind="imported").count()) == (before, 1)

    def test_of_two_clicks_at_once_one_has_the_word(self, desk: Client) -> None:
        token = given_in(desk).rstrip("/").rpartition("/")[2]
        assert [waiting_files.outlets.claim(token) for _ in range(3)] == [True, False, False]
        waiting_files.outlets.give_back(token)
        assert waiting_files.outlets.claim(token)

    def test_what_stands_is_never_written_over(self, desk: Client, owner: User) -> None:
        profile = new_profile(Names("Northwire"), ["northwire.example"], owner)
        by_hand = Said("funding", "Budget", "https://budget.example/", OutletFact().made_at.date(), answer="yes")
        own = enter(profile, by_hand, owner)
        self.taken(desk)
        standing = OutletFact.objects.filter(profile=profile, kind="funding", ended_by=None)
        assert {fact.answer for fact in standing} == {"yes", "no"}
        assert own in standing

    def test_is_undone_as_a_whole(self, desk: Client, owner: User) -> None:
        kept = new_profile(Names("Northwire"), ["northwire.example"], owner)
        change = self.taken(desk)
        answer = desk.post(f"/desk/outlets/undo/{change.pk}/", follow=True)
        assert "profiles.csv is taken back." in text_of(answer)
        assert not OutletFact.objects.filter(ended_by=None).exists()
        assert list(OutletProfile.objects.filter(removed_at=None)) == [kept]
        assert list(OutletHost.objects.filter(removed_at=None).values_list("host", flat=True)) == ["northwire.example"]

    def test_undoing_leaves_what_a_person_added_to_it(self, desk: Client, owner: User) -> None:
        change = self.taken(desk)
        profile = OutletHost.objects.get(host="radio-maren.example").profile
        fact = enter(
            profile, Said("founded", "About", "https://a.example/", change.made_at.date(), value="1931"), owner
        )
        desk.post(f"/desk/outlets/undo/{change.pk}/")
        assert list(OutletFact.objects.filter(ended_by=None)) == [fact]
        assert OutletHost.objects.get(removed_at=None).host == "radio-maren.example"

    def test_does_nothing_where_somebody_was_faster(self, owner: User) -> None:
        table = read_table(LIST.encode())
        mapping = guess(table)
        planned = plan(table, mapping)
        profile = new_profile(Names("Shiomi"), ["shiomi.example"], owner)
        with pytest.raises(RegistryTrouble):
            take_in(planned, mapping, "list.csv", profile.made_at.date(), owner)
        assert list(OutletProfile.objects.all()) == [profile]
        assert not OutletFact.objects.exists() and not RegistryChange.objects.filter(kind="imported").exists()
