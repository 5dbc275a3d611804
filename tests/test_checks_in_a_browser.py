"""A check in a real browser: decided by keys, judged and judged again, frozen in a post, and told of what comes in."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from kawaraban.desk.checks.beginning import begin
from kawaraban.desk.checks.watching import look_at_open_checks
from kawaraban.desk.models import Check, Finding, Judgement, Preferences
from tests.check_cast import SAID, STATEMENT, a_check, a_finding, a_report, printed, the_blast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DENIED = "МИД Вардонии отверг утверждение, что взрыв на складе в Порт-Марене был диверсией."


@pytest.fixture(autouse=True)
def signature(owner: User) -> None:
    Preferences.objects.update(language="ja", signature="宵待")


@pytest.fixture
def blast(owner: User) -> Check:
    """Decided but for one sentence, the Harbour Ledger's."""
    return the_blast(owner)


@pytest.fixture
def open_check(owner: User) -> Check:
    """Three sentences that nobody has decided on."""
    check = a_check(owner)
    for outlet, proposed in (
        ("Northwire", "attributes"),
        ("Radio Sorenia", "attributes"),
        ("Maren Courier", "related"),
    ):
        a_finding(check, a_report(outlet, f"{outlet}: the blast was sabotage, the minister said."), proposed)
    return check


def row(page: Page, outlet: str) -> Locator:
    return page.locator(".finding").filter(has=page.locator(".outlet b", has_text=outlet))


def is_current(page: Page, outlet: str) -> None:
    expect(page.locator("[data-row][data-current] .outlet b")).to_have_text(outlet)


