"""The memory's page: pairs found by any part of them, paged, corrected, deleted and brought back; files in and out."""

from __future__ import annotations

import io
import json
import time
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from kawaraban.desk import memory
from kawaraban.desk.models import MemoryEntry
from kawaraban.desk.pages import chosen_pairs
from kawaraban.desk.pages.chosen_pairs import PAGE
from kawaraban.desk.uploads import Upload
from kawaraban.translate import MemoryPair, read_tmx, write_tmx

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def remembered(*pairs: tuple[str, str], languages: str = "en-ja", origin: str = "kelmar.tmx") -> None:
    source, target = languages.split("-")
    memory.load(
        MemoryPair(source, target, original, rendering, origin, NOW - timedelta(minutes=n))
        for n, (original, rendering) in enumerate(pairs)
    )


def shown(desk: Client, **asked: str) -> list[str]:
    return [entry.target_text for entry in desk.get("/desk/memory/", asked).context["entries"]]


def test_an_empty_memory_says_how_it_fills(desk: Client) -> None:
    assert "Every translation that you approve comes here" in desk.get("/desk/memory/").content.decode()


def test_pairs_are_found_by_any_part_of_either_side(desk: Client) -> None:
    remembered(("The ferry left Kelmar.", "渡し船がケルマーを出た。"), ("Grain is late.", "穀物が遅れている。"))
    assert shown(desk) == ["渡し船がケルマーを出た。", "穀物が遅れている。"]
    assert shown(desk, q="し船") == ["渡し船がケルマーを出た。"]
    assert shown(desk, q="rain is") == ["穀物が遅れている。"]
    assert shown(desk, q="灯台") == []


def test_a_search_goes_on_where_it_paused_until_all_was_looked_through(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen_pairs, "SEARCHED", 40)
    remembered(*[(f"Ship {n} came.", f"{'灯台' if n in {7, 93} else '船'}{n}。") for n in range(100)])
    seen, address, pages = [], "?q=灯台", 0
    while address:
        page = desk.get(f"/desk/memory/{address}")
        seen += [entry.target_text for entry in page.context["entries"]]
        address = page.context["older"]
        pages += 1
    assert (seen, pages) == (["灯台7。", "灯台93。"], 3)


def test_filters_narrow_by_languages_and_by_where_a_pair_came_from(desk: Client) -> None:
    remembered(("The ferry left.", "渡し船が出た。"))
    remembered(("Паром ушёл.", "渡し船が去った。"), languages="ru-ja", origin="vardonia.tmx")
    assert shown(desk, pair="ru-ja") == ["渡し船が去った。"]
    assert shown(desk, origin="kelmar.tmx") == ["渡し船が出た。"]
    assert shown(desk, show="desk") == []
    assert len(shown(desk, show="files")) == 2


def test_every_pair_stands_on_one_page_only(desk: Client) -> None:
    remembered(*[(f"Ship {n} came.", f"船{n}が来た。") for n in range(2 * PAGE + 7)])
    MemoryEntry.objects.filter(pk__in=MemoryEntry.objects.values("pk")[: PAGE + 5]).update(made_at=NOW)
    seen, address = [], "?"
    while address:
        page = desk.get(f"/desk/memory/{address}")
        seen += [entry.pk for entry in page.context["entries"]]
        address = page.context["older"]
    assert sorted(seen) == sorted(MemoryEntry.objects.values_list("pk", flat=True))
    assert len(seen) == len(set(seen))


def test_a_pair_is_corrected_deleted_and_each_taken_back(desk: Client, owner: User) -> None:
    remembered(("The ferry left.", "渡し船が出た。"))
    entry = MemoryEntry.objects.get()
    address, htmx = f"/desk/memory/{entry.pk}/", {"HX-Request": "true"}
    assert "<textarea" in desk.get(address, {"edit": 1}, headers=htmx).content.decode()
    row = desk.post(address, {"do": "save", "text": "渡し船は出た。"}, headers=htmx).content.decode()
    assert "渡し船は出た。" in row
    assert "owner" in row
    assert shown(desk, show="desk") == ["渡し船は出た。"]
    desk.post(address, {"do": "undo"}, headers=htmx)
    assert shown(desk, show="files") == ["渡し船が出た。"]
    desk.post(address, {"do": "delete"})
    assert shown(desk) == []
    assert shown(desk, show="deleted") == ["渡し船が出た。"]
    assert memory.suggest("The ferry left.", "en", "ja") == []
    desk.post(address, {"do": "undo"})
    assert shown(desk) == ["渡し船が出た。"]


def test_an_empty_translation_is_not_stored_and_what_to_do_is_said(desk: Client) -> None:
    remembered(("The ferry left.", "渡し船が出た。"))
    address = f"/desk/memory/{MemoryEntry.objects.get().pk}/"
    answer = desk.post(address, {"do": "save", "text": "  "})
    assert answer.status_code == 422
    assert "Write a translation, or delete the pair." in answer.content.decode()
    assert shown(desk) == ["渡し船が出た。"]


def test_foreign_mark_up_in_a_pair_stays_text(desk: Client) -> None:
    remembered(("<script>alert(1)</script>", "<b>訳</b>"))
    html = desk.get("/desk/memory/").content.decode()
    assert "<script>alert(1)" not in html
    assert "<b>訳" not in html


