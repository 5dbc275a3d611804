"""The blog in a real browser: a side hidden, a card opened, posts gone through by keys, and paper."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from kawaraban.desk.models import Post
from tests.blog_cast import TOKYO, a_published_post, an_article, quoting, the_preferences

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVENING = datetime(2026, 11, 21, 23, 20, tzinfo=TOKYO)
LONG = (
    "An explosion at a fuel depot killed two people early on Saturday, the Kelmari interior ministry said, and set fire"
    " to four storage tanks on the city's eastern quay."
)
TEXTS = ((LONG, "船2隻が燃えた。"), ("The pier is shut.", "桟橋は閉じている。" * 12))
VIDEO = "https://www.youtube.com/watch?v=mAr3n_P0rt1"


def a_bilingual_post(more: str = "") -> Post:
    the_preferences()
    return a_published_post("港", f"まえがき\n\n{quoting(an_article(TEXTS))}\n\n{more}", slug="minato", at=EVENING)


def originals(page: Page) -> object:
    return expect(page.locator(".pair .original").first)


def renderings(page: Page) -> object:
    return expect(page.locator(".pair .rendering").first)


def test_either_side_is_hidden_by_one_click_and_stays_so_on_the_next_page(visitor: Page) -> None:
    post = a_bilingual_post()
    visitor.goto(post.get_absolute_url())
    visitor.get_by_role("button", name="原文を隠す").click()
    originals(visitor).to_be_hidden()  # type: ignore[attr-defined]
    renderings(visitor).to_be_visible()  # type: ignore[attr-defined]
    visitor.goto("/")
    originals(visitor).to_be_hidden()  # type: ignore[attr-defined]
    expect(visitor.get_by_role("button", name="原文を出す")).to_have_attribute("aria-pressed", "true")
    visitor.get_by_role("button", name="訳を隠す").click()
    originals(visitor).to_be_visible()  # type: ignore[attr-defined]
    renderings(visitor).to_be_hidden()  # type: ignore[attr-defined]
    visitor.get_by_role("button", name="訳を出す").click()
    renderings(visitor).to_be_visible()  # type: ignore[attr-defined]


def test_a_side_is_hidden_by_the_keyboard_alone(visitor: Page) -> None:
    visitor.goto(a_bilingual_post().get_absolute_url())
    button = visitor.get_by_role("button", name="訳を隠す")
    button.focus()
    visitor.keyboard.press("Enter")
    renderings(visitor).to_be_hidden()  # type: ignore[attr-defined]
    visitor.keyboard.press("o")
    renderings(visitor).to_be_visible()  # type: ignore[attr-defined]
    originals(visitor).to_be_hidden()  # type: ignore[attr-defined]


def test_without_scripts_both_sides_are_shown_and_a_card_is_a_link(visitor: Page) -> None:
    post = a_bilingual_post(VIDEO)
    context = visitor.context.browser.new_context(java_script_enabled=False, base_url=visitor.url)  # type: ignore[union-attr]
    visitor.goto("/")
    page = context.new_page()
    page.goto(visitor.url.rstrip("/") + post.get_absolute_url())
    originals(page).to_be_visible()  # type: ignore[attr-defined]
    renderings(page).to_be_visible()  # type: ignore[attr-defined]
    expect(page.locator(".embed a")).to_have_attribute("href", VIDEO)
    expect(page.locator("main .embed button, main .sides")).to_have_count(0)
    expect(page.locator("#keys")).to_be_hidden()
    context.close()


def test_nobody_else_is_asked_for_anything_before_the_click(visitor: Page) -> None:
    post = a_bilingual_post(f"{VIDEO}\n\nhttps://maren-courier.example/1121/valve")
    asked: list[str] = []

    def answered(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><p>a video</p>")

    visitor.route(re.compile(r"https://.*"), answered)
    for address in ("/", post.get_absolute_url()):
        visitor.goto(address, wait_until="networkidle")
        assert asked == []
    card = visitor.locator(".embed").first
    expect(card).to_contain_text("www.youtube-nocookie.com につながります")
    expect(visitor.locator(".embed").nth(1).get_by_role("button")).to_have_count(0)
    card.get_by_role("button", name="ここで開く").click()
    expect(visitor.frame_locator(".embed iframe").locator("p")).to_have_text("a video")
    assert asked == ["https://www.youtube-nocookie.com/embed/mAr3n_P0rt1"]


def test_a_page_may_load_frames_of_its_own_cards_and_of_nobody_else(visitor: Page) -> None:
    post = a_bilingual_post(VIDEO)
    response = visitor.goto(post.get_absolute_url())
    assert response is not None
    assert "frame-src https://www.youtube-nocookie.com" in response.headers["content-security-policy"]
    plain = visitor.goto("/about/")
    assert plain is not None
    assert "frame-src" not in plain.headers["content-security-policy"]
    again = visitor.request.get(post.get_absolute_url(), headers={"If-None-Match": response.headers["etag"]})
    assert again.status == 304
    assert "frame-src https://www.youtube-nocookie.com" in again.headers["content-security-policy"]


def test_keys_go_through_the_posts_of_a_page_and_from_post_to_post(visitor: Page) -> None:
    the_preferences()
    for hours, title in ((0, "三"), (1, "二"), (2, "一")):
        a_published_post(title, at=EVENING - timedelta(hours=hours))
    visitor.goto("/")
    expect(visitor.locator("#keys")).to_be_visible()
    visitor.keyboard.press("j")
    expect(visitor.locator("article h2 a").nth(0)).to_be_focused()
    visitor.keyboard.press("j")
    expect(visitor.locator("article h2 a").nth(1)).to_be_focused()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("article h1")).to_have_text("二")
    visitor.keyboard.press("j")
    expect(visitor.locator("article h1")).to_have_text("一")
    visitor.keyboard.press("h")
    expect(visitor.locator("header.date h1")).to_have_text("11月21日")
    assert urlsplit(visitor.url).path == "/"


def test_letters_in_a_field_are_letters(visitor: Page) -> None:
    the_preferences()
    a_published_post(at=EVENING)
    visitor.goto("/search/")
    visitor.locator("#q").press_sequentially("hot job")
    expect(visitor.locator("#q")).to_have_value("hot job")
    assert urlsplit(visitor.url).path == "/search/"


def test_on_paper_a_quotation_has_two_columns_whose_paragraphs_are_level(visitor: Page) -> None:
    post = a_bilingual_post("[港の発表](https://port.example/notice)を見よ。")
    visitor.goto(post.get_absolute_url())
    visitor.keyboard.press("o")  # what is hidden on the screen belongs on the paper
    visitor.set_viewport_size({"width": 680, "height": 1000})  # A4 without its margins
    visitor.emulate_media(media="print", color_scheme="dark")
    pairs = visitor.locator(".pair")
    for number in range(pairs.count()):
        left = pairs.nth(number).locator(".original").bounding_box()
        right = pairs.nth(number).locator(".rendering").bounding_box()
        assert left is not None
        assert right is not None
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] < right["x"]
        assert abs(left["width"] - right["width"]) < 2
    for gone in ("aside", ".strip.top", ".neighbours", ".sides", ".write", ".turn-days"):
        for found in visitor.locator(gone).all():
            expect(found).to_be_hidden()
    behind = visitor.locator(".text p > a").last.evaluate("a => getComputedStyle(a, '::after').content")
    assert "https://port.example/notice" in behind or "attr(href)" in behind
    ink = visitor.locator(".text p").first.evaluate("p => getComputedStyle(p).color")
    assert ink == "rgb(0, 0, 0)"


def test_a_post_prints(visitor: Page) -> None:
    visitor.goto(a_bilingual_post().get_absolute_url())
    paper = visitor.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_on_a_phone_the_translation_comes_first_and_its_original_under_it(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 390, "height": 844})
    visitor.goto(a_bilingual_post().get_absolute_url())
    tops = [
        visitor.locator(f".pair >> nth={pair} >> .{side}").bounding_box()["y"]  # type: ignore[index]
        for pair in (0, 1)
        for side in ("rendering", "original")
    ]
    assert tops == sorted(tops)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 390


def test_how_to_cite_is_copied(visitor: Page) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.goto(a_bilingual_post().get_absolute_url())
    visitor.get_by_text("引くときの書きかた").click()
    visitor.get_by_role("button", name="写す").click()
    expect(visitor.get_by_role("button", name="写しました")).to_be_visible()
    assert visitor.evaluate("navigator.clipboard.readText()").startswith(
        "宵待「港」『夜更けの外電』2026年11月21日、http"
    )
