"""Compose in a real browser: saved as one types, kept while it can't be, published by a key."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import APIResponse, Error, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from kawaraban.desk import publishing
from kawaraban.desk.models import Category, Post
from tests.blog_cast import a_draft, an_article, quoting, the_owner, the_preferences

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visitor: Page, live_server: LiveServer) -> Page:
    the_preferences()
    client = Client()
    client.force_login(the_owner())
    name = settings.SESSION_COOKIE_NAME
    visitor.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return visitor


def test_what_is_typed_is_saved_previewed_and_published(page: Page) -> None:
    post = a_draft("", quoting(an_article()))
    page.goto(f"/desk/posts/{post.pk}/")
    page.fill("#title", "桟橋の火事")
    page.fill("#category", "ケルマール")
    page.locator("#body").press("Control+End")
    page.locator("#body").type("\n\n**数**は二つある。")
    expect(page.locator("#preview strong")).to_have_text("数")
    expect(page.locator("#preview h2")).to_have_text("桟橋の火事")
    expect(page.locator("#strip .saved b")).to_have_text("保存済み")
    saved = Post.objects.get(pk=post.pk)
    assert saved.title == "桟橋の火事"
    assert saved.body.endswith("**数**は二つある。")
    page.locator("#body").press("Control+Enter")
    page.wait_for_url(lambda url: "/desk/" not in url)
    expect(page.locator("article h1")).to_have_text("桟橋の火事")
    expect(page.locator("article .footer").first).to_contain_text("Comment(0)")
    expect(page.locator("article .footer").first).to_contain_text("ケルマール")
    expect(page.locator(".quotation .rendering").nth(1)).to_have_text("船2隻が燃えた。")


def test_publishing_while_a_save_is_under_way_is_no_conflict(page: Page) -> None:
    post = a_draft("題", "本文")
    stored: list[tuple[Route, APIResponse]] = []  # saves that the desk has, of which the page does not know yet
    page.route("**/save/", lambda route: stored.append((route, route.fetch())))
    page.goto(f"/desk/posts/{post.pk}/")
    page.locator("#body").press("Control+End")
    page.locator("#body").type("の続き")
    while not stored:
        page.wait_for_timeout(50)
    page.evaluate("addEventListener('submit', () => { document.body.dataset.published = 1 })")
    page.locator("#body").press("Control+Enter")
    page.wait_for_selector("body[data-published]")
    route, response = stored[0]
    with suppress(Error):  # a page that has gone on without it
        route.fulfill(response=response)
    expect(page).not_to_have_url(re.compile("/desk/"))
    expect(page.locator("body")).to_contain_text("本文の続き")


def test_a_category_is_made_once_its_name_is_finished(page: Page) -> None:
    post = a_draft("題")
    page.goto(f"/desk/posts/{post.pk}/")
    page.locator("#category").press_sequentially("ケルマール", delay=300)
    page.locator("#body").press_sequentially("あ")
    expect(page.locator("#preview .footer")).to_contain_text("ケルマール")
    assert [category.name for category in Category.objects.all()] == ["ケルマール"]


def test_text_that_cannot_be_saved_is_said_to_be_and_kept_in_the_browser(page: Page) -> None:
    post = a_draft("題", "初めの文。")
    page.route("**/save/", lambda route: route.abort())
    page.goto(f"/desk/posts/{post.pk}/")
    page.fill("#body", "届かない文。")
    expect(page.locator("#strip .saved b")).to_have_text("保存できません")
    assert Post.objects.get().body == "初めの文。"
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(f"/desk/posts/{post.pk}/")
    expect(page.locator("#body")).to_have_value("初めの文。")
    page.unroute("**/save/")
    page.click("[data-recover]")
    expect(page.locator("#body")).to_have_value("届かない文。")
    expect(page.locator("#preview .text")).to_contain_text("届かない文。")
    expect(page.locator("#strip .saved b")).to_have_text("保存済み")
    assert Post.objects.get().body == "届かない文。"


def test_paragraphs_of_a_second_article_join_the_draft_that_one_chooses(page: Page) -> None:
    article, draft = an_article(), a_draft("書きかけ", "一つめ。")
    page.goto(f"/desk/articles/{article.pk}/")
    page.locator('input[name="pid"]').first.check()
    page.select_option('.selection select[name="post"]', label="書きかけ")
    page.keyboard.press("p")
    page.wait_for_url(f"**/desk/posts/{draft.pk}/")
    expect(page.locator("#body")).to_have_value(f"一つめ。\n\n:::quote a{article.pk} version=1 paragraphs=1\n:::\n\n")
    expect(page.locator("#preview .quotation .rendering").nth(1)).to_have_text("船2隻が燃えた。")


def test_escape_leads_back_to_the_list(page: Page) -> None:
    page.goto(f"/desk/posts/{a_draft('題').pk}/")
    page.locator("#body").press("Escape")
    page.wait_for_url("**/desk/posts/")


def test_nothing_on_the_blog_is_asked_of_another_host_and_only_its_own_script_runs(page: Page) -> None:
    post = a_draft("題", f"![絵](https://tracker.example/a.png)\n\n{quoting(an_article())}")
    publishing.publish(post)
    post.refresh_from_db()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.clear_cookies()
    page.goto(post.get_absolute_url())
    base = page.url.split("/20")[0]
    assert all(url.startswith(base) for url in asked)
    assert {url for url in asked if url.endswith(".js")} <= {f"{base}/static/kawaraban/blog.js"}
    for width in (1440, 1000, 820, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
