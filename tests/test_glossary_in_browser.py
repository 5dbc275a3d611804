"""The glossary in a real browser: a term entered, changed in place, deleted and brought back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from kawaraban.desk.models import Term
from tests.desk_cast import a_rendering, an_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_term_is_entered_changed_deleted_and_brought_back(desk_page: Page) -> None:
    page = desk_page
    page.goto("/desk/glossary/")
    expect(page.locator(".empty")).to_contain_text("ポート・マレン")
    page.keyboard.press("a")
    page.keyboard.type("Al-Tanf")
    page.get_by_label("訳", exact=True).fill("アルタンフ")
    page.get_by_role("button", name="足す").click()
    row = page.locator(".term[data-row]")
    expect(row).to_contain_text("アルタンフ")

    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(row.locator("input[name=target]")).to_have_value("アルタンフ")
    expect(row.locator("input[name=target]")).to_be_focused()
    row.locator("input[name=target]").fill("アル・タンフ")
    row.get_by_role("button", name="保存").click()
    expect(row.locator(".to")).to_have_text("アル・タンフ")
    assert Term.objects.get().target == "アル・タンフ"

    row.get_by_role("button", name="削除").click()
    expect(row.locator("s").first).to_be_visible()
    row.get_by_role("button", name="元に戻す").click()
    expect(row.locator(".to")).to_have_text("アル・タンフ")
    expect(row.locator("s")).to_have_count(0)
    assert Term.objects.get().deleted_at is None


def test_the_page_fits_a_phone(desk_page: Page) -> None:
    Term.objects.create(
        source_language="en",
        target_language="ja",
        source="Maren Harbour Authority",
        target="マレン港湾局",
        note="n" * 300,
    )
    desk_page.set_viewport_size({"width": 390, "height": 800})
    desk_page.goto("/desk/glossary/")
    expect(desk_page.locator(".term .to")).to_be_visible()
    assert desk_page.evaluate("document.documentElement.scrollWidth") <= 390


def test_selected_words_go_into_the_glossary_from_the_article(desk_page: Page) -> None:
    page = desk_page
    article = an_article(paragraphs=["The Maren Harbour Authority spoke."])
    a_rendering(article, "p0", "マレン港湾局が語った。")
    page.goto(f"/desk/articles/{article.pk}/")
    select = """([side, start, end]) => {
      const column = document.querySelector(`#u-p0 ${side}`);
      const node = document.createTreeWalker(column, NodeFilter.SHOW_TEXT).nextNode();
      const range = document.createRange();
      range.setStart(node, start); range.setEnd(node, end);
      getSelection().removeAllRanges(); getSelection().addRange(range);
    }"""
    page.evaluate(select, [".of", 4, 27])
    page.keyboard.press("g")
    dialog = page.locator("#new-term")
    expect(dialog.locator("[name=source]")).to_have_value("Maren Harbour Authority")
    dialog.locator("[name=target]").fill("マレン港湾局")
    dialog.get_by_role("button", name="足す").click()
    expect(dialog.locator(".said")).to_have_text("「Maren Harbour Authority」を用語集に入れました。")
    assert Term.objects.get().target == "マレン港湾局"

    dialog.locator("[name=source]").fill("Maren Harbour Authority")
    dialog.locator("[name=target]").fill("別の訳")
    dialog.get_by_role("button", name="足す").click()
    expect(dialog.locator(".said")).to_contain_text("もう用語集にあります")
    dialog.get_by_role("button", name="閉じる").click()
    expect(dialog).to_be_hidden()
