"""A page that a reader's comment leads to is taken in as an article, by an editor, with one button."""

from __future__ import annotations

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk.comment_links import links_of
from kawaraban.desk.models import Article, Comment, Membership, Stage
from tests.blog_cast import a_published_post, an_article, the_owner, the_preferences
from tests.comment_cast import a_comment

pytestmark = pytest.mark.django_db
ADDRESS = "https://gazette.example/1121/valve"


@pytest.fixture
def editor(client: Client) -> Client:
    the_preferences()
    client.force_login(the_owner())
    return client


def keep(client: Client, comment: Comment, address: str) -> int:
    return client.post("/desk/comments/keep-link/", {"c": comment.pk, "address": address, "tab": "waiting"}).status_code


def buttons(client: Client) -> list[str]:
    tree = lxml.html.fromstring(client.get("/desk/comments/").content.decode())
    return tree.xpath('//form[@action="/desk/comments/keep-link/"]//input[@name="address"]/@value')


def test_a_link_is_listed_for_the_pipeline_and_then_leads_to_the_desk(editor: Client) -> None:
    comment = a_comment(a_published_post(), f"地元紙です。{ADDRESS} をどうぞ。", state="waiting")
    assert buttons(editor) == [ADDRESS]
    assert keep(editor, comment, ADDRESS) == 302
    article = Article.objects.get(address=ADDRESS)
    assert (article.stage, article.outlet.host) == (Stage.LISTED, "gazette.example")
    assert article.due_at is not None
    assert buttons(editor) == []
    assert f'href="/desk/articles/{article.pk}/"' in editor.get("/desk/comments/").content.decode()
    assert keep(editor, comment, ADDRESS) == 302
    assert Article.objects.count() == 1


def test_an_article_that_the_desk_has_stays_as_it_is(editor: Client) -> None:
    article = an_article()
    comment = a_comment(a_published_post(), article.address, state="waiting")
    assert buttons(editor) == []
    keep(editor, comment, article.address)
    before = article.stage
    article.refresh_from_db()
    assert article.stage == before


@pytest.mark.parametrize("address", ["https://other.example/", "", "javascript:alert(1)"])
def test_what_the_comment_does_not_lead_to_is_not_taken_in(editor: Client, address: str) -> None:
    comment = a_comment(a_published_post(), f"{ADDRESS} <javascript:alert(1)>", state="waiting")
    assert keep(editor, comment, address) == 404
    assert not Article.objects.exists()


def test_a_contributor_takes_nothing_in_from_comments(editor: Client) -> None:
    comment = a_comment(a_published_post(), ADDRESS, state="waiting")
    person = User.objects.create_user("minato")
    Membership.objects.create(person=person, role=Membership.Role.CONTRIBUTOR)
    writer = Client()
    writer.force_login(person)
    assert keep(writer, comment, ADDRESS) == 403
    assert not Article.objects.exists()


def test_links_of_a_page_of_comments_are_asked_for_at_once(editor: Client, django_assert_num_queries: object) -> None:
    post = a_published_post()
    comments = [a_comment(post, f"{ADDRESS}/{n} と {ADDRESS}/{n}", state="waiting") for n in range(5)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = links_of(comments)
    assert [len(found[comment.pk]) for comment in comments] == [1] * 5
