"""One person at a time edits a paragraph; a lock that its page no longer renews holds nobody off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk.models import Article, Rendering, RenderingLock
from kawaraban.desk.rendering import locks
from tests.desk_cast import a_rendering, an_article, an_editor

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def article(db: None) -> Article:
    article = an_article("Maren opens", ["Paragraph 0 says so."])
    a_rendering(article, "p0", "港は開いた。船が出た。")
    return article


@pytest.fixture
def colleague(db: None) -> Client:
    client = Client()
    client.force_login(an_editor(), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["kawaraban-language"] = "en"
    return client


def hold(client: Client, article: Article, window: str = "a", **more: str) -> int:
    return client.post(f"/desk/articles/{article.pk}/text/p0/lock/", {"window": window, **more}).status_code


def test_the_second_is_told_who_was_first(desk: Client, colleague: Client, article: Article) -> None:
    assert hold(colleague, article) == 204
    answer = desk.post(f"/desk/articles/{article.pk}/text/p0/lock/", {"window": "b"})
    assert answer.status_code == 409
    assert "宵待 has been editing this since" in answer.content.decode()
    opened = desk.get(f"/desk/articles/{article.pk}/text/p0/", {"edit": "1", "window": "b"}, headers=HTMX)
    assert "readonly" in opened.content.decode()


def test_another_window_of_the_same_person_is_another(desk: Client, article: Article) -> None:
    assert hold(desk, article, "a") == 204
    answer = desk.post(f"/desk/articles/{article.pk}/text/p0/lock/", {"window": "b"})
    assert "another window" in answer.content.decode()
    assert hold(desk, article, "a") == 204


def test_a_lock_nobody_renews_lapses(desk: Client, colleague: Client, article: Article) -> None:
    hold(colleague, article)
    RenderingLock.objects.update(renewed_at=timezone.now() - locks.LAPSES - timedelta(seconds=1))
    assert hold(desk, article, "b") == 204
    assert hold(colleague, article) == 409


def test_renewing_keeps_since_when(desk: Client, article: Article) -> None:
    hold(desk, article)
    began = timezone.now() - timedelta(minutes=5)
    RenderingLock.objects.update(since=began)
    hold(desk, article)
    assert RenderingLock.objects.get().since == began


def test_it_can_be_taken_over_and_let_go(desk: Client, colleague: Client, article: Article) -> None:
    hold(colleague, article)
    assert hold(desk, article, "b", do="take-over") == 204
    hold(colleague, article, do="release")  # no longer theirs
    assert RenderingLock.objects.get().window == "b"
    hold(desk, article, "b", do="release")
    assert not RenderingLock.objects.exists()


def test_two_texts_in_different_sentences_are_put_together(desk: Client, colleague: Client, article: Article) -> None:
    address, base = f"/desk/articles/{article.pk}/text/p0/", "港は開いた。船が出た。"
    colleague.post(address, {"do": "save", "text": "港が開いた。船が出た。", "base": base}, headers=HTMX)
    desk.post(address, {"do": "approve", "text": "港は開いた。船は出た。", "base": base}, headers=HTMX)
    made = Rendering.objects.get()
    assert (made.text, made.state) == ("港が開いた。船は出た。", "approved")


def test_two_texts_of_one_sentence_are_both_shown_and_both_kept(
    desk: Client, colleague: Client, article: Article
) -> None:
    address, base = f"/desk/articles/{article.pk}/text/p0/", "港は開いた。船が出た。"
    colleague.post(address, {"do": "save", "text": "港が開いた。船が出た。", "base": base}, headers=HTMX)
    answer = desk.post(address, {"do": "save", "text": "港も開いた。船が出た。", "base": base}, headers=HTMX)
    editor = answer.context["unit"].editor
    assert (editor.text, editor.theirs.text) == ("港も開いた。船が出た。", "港が開いた。船が出た。")
    assert "宵待" in answer.content.decode()
    assert Rendering.objects.get().text == "港が開いた。船が出た。"
    desk.post(address, {"do": "save", "text": editor.text, "base": editor.base}, headers=HTMX)
    assert Rendering.objects.get().text == "港も開いた。船が出た。"
    assert "港が開いた。船が出た。" in Rendering.objects.get().revisions.values_list("text", flat=True)


def test_without_scripts_two_texts_are_put_together_too(desk: Client, colleague: Client, article: Article) -> None:
    address, base = f"/desk/articles/{article.pk}/text/p0/", "港は開いた。船が出た。"
    colleague.post(address, {"do": "save", "text": "港が開いた。船が出た。", "base": base})
    # A form sends its line ends as CR LF; they are no change.
    desk.post(address, {"do": "save", "text": "港は開いた。船は出た。\r\n", "base": base})
    assert Rendering.objects.get().text == "港が開いた。船は出た。"


def test_there_is_no_lock_on_what_is_not_there(desk: Client, article: Article) -> None:
    assert desk.post(f"/desk/articles/{article.pk}/text/p9/lock/", {"window": "a"}).status_code == 404
