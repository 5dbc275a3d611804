"""A comment's way in a real browser: written, looked at, waiting, published by a key, answered."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kawaraban.desk.blog.comments import form
from kawaraban.desk.models import Comment
from tests.blog_cast import a_published_post, the_owner, the_preferences

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_comment_is_written_waits_is_published_and_answered(
    visitor: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "MIN_SECONDS", -1)  # a browser is quicker than a person
    the_preferences()
    post = a_published_post()
    visitor.goto(post.get_absolute_url())
    visitor.fill("#comment-name", "港の近所")
    visitor.fill("#comment-text", "**弁**の話が出ていました。")
    visitor.get_by_role("button", name="送る前に見る").click()
    expect(visitor.locator(".preview strong")).to_have_text("弁")
    visitor.get_by_role("button", name="送る", exact=True).click()
    expect(visitor.locator(".comment.waiting .state")).to_have_text("承認待ち")
    assert Comment.objects.get().state == "waiting"

    client = Client()
    client.force_login(the_owner())
    name = settings.SESSION_COOKIE_NAME
    owner = visitor.context.browser.new_context(base_url=live_server.url, locale="ja-JP")  # type: ignore[union-attr]
    owner.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    desk = owner.new_page()
    desk.goto("/desk/comments/")
    expect(desk.locator(".comment-row")).to_contain_text("はじめての人")
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator(".decided")).to_contain_text("1件を公開しました")
    expect(desk.locator(".nav .count")).to_have_count(0)
    desk.goto(post.get_absolute_url())
    desk.get_by_role("link", name="返事を書く").click()
    desk.fill("#comment-text", "ありがとうございます。")
    desk.get_by_role("button", name="送る", exact=True).click()
    expect(desk.locator(".comment.answer .author")).to_have_text("筆者")
    owner.close()

    visitor.goto(post.get_absolute_url())
    expect(visitor.locator(".comment.answer")).to_contain_text("ありがとうございます。")
    expect(visitor.locator(".comment.waiting")).to_have_count(0)
