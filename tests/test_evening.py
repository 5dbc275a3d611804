"""An evening at the desk, in a real browser: from a one-time link to a post that a visitor reads and a feed carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.request import urlopen

import feedparser
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from kawaraban.desk import memory, network, sources
from kawaraban.desk.house import sign_in_address
from kawaraban.desk.models import Article, Preferences
from kawaraban.desk.pipeline import run_once
from kawaraban.newsstand import MEMORY, Newsstand
from kawaraban.translate import read_tmx
from tests.servers import LOOPBACK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OUTLETS = ("northwire", "courier", "ilmar", "koto")  # English, English, Russian, Japanese


@pytest.fixture
def evening(transactional_db: None, settings: Settings) -> Iterator[Newsstand]:
    """A desk that follows four outlets of the newsstand and has read what they published, with the demo's memory."""
    settings.ALLOW_NETS, settings.FETCH_GAP = LOOPBACK, 0.01
    memory.load(read_tmx(MEMORY, origin="memory.tmx"))
    Preferences.objects.update_or_create(pk=1, defaults={"welcomed": True, "signature": "花"})
    with Newsstand(slow=False) as newsstand, network.fetcher() as fetcher:
        for outlet in newsstand.outlets:
            if outlet.key in OUTLETS:
                sources.follow(outlet.address, fetcher)
        run_once()
        yield newsstand


def test_an_evening_from_the_link_to_the_feed(
    evening: Newsstand, visitor: Page, chromium: Browser, live_server: LiveServer
) -> None:
    story = Article.objects.get(address__contains=evening.outlet("northwire").address, title__startswith="Blast at")
    page = visitor

    # Sign in by the link that the command prints; it works once.
    link = sign_in_address(live_server.url)
    page.goto(link)
    page.goto("/desk/?by=articles")

    # Open the story in the river, by its Japanese headline.
    row = page.locator(f"#a{story.pk}")
    headline = row.locator("h3").inner_text()
    assert re.search(r"[ぁ-ん]", headline)
    row.locator("h3 a").click()
    expect(page).to_have_url(re.compile(f"/desk/articles/{story.pk}/"))
    expect(page.locator(".titles .to h1")).to_have_text(headline)

    # Correct the second paragraph: it is a person's now, and says so.
    boxes = page.locator(".unit input[name=pid]")
    first, second = (page.locator(f"#u-{boxes.nth(n).get_attribute('value')}") for n in (0, 1))
    expect(second.locator(".maker")).to_contain_text("memory.tmx")
    second.locator("[data-edit]").click()
    field = second.locator("textarea")
    corrected = field.input_value() + "現地の発表による。"
    field.fill(corrected)
    second.get_by_role("button", name="保存").click()
    expect(second.locator(".to p")).to_have_text(corrected)
    expect(second).to_have_attribute("data-state", "edited")
    expect(second.locator(".maker")).to_contain_text("花")

    # Quote two paragraphs, write around them, and publish.
    quoted = [unit.locator("p.of").inner_text() for unit in (first, second)]
    rendered = [unit.locator(".to p").first.inner_text() for unit in (first, second)]
    for unit in (first, second):
        unit.locator(".number").click()
    page.get_by_role("button", name="投稿に引用").click()
    expect(page).to_have_url(re.compile(r"/desk/posts/\d+/"))
    page.get_by_label("題", exact=True).fill("貯蔵所の爆発をどう伝えたか")
    page.get_by_label("カテゴリ", exact=True).fill("火事と事故")
    body = page.locator("#body")
    body.fill(f"第一報を引く。\n\n{body.input_value().strip()}\n\n続きは明日。")
    page.locator("#publish").click()
    expect(page).to_have_url(re.compile(r"/\d{4}/\d\d/\d\d/"))
    address = page.url

    # A visitor, whom nobody knows, reads it on the blog.
    context = chromium.new_context(base_url=live_server.url, locale="ja-JP")
    reader = context.new_page()
    reader.goto("/")
    reader.get_by_role("link", name="貯蔵所の爆発をどう伝えたか").first.click()
    expect(reader).to_have_url(address)
    for text in ("第一報を引く。", *quoted, *rendered, "続きは明日。"):
        expect(reader.locator("body")).to_contain_text(text)
    expect(reader.locator("body")).to_contain_text(re.compile(r"posted by\s+花"))
    expect(reader.locator("body")).to_contain_text("Northwire")
    reader.goto("/desk/")
    expect(reader.locator("body")).not_to_contain_text(headline)
    reader.goto(link)
    expect(reader.locator("body")).to_contain_text("このリンクはもう使えません")
    context.close()

    # And a feed reader finds it, quotation and all.
    with urlopen(f"{live_server.url}/atom.xml") as answer:
        (entry,) = feedparser.parse(answer.read()).entries
    assert (entry.title, entry.link) == ("貯蔵所の爆発をどう伝えたか", address)
    assert rendered[1] in re.sub(r"<[^>]+>", "", entry.content[0].value)