def test_a_whole_check_is_decided_by_keys(open_check: Check, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/checks/{open_check.pk}/")
    is_current(page, "Northwire")
    for outlet, key, word in (
        ("Northwire", "2", "伝える"),
        ("Radio Sorenia", "4", "転載"),
        ("Maren Courier", "5", "関連"),
    ):
        is_current(page, outlet)
        page.keyboard.press(key)
        expect(row(page, outlet).locator(".by-person")).to_have_text(word)
        is_current(page, outlet)
        page.keyboard.press("n")
    expect(page.locator(".so-far dt")).to_have_text(["0", "1", "0", "1"])
    expect(page.locator("#undecided")).to_be_empty()
    expect(page.locator(".five-words")).to_have_count(0)


def test_after_a_row_is_taken_off_one_is_at_the_next_and_undo_goes_back(open_check: Check, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/checks/{open_check.pk}/")
    page.keyboard.press("j")
    is_current(page, "Radio Sorenia")
    page.keyboard.press("x")
    expect(row(page, "Radio Sorenia")).to_have_count(0)
    is_current(page, "Maren Courier")
    page.keyboard.press("3")
    expect(row(page, "Maren Courier").locator(".by-person")).to_have_text("否定")
    for outlet in ("Maren Courier", "Radio Sorenia"):
        page.keyboard.press("z")
        is_current(page, outlet)
        expect(row(page, outlet).locator(".by-person")).to_have_count(0)
    assert not Finding.objects.exclude(relation="", removed_at=None).exists()


def test_a_zero_says_what_still_waits(open_check: Check, desk_page: Page) -> None:
    desk_page.goto(f"/desk/checks/{open_check.pk}/")
    notes = desk_page.locator(".so-far small")
    expect(notes).to_have_text(
        ["まだ決めていない", "機械の案では2本。まだ決めていない", "まだ決めていない", "まだ決めていない"]
    )


def test_a_judgement_is_signed_and_amended_and_the_first_stays(blast: Check, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/checks/{blast.pk}/")
    page.locator("h1").click()
    page.keyboard.press("Control+Enter")  # without a word: the field is where one is put
    expect(page.locator("#words")).to_be_focused()
    assert not Judgement.objects.exists()

    page.locator("#words").fill("言っている起点は一つだけ。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages li")).to_have_text("署名しました。")
    expect(page.locator(".messages li")).to_be_in_viewport()
    expect(page.locator(".signed[open]")).to_contain_text("言っている起点は一つだけ。")

    page.locator("#words").fill("否定が出た。")
    page.keyboard.press("Control+Enter")
    signed = page.locator(".judgement .signed")
    expect(signed).to_have_count(2)
    expect(signed.first).to_contain_text("否定が出た。")
    expect(signed.nth(1)).to_contain_text("言っている起点は一つだけ。")
    expect(signed.nth(1)).to_contain_text("宵待")


def test_a_check_is_closed_and_opened_without_a_judgement(blast: Check, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/checks/{blast.pk}/")
    page.get_by_role("button", name="判断せずに閉じる").click()
    expect(page.locator(".crumbs")).to_contain_text("閉じた")
    page.get_by_role("button", name="もう一度開く").click()
    expect(page.locator(".crumbs")).to_contain_text("開いている")
    assert not Judgement.objects.exists()


def test_the_box_on_the_blog_is_frozen_while_the_check_goes_on(blast: Check, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/checks/{blast.pk}/")
    page.locator("#words").fill("言っている起点は一つだけ。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".signed")).to_have_count(1)
    page.locator("h1").click()
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(r"/desk/posts/\d+/"))
    page.locator("#title").fill("マレン港の爆発")
    # The box lists its sentences: the post has a source, and is not said to be without one.
    expect(page.locator("#points")).not_to_contain_text("引用も出典へのリンクもない")
    with page.expect_navigation(url=re.compile(r"/\d{4}/\d{2}/\d{2}/")):
        page.keyboard.press("Control+Enter")
    post, box = page.url, page.locator(".check-box")
    expect(box.locator(".check-count.denies")).to_contain_text("1 起点が否定")
    expect(box.locator(".since")).to_have_count(0)

    page.goto(f"/desk/checks/{blast.pk}/")
    row(page, "Harbour Ledger").locator(".outlet").click()
    page.keyboard.press("3")
    expect(page.locator(".so-far dt")).to_have_text(["0", "1", "2", "1"])
    page.locator("#words").fill("保険各社も否定した。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".signed")).to_have_count(2)

    page.goto(post)
    expect(box.locator(".check-count.denies")).to_contain_text("1 起点が否定")
    expect(box.locator(".check-words")).to_have_text("言っている起点は一つだけ。")
    expect(box.locator(".since")).to_contain_text("保険各社も否定した。")


def test_a_check_that_is_watched_tells_of_a_denial_on_its_pages(owner: User, desk_page: Page) -> None:
    page = desk_page
    printed([a_report("Northwire", SAID)])
    check = begin(STATEMENT, owner)
    page.goto("/desk/checks/")
    expect(page.locator(f"#c{check.pk}")).to_be_visible()
    expect(page.locator(".news")).to_have_count(0)

    printed([a_report("Vardonia Telegraph", DENIED, language="ru", hours=3)])
    assert look_at_open_checks() == 1
    page.goto("/desk/checks/")
    expect(page.locator(f"#c{check.pk} .news")).to_contain_text("Vardonia Telegraph")
    expect(page.locator(".nav .count")).to_have_text("1")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(rf"/desk/checks/{check.pk}/$"))
    expect(page.locator(".news")).to_contain_text("Vardonia Telegraph")
    page.locator(".news a").click()
    is_current(page, "Vardonia Telegraph")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/desk/checks/$"))
    expect(page.locator(".news")).to_have_count(0)


def test_a_check_that_takes_a_while_says_so_and_is_begun_once(desk_page: Page) -> None:
    page = desk_page
    page.goto("/desk/checks/")
    page.locator("#what").fill(STATEMENT)
    # The answer stays away: what would be sent is counted instead.
    page.evaluate("""() => {
      window.sent = 0;
      addEventListener("submit", (event) => { window.sent += !event.defaultPrevented; event.preventDefault(); });
    }""")
    button = page.locator(".begin button")
    button.click()
    expect(button).to_have_text("記事を調べています…")
    button.evaluate("button => button.click()")
    assert page.evaluate("window.sent") == 1


def test_all_keys_open_at_the_top(desk_page: Page) -> None:
    desk_page.goto("/desk/checks/")
    desk_page.keyboard.press("?")
    expect(desk_page.locator("#all-keys-title")).to_be_in_viewport()
    desk_page.keyboard.press("Escape")
    expect(desk_page.locator("#all-keys")).not_to_be_visible()
