"""A translation that comes in while somebody reads: it appears by itself, and takes nothing away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from kawaraban.desk import engines
from kawaraban.desk.models import Article, EnginePause, Preferences, Rendering
from kawaraban.desk.pipeline import run_once
from kawaraban.desk.pipeline.readying import AskStep
from tests.desk_cast import an_article
from tests.translation_servers import LibreTranslate, Refusal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXTS = ["The ferry was late again.", "The tide was very high.", "The quay stayed closed on Monday."]


def run() -> None:
    with ThreadPoolExecutor(1) as threads:
        run_once(lambda fetcher: [AskStep()], executor=threads)


def test_paragraphs_appear_as_they_are_translated_and_leave_ones_work_alone(desk_page: Page) -> None:
    with LibreTranslate({TEXTS[1]: "潮がとても高かった。"}) as server:
        Preferences.objects.update(engines={"en-ja": engines.entry_of(server.choice())})
        article = an_article("Ferry late at Maren", TEXTS)
        desk_page.goto(f"/desk/articles/{article.pk}/")
        expect(desk_page.locator(".translating")).to_contain_text("残り4件")
        desk_page.locator("#u-p1 .number label, #u-p1 label.number").click()
        expect(desk_page.locator("#u-p1 .number input")).to_be_checked()
        desk_page.locator("#u-p2 [data-edit]").click()
        field = desk_page.locator("#u-p2 textarea")
        field.fill("岸壁は月曜も")
        assert Article.objects.get().wanted_at is not None
        run()
        expect(desk_page.locator("#u-p1")).to_contain_text("潮がとても高かった。")
        expect(desk_page.locator("#u-p1 .number input")).to_be_checked()
        expect(desk_page.locator(".translating")).to_have_count(0)
        expect(field).to_have_value("岸壁は月曜も")
    assert Rendering.objects.count() == 4


def test_an_engine_that_fails_says_so_and_can_be_tried_again(desk_page: Page) -> None:
    with LibreTranslate() as server:
        server.always(Refusal(503))
        Preferences.objects.update(engines={"en-ja": engines.entry_of(server.choice())})
        article = an_article("Ferry late at Maren", TEXTS[:1])
        desk_page.goto(f"/desk/articles/{article.pk}/")
        run()
        assert EnginePause.objects.get().failures == 1
        expect(desk_page.locator(".translating")).to_contain_text("障害が起きています")
        server.always(None)
        desk_page.get_by_role("button", name="今すぐ試す").click()
        expect(desk_page.locator(".translating")).to_contain_text("残り2件")
        run()
        expect(desk_page.locator("#u-p0")).to_have_attribute("data-state", "machine")
