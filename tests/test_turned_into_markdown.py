"""A post that came as HTML goes on in Markdown: shown first, for readers with the update, undone by the history."""

from __future__ import annotations

import pytest
from django.test import Client

from kawaraban.desk import publishing
from kawaraban.desk.models import Post
from kawaraban.desk.publishing import working
from tests.blog_cast import a_draft, a_published_post, the_owner, the_preferences

pytestmark = pytest.mark.django_db
HTML = "<p>一行目<br><b>太い</b>二行目</p><table><tr><td>数<td>2*3</table>"


@pytest.fixture
def desk(client: Client) -> Client:
    the_preferences()
    client.force_login(the_owner())
    return client


def of_html(post: Post) -> Post:
    Post.objects.filter(pk=post.pk).update(markup="html", body=HTML, html=HTML)
    post.versions.all().delete()
    post.refresh_from_db()
    return post


def turn(desk: Client, post: Post, **more: str) -> int:
    post.refresh_from_db()
    seen = {"seen": post.saved_at.isoformat()}
    return desk.post(f"/desk/posts/{post.pk}/markdown/", seen | more).status_code


def test_the_page_shows_the_markdown_and_changes_nothing(desk: Client) -> None:
    post = of_html(a_draft())
    assert f"/desk/posts/{post.pk}/markdown/" in desk.get(f"/desk/posts/{post.pk}/").content.decode()
    page = desk.get(f"/desk/posts/{post.pk}/markdown/").content.decode()
    assert "一行目\n**太い**二行目" in page
    assert "語はすべて残ります" in page
    post.refresh_from_db()
    assert (post.markup, post.body) == ("html", HTML)


def test_a_draft_goes_on_in_markdown_and_back_by_its_history(desk: Client) -> None:
    post = of_html(a_draft())
    assert turn(desk, post) == 302
    post.refresh_from_db()
    assert post.markup == "markdown"
    assert post.body.startswith("一行目\n**太い**二行目")
    assert f"/desk/posts/{post.pk}/markdown/" not in desk.get(f"/desk/posts/{post.pk}/").content.decode()
    desk.post(f"/desk/posts/{post.pk}/restore/", {"version": post.versions.get(markup="html").pk})
    post.refresh_from_db()
    assert (post.markup, post.body) == ("html", HTML)


def test_readers_of_a_published_post_see_it_as_it_was_until_the_update(desk: Client) -> None:
    post = of_html(a_published_post())
    turn(desk, post)
    post.refresh_from_db()
    assert (post.markup, post.body, working(post).markup) == ("html", HTML, "markdown")
    page = desk.get(f"/desk/posts/{post.pk}/").content.decode()
    assert 'data-markup="markdown"' in page
    assert "<strong>太い</strong>二行目" in page
    post = publishing.publish(post)
    assert post.markup == "markdown"
    assert "<strong>太い</strong>二行目" in post.html


def test_an_autosave_of_the_html_goes_on_as_html(desk: Client) -> None:
    post = of_html(a_published_post())
    desk.post(f"/desk/posts/{post.pk}/save/", {"title": "題", "body": "<p>直した。</p>"})
    post.refresh_from_db()
    assert working(post).markup == "html"
    turn(desk, post)
    post.refresh_from_db()
    assert working(post).body == "直した。\n"


def test_a_text_that_was_saved_in_another_window_meanwhile_is_left_alone(desk: Client) -> None:
    post = of_html(a_draft())
    assert turn(desk, post, seen="2026-01-01T00:00:00+00:00") == 409
    post.refresh_from_db()
    assert post.markup == "html"


def test_markdown_is_not_turned_into_markdown(desk: Client) -> None:
    assert desk.get(f"/desk/posts/{a_draft().pk}/markdown/").status_code == 404