def test_a_page_costs_the_same_queries_however_many_pairs_it_shows(desk: Client) -> None:
    remembered(("One ship.", "一隻。"))
    with CaptureQueriesContext(connection) as few:
        desk.get("/desk/memory/")
    remembered(*[(f"Ship {n} came.", f"船{n}が来た。") for n in range(100)])
    with CaptureQueriesContext(connection) as many:
        desk.get("/desk/memory/")
    assert len(many) == len(few)


def test_what_is_downloaded_comes_back_the_same(desk: Client) -> None:
    remembered(("The ferry & the “grain”.", "渡し船と<穀物>。"), ("Line one\nline two", "一行目\n二行目"))
    before = list(memory.pairs())
    answer = desk.get("/desk/memory/memory.tmx")
    content = b"".join(answer.streaming_content)
    MemoryEntry.objects.all().delete()
    memory.load(read_tmx(io.BytesIO(content)))
    assert [replace(pair, made_at=None) for pair in memory.pairs()] == [replace(p, made_at=None) for p in before]


def waited_for(desk: Client, address: str) -> Upload:
    """The upload, once nothing is at work on it."""
    for _ in range(600):
        upload: Upload = desk.get(address).context["upload"]
        if not upload.at_work:
            return upload
        time.sleep(0.05)
    raise AssertionError("the upload is still at work")


def tmx(count: int) -> SimpleUploadedFile:
    file = io.BytesIO()
    write_tmx([MemoryPair("en", "ja", f"Ship {n} came.", f"船{n}が来た。") for n in range(count)], file)
    return SimpleUploadedFile("kelmar.tmx", file.getvalue())


@pytest.mark.django_db(transaction=True)
def test_a_file_is_looked_through_before_it_is_taken_in(desk: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    address = desk.post("/desk/memory/upload/", {"file": tmx(700)})["Location"]
    looked = waited_for(desk, address)
    assert (looked.state, looked.pairs, looked.stored, looked.kept) == ("looked", 700, 700, 0)
    assert not MemoryEntry.objects.exists()
    assert "Would be stored" in desk.get(address).content.decode()
    desk.post(address, {"do": "take"})
    assert waited_for(desk, address).state == "taken"
    assert MemoryEntry.objects.filter(origin="kelmar.tmx").count() == 700
    assert "See the pairs" in desk.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_no_memory_is_told_in_a_sentence_and_can_be_left(
    desk: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    address = desk.post("/desk/memory/upload/", {"file": SimpleUploadedFile("../x.tmx", b"<html></html>")})["Location"]
    looked = waited_for(desk, address)
    assert looked.name == "x.tmx"
    assert "no TMX file" in desk.get(address).content.decode()
    desk.post(address, {"do": "discard"})
    assert desk.get(address).status_code == 404
    assert list((tmp_path / "uploads").iterdir()) == []


def test_what_a_killed_desk_was_at_can_be_looked_through_again(
    desk: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    (tmp_path / "uploads").mkdir()
    left = Upload("a" * 32, "kelmar.tmx", 1000, "taking", done=500, pairs=90, at=time.time() - 3600)
    (tmp_path / "uploads" / f"{left.token}.json").write_text(json.dumps(asdict(left)))
    assert "look through it again" in desk.get(f"/desk/memory/upload/{left.token}/").content.decode()


@pytest.mark.parametrize("token", ["b" * 32, "..", "x", "A" * 32])
def test_an_upload_that_is_not_there_is_not_found(desk: Client, token: str) -> None:
    assert desk.get(f"/desk/memory/upload/{token}/").status_code == 404


def test_sending_no_file_is_told(desk: Client) -> None:
    assert "Choose a TMX file first." in desk.post("/desk/memory/upload/", follow=True).content.decode()


def settled(page: Page) -> None:
    """A row that was swapped in answers keys once it has settled."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_pair_is_found_corrected_deleted_and_brought_back_by_keys(desk_page: Page) -> None:
    page = desk_page
    remembered(("The ferry left Kelmar.", "渡し船がケルマーを出た。"), ("Grain is late.", "穀物が遅れている。"))
    page.goto("/desk/memory/")
    page.locator("#q").fill("し船")
    page.keyboard.press("Enter")
    expect(page.locator(".pair")).to_have_count(1)
    page.locator("#q").blur()
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.locator(".pair textarea")
    expect(field).to_be_focused()
    field.fill("渡し船はケルマーを出た。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".pair .to")).to_have_text("渡し船はケルマーを出た。")
    expect(page.locator(".pair .does .link").first).to_be_focused()
    settled(page)
    page.keyboard.press("z")
    expect(page.locator(".pair .to")).to_have_text("渡し船がケルマーを出た。")
    settled(page)
    page.keyboard.press("e")
    expect(field).to_be_focused()
    field.fill("別の訳")
    page.keyboard.press("Escape")
    expect(page.locator(".pair .to")).to_have_text("渡し船がケルマーを出た。")
    settled(page)
    page.keyboard.press("d")
    expect(page.locator(".pair.gone")).to_have_count(1)
    settled(page)
    page.keyboard.press("z")
    expect(page.locator(".pair.gone")).to_have_count(0)
    assert [pair.target for pair in memory.pairs()] == ["渡し船がケルマーを出た。", "穀物が遅れている。"]
