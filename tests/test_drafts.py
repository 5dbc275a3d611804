"""What a person typed and did not save is kept on the desk until they save it or throw it away."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk import rendering
from kawaraban.desk.models import Article, Rendering, RenderingDraft
from kawaraban.translate.proof import Segment, proof
from tests.desk_cast import a_rendering, an_article, an_editor

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def article(db: None) -> Article:
    article = an_article("Maren opens", ["Paragraph 0 says so.", "Paragraph 1 says so."])
    a_rendering(article, "p0", "段落0。")
    return article


def at(article: Article, what: str = "") -> str:
    return f"/desk/articles/{article.pk}/text/p0/{what}"


def test_what_is_typed_comes_back_when_the_paragraph_is_opened_again(desk: Client, article: Article) -> None:
    said = desk.post(at(article, "draft/"), {"text": "段落0はこう言う", "base": "段落0。"}).content.decode()
    assert "not saved yet" in said
    assert Rendering.objects.get().text == "段落0。"
    opened = desk.get(at(article), {"edit": "1"}, headers=HTMX).content.decode()
    assert "段落0はこう言う</textarea>" in opened
    assert "not saved yet" in opened
    assert "Throw it away" in desk.get(f"/desk/articles/{article.pk}/").content.decode()


def test_a_draft_is_its_writers_alone(desk: Client, article: Article, client: Client) -> None:
    desk.post(at(article, "draft/"), {"text": "私の訳", "base": "段落0。"})
    other = Client()
    other.force_login(an_editor(), backend="django.contrib.auth.backends.ModelBackend")
    assert "私の訳" not in other.get(at(article), {"edit": "1"}, headers=HTMX).content.decode()


def test_saving_is_the_end_of_a_draft(desk: Client, article: Article) -> None:
    desk.post(at(article, "draft/"), {"text": "別の訳", "base": "段落0。"})
    desk.post(at(article), {"do": "save", "text": "別の訳", "base": "段落0。"}, headers=HTMX)
    assert not RenderingDraft.objects.exists()
    assert Rendering.objects.get().text == "別の訳"


def test_a_draft_that_comes_late_does_not_bring_back_what_was_saved(desk: Client, article: Article) -> None:
    desk.post(at(article), {"do": "save", "text": "別の訳", "base": "段落0。"}, headers=HTMX)
    desk.post(at(article, "draft/"), {"text": "別の訳", "base": "段落0。"})
    assert not RenderingDraft.objects.exists()


def test_a_draft_is_thrown_away_when_one_asks_for_it(desk: Client, article: Article) -> None:
    desk.post(at(article, "draft/"), {"text": "別の訳", "base": "段落0。"})
    shown = desk.post(at(article), {"do": "throw-away"}, headers=HTMX).content.decode()
    assert "段落0。" in shown
    assert not RenderingDraft.objects.exists()


def test_typing_back_to_what_is_stored_leaves_nothing_to_keep(desk: Client, article: Article) -> None:
    desk.post(at(article, "draft/"), {"text": "別の訳", "base": "段落0。"})
    assert not desk.post(at(article, "draft/"), {"text": "段落0。", "base": "段落0。"}).content.strip()
    assert not RenderingDraft.objects.exists()


def test_a_draft_outlives_somebody_elses_save_and_is_merged_with_it(desk: Client, article: Article) -> None:
    base = "港は開いた。船が出た。"
    Rendering.objects.update(text=base)
    desk.post(at(article, "draft/"), {"text": "港は開いた。船は出た。", "base": base})
    Rendering.objects.update(text="港が開いた。船が出た。")
    opened = desk.get(at(article), {"edit": "1"}, headers=HTMX).context["unit"].editor
    assert (opened.text, opened.base) == ("港は開いた。船は出た。", base)
    saved = desk.post(at(article), {"do": "save", "text": opened.text, "base": opened.base}, headers=HTMX)
    assert Rendering.objects.get().text == "港が開いた。船は出た。"
    assert "Put together with what somebody else saved" in saved.content.decode()


def test_nobody_signed_out_keeps_a_draft(client: Client, article: Article) -> None:
    assert client.post(at(article, "draft/"), {"text": "訳", "base": ""}).status_code == 302
    assert not RenderingDraft.objects.exists()


def test_approving_or_mending_from_outside_the_field_leaves_the_draft(desk: Client, article: Article) -> None:
    a_rendering(article, "p1", "「段落1。」")
    for pid, base in (("p0", "段落0。"), ("p1", "「段落1。」")):
        desk.post(f"/desk/articles/{article.pk}/text/{pid}/draft/", {"text": "書きかけの訳", "base": base})
    desk.post(at(article), {"do": "approve"}, headers=HTMX)
    (issue,) = [issue for issue in proof(Segment("", "「段落1。」", "en", "ja")) if issue.check.id == "typography"]
    address = f"/desk/articles/{article.pk}/text/p1/"
    desk.post(address, {"do": "mend", "fingerprint": issue.fingerprint}, headers=HTMX)
    assert set(Rendering.objects.values_list("pid", "state", "text")) == {
        ("p0", "approved", "段落0。"),
        ("p1", "edited", "「段落1」"),
    }
    assert set(RenderingDraft.objects.values_list("pid", "text")) == {("p0", "書きかけの訳"), ("p1", "書きかけの訳")}


def test_a_text_that_was_undone_stays_with_its_writer_as_a_draft(desk: Client, article: Article) -> None:
    writer = User.objects.create_user("yoimachi")
    rendering.save(article, "p0", "ja", "宵待の訳。", writer)
    desk.post(at(article), {"do": "undo"}, headers=HTMX)
    assert Rendering.objects.get().text == "段落0。"
    draft = RenderingDraft.objects.get()
    assert (draft.person, draft.text, draft.base) == (writer, "宵待の訳。", "段落0。")


def test_undoing_leaves_a_draft_that_is_there_already(desk: Client, article: Article) -> None:
    desk.post(at(article), {"do": "save", "text": "別の訳。", "base": "段落0。"}, headers=HTMX)
    desk.post(at(article, "draft/"), {"text": "もっとよい訳", "base": "別の訳。"})
    desk.post(at(article), {"do": "undo"}, headers=HTMX)
    assert RenderingDraft.objects.get().text == "もっとよい訳"


def test_a_text_too_long_to_be_saved_stays_in_the_field_whole(desk: Client, article: Article) -> None:
    long = "長い訳。" * 5_001
    desk.post(at(article, "draft/"), {"text": long, "base": "段落0。"})
    said = desk.post(at(article), {"do": "save", "text": long, "base": "段落0。"}, headers=HTMX).content.decode()
    assert "too long for one paragraph" in said
    assert f"{long}</textarea>" in said
    assert Rendering.objects.get().text == "段落0。"
    assert RenderingDraft.objects.get().text == long
