"""What readers had before a note: the text before held against the text now, and no draft between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from kawaraban.desk import corrections, publishing
from kawaraban.desk.models import Correction, Post, PostVersion
from kawaraban.desk.moving.leaving.static.exporting import export
from kawaraban.desk.publishing import working
from kawaraban.publish import plain_paragraphs
from tests.blog_cast import a_published_post, an_article, quoting, the_owner, the_preferences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _blog() -> None:
    the_preferences()


def updated(post: Post, body: str, *, title: str = "") -> Post:
    text = working(post)
    return publishing.publish(publishing.save(post, replace(text, body=body, title=title or text.title)))


def noted(post: Post, text: str = "数を直しました。", **how: bool) -> Correction:
    return corrections.add(post, text, the_owner(), **how)


def page_of(note: Correction) -> str:
    return Client().get(f"/changed/{note.pk}/").content.decode()


def test_a_note_leads_to_the_words_that_changed() -> None:
    post = updated(
        a_published_post("桟橋の火事", "船2隻が燃えた。\n\nけが人はない。"), "船6隻が燃えた。\n\nけが人はない。"
    )
    note = noted(post)
    assert f'href="/changed/{note.pk}/"' in Client().get(post.get_absolute_url()).content.decode()
    page = page_of(note)
    assert "船<mark>2隻</mark>が燃えた。" in page
    assert "船<mark>6隻</mark>が燃えた。" in page
    assert "けが人はない。" not in page
    assert "noindex" in page


def test_drafts_between_two_published_texts_are_nobodys_to_read() -> None:
    post = a_published_post(body="船2隻が燃えた。")
    post = publishing.save(post, replace(working(post), body="船は名指ししない。"), as_version=True)
    post = publishing.save(post, replace(working(post), body="船6隻が燃えた。"), as_version=True)
    post = publishing.publish(post)
    note = noted(post)
    post = publishing.save(post, replace(working(post), body="まだ出さない文。"))
    assert "名指し" not in page_of(note)
    assert "まだ出さない" not in page_of(note)
    assert list(PostVersion.objects.exclude(published_at=None).order_by("pk").values_list("body", flat=True)) == [
        "船2隻が燃えた。",
        "船6隻が燃えた。",
    ]


def test_a_published_text_stays_in_the_history_when_writing_goes_on_at_once() -> None:
    post = a_published_post(body="初めの文。")
    publishing.save(post, replace(working(post), body="次の文。"))
    found = {body: at is not None for body, at in post.versions.values_list("body", "published_at")}
    assert found == {"初めの文。": True, "次の文。": False}


def test_each_note_begins_where_the_one_before_it_ended() -> None:
    post = updated(a_published_post(body="船2隻が燃えた。"), "船4隻が燃えた。")
    first = noted(post)
    post = updated(updated(post, "船5隻が燃えた。"), "船6隻が燃えた。")
    second = noted(post, "また直しました。")
    assert [note.before.html for note in (first, second) if note.before] == [
        "<p>船2隻が燃えた。</p>\n",
        "<p>船4隻が燃えた。</p>\n",
    ]
    assert "船<mark>2隻</mark>" in page_of(first)
    assert "船<mark>4隻</mark>" in page_of(second)


def test_a_note_that_was_written_before_the_update_leads_to_it_afterwards() -> None:
    post = a_published_post(body="船2隻が燃えた。")
    note = noted(post)
    assert f"/changed/{note.pk}/" not in Client().get(post.get_absolute_url()).content.decode()
    post = updated(post, "船6隻が燃えた。")
    assert f"/changed/{note.pk}/" in Client().get(post.get_absolute_url()).content.decode()
    assert "船<mark>2隻</mark>" in page_of(note)


def test_a_rendering_that_was_corrected_shows_as_what_readers_saw_then() -> None:
    article = an_article()
    post = a_published_post(body=quoting(article))
    article.renderings.update(text="船6隻が燃えた。")
    page = page_of(noted(publishing.publish(post)))
    assert "船<mark>2隻</mark>が燃えた。" in page
    assert "船<mark>6隻</mark>が燃えた。" in page


def test_a_text_that_must_not_stay_public_is_kept_from_readers() -> None:
    post = updated(a_published_post(body="誰かの番地。"), "番地は消した。")
    note = noted(post, compares=False)
    assert Client().get(f"/changed/{note.pk}/").status_code == 404
    corrections.change(note, "数を直しました。")
    assert "誰かの番地" in "".join(page_of(note).replace("<mark>", "").replace("</mark>", ""))
    corrections.change(note, "数を直しました。", compares=False)
    assert Client().get(f"/changed/{note.pk}/").status_code == 404


def test_the_text_before_goes_with_its_note_and_its_post() -> None:
    post = updated(a_published_post(body="初め。"), "次。")
    note = noted(post)
    publishing.withdraw(post)
    assert Client().get(f"/changed/{note.pk}/").status_code == 404


def test_a_post_that_came_from_another_blog_has_a_text_before_too() -> None:
    at = timezone.now() - timedelta(days=900)
    post = a_published_post(body="桟橋で船2隻が燃えた。", at=at)
    post.versions.all().delete()
    Post.objects.filter(pk=post.pk).update(
        markup="html", html="<p>桟橋で船2隻が燃えた。</p>", body="<p>桟橋で船2隻が燃えた。</p>"
    )
    post.refresh_from_db()
    post = updated(post, "<p>桟橋で船6隻が燃えた。</p>")
    note = noted(post)
    assert note.before is not None
    assert note.before.published_at == at
    assert "桟橋で船<mark>2隻</mark>が" in page_of(note)


def test_publishing_without_a_change_keeps_no_further_text() -> None:
    post = a_published_post(body="同じ文。")
    publishing.publish(publishing.publish(post))
    assert post.versions.exclude(published_at=None).count() == 1


def test_paragraphs_of_html_are_its_lines_as_they_are_read() -> None:
    html = '<h2 title="a>b">題</h2><p>一行目<br>二行目 <b>太く</b></p>'
    html += '<ul><li>い<li>ろ</ul><img alt="港の図"><p>1 &lt; 2</p>'
    assert plain_paragraphs(html) == ["題", "一行目", "二行目 太く", "い", "ろ", "港の図", "1 < 2"]


def test_the_blog_on_files_has_the_text_before_too(tmp_path: Path) -> None:
    post = updated(a_published_post(body="船2隻が燃えた。"), "船6隻が燃えた。")
    note = noted(post)
    export(tmp_path / "site", workers=0)
    page = tmp_path / "site" / "changed" / str(note.pk) / "index.html"
    assert "船<mark>2隻</mark>が燃えた。" in page.read_text("utf-8")
