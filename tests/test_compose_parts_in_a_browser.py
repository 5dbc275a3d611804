"""Compose's parts in a real browser: pictures pasted and dropped, the hour, tags, the chooser, the previews."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from kawaraban.desk import collecting, quoting, scheduling
from kawaraban.desk.models import Article, Picture, Post, Tag
from tests.blog_cast import a_draft, an_article, the_owner, the_preferences
from tests.test_pictures import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Gives an event of the text field a file, as pasting and dropping do.
GIVE = """
([kind, name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.getElementById("body").dispatchEvent(event);
}
"""


@pytest.fixture
def page(visitor: Page, live_server: LiveServer, settings: Settings, tmp_path: Path) -> Page:
    settings.PICTURES = str(tmp_path / "pictures")
    the_preferences()
    client = Client()
    client.force_login(the_owner())
    name = django_settings.SESSION_COOKIE_NAME
    visitor.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return visitor


def give(page: Page, kind: str, data: bytes, name: str = "港.png", media_type: str = "image/png") -> None:
    page.evaluate(GIVE, [kind, name, media_type, base64.b64encode(data).decode()])


def saved(page: Page) -> None:
    expect(page.locator("#strip .saved b")).to_have_text("保存済み")
    expect(page.locator("#strip")).not_to_have_class(re.compile("unsaved"))


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_picture_is_put_in_where_the_cursor_stands_with_its_words(page: Page, kind: str) -> None:
    post = a_draft("題", "前の文。")
    page.goto(f"/desk/posts/{post.pk}/")
    page.locator("#body").press("Control+End")
    give(page, kind, a_picture(size=(40, 30)))
    page.fill("#picture-alt", "港の[古い]倉庫")
    page.fill("#picture-caption", '桟橋の"北"')
    page.keyboard.press("Enter")
    expect(page.locator("#preview img")).to_have_attribute("alt", "港の[古い]倉庫")
    address = page.locator("#preview img").get_attribute("src")
    assert page.request.get(address).headers["content-type"] == "image/png"
    saved(page)
    assert Post.objects.get().body == f'前の文。\n\n![港の\\[古い\\]倉庫]({address} "桟橋の\\"北\\"")\n\n'
    expect(page.locator(".recent-pictures img")).to_have_count(1)


def test_what_is_no_picture_is_refused_in_a_sentence_and_the_text_stays(page: Page) -> None:
    post = a_draft("題", "前の文。")
    page.goto(f"/desk/posts/{post.pk}/")
    give(page, "paste", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image/svg+xml")
    expect(page.locator(".picture-says")).to_contain_text("JPEG・PNG・GIF・WebP")
    assert not Picture.objects.exists()
    expect(page.locator("#body")).to_have_value("前の文。")


def test_a_draft_is_given_an_hour_by_hand_and_called_off(page: Page) -> None:
    post = a_draft("題", "文。")
    page.goto(f"/desk/posts/{post.pk}/")
    page.check('input[name="when"][value="at"]')
    hour = page.input_value("#at")[-5:]
    expect(page.locator("#publish")).to_contain_text(hour)
    page.locator("#body").press("Control+Enter")
    expect(page.locator(".crumbs")).to_contain_text("公開待ち")
    post.refresh_from_db()
    assert post.publish_at is not None and post.publish_at > timezone.now()
    assert scheduling.publish_due(post.publish_at) == [post.pk]
    page.goto("/")
    expect(page.locator("main")).to_contain_text("文。")


def test_tags_are_saved_once_their_names_are_finished_and_taken_out_by_their_chips(page: Page) -> None:
    Tag.objects.create(name="港湾行政", slug="harbour")
    post = a_draft("題", "文。")
    page.goto(f"/desk/posts/{post.pk}/")
    expect(page.locator("#tag-names option")).to_have_count(1)
    page.locator("#tags").press_sequentially("エネルギー, 港湾", delay=30)
    page.locator(".offers button", has_text="港湾行政").click()
    expect(page.locator(".chips > span")).to_have_count(2)
    page.locator("#body").press("Control+End")
    page.locator("#body").type("続き。")
    expect(page.locator("#preview .text")).to_contain_text("続き。")
    saved(page)
    assert sorted(tag.name for tag in Tag.objects.all()) == ["エネルギー", "港湾行政"]
    assert post.tags.count() == 2
    page.get_by_role("button", name="エネルギーを外す").click()
    expect(page.locator(".chips > span")).to_have_count(1)
    saved(page)
    expect(page.locator("#points .fine")).to_contain_text("タグ1個")
    assert [tag.name for tag in post.tags.all()] == ["港湾行政"]


def test_the_chooser_puts_paragraphs_in_where_the_cursor_stands(page: Page) -> None:
    article = an_article()
    Article.objects.update(seen_at=timezone.now())
    post = a_draft("題", "一行目。\n\n三行目。")
    page.goto(f"/desk/posts/{post.pk}/")
    page.evaluate("document.getElementById('body').focus(); document.getElementById('body').setSelectionRange(4, 4)")
    page.keyboard.press("Control+q")
    page.locator(".chooser-articles button").click()
    page.locator(".chooser-paragraphs input").nth(1).check()
    page.locator("[data-put]").click()
    expect(page.locator("#body")).to_have_value(
        f"一行目。\n\n:::quote a{article.pk} version=1 paragraphs=2\n:::\n\n三行目。"
    )
    expect(page.locator("#preview .quotation")).to_have_count(1)
    expect(page.locator(".material")).to_have_count(0)


def test_each_way_that_readers_may_meet_the_post_is_shown(page: Page) -> None:
    post = a_draft("題", "**数**は二つ。")
    page.goto(f"/desk/posts/{post.pk}/")
    frame = page.frame_locator("#frame")
    page.check('[data-width][value="phone"]')
    expect(frame.locator("article strong")).to_have_text("数")
    expect(frame.locator("article > h1")).to_have_css("break-after", "auto")
    assert page.locator("#frame").bounding_box()["width"] == 390
    page.locator("#body").press("Control+End")
    page.locator("#body").type("足した。")
    expect(frame.locator("article")).to_contain_text("足した。")
    page.check('[data-width][value="feed"]')
    expect(frame.locator("body > h1")).to_have_text("題")
    page.check('[data-width][value="print"]')
    expect(frame.locator("article strong")).to_have_text("数")
    expect(frame.locator("article > h1")).to_have_css("break-after", "avoid")  # a rule for paper alone
    page.check('[data-width][value="wide"]')
    expect(page.locator("#preview strong")).to_be_visible()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_compose_fits_every_screen(page: Page, width: int) -> None:
    post = a_draft("とても長い題" * 8, "https://orlen.example/" + "a" * 200)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (f"/desk/posts/{post.pk}/", f"/desk/posts/{post.pk}/history/", "/desk/posts/"):
        page.goto(address)
        assert (address, page.evaluate("document.documentElement.scrollWidth")) <= (address, width)


def test_what_lies_at_hand_goes_under_the_paragraph_of_the_cursor(page: Page) -> None:
    article, post = an_article(), a_draft("題", "前の文。\n\n後の文。")
    blocks = quoting.blocks_for(article, ["p0"])
    collecting.collect(the_owner(), blocks)
    page.goto(f"/desk/posts/{post.pk}/")
    page.locator("#body").evaluate("field => { field.focus(); field.setSelectionRange(2, 2); }")
    page.click("[data-block]")
    block = f":::quote a{article.pk} version=1 paragraphs=1\n:::"
    expect(page.locator("#body")).to_have_value(f"前の文。\n\n{block}\n\n後の文。")
    expect(page.locator("[data-block]")).to_have_count(0)
    saved(page)
    post.refresh_from_db()
    assert block in post.body


def test_what_lies_at_hand_can_be_let_go(page: Page) -> None:
    post = a_draft("題", "本文。")
    collecting.collect(the_owner(), quoting.blocks_for(an_article(), ["p0"]))
    page.goto(f"/desk/posts/{post.pk}/")
    page.click("#beside .away")
    expect(page.locator("#beside .away")).to_have_count(0)
    expect(page.locator("#body")).to_have_value("本文。")
