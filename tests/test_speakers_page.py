"""A speaker's page: what was said by day, under which names, and the names put right by a person."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from kawaraban.desk.models import Claim, Speaker, SpeakerJoin
from kawaraban.desk.speakers import profile
from kawaraban.desk.speakers.looking import look_at_new_names
from tests.claim_cast import BLAST, a_read_article
from tests.desk_cast import a_rendering

pytestmark = pytest.mark.django_db


def torvald() -> Speaker:
    return Speaker.objects.get(name="Ilse Torvald")


def test_the_page_has_what_was_said_and_leads_to_the_article(desk: Client) -> None:
    article = a_read_article()
    page = desk.get(f"/desk/speakers/{torvald().pk}/").content.decode()
    claim = torvald().claims.get()
    assert f"/desk/articles/{article.pk}/#claim-{claim.pk}" in page
    assert "that the blast in Port Maren was sabotage" in page
    assert "Interior Minister" in page


def test_every_name_leads_to_the_same_claims(desk: Client) -> None:
    a_read_article()
    kana = Speaker.objects.create(name="イルセ・トルヴァル", language="ja")
    look_at_new_names()
    page = desk.get(f"/desk/speakers/{kana.pk}/").content.decode()
    assert "that the blast in Port Maren was sabotage" in page
    assert "Ilse Torvald" in page


def test_the_article_page_calls_a_speaker_as_the_readers_language_does(desk: Client) -> None:
    article = a_read_article()
    Speaker.objects.create(name="Ильсе Торвальд", language="ru")
    Speaker.objects.create(name="イルセ・トルヴァル", language="ja")
    look_at_new_names()
    groups = desk.get(f"/desk/articles/{article.pk}/").context["panel"].groups
    assert (groups[0].name, groups[0].language, groups[0].original) == ("イルセ・トルヴァル", "ja", "Ilse Torvald")


def test_what_was_said_stands_in_the_readers_language_where_it_was_translated(desk: Client) -> None:
    article = a_read_article()
    a_rendering(article, "p0", "トルヴァル内相は、マレン港の爆発は破壊工作だと主張した。")
    page = desk.get(f"/desk/speakers/{torvald().pk}/").content.decode()
    assert "マレン港の爆発は破壊工作だ" in page
    assert "that the blast in Port Maren was sabotage" in page


def test_the_same_words_of_one_day_are_one_statement_with_its_outlets() -> None:
    first, second = a_read_article(), a_read_article(title="Maren blast")
    Claim.objects.filter(article=second, stance="alleges").update(stance="says")
    claims = profile.claims_of([torvald()]).select_related("article__outlet")
    ((_, (statement,)),) = profile.by_day(claims)
    assert statement.articles == 2
    assert statement.first.article_id == first.pk
    assert [stance for stance, _, _ in statement.by_stance] == ["alleges", "says"]


def test_a_page_of_many_claims_asks_no_more_than_one_of_few(desk: Client, django_assert_max_num_queries) -> None:
    for number in range(12):
        a_read_article(title=f"Blast {number}")
    with django_assert_max_num_queries(19):
        desk.get(f"/desk/speakers/{torvald().pk}/")


def test_the_chart_counts_claims_by_day_and_stance() -> None:
    article = a_read_article()
    day = article.claims.first().said_on
    by_stance, by_outlet = profile.charts_of([torvald()], day)
    row = next(row for row in by_stance.rows if row.key == "alleges")
    assert (row.counts[-1], row.total, by_stance.total) == (1, 1, 1)
    assert [(row.label, row.total) for row in by_outlet.rows] == [(article.outlet.name, 1)]


def test_speakers_are_listed_and_found_in_any_script(desk: Client) -> None:
    a_read_article()
    kana = Speaker.objects.create(name="イルセ・トルヴァル", language="ja")
    look_at_new_names()
    assert f"/desk/speakers/{torvald().pk}/" in desk.get("/desk/speakers/", {"q": "トルヴァル"}).content.decode()
    assert "Nobody of this name" in desk.get("/desk/speakers/", {"q": "Nobody"}).content.decode()
    assert kana.pk > torvald().pk


def test_who_said_nothing_that_stands_is_not_listed(desk: Client) -> None:
    a_read_article()
    torvald().claims.update(is_withdrawn=True)
    for address in ("/desk/speakers/", "/desk/speakers/?q=torvald"):
        assert "Ilse Torvald" not in desk.get(address).content.decode()


def test_who_is_looked_for_may_have_spoken_long_ago(desk: Client) -> None:
    a_read_article()
    torvald().claims.update(said_on="2019-03-01")
    assert "Ilse Torvald" not in desk.get("/desk/speakers/").content.decode()
    assert "Ilse Torvald" in desk.get("/desk/speakers/?q=torvald").content.decode()


def test_an_unknown_name_is_said_to_be_one(desk: Client) -> None:
    a_read_article()
    answer = desk.post(f"/desk/speakers/{torvald().pk}/names/", {"do": "add", "words": "Nobody"}, follow=True)
    assert "No speaker has exactly this name" in answer.content.decode()


def test_a_name_of_another_speaker_cannot_be_parted_from_here(desk: Client) -> None:
    a_read_article()
    other = Speaker.objects.get(name__icontains="Lohm")
    kana = Speaker.objects.create(name="アンデルス・ローム", language="ja")
    SpeakerJoin.objects.create(one=other, other=kana, why="person")
    desk.post(f"/desk/speakers/{torvald().pk}/names/", {"do": "part", "name": kana.pk})
    assert SpeakerJoin.objects.get().parted_at is None


@pytest.mark.browser
def test_names_are_parted_and_joined_again_by_a_key(desk_page: Page) -> None:
    a_read_article(BLAST)
    Speaker.objects.create(name="イルセ・トルヴァル", language="ja")
    look_at_new_names()
    page = desk_page
    page.goto(f"/desk/speakers/{torvald().pk}/")
    names = page.locator(".names .name")
    expect(page.locator("h1")).to_have_text("イルセ・トルヴァル")
    expect(names).to_have_count(2)
    page.get_by_role("button", name="離す").click()
    expect(names).to_have_count(1)
    page.keyboard.press("z")
    expect(names).to_have_count(2)
    page.get_by_role("button", name="認める").click()
    expect(page.get_by_role("button", name="認める")).to_have_count(0)
