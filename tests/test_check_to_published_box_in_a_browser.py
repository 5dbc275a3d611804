"""From a pasted statement to a box on the blog, as a person goes: paste, decide, sign, put in a post, publish."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from kawaraban.desk.models import Article, Check, Post, Preferences
from tests.check_cast import STATEMENT, a_report, printed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def blast(desk_page: Page) -> list[Article]:
    Preferences.objects.update(language="ja", signature="宵待")
    wire = a_report("Northwire", "The blast at the Port Maren depot was sabotage, Interior Minister Ilse Torvald said.")
    reports = [
        wire,
        a_report("Radio Sorenia", "The blast at the Port Maren depot was sabotage.", hours=1, copy_of=wire),
        a_report(
            "Vardonia Telegraph",
            "МИД Вардонии отверг утверждение, что взрыв на складе в Порт-Марене был диверсией.",
            language="ru",
            hours=2,
        ),
    ]
    printed(reports)
    return reports


def test_a_pasted_statement_becomes_a_box_on_the_blog(blast: list[Article], desk_page: Page) -> None:
    desk_page.goto("/desk/")
    desk_page.get_by_role("link", name="照合", exact=True).first.click()
    desk_page.get_by_label("言われたこと、または投稿のアドレス").fill(STATEMENT)
    desk_page.get_by_role("button", name="照合する").click()
    expect(desk_page).to_have_url(re.compile(r"/desk/checks/\d+/"))
    check = Check.objects.get()
    rows = {finding.article.outlet.name: f"#f{finding.pk}" for finding in check.findings.all()}
    assert rows.keys() == {"Northwire", "Radio Sorenia", "Vardonia Telegraph"}

    # The machine proposes; nothing is counted before a person says so.
    expect(desk_page.locator(".so-far dt")).to_have_text(["0", "0", "0", "0"])
    expect(desk_page.locator(rows["Radio Sorenia"]).locator(".repeats")).to_have_class("repeats by-machine")
    for outlet, key, word in (("Northwire", "2", "伝える"), ("Vardonia Telegraph", "3", "否定")):
        desk_page.locator(rows[outlet]).locator(".outlet").click()
        desk_page.keyboard.press(key)
        expect(desk_page.locator(rows[outlet]).locator(".by-person")).to_have_text(word)
    expect(desk_page.locator(".so-far dt")).to_have_text(["0", "1", "1", "0"])
    desk_page.locator(rows["Radio Sorenia"]).get_by_role("button", name="転載").click()
    expect(desk_page.locator(".so-far dt")).to_have_text(["0", "1", "1", "1"])

    desk_page.locator("#words").fill("言っている起点は一つだけ。")
    desk_page.keyboard.press("Control+Enter")
    expect(desk_page.locator(".judgement .signed")).to_contain_text("言っている起点は一つだけ。")
    desk_page.locator("h1").click()
    desk_page.keyboard.press("p")
    expect(desk_page).to_have_url(re.compile(r"/desk/posts/\d+/"))
    desk_page.locator("#title").fill("マレン港の爆発")
    with desk_page.expect_navigation(url=re.compile(r"/\d{4}/\d{2}/\d{2}/")):
        desk_page.keyboard.press("Control+Enter")

    box = desk_page.locator(".check-box")
    expect(box).to_contain_text(STATEMENT)
    expect(box.locator(".check-count.attributes")).to_contain_text("1 起点が伝える")
    expect(box.locator(".check-count.denies")).to_contain_text("Vardonia Telegraph")
    expect(box.locator(".check-count.repeats")).to_contain_text("起点には数えない")
    expect(box.locator(".check-words")).to_have_text("言っている起点は一つだけ。")
    box.locator("summary").click()
    expect(box.locator(".check-sources a").first).to_be_visible()
    assert Post.objects.get().check_boxes.count() == 1
