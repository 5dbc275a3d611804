"""The blog on files is searched without a server, in a real browser, from the disk itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kawaraban.desk.moving.leaving.static.exporting import export
from kawaraban.desk.moving.leaving.static.search_index import hash_of
from tests.blog_cast import a_published_post, the_preferences

pytestmark = pytest.mark.django_db


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("支持率", ["支持率が下がる"]),
        ("率", ["支持率が下がる"]),
        ("ferries", ["渡し船の事故"]),
        ("harbour", ["渡し船の事故"]),
        ("ferry’s", ["渡し船の事故"]),
        ("constructor", []),
        ("ＦＥＲＲＹ 渡し", ["渡し船の事故"]),
        ("船 -事故", ["船2隻が燃えた"]),
        ("支持率 OR 事故", ["支持率が下がる", "渡し船の事故"]),
        ("12,000", ["支持率が下がる"]),
        ("鯨", []),
    ],
)
def test_words_find_their_posts_from_the_disk(tmp_path: Path, chromium: Browser, query: str, titles: list[str]) -> None:
    the_preferences()
    a_published_post("船2隻が燃えた", "桟橋で。")
    a_published_post("渡し船の事故", "A ferry ran aground in the harbour's mouth; other ferries waited.")
    a_published_post("支持率が下がる", "調べた12,000人のうち、café の客。")
    export(tmp_path / "site", workers=0)
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "site" / "search" / "index.html").as_uri())
    page.fill("#q", query)
    page.press("#q", "Enter")
    expect(page.locator("#found [role=status]")).to_be_visible()
    assert page.locator(".hits h2").all_inner_texts() == titles
    if titles:
        expect(page.locator(".hits .footer").first).to_have_text(re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日$"))
        page.locator(".hits a").first.click()
        expect(page.locator("article h1")).to_have_text(titles[0])
    page.close()
    assert errors == []


@pytest.mark.browser
def test_what_was_looked_for_is_marked(tmp_path: Path, chromium: Browser) -> None:
    the_preferences()
    a_published_post("桟橋", "港の支持率は高い。<b>支持率</b> & Ferry.")
    export(tmp_path / "site", workers=0)
    page = chromium.new_page()
    page.goto((tmp_path / "site" / "search" / "index.html").as_uri() + "?q=支持率 ferry")
    expect(page.locator(".hits mark")).to_have_text(["支持率", "支持率", "Ferry"])
    page.close()


def test_a_word_s_hash_is_fnv_1a() -> None:
    # From the tables of the hash's authors.
    assert [hash_of(word) for word in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
