"""Who says what on the article page: cues underlined in both columns, the claim at a look, and the panel."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from kawaraban.desk.models import Article, Stage
from tests.claim_cast import BLAST, a_read_article
from tests.desk_cast import a_rendering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(desk_page: Page) -> Article:
    """Three claims, and a translation that makes of one more than was said."""
    article = a_read_article(BLAST)
    a_rendering(article, "p0", "トルヴァル内相は、マレン港の爆発は破壊工作だったことを明らかにした。")
    a_rendering(article, "p1", "ヴァルドニア外務省は一切の関与を否定した。")
    a_rendering(article, "p2", "ローム港湾局長は、東埠頭は水曜日まで閉鎖されると述べた。")
    Article.objects.filter(pk=article.pk).update(stage=Stage.READY)
    desk_page.goto(f"/desk/articles/{article.pk}/")
    return article


def test_cues_stand_in_both_columns_each_with_its_own_line(article: Article, desk_page: Page) -> None:
    expect(desk_page.locator(".para .of a.cue.alleges")).to_have_text("claimed")
    expect(desk_page.locator(".para .of a.cue.denies")).to_have_text("denied")
    expect(desk_page.locator(".para .to a.cue.denies")).to_have_text("否定した")
    expect(desk_page.locator(".para .to a.cue.says")).to_have_text("述べた")
    # That the line differs across the gutter shows what the translation made of it.
    expect(desk_page.locator("#u-p0 .to a.cue.reveals")).to_have_text("明らかにした")
    assert styles(desk_page) == {"says": "solid", "alleges": "dashed", "denies": "double"}


def styles(page: Page) -> dict[str, str]:
    return {
        stance: page.locator(f".of a.cue.{stance}").evaluate("cue => getComputedStyle(cue).borderBottomStyle")
        for stance in ("says", "alleges", "denies")
    }


def test_looking_at_a_cue_tells_who_says_what(article: Article, desk_page: Page) -> None:
    card = desk_page.locator("#claim-card")
    desk_page.locator(".para .of a.cue.alleges").focus()
    expect(card).to_contain_text("トルヴァル")
    expect(card).to_contain_text("主張")
    expect(desk_page.locator("#u-p0 .of .lit")).to_have_text("that the blast in Port Maren was sabotage")
    desk_page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    desk_page.locator("#u-p1 .to a.cue").hover()
    expect(card).to_contain_text("否定")


def test_a_cue_leads_to_its_line_and_is_described_by_it(article: Article, desk_page: Page) -> None:
    cue = desk_page.locator(".para .of a.cue.denies")
    claim = article.claims.get(stance="denies")
    assert cue.get_attribute("aria-describedby") == f"claim-{claim.pk}"
    cue.click()
    expect(desk_page.locator(f"#claim-{claim.pk}:target")).to_contain_text("否定")


def test_the_panel_counts_speakers_and_claims_and_has_a_key(article: Article, desk_page: Page) -> None:
    panel = desk_page.locator("#said")
    expect(panel.locator("h2 small")).to_have_text("話し手3・発言3")
    expect(panel.locator(".speaker").first).to_contain_text("内相")
    expect(panel.locator(".lines-key li")).to_have_text(["述べた", "強調", "主張", "伝聞", "判明", "否定"])
    panel.locator(".claim .at").nth(1).click()
    expect(desk_page).to_have_url(f"{desk_page.url.partition('#')[0]}#u-p1")


def select(page: Page, pid: str, words: str) -> None:
    """Selects words of the original as the mouse would."""
    page.locator(f"#of-{pid}").evaluate(
        """(paragraph, words) => {
          const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error("not in one piece: " + words);
        }""",
        words,
    )


def test_selected_words_become_a_claim_and_z_takes_it_back(article: Article, desk_page: Page) -> None:
    select(desk_page, "p1", "any involvement")
    desk_page.locator("#make-claim").click()
    form = desk_page.locator("#add-claim form")
    expect(form.locator("[name=content]")).to_have_value("any involvement")
    expect(form.locator("[name=content_at]")).to_have_value(f"p1:{BLAST[1].index('any involvement')}")
    form.locator("[name=speaker]").fill("Pavel Renko")
    form.locator("[name=stance]").select_option("insists")
    form.locator("[name=do]").click()
    panel = desk_page.locator("#said")
    expect(panel.locator("h2 small")).to_have_text("話し手4・発言4")
    expect(panel.get_by_role("status")).to_contain_text("加えました。")
    desk_page.keyboard.press("z")
    expect(panel.locator("h2 small")).to_have_text("話し手3・発言3")
    assert article.claims.count() == 3


def test_who_speaks_and_by_way_of_whom_is_marked_in_the_text(article: Article, desk_page: Page) -> None:
    line = desk_page.locator(f"#claim-{article.claims.get(stance='alleges').pk}")
    line.hover()
    line.locator("summary").click()
    source, via = line.locator("[name=source]"), line.locator("[name=via]")
    select(desk_page, "p1", "Vardonia")
    source.locator("xpath=following-sibling::button").click()
    expect(source).to_have_value("Vardonia")
    expect(line.locator("[name=source_at]")).to_have_value(f"p1:{BLAST[1].index('Vardonia')}")
    for words in ("the blast", "Port Maren"):
        select(desk_page, "p0", words)
        via.locator("xpath=following-sibling::button").click()
    expect(via).to_have_value("the blast\nPort Maren")
    line.locator("[name=speaker]").fill("")
    line.locator("[value=correct]").click()
    expect(desk_page.locator("#said .chain")).to_have_text("← the blast ← Port Maren")


def test_a_claim_put_right_changes_its_line_at_once(article: Article, desk_page: Page) -> None:
    claim = article.claims.get(stance="alleges")
    line = desk_page.locator(f"#claim-{claim.pk}")
    line.hover()
    line.locator("summary").click()
    line.locator("[name=stance]").select_option("denies")
    line.locator("[value=correct]").click()
    expect(desk_page.locator("#of-p0 a.cue.denies")).to_have_text("claimed")
    expect(line.locator(".stance")).to_have_text("否定")
    line.hover()
    line.locator("summary").click()
    line.locator("[value=withdraw]").click()
    expect(desk_page.locator("#of-p0 a.cue")).to_have_count(0)
    expect(desk_page.locator("#to-p0 a.cue")).to_have_count(0)
    desk_page.keyboard.press("z")
    expect(desk_page.locator("#of-p0 a.cue.denies")).to_have_text("claimed")
