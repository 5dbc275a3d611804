"""The paste box in a real browser: paste, mend a link by hand, undo, take in; what was pasted outlives a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kawaraban.desk.models import MemoryEntry
from tests.test_align import ENGLISH, JAPANESE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def paste(page: Page, source: str, target: str) -> None:
    page.goto("/desk/memory/align/")
    page.fill("#id_left", source)
    page.fill("#id_right", target)
    page.fill("#id_title", "Port Maren")
    page.get_by_role("button", name="対応を探す").click()
    page.wait_for_selector("#align[data-step=links]")


def links(page: Page) -> str:
    return page.input_value("input[name=links]")


def test_a_link_is_mended_by_hand_and_the_pairs_are_found_in_the_memory(desk_page: Page) -> None:
    from playwright.sync_api import expect

    page = desk_page
    paste(page, "\n".join(ENGLISH), "\n".join([JAPANESE[0] + JAPANESE[1], *JAPANESE[2:]]))
    expect(page.locator(".align-row")).to_have_count(5)
    expect(page.locator(".align-curves path")).to_have_count(6)
    before = links(page)

    # Cut the merged translation in two, part the pair, and link the second halves by pressing one after the other.
    page.locator("#t0").hover()
    page.locator("#t0").get_by_role("button", name="切る").click()
    expect(page.locator("#t5")).to_be_visible()
    page.locator("#pair-0").get_by_role("button", name="対応を解く").click()
    expect(page.locator(".align-row")).to_have_count(8)
    for source, target in ((0, 0), (1, 1)):
        page.locator(f"#s{source} p").click()
        expect(page.locator(f"#s{source}")).to_have_attribute("aria-selected", "true")
        page.locator(f"#t{target} p").click()
        expect(page.locator(f'.align-row[data-source="{source}"][data-target="{target}"]')).to_be_visible()
    expect(page.locator(".align-row")).to_have_count(6)
    assert links(page) != before

    page.get_by_role("button", name="6組を訳例に加える").click()
    expect(page.get_by_role("status").filter(has_text="訳例に6組を加えました。")).to_be_visible()
    assert dict(MemoryEntry.objects.values_list("source_text", "target_text")) == dict(
        zip(ENGLISH, JAPANESE, strict=True)
    )
    page.get_by_role("link", name="訳例を見る").click()
    expect(page.get_by_text(JAPANESE[3])).to_be_visible()


def test_what_was_done_by_key_is_undone_by_key(desk_page: Page) -> None:
    from playwright.sync_api import expect

    page = desk_page
    paste(page, "\n".join(ENGLISH), "\n".join(JAPANESE))
    expect(page.locator("#align-undo")).to_be_hidden()
    before = links(page)
    page.keyboard.press("j")
    expect(page.locator("#pair-0")).to_have_attribute("data-current", "")
    page.keyboard.press("m")
    expect(page.locator(".align-row")).to_have_count(5)
    expect(page.locator("#pair-0")).to_have_attribute("data-current", "")
    page.keyboard.press("z")
    expect(page.locator(".align-row")).to_have_count(6)
    assert links(page) == before
    expect(page.locator("#align-undo")).to_be_hidden()


def test_a_block_out_of_step_is_drawn_and_put_in_step(desk_page: Page) -> None:
    from playwright.sync_api import expect

    page = desk_page
    paste(page, "\n".join(ENGLISH), "\n".join([*JAPANESE[3:5], *JAPANESE[:3], JAPANESE[5]]))
    expect(page.locator(".align-curves path.moved")).to_have_count(2)
    page.keyboard.press("b")
    expect(page.locator(".align-curves path.moved")).to_have_count(0)
    expect(page.locator(".align-row")).to_have_count(6)


def test_what_was_pasted_and_mended_is_there_again_after_a_reload(desk_page: Page) -> None:
    from playwright.sync_api import expect

    page = desk_page
    page.goto("/desk/memory/align/")
    page.fill("#id_left", ENGLISH[0])
    page.reload()
    expect(page.locator("#id_left")).to_have_value(ENGLISH[0])
    expect(page.get_by_text("前に貼り付けたものを戻しました。")).to_be_visible()

    paste(page, "\n".join(ENGLISH), "\n".join(JAPANESE))
    page.locator("#pair-0").get_by_role("button", name="次とつなぐ").click()
    expect(page.locator(".align-row")).to_have_count(5)
    mended = links(page)
    page.goto("/desk/memory/align/")
    page.wait_for_selector("#align[data-step=links]")
    assert links(page) == mended

    page.get_by_role("button", name="訳例に加える").click()
    expect(page.get_by_role("status").filter(has_text="訳例に5組を加えました。")).to_be_visible()
    page.get_by_role("link", name="続けて取り込む").click()
    expect(page.locator("#id_left")).to_have_value("")


def test_what_is_wrong_is_said_without_losing_what_was_pasted(desk_page: Page) -> None:
    from playwright.sync_api import expect

    page = desk_page
    page.goto("/desk/memory/align/")
    page.fill("#id_left", ENGLISH[0])
    page.get_by_role("button", name="対応を探す").click()
    expect(page.get_by_role("alert").filter(has_text="片側が空です。")).to_be_visible()
    expect(page.locator("#id_left")).to_have_value(ENGLISH[0])
    page.fill("#id_right", "長" * 200_001)
    page.get_by_role("button", name="対応を探す").click()
    expect(page.get_by_role("alert").filter(has_text="20万字を超えています。")).to_be_visible()
