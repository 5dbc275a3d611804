"""A story settled by hand in a real browser: split, merged, a copy set; what is wrong is in sight; all is undone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from kawaraban.desk.models import Placing, Story
from tests.story_cast import a_report, a_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(transactional_db: None) -> Story:
    """Three reports before and after midnight, of which one is on another event."""
    return a_story(
        [
            a_report("Northwire", rendering="マレン港の貯蔵施設で爆発"),
            a_report("Radio Sorenia", "Two dead in Kelmar port blast", hours=1, rendering="ケルマールの港で爆発"),
            a_report("Maren Courier", "Ferry contract questioned", hours=26, rendering="渡し船の契約に疑問"),
        ]
    )


def reports(page: Page) -> Locator:
    return page.locator(".reports > .report")


def chosen(page: Page, outlet: str) -> Locator:
    return page.locator("#by-hand li").filter(has_text=outlet).get_by_role("checkbox")


def test_reports_are_split_off_looked_at_and_put_back(story: Story, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/stories/{story.pk}/")
    expect(reports(page)).to_have_count(3)
    page.get_by_role("link", name="分ける", exact=True).click()
    chosen(page, "Maren Courier").check()
    page.get_by_role("button", name="選んだ報道を別のできごとにする").click()
    expect(page.locator(".told")).to_contain_text("1本を分けました")
    expect(reports(page)).to_have_count(2)

    page.locator(".told").get_by_role("link", name="分けたほうを見る").click()
    expect(page.locator("h1")).to_have_text("渡し船の契約に疑問")
    page.go_back()
    expect(page.locator("h1")).to_have_text("マレン港の貯蔵施設で爆発")

    page.keyboard.press("z")
    expect(page.locator(".messages")).to_contain_text("元に戻しました。")
    expect(reports(page)).to_have_count(3)
    expect(page.locator(".told")).to_have_count(0)
    assert set(Placing.objects.values_list("story", flat=True)) == {story.pk}


def test_two_stories_become_one_and_two_again(story: Story, desk_page: Page) -> None:
    page = desk_page
    other = a_story([a_report("Harbour Ledger", "Insurers ask for records", hours=3, rendering="保険各社が記録を要求")])
    page.goto(f"/desk/stories/{story.pk}/")
    page.get_by_role("link", name="まとめる", exact=True).click()
    page.locator("#merge").get_by_label("保険各社が記録を要求").check()
    page.get_by_role("button", name="選んだできごとをここにまとめる").click()
    expect(page.locator(".told")).to_contain_text("1本")
    expect(reports(page)).to_have_count(4)
    page.keyboard.press("z")
    expect(page.locator(".messages")).to_contain_text("元に戻しました。")
    expect(reports(page)).to_have_count(3)
    placed = Placing.objects.get(article__outlet__name="Harbour Ledger")
    assert placed.story.reports == 1
    assert placed.story_id in {other.pk, *Story.objects.exclude(pk=story.pk).values_list("pk", flat=True)}


def test_a_copy_is_set_by_hand_and_taken_back(story: Story, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/stories/{story.pk}/?by-hand#by-hand")
    chosen(page, "Radio Sorenia").check()
    original = page.get_by_label("選んだ報道の写し元")
    wanted = original.locator("option").filter(has_text="Northwire").get_attribute("value")
    assert wanted
    original.select_option(wanted)
    page.get_by_role("button", name="転載とする").click()
    expect(page.locator(".told")).to_contain_text("転載としました")
    report = reports(page).filter(has_text="Radio Sorenia")
    expect(report).to_have_class(re.compile(r"\bcopy\b"))
    expect(report.locator(".whence")).to_contain_text("← Northwire")
    page.keyboard.press("z")
    expect(report).to_have_class(re.compile(r"\bown\b"))


def test_what_was_forgotten_is_said_where_one_looks(story: Story, desk_page: Page) -> None:
    page = desk_page
    page.goto(f"/desk/stories/{story.pk}/?by-hand#by-hand")
    page.get_by_role("button", name="選んだ報道を別のできごとにする").click()
    told = page.locator(".messages li")
    expect(told).to_have_text("別のできごとの報道を選んでください。")
    expect(told).to_be_in_viewport()
    page.locator("#by-hand").get_by_role("link", name="閉じる").click()
    expect(page.locator("#by-hand")).to_have_count(0)


def test_the_hours_of_another_day_stand_under_its_date(story: Story, desk_page: Page) -> None:
    desk_page.goto(f"/desk/stories/{story.pk}/")
    expect(desk_page.locator(".reports > .of-day")).to_have_count(1)
    after = desk_page.locator(".reports > .of-day + .report")
    expect(after).to_contain_text("Maren Courier")


def test_an_outlet_is_named_once_in_the_river_however_much_it_reports(desk_page: Page) -> None:
    a_story(
        [a_report("Northwire"), a_report("Northwire", "Ministry corrects", hours=1), a_report("Maren Courier", hours=2)]
    )
    desk_page.goto("/desk/")
    expect(desk_page.locator(".row[data-replaces] > .outlet")).to_have_text("Northwire、Maren Courier")
