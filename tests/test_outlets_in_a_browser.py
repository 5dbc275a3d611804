"""The registry in a real browser: facts entered, changed and undone; a list taken in and taken back; on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django import Settings

from kawaraban.desk.models import Outlet, OutletFact, OutletProfile, Source
from kawaraban.desk.outlets.changing import Names, new_profile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = (
    "Country,Media company,Main assets,URL,Typology\n"
    "Vardonia,State Press,Vardonian Telegraph,https://vta.example/,SC\n"
    "Kelmar,31 member papers,Northwire,https://northwire.example/,IP\n"
)


def test_an_outlet_that_is_followed_gets_its_first_fact(desk_page: Page) -> None:
    page = desk_page
    outlet = Outlet.objects.create(name="Maren Courier", host="courier.example", language="en")
    Source.objects.create(outlet=outlet, name="Maren Courier", kind="feed", address="https://courier.example/feed")
    page.goto("/desk/outlets/?show=not-known")
    page.get_by_role("link", name="事実を書きこむ").click()
    page.get_by_label("日本語の名前").fill("マレン・クーリエ")
    page.get_by_role("button", name="足す").click()
    expect(page.locator("h1")).to_have_text("マレン・クーリエ")
    expect(page.locator(".of-outlet .line")).to_have_text("まだ何もわかっていません。")

    page.locator(".editing summary").first.click()
    form = page.locator(".editing form").first
    form.get_by_label("何について").select_option("form")
    form.get_by_label("言葉・名前・年").fill("民間")
    form.get_by_label("出典", exact=True).fill("会社登記")
    form.get_by_label("リンク").fill("https://register.example/")
    form.get_by_role("button", name="書きこむ").click()
    expect(page.locator(".of-outlet .line")).to_have_text("民間")
    assert OutletFact.objects.get().value == "private"

    page.goto("/desk/sources/")
    expect(page.locator(".source .held")).to_have_text("民間")


def test_a_fact_is_changed_in_place_and_the_change_undone(desk_page: Page, owner: User) -> None:
    page = desk_page
    profile = new_profile(Names("Northwire", "ノースワイヤ"), ["northwire.example"], owner)
    page.goto(f"/desk/outlets/{profile.pk}/")
    page.keyboard.press("a")
    form = page.locator(".editing form").first
    form.get_by_label("何について").select_option("owner")
    form.get_by_label("言葉・名前・年").fill("加盟31紙")
    form.get_by_label("出典", exact=True).fill("年次報告")
    form.get_by_label("リンク").fill("https://northwire.example/report")
    form.get_by_role("button", name="書きこむ").click()
    fact = page.locator(".fact[data-row]")
    expect(fact).to_contain_text("加盟31紙")

    page.keyboard.press("j")
    page.keyboard.press("e")
    fact.get_by_label("言葉・名前・年").fill("加盟32紙")
    fact.get_by_role("button", name="書きかえる").click()
    expect(page.locator(".fact .says")).to_have_text("加盟32紙")
    expect(page.locator(".history s")).to_have_text("加盟31紙")
    page.get_by_role("button", name="最後の変更を元に戻す").click()
    expect(page.locator(".fact .says")).to_have_text("加盟31紙")
    assert OutletFact.objects.get(ended_by=None).value == "加盟31紙"


def test_a_list_is_understood_taken_in_and_taken_back(desk_page: Page, settings: Settings, tmp_path: Path) -> None:
    page = desk_page
    settings.DATA = tmp_path
    page.goto("/desk/outlets/")
    expect(page.locator(".empty h2")).to_have_text("台帳はまだ空です")
    content = {"name": "profiles.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.locator("#list-file").set_input_files(content)  # type: ignore[arg-type]
    page.get_by_role("button", name="中を見る").click()
    expect(page.locator("h1")).to_have_text("profiles.csv")
    expect(page.locator("#column-4")).to_have_value("codes")
    page.locator("#column-1").select_option("")
    page.get_by_role("button", name="この対応で見直す").click()
    expect(page.locator("#column-1")).to_have_value("")
    expect(page.locator(".examples").first).not_to_contain_text("State Press")

    page.get_by_label("一覧の名前").fill("ある一覧")
    page.get_by_label("リンク").fill("https://list.example/")
    page.get_by_role("button", name="取り込む").click()
    expect(page.locator(".messages")).to_contain_text("8件の事実を取り込みました")
    expect(page.locator(".outlet-line")).to_have_count(2)
    assert set(OutletFact.objects.values_list("source", flat=True)) == {"ある一覧"}

    page.locator(".imports").get_by_role("button").click()
    expect(page.locator(".messages")).to_contain_text("元に戻しました")
    expect(page.locator(".outlet-line")).to_have_count(0)
    assert not OutletProfile.objects.filter(removed_at=None).exists()


@pytest.mark.parametrize("address", ["/desk/outlets/", "/desk/outlets/{}/", "/desk/outlets/new/"])
def test_the_pages_fit_a_phone(desk_page: Page, owner: User, address: str) -> None:
    profile = new_profile(Names("The Vardonian Telegraph and Wireless Agency"), ["v" * 60 + ".example"], owner)
    desk_page.set_viewport_size({"width": 390, "height": 800})
    desk_page.goto(address.format(profile.pk))
    expect(desk_page.locator("h1")).to_be_visible()
    assert desk_page.evaluate("document.documentElement.scrollWidth") <= 390
