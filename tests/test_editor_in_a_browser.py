"""The article page as an editor, in a real browser: cards, the proof as one types, approving, drafts, two persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from sesame.utils import get_query_string

from kawaraban.desk import memory
from kawaraban.desk.models import Article, Rendering, RenderingDraft
from kawaraban.translate import MemoryPair
from tests.desk_cast import a_rendering, an_article, an_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORIGINAL = "The ferry to Kelmar left the harbour with 12 people on board."


@pytest.fixture
def article(transactional_db: None) -> Article:
    """Three paragraphs; the memory has one like the first, the second was translated by a machine."""
    memory.load(
        [
            MemoryPair(
                "en",
                "ja",
                "The ferry to Kelmar left the harbour with 7 people on board.",
                "ケルマー行きの渡し船は7人を乗せて港を出た。",
                "evening.tmx",
            )
        ]
    )
    article = an_article("Ferry leaves Maren", [ORIGINAL, "The sea was calm.", "Nobody was hurt."])
    machine = a_rendering(article, "p1", "海は穏やかだった。")
    paragraph = article.version.paragraphs.get(pid="p1")
    Rendering.objects.filter(pk=machine.pk).update(
        maker="engine", engine="firefox", model="base", state="machine", source_digest=paragraph.digest
    )
    return article


@pytest.fixture
def colleague(chromium: Browser, live_server: LiveServer, transactional_db: None) -> Iterator[Page]:
    """A second person's own browser, signed in."""
    person = an_editor()
    context = chromium.new_context(base_url=live_server.url, locale="ja-JP", viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"/desk/sign-in/{get_query_string(person)}")
    yield page
    context.close()


def open_paragraph(page: Page, article: Article, pid: str = "p0") -> None:
    page.goto(f"/desk/articles/{article.pk}/")
    page.locator(f"#u-{pid} [data-edit]").first.click()
    expect(page.locator(f"#u-{pid} textarea")).to_be_focused()


