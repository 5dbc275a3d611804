"""Outlets on the blog are named as the glossary renders them in its language, their own names within reach."""

from __future__ import annotations

import lxml.html
import pytest
from django.test import Client

from kawaraban.desk.glossary import keeping
from kawaraban.desk.models import Post, Preferences
from kawaraban.desk.models import Term as TermRow
from kawaraban.translate.glossary import Term
from tests.blog_cast import a_published_post, an_article, quoting, the_owner, the_preferences

pytestmark = pytest.mark.django_db


def a_term(target: str = "オルレン港新聞") -> Term:
    return Term("en", "ja", "Orlen Harbour Post", target, kind="outlet")


@pytest.fixture
def post() -> Post:
    the_preferences()
    return a_published_post(body=quoting(an_article()), slug="fire")


def tree(post: Post, client: Client | None = None) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((client or Client()).get(post.get_absolute_url()).content.decode())


def test_a_post_names_the_outlet_as_the_glossary_does_with_its_own_name_in_the_title(post: Post) -> None:
    assert tree(post).xpath("//figcaption//b/text()") == ["Orlen Harbour Post"]
    term = keeping.keep(a_term(), the_owner())
    page = tree(post)
    assert page.xpath("//figcaption//b/text()") == ["オルレン港新聞"]
    assert page.xpath("//figcaption//b/@title") == ["Orlen Harbour Post"]
    assert page.xpath('//ul[@class="outlets"]//b/text()') == ["オルレン港新聞"]
    assert "Orlen Harbour Post" in page.xpath('//ul[@class="outlets"]')[0].text_content()
    kept = Client().get(f"/quoted/{post.pk}/1/").content.decode()
    assert "オルレン港新聞" in kept
    assert "<span>Orlen Harbour Post</span>" in kept
    keeping.delete(term)
    assert tree(post).xpath("//figcaption//b/text()") == ["Orlen Harbour Post"]


def test_a_readers_copy_of_a_page_is_renewed_when_a_term_changes(post: Post) -> None:
    row = keeping.keep(a_term(), the_owner())
    first = Client().get(post.get_absolute_url())
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert Client().get(post.get_absolute_url(), **again).status_code == 304
    keeping.keep(a_term("オルレン港報"), the_owner(), row)
    changed = Client().get(post.get_absolute_url(), **again)
    assert changed.status_code == 200
    assert "オルレン港報" in changed.content.decode()


def test_terms_of_a_file_renew_pages_too(post: Post) -> None:
    before = Preferences.load().blog_changed_at
    keeping.load([a_term()], "terms.csv", dry_run=True)
    assert Preferences.load().blog_changed_at == before
    keeping.load([a_term()], "terms.csv")
    assert "オルレン港新聞" in tree(post).text_content()


def test_what_was_published_keeps_the_outlets_own_name(post: Post) -> None:
    keeping.keep(a_term(), the_owner())
    post.refresh_from_db()
    assert "Orlen Harbour Post" in post.html
    assert post.quotations.get().frozen["outlet"] == "Orlen Harbour Post"
    assert "outlet_called" not in post.quotations.get().frozen


def test_a_name_with_signs_of_html_stays_text(post: Post) -> None:
    keeping.keep(a_term("<i>&港"), the_owner())
    assert tree(post).xpath("//figcaption//b/text()") == ["<i>&港"]


def test_feeds_and_compose_name_the_outlet_the_same_way(post: Post, client: Client) -> None:
    keeping.keep(a_term(), the_owner())
    assert "オルレン港新聞" in Client().get("/atom.xml").content.decode()
    client.force_login(the_owner())
    page = client.get(f"/desk/posts/{post.pk}/").content.decode()
    assert page.count("オルレン港新聞") >= 2


def test_a_term_of_another_kind_or_language_names_no_outlet(post: Post) -> None:
    keeping.keep(Term("en", "ja", "Orlen Harbour Post", "郵便", kind="term"), the_owner())
    assert TermRow.objects.count() == 1
    assert tree(post).xpath("//figcaption//b/text()") == ["Orlen Harbour Post"]
