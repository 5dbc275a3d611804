"""The river: what it lists, counts and costs, however much there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kawaraban.desk.models import Article, Capture, Fingerprint, Heartbeat, Paragraph, Rendering, Story, Version
from kawaraban.desk.pages.selection import Cursor, Selection, after
from kawaraban.desk.stories.copying import say_own
from kawaraban.desk.stories.deciding import undo
from kawaraban.desk.stories.merging import merge
from kawaraban.desk.stories.splitting import split
from tests.desk_cast import DAY, a_rendering, an_article, an_editor
from tests.story_cast import a_report, a_story

pytestmark = pytest.mark.django_db


def edited(article: Article, text: str) -> Article:
    """A later version of the article, whose first paragraph says `text`."""
    at = article.sort_at + timedelta(hours=1)
    capture = Capture.objects.create(
        article=article,
        address=article.address,
        final_address=article.address,
        captured_at=at,
        status=200,
        digest="sha256:later",
        size=1,
        file=f"{article.pk}-later.warc.gz",
    )
    version = Version.objects.create(article=article, capture=capture, number=2, digest="later", title=article.title)
    Paragraph.objects.create(version=version, position=0, pid="p0", kind="p", text=text, digest="later")
    article.version, article.capture, article.edited_at = version, capture, at
    article.save()
    return article


def test_a_row_shows_both_headlines_the_opening_and_the_outlet(desk: Client) -> None:
    article = an_article("Maren opens its harbour", ["The harbour of Maren opened on Friday."])
    a_rendering(article, "title", "マレン港が開く")
    html = desk.get("/desk/").content.decode()
    assert "Maren opens its harbour" in html
    assert "マレン" in html
    assert "The harbour of Maren opened on Friday." in html
    assert "The Maren Herald" in html


def test_two_hundred_articles_cost_no_more_queries_than_two(desk: Client) -> None:
    Heartbeat.objects.create(at=timezone.now())
    for number in range(2):
        edited(an_article(f"Number {number}", ["Two people came."], hours=-number), "Twelve people came.")
    with CaptureQueriesContext(connection) as few:
        desk.get("/desk/")
    for number in range(2, 200):
        article = an_article(f"Number {number}", ["Two people came."], hours=-number)
        a_rendering(article, "title", f"{number}番")
        if number % 20 == 0:
            edited(article, "Twelve people came.")
    with CaptureQueriesContext(connection) as many:
        desk.get("/desk/")
    assert len(many) == len(few)
    assert len(many) <= 18


def test_the_counts_are_those_of_the_lists_they_lead_to(desk: Client) -> None:
    unread, read, marked, gone = (an_article(f"Number {n}", hours=n) for n in range(4))
    Article.objects.filter(pk=read.pk).update(seen_at=timezone.now(), language="ru")
    Article.objects.filter(pk=marked.pk).update(marked_at=timezone.now())
    Article.objects.filter(pk=gone.pk).update(gone_at=timezone.now())
    edited(unread, "Something else.")
    a_rendering(unread, "p0", "別のこと。")
    Rendering.objects.update(state="stale")
    for show in ("all", "unread", "marked", "edited", "gone", "check", "begun"):
        response = desk.get("/desk/", {"show": show})
        listed = sum(len(rows) for _, rows in response.context["days"])
        assert response.context["counts"].shows[show] == listed, show
    response = desk.get("/desk/", {"language": "ru"})
    assert [row.article for _, rows in response.context["days"] for row in rows] == [read]


def test_a_row_says_how_many_paragraphs_are_to_check(desk: Client) -> None:
    article = an_article("Number 1", ["Two people came.", "They left.", "Nobody else came."])
    for pid, state, errors in (("p0", "stale", 0), ("p1", "approved", 2), ("p2", "machine", 0)):
        a_rendering(article, pid, "訳")
        Rendering.objects.filter(pid=pid).update(state=state, errors=errors)
    response = desk.get("/desk/", {"show": "check"})
    assert [row.to_check for _, rows in response.context["days"] for row in rows] == [2]
    assert "to check 2" in response.content.decode()
    Rendering.objects.update(state="approved", errors=0)
    assert "to check 2" not in desk.get("/desk/").content.decode()


def test_older_pages_hold_every_article_once(desk: Client) -> None:
    same = timezone.now()
    made = [an_article(f"Number {n}").pk for n in range(130)]
    Article.objects.filter(pk__in=made[40:110]).update(sort_at=same)  # a page's edge falls among equals
    seen: list[int] = []
    address = "/desk/"
    while True:
        context = desk.get(address).context
        seen += [row.article.pk for _, rows in context["days"] for row in rows]
        if context["older"] is None:
            break
        address = f"/desk/?before={str(context['older']).replace('+', '%2B')}"
    assert sorted(seen) == sorted(made)


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(timezone.now(), 31)
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "_", "yesterday_3", "2026-11-21T00:00:00_3", "2026-13-41T00:00:00Z_3", "x" * 500])
def test_what_is_no_cursor_begins_at_the_newest(desk: Client, text: str) -> None:
    assert Cursor.parse(text) is None
    assert desk.get("/desk/", {"before": text}).status_code == 200


def test_asking_again_costs_an_empty_answer_until_something_comes_in(desk: Client) -> None:
    an_article("First")
    first = desk.get("/desk/", {"live": 1})
    with CaptureQueriesContext(connection) as queries:
        again = desk.get("/desk/", {"live": 1}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert len(queries) <= 11
    an_article("Second")
    assert desk.get("/desk/", {"live": 1}, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("happening", ["seen_at", "marked_at", "edited_at", "gone_at"])
def test_what_happens_to_a_row_is_told_to_one_who_watches(desk: Client, happening: str) -> None:
    article = an_article("First")
    first = desk.get("/desk/", {"live": 1})
    Article.objects.filter(pk=article.pk).update(**{happening: timezone.now()})
    assert desk.get("/desk/", {"live": 1}, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("what", ["placed", "told", "split", "undone", "copied"])
def test_what_happens_to_a_story_is_told_to_one_who_watches(desk: Client, what: str) -> None:
    one, other = a_report("Northwire"), a_report("Radio Sorenia", hours=1)
    story = a_story([one, other])
    said = split(story.pk, {other.pk}, an_editor())
    first = desk.get("/desk/", {"live": 1})
    if what == "placed":
        Fingerprint.objects.create(
            article=one, version=one.version, rules=1, at=DAY, data=b"", placed_at=timezone.now()
        )
    elif what == "told":
        Story.objects.filter(pk=story.pk).update(told_at=timezone.now())
    elif what == "split":
        merge(story.pk, {said.story_id}, an_editor("Ana"))
    elif what == "undone":
        undo(said)
    else:
        say_own(one.pk, an_editor("Ana"))
    assert desk.get("/desk/", {"live": 1}, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_words_that_were_edited_stand_in_the_row(desk: Client) -> None:
    edited(an_article(paragraphs=["Two people came."]), "Twelve people came.")
    html = desk.get("/desk/").content.decode()
    assert "Twelve" in html.partition('class="changed"')[2].partition("</p>")[0]


def test_a_mark_goes_on_and_off(desk: Client) -> None:
    article = an_article()
    desk.post(f"/desk/articles/{article.pk}/mark/")
    article.refresh_from_db()
    assert article.marked_at is not None
    row = desk.post(f"/desk/articles/{article.pk}/mark/", headers={"HX-Request": "true"})
    article.refresh_from_db()
    assert article.marked_at is None
    assert row.content.decode().strip().startswith(f'<article id="a{article.pk}"')


def test_opening_marks_as_read_and_that_can_be_undone(desk: Client) -> None:
    article = an_article()
    desk.get(f"/desk/articles/{article.pk}/")
    article.refresh_from_db()
    assert article.seen_at is not None
    desk.post(f"/desk/articles/{article.pk}/unread/")
    article.refresh_from_db()
    assert article.seen_at is None


def test_an_action_leads_back_to_the_page_it_came_from_and_nowhere_else(desk: Client) -> None:
    address = f"/desk/articles/{an_article().pk}/mark/"
    inside = desk.post(address, headers={"Referer": "http://testserver/desk/?show=unread"})
    assert inside["Location"] == "http://testserver/desk/?show=unread"
    outside = desk.post(address, headers={"Referer": "https://elsewhere.example/"})
    assert outside["Location"] == "/desk/"


def test_foreign_mark_up_in_a_headline_stays_text(desk: Client) -> None:
    an_article("<script>alert(1)</script> & more", ["<b>bold</b>"])
    html = desk.get("/desk/").content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;" in html
    assert "<b>bold</b>" not in html


def test_an_empty_desk_says_what_will_happen(desk: Client) -> None:
    assert "Nothing has come in yet" in desk.get("/desk/").content.decode()


def test_without_signing_in_one_is_sent_to_the_sign_in_page(client: Client) -> None:
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")


def test_a_selection_survives_its_own_address() -> None:
    from django.http import QueryDict

    chosen = Selection(show="edited", language="ru", bundle="海と港", source=3)
    assert Selection.parse(QueryDict(chosen.query()[1:])) == chosen
    assert Selection().query() == ""


def test_pages_after_a_cursor_use_the_index_of_the_order() -> None:
    cursor = Cursor(timezone.now(), 1)
    plan = after(Selection().articles("ja"), cursor)[:60].explain()
    assert "desk_articl" in plan.lower()
    if connection.vendor == "sqlite":
        assert "USE TEMP B-TREE" not in plan
