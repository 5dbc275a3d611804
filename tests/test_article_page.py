"""The article page: both languages beside each other, editing, versions, captures."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kawaraban.desk.captures import CaptureStore
from kawaraban.desk.models import Article, Preferences, Rendering, Version
from kawaraban.follow import Fetched
from kawaraban.keep import capture
from tests.desk_cast import DAY, a_rendering, an_article
from tests.test_river import edited

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def article_of(number: int = 3) -> Article:
    return an_article("Maren opens", [f"Paragraph {n} says so." for n in range(number)])


def test_two_hundred_paragraphs_cost_no_more_queries_than_two(desk: Client) -> None:
    costs = []
    for number in (2, 200):
        article = article_of(number)
        for place in range(number):
            a_rendering(article, f"p{place}", f"段落{place}")
        edited(article, "Changed.")
        desk.get(f"/desk/articles/{article.pk}/")
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"/desk/articles/{article.pk}/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= 18


def test_a_translation_is_saved_approved_and_undone_in_place(desk: Client, owner: User) -> None:
    article = article_of()
    address = f"/desk/articles/{article.pk}/text/p1/"
    saved = desk.post(address, {"do": "save", "text": "段落1はそう言う。"}, headers=HTMX).content.decode()
    assert 'class="state edited"' in saved
    assert 'id="progress" hx-swap-oob="true"' in saved
    assert Rendering.objects.get().person == owner
    approved = desk.post(address, {"do": "approve"}, headers=HTMX).content.decode()
    assert 'class="state approved"' in approved
    undone = desk.post(address, {"do": "undo"}, headers=HTMX).content.decode()
    assert 'class="state edited"' in undone


def test_the_byline_stays_when_the_headline_is_translated(desk: Client) -> None:
    article = article_of()
    Version.objects.update(authors=["Ada Quay"])
    form = {"do": "save", "text": "題"}
    response = desk.post(f"/desk/articles/{article.pk}/text/title/", form, headers=HTMX)
    assert "Ada Quay" in response.content.decode()


def test_without_scripts_the_same_forms_lead_back_to_the_paragraph(desk: Client) -> None:
    article = article_of()
    opened = desk.get(f"/desk/articles/{article.pk}/", {"edit": "p1"}).content.decode()
    assert "<textarea" in opened
    saved = desk.post(f"/desk/articles/{article.pk}/text/p1/", {"do": "save", "text": "訳"})
    assert saved["Location"] == f"/desk/articles/{article.pk}/#u-p1"


def test_what_cannot_be_saved_stays_typed_and_says_why(desk: Client) -> None:
    article = article_of()
    html = desk.post(f"/desk/articles/{article.pk}/text/p1/", {"do": "save", "text": "  "}).content.decode()
    assert "There is nothing to save" in html
    assert 'aria-invalid="true"' in html


def test_every_rendering_shows_where_it_came_from(desk: Client, owner: User) -> None:
    article = article_of(3)
    a_rendering(article, "p0", "甲")
    Rendering.objects.filter(pid="p0").update(maker="memory", model="tmx: evening.tmx")
    a_rendering(article, "p1", "乙")
    Rendering.objects.filter(pid="p1").update(maker="engine", engine="firefox", model="base", state="machine")
    a_rendering(article, "p2", "丙")
    Rendering.objects.filter(pid="p2").update(person=owner, state="stale")
    html = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "from memory (tmx: evening.tmx)" in html
    assert "Firefox translation base" in html
    assert "owner" in html
    assert "The original was edited after this was made." in html


def test_where_no_model_is_there_the_page_says_how_to_get_one(desk: Client) -> None:
    article = article_of()
    html = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "No model for English → Japanese yet." in html
    assert "/desk/settings/#engines" in html


def test_what_the_readers_read_already_asks_for_no_translation(desk: Client) -> None:
    article = an_article("港が開く", ["港が金曜に開いた。"], language="ja")
    html = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "nothing to translate" in html
    assert "Write a translation" not in html


def test_an_older_version_can_be_read_and_not_edited(desk: Client) -> None:
    article = edited(article_of(1), "Something else.")
    html = desk.get(f"/desk/articles/{article.pk}/versions/1/").content.decode()
    assert "Paragraph 0 says so." in html
    assert "not the current one" in html
    assert "Write a translation" not in html
    assert desk.get(f"/desk/articles/{article.pk}/versions/9/").status_code == 404


def test_the_differences_mark_the_words_on_both_sides(desk: Client) -> None:
    article = edited(an_article("Maren opens", ["Two people came to the quay."]), "Twelve people came to the quay.")
    html = desk.get(f"/desk/articles/{article.pk}/changes/2/").content.decode()
    assert "<mark>Two" in html
    assert "<mark>Twelve" in html
    assert desk.get(f"/desk/articles/{article.pk}/changes/1/").status_code == 404


def test_the_differences_mark_the_word_that_changed_and_not_the_first_of_its_kind(desk: Client) -> None:
    before = "The quay, the harbour and a boat are shut."
    article = edited(an_article("Maren opens", [before]), before.replace("a boat", "the boat") + " No more.")
    html = desk.get(f"/desk/articles/{article.pk}/changes/2/").content.decode()
    assert "The quay, the harbour and <mark>a</mark> boat" in html
    assert "The quay, the harbour and <mark>the</mark> boat" in html


def test_the_neighbours_are_those_of_the_river(desk: Client) -> None:
    oldest, middle, newest = (an_article(f"Number {n}", hours=n) for n in range(3))
    shown = desk.get(f"/desk/articles/{middle.pk}/").context["article"]
    assert (shown.next_id, shown.previous_id) == (oldest.pk, newest.pk)


def test_an_article_without_its_page_says_what_it_waits_for(desk: Client) -> None:
    article = Article.objects.create(
        outlet=an_article().outlet, address="http://maren-herald.example/x", title="Soon", problem="robots"
    )
    assert "Asked not to read" in desk.get(f"/desk/articles/{article.pk}/").content.decode()


def test_an_article_without_its_page_is_given_no_advice_on_sources(desk: Client) -> None:
    article = Article.objects.create(
        outlet=an_article().outlet,
        address="http://maren-herald.example/x",
        title="Soon",
        summary="Soon",
        problem="too-big",
    )
    html = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "larger than the desk takes in" in html
    assert "feed" not in html[html.index("<h1") :]
    assert html[html.index("<h1") :].count("Soon") == 1


def test_a_capture_is_saved_as_it_was_stored(desk: Client) -> None:
    article = article_of()
    fetched = Fetched(
        article.address, article.address, 200, "OK", (("Content-Type", "text/html"),), b"<p>The page</p>", DAY
    )
    kept = capture(fetched)
    article.capture.file = CaptureStore(settings.CAPTURES).write(kept, 0)
    article.capture.save()
    response = desk.get(f"/desk/captures/{article.capture.pk}.warc.gz")
    assert response.content == kept.warc
    assert "attachment" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_capture_that_is_gone_from_the_store_is_said_in_a_sentence(desk: Client) -> None:
    response = desk.get(f"/desk/captures/{article_of().capture.pk}.warc.gz")
    assert response.status_code == 503
    assert "put the file back from a backup" in response.content.decode()


@pytest.mark.parametrize("path", ["articles/999/", "articles/999/text/p0/", "captures/999.warc.gz"])
def test_what_is_not_there_is_not_found(desk: Client, path: str) -> None:
    assert desk.get(f"/desk/{path}").status_code == 404


def test_the_readers_language_decides_what_is_rendered(desk: Client) -> None:
    Preferences.objects.update(language="en")
    article = an_article("港が開く", ["港が金曜に開いた。"], language="ja")
    desk.post(f"/desk/articles/{article.pk}/text/p0/", {"do": "save", "text": "The harbour opened on Friday."})
    assert Rendering.objects.get().language == "en"
