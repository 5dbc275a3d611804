"""An old blog moves in, in a real browser: from its saved page to a post that is read, and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from kawaraban import newsstand
from kawaraban.desk.models import Post, Redirect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = Path(newsstand.__file__).parent / "blog"
#: What the machine may take to read a file or to take it in, however busy it is.
AT_MOST = 90_000  # milliseconds


@pytest.fixture
def page(desk_page: Page, settings: Settings, tmp_path: Path) -> Page:
    settings.DATA = tmp_path
    settings.PICTURES = str(tmp_path / "pictures")
    return desk_page


def looked_through(page: Page, name: str) -> None:
    """Gives the page a file of the newsstand's blogger, and waits for the report."""
    page.goto("/desk/moving/")
    page.set_input_files("#file", PAGES / name)
    page.click("text=下見をする")
    expect(page.locator("h1")).to_contain_text("本の投稿が見つかりました", timeout=AT_MOST)


def test_from_the_saved_page_to_the_post_on_the_blog_and_back(page: Page) -> None:
    looked_through(page, "20261118-1.html")
    expect(page.locator("h1")).to_have_text("2本の投稿が見つかりました")
    expect(page.locator("#main")).to_contain_text("まだ何も変えていません")
    expect(page.locator("#one-post")).to_contain_text("湖の研究所は閉じるのか")
    assert not Post.objects.exists()

    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("2本の投稿を入れました", timeout=AT_MOST)
    report = page.url

    page.goto("/2026/11/18/")
    page.click("text=電気料金の据え置き、三月まで")
    expect(page.locator("main, article").first).to_contain_text("This is the last extension")
    expect(page.locator("body")).to_contain_text("ソレニア議会は、家庭向け電気料金の凍結を3月末まで続けることを賛成61")
    new = page.url

    answer = page.request.get("/article/487042810.html", max_redirects=0)
    assert answer.status == 301
    page.goto("/article/487042810.html")
    assert page.url == new

    page.goto(report)
    page.click("text=引っこしを元に戻す")
    page.click("text=はい、元に戻す")
    expect(page.locator("h1")).to_have_text("この引っこしは元に戻しました", timeout=AT_MOST)
    assert page.request.get("/article/487042810.html", max_redirects=0).status == 404
    assert not Post.objects.exists()
    assert not Redirect.objects.exists()


def test_keys_walk_through_the_posts_of_the_report(page: Page) -> None:
    looked_through(page, "20261118-1.html")
    shown = page.locator("#one-post dd").first
    expect(shown).to_have_text("湖の研究所は閉じるのか")
    page.keyboard.press("j")
    expect(shown).to_have_text("電気料金の据え置き、三月まで")
    page.keyboard.press("k")
    expect(shown).to_have_text("湖の研究所は閉じるのか")


def test_a_second_time_nothing_is_added(page: Page) -> None:
    for _ in range(2):
        looked_through(page, "20261118-1.html")
        page.keyboard.press("Control+Enter")
        expect(page.locator("h1")).to_have_text(re.compile("を入れました"), timeout=AT_MOST)
    assert Post.objects.count() == 2
    expect(page.locator("#main")).to_contain_text("ほかの2本はすでにあり")
