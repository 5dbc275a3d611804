"""The desk in a real browser: keys, editing in place, selecting, languages, the phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from kawaraban.desk.models import Article, Rendering, Source
from kawaraban.desk.pages.selection import PAGE
from tests.desk_cast import a_rendering, an_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def articles(transactional_db: None) -> list[Article]:
    """Three articles, newest first; the newest has five paragraphs, the first of them rendered."""
    newest = an_article("Maren opens its harbour", [f"Paragraph {n} says so." for n in range(1, 6)], hours=2)
    a_rendering(newest, "title", "マレン港が開く")
    a_rendering(newest, "p0", "段落1はそう言う。")
    return [newest, an_article("Lamps return to the quay", hours=1), an_article("Night ferry runs again", hours=0)]


def current(page: Page) -> str:
    return page.locator("[data-current]").get_attribute("id") or ""


def test_the_river_is_walked_marked_and_opened_by_keys(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto("/desk/")
    assert current(page) == f"a{articles[0].pk}"
    page.keyboard.press("j")
    assert current(page) == f"a{articles[1].pk}"
    expect(page.locator("[data-current] .opened")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator(f"#a{articles[1].pk} .mark.kept")).to_be_visible()
    assert current(page) == f"a{articles[1].pk}"
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.wait_for_url(f"**/desk/articles/{articles[0].pk}/")
    page.keyboard.press("j")
    page.wait_for_url(f"**/desk/articles/{articles[1].pk}/")
    page.keyboard.press("Escape")
    page.wait_for_url("**/desk/")
    expect(page.locator(f"#a{articles[0].pk}")).not_to_have_class(re.compile("unread"))


def test_the_counts_follow_what_one_does_to_a_row(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto("/desk/")
    marked = page.locator("#rail a").filter(has_text="印をつけた").first
    unread = page.locator("#rail a").filter(has_text="未読").first
    expect(unread).to_contain_text("3")
    page.keyboard.press("s")
    expect(marked).to_contain_text("1")
    page.keyboard.press("u")
    expect(unread).to_contain_text("2")
    page.keyboard.press("s")
    expect(marked).to_contain_text("0")


def test_new_articles_come_in_while_one_watches(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto("/desk/")
    page.keyboard.press("j")
    fresh = an_article("A comet over the bay", hours=3)
    expect(page.locator(f"#a{fresh.pk}")).to_be_visible()
    assert page.locator(".row").first.get_attribute("id") == f"a{fresh.pk}"
    assert current(page) == f"a{articles[1].pk}"


def test_a_river_that_outgrows_its_page_leads_to_the_older_articles(desk_page: Page) -> None:
    page = desk_page
    oldest = an_article("The oldest of all", hours=-60)
    page.goto("/desk/")
    expect(page.locator("#older")).to_have_count(0)
    for number in range(PAGE):
        an_article(f"Number {number}", hours=-number)
    expect(page.locator("#older a")).to_be_visible()
    expect(page.locator(f"#a{oldest.pk}")).to_have_count(0)
    page.keyboard.press("End")
    expect(page.locator(f"#a{oldest.pk}")).to_have_count(1)
    expect(page.locator(".row")).to_have_count(PAGE + 1)
    expect(page.locator("#older")).to_have_count(0)


def test_a_translation_is_written_where_it_stands(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto(f"/desk/articles/{articles[0].pk}/")
    page.keyboard.press("n")  # the first without a translation
    page.keyboard.press("Enter")
    field = page.locator("#u-p1 textarea")
    expect(field).to_be_focused()
    field.fill("段落2はそう言う。")
    page.keyboard.press("Control+s")
    expect(page.locator("#u-p1 .to")).to_contain_text("段落2はそう言う。")
    expect(page.locator("#u-p1 .state")).to_have_text("編集")
    expect(page.locator("#progress h2")).to_contain_text("2 / 5")
    page.locator("#u-p1").get_by_text("承認", exact=True).click()
    expect(page.locator("#u-p1 .state.approved")).to_be_visible()
    page.locator("#u-p1").get_by_text("元に戻す").click()
    expect(page.locator("#u-p1 .state.edited")).to_be_visible()
    assert Rendering.objects.get(article=articles[0], pid="p1").text == "段落2はそう言う。"


def test_the_focus_stays_in_the_paragraph_that_was_saved(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto(f"/desk/articles/{articles[0].pk}/")
    page.locator("#u-p0 [data-edit]").click()
    page.locator("#u-p0 textarea").fill("段落1。")
    page.keyboard.press("Control+s")
    expect(page.locator("#u-p0 [data-edit]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#u-p1 textarea")).to_be_focused()


def test_a_request_that_fails_says_so(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.route("**/mark/", lambda route: route.abort())  # before the page: a page that stands may miss it
    page.goto("/desk/")
    page.keyboard.press("s")
    expect(page.get_by_role("alert")).to_contain_text("もう一度試してください")


def test_escape_leaves_a_translation_as_it_was(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto(f"/desk/articles/{articles[0].pk}/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#u-p0 textarea").fill("別の訳")
    page.keyboard.press("Escape")
    expect(page.locator("#u-p0 .to")).to_contain_text("段落1はそう言う。")
    assert page.url.endswith(f"/articles/{articles[0].pk}/")


def test_t_in_the_river_opens_the_first_paragraph_to_translate(desk_page: Page, articles: list[Article]) -> None:
    desk_page.goto("/desk/")
    desk_page.keyboard.press("t")
    expect(desk_page.locator("#u-p1 textarea")).to_be_focused()


def test_paragraphs_are_selected_by_number_by_key_and_as_a_range(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto(f"/desk/articles/{articles[0].pk}/")
    chosen = page.locator(".number input:checked")
    page.locator("#u-p1 .number span").click()
    expect(chosen).to_have_count(1)
    page.locator("#u-p3 .number span").click(modifiers=["Shift"])
    expect(chosen).to_have_count(3)
    page.keyboard.press("Escape")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    expect(chosen).to_have_count(1)
    assert page.url.endswith(f"/articles/{articles[0].pk}/")


def test_the_headline_is_translated_too(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto(f"/desk/articles/{articles[1].pk}/")
    page.get_by_text("見出しを訳す").click()
    page.locator("#u-title textarea").fill("岸壁に明かりが戻る")
    page.keyboard.press("Control+s")
    expect(page.locator("#u-title .to h1")).to_have_text("岸壁に明かりが戻る")


def test_the_interface_changes_its_language_and_stays_where_it_is(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto("/desk/?show=unread")
    expect(page.get_by_role("heading", level=1)).to_have_text("未読の記事")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Unread articles")
    assert page.url.endswith("?show=unread")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_slash_goes_to_the_search_field_and_question_mark_shows_all_keys(
    desk_page: Page, articles: list[Article]
) -> None:
    page = desk_page
    page.goto("/desk/")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("jj?")  # typing is no command
    expect(page.locator("#find")).to_have_value("jj?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#all-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#all-keys")).to_be_hidden()


def test_a_source_is_paused_and_resumed_by_key(desk_page: Page, articles: list[Article]) -> None:
    source = Source.objects.create(
        outlet=articles[0].outlet, name="The Maren Herald", kind="feed", address="http://maren-herald.example/feed"
    )
    page = desk_page
    page.goto("/desk/sources/")
    page.keyboard.press("j")
    page.keyboard.press("z")
    expect(page.locator(f"#s{source.pk}.paused")).to_be_visible()
    assert Source.objects.get().paused_at is not None
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
    page.keyboard.press("z")
    expect(page.locator(f"#s{source.pk}:not(.paused)")).to_be_visible()


def test_an_answer_that_left_before_a_key_does_not_undo_what_the_key_did(
    desk_page: Page, articles: list[Article]
) -> None:
    source = Source.objects.create(
        outlet=articles[0].outlet, name="The Maren Herald", kind="feed", address="http://maren-herald.example/feed"
    )
    page = desk_page
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/desk/sources/?live=1", lambda route: held.append((route, route.fetch())))
    page.goto("/desk/sources/")
    page.keyboard.press("j")
    page.keyboard.press("z")
    expect(page.locator(f"#s{source.pk}.paused")).to_be_visible()
    while not held:  # the page looks again, and sees the source paused
        page.wait_for_timeout(20)
    page.keyboard.press("z")
    expect(page.locator(f"#s{source.pk}:not(.paused)")).to_be_visible()
    route, answer = held.pop(0)
    assert f'class="source paused" id="s{source.pk}"' in answer.text()
    with page.expect_event("requestfinished", lambda request: "live=1" in request.url):
        route.fulfill(response=answer)
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.locator(f"#s{source.pk}.paused").count() == 0
    page.unroute_all(behavior="ignoreErrors")  # the page may be looking again


PAGES = ["/desk/", "/desk/articles/{}/", "/desk/sources/", "/desk/search/?q=Maren", "/desk/settings/", "/desk/welcome/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 800, 1100])
def test_no_page_scrolls_sideways(desk_page: Page, articles: list[Article], path: str, width: int) -> None:
    an_article(
        "Donaudampfschifffahrtsgesellschaftskapitän" * 4, ["http://maren-herald.example/" + "long" * 60], hours=9
    )
    desk_page.set_viewport_size({"width": width, "height": 844})
    desk_page.goto(path.format(articles[0].pk))
    assert desk_page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_dark_sheet_is_dark(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto("/desk/settings/")
    page.locator("#sheet input[value=dark]").check()
    page.locator("#sheet button").click()
    page.wait_for_load_state()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(23, 21, 16)"


def test_without_scripts_an_article_is_read_edited_and_marked(
    desk_page: Page, articles: list[Article], live_server: object
) -> None:
    context = desk_page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False,
        base_url=live_server.url,
        storage_state=desk_page.context.storage_state(),  # type: ignore[attr-defined]
    )
    page = context.new_page()
    page.goto("/desk/")
    page.get_by_role("link", name="マレン港が開く").click()
    page.locator("#u-p2 [data-edit]").click()
    page.locator("#u-p2 textarea").fill("段落3はそう言う。")
    page.locator("#u-p2 .edit-form [data-do=save]").click()
    expect(page.locator("#u-p2 .to")).to_contain_text("段落3はそう言う。")
    context.close()


def test_selected_paragraphs_go_into_a_post(desk_page: Page, articles: list[Article]) -> None:
    page = desk_page
    page.goto(f"/desk/articles/{articles[0].pk}/")
    page.locator("#u-p0 .number span").click()
    page.locator("#u-p1 .number span").click()
    expect(page.locator("#quote")).to_contain_text("2段落を選択")
    page.keyboard.press("p")
    page.wait_for_url(re.compile(r"/desk/posts/\d+/"))
    expect(page.locator("body")).to_contain_text("段落1はそう言う。")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [390, 320])
def test_the_tabs_of_a_phone_stand_in_one_line(
    desk_page: Page, articles: list[Article], language: str, width: int
) -> None:
    page = desk_page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/desk/articles/{articles[0].pk}/")
    if language == "en":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    tabs = page.locator(".tabs a")
    expect(tabs).to_have_count(7)
    boxes = [tab.bounding_box() for tab in tabs.all()]
    assert {round(box["y"]) for box in boxes} == {round(boxes[0]["y"])}
    assert {round(box["height"]) for box in boxes} == {round(boxes[0]["height"])}
    assert max(box["height"] for box in boxes) < 64  # one line of words
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 390:
        assert page.locator(".tabs").evaluate("tabs => tabs.scrollWidth <= tabs.clientWidth")
    tabs.last.scroll_into_view_if_needed()
    expect(tabs.last).to_be_in_viewport(ratio=0.9)