def test_a_memory_hit_is_taken_mended_proofed_and_approved(desk_page: Page, article: Article) -> None:
    page = desk_page
    open_paragraph(page, article)
    field = page.locator("#u-p0 textarea")
    expect(page.locator("#u-p0 .card").first).to_contain_text("evening.tmx")
    page.keyboard.press("Alt+1")
    expect(field).to_have_value("ケルマー行きの渡し船は12人を乗せて港を出た。")
    expect(page.locator("#u-p0 .remark")).to_have_count(0)

    field.fill("ケルマー行きの渡し船は2人を乗せて港を出た。")
    number = page.locator("#u-p0 .remark.error").first
    expect(number).to_contain_text("12")
    expect(page.locator("#u-p0 .of mark.proof")).to_contain_text("12")
    assert not Rendering.objects.filter(pid="p0").exists()
    assert not Rendering.objects.filter(pid="p0").exists()

    field.fill("ケルマー行きの渡し船は12人を乗せて港を出ました。")
    expect(page.locator("#u-p0 .remark")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#u-p0 .state.approved")).to_be_visible()
    expect(page.locator("#u-p1 textarea")).to_be_focused()  # the next that nobody has approved

    page.reload()
    expect(page.locator("#u-p0 .state.approved")).to_be_visible()
    expect(page.locator("#u-p0 .to")).to_contain_text("12人を乗せて港を出ました。")
    expect(page.locator("#progress h2")).to_contain_text("1 / 3")


def test_taking_a_card_is_undone_like_typing(desk_page: Page, article: Article) -> None:
    page = desk_page
    open_paragraph(page, article)
    field = page.locator("#u-p0 textarea")
    page.keyboard.insert_text("渡し船が出た。")
    page.keyboard.press("Alt+1")
    expect(field).to_have_value(re.compile("12人"))
    page.keyboard.press("Control+z")
    expect(field).to_have_value("渡し船が出た。")


def test_escape_keeps_what_was_typed_and_says_so(desk_page: Page, article: Article) -> None:
    page = desk_page
    open_paragraph(page, article, "p1")
    page.locator("#u-p1 textarea").fill("海は静かだった。")
    page.keyboard.press("Escape")
    expect(page.locator("#u-p1 .drafted")).to_contain_text("まだ保存していません")
    expect(page.locator("#u-p1 .to")).to_contain_text("海は穏やかだった。")
    assert RenderingDraft.objects.get().text == "海は静かだった。"


def test_a_closed_tab_loses_nothing(desk_page: Page, article: Article) -> None:
    tab = desk_page.context.new_page()
    open_paragraph(tab, article, "p1")
    tab.locator("#u-p1 textarea").fill("海は静かだった。")
    expect(tab.locator("#u-p1 .kept")).not_to_be_empty()
    tab.close()
    page = desk_page
    open_paragraph(page, article, "p1")
    expect(page.locator("#u-p1 textarea")).to_have_value("海は静かだった。")
    expect(page.locator("#u-p1 .restored")).to_contain_text("まだ保存していません")
    page.locator("#u-p1 .restored").get_by_text("捨てる").click()
    expect(page.locator("#u-p1 textarea")).to_have_count(0)
    expect(page.locator("#u-p1 .to")).to_contain_text("海は穏やかだった。")
    assert not RenderingDraft.objects.exists()


def test_the_second_person_sees_who_is_at_work_and_can_take_over(
    desk_page: Page, colleague: Page, article: Article
) -> None:
    open_paragraph(colleague, article, "p1")
    expect(colleague.locator("#u-p1 .held")).to_have_count(0)
    page = desk_page
    page.goto(f"/desk/articles/{article.pk}/")
    page.locator("#u-p1 [data-edit]").click()
    expect(page.locator("#u-p1 .lock .held")).to_contain_text("宵待")
    expect(page.locator("#u-p1 textarea")).not_to_be_editable()
    page.locator("#u-p1 [data-take-over]").click()
    expect(page.locator("#u-p1 textarea")).to_be_editable()
    expect(page.locator("#u-p1 .lock .held")).to_have_count(0)


def test_two_texts_saved_at_once_are_shown_to_choose_from(desk_page: Page, colleague: Page, article: Article) -> None:
    open_paragraph(desk_page, article, "p1")
    open_paragraph_taking_over(colleague, article)
    colleague.locator("#u-p1 textarea").fill("海は凪いでいた。")
    colleague.keyboard.press("Control+s")
    expect(colleague.locator("#u-p1 .state.edited")).to_be_visible()
    desk_page.locator("#u-p1 textarea").fill("海は静かだった。")
    desk_page.keyboard.press("Control+s")
    expect(desk_page.locator("#u-p1 .theirs")).to_contain_text("凪いで")
    expect(desk_page.locator("#u-p1 textarea")).to_have_value("海は静かだった。")
    assert Rendering.objects.get(pid="p1").text == "海は凪いでいた。"
    desk_page.locator("#u-p1 .theirs [data-take]").click()
    desk_page.keyboard.press("Control+s")
    expect(desk_page.locator("#u-p1 .to")).to_contain_text("海は凪いでいた。")


def open_paragraph_taking_over(page: Page, article: Article) -> None:
    page.goto(f"/desk/articles/{article.pk}/")
    page.locator("#u-p1 [data-edit]").click()
    page.locator("#u-p1 [data-take-over]").click()
    expect(page.locator("#u-p1 textarea")).to_be_editable()


def test_z_takes_back_the_last_stored_change(desk_page: Page, article: Article) -> None:
    page = desk_page
    open_paragraph(page, article, "p1")
    page.locator("#u-p1 textarea").fill("海は静かだった。")
    page.keyboard.press("Control+s")
    expect(page.locator("#u-p1 .state.edited")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator("#u-p1 .state.machine")).to_be_visible()
    expect(page.locator("#u-p1 .to")).to_contain_text("海は穏やかだった。")


def test_a_click_on_a_translation_opens_it(desk_page: Page, article: Article) -> None:
    desk_page.goto(f"/desk/articles/{article.pk}/")
    desk_page.locator("#u-p1 [data-open]").click()
    expect(desk_page.locator("#u-p1 textarea")).to_be_focused()


def test_n_goes_to_a_headline_whose_original_was_edited_and_on(desk_page: Page, article: Article) -> None:
    Rendering.objects.filter(article=article).delete()
    headline = a_rendering(article, "title", "港が開く")
    headline.state = Rendering.State.STALE
    headline.save()
    page = desk_page
    page.goto(f"/desk/articles/{article.pk}/")
    page.keyboard.press("n")
    expect(page.locator("#u-title")).to_have_attribute("data-current", "")
    page.keyboard.press("n")
    expect(page.locator("#u-p0")).to_have_attribute("data-current", "")
    expect(page.locator("#u-title")).not_to_have_attribute("data-current", "")
