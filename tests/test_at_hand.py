"""What lies at hand beside a text: what was collected on the desk and is in no post yet."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client

from kawaraban.desk import publishing
from kawaraban.desk.models import Article, Collected, Membership, Post
from kawaraban.desk.publishing import working
from tests.blog_cast import a_draft, an_article, quoting, the_owner, the_preferences
from tests.desk_cast import an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    the_preferences()
    client.force_login(the_owner())
    return client


def collect(desk: Client, article: Article, *pids: str) -> None:
    desk.post("/desk/quote/", {"article": article.pk, "pid": pids or ("p0",), "post": "hand"})


def at_hand(desk: Client, post: Post) -> list[str]:
    tree = lxml.html.fromstring(desk.get(f"/desk/posts/{post.pk}/beside/").content.decode())
    return tree.xpath("//button/@data-block")


def write(desk: Client, post: Post, body: str) -> None:
    assert desk.post(f"/desk/posts/{post.pk}/save/", {"title": "題", "body": body}).status_code == 302


def test_paragraphs_put_at_hand_change_no_post_and_lie_beside_each(desk: Client) -> None:
    article, one, other = an_article(), a_draft("一つめ"), a_draft("二つめ")
    page = desk.post("/desk/quote/", {"article": article.pk, "pid": ["p0", "p1"], "post": "hand"}, follow=True)
    assert page.redirect_chain == [(f"/desk/articles/{article.pk}/", 302)]
    assert "手もとに置きました" in page.content.decode()
    key = f"a{article.pk} version=1 paragraphs=1-2"
    assert at_hand(desk, one) == at_hand(desk, other) == [key]
    assert Post.objects.count() == 2
    shown = " ".join(desk.get(f"/desk/posts/{one.pk}/beside/").content.decode().split())
    assert "¶1–2" in shown
    assert "船2隻が燃えた。" in shown


def test_what_a_text_has_is_not_at_hand_for_it_or_for_another(desk: Client) -> None:
    article, one, other = an_article(), a_draft("一つめ"), a_draft("二つめ")
    collect(desk, article)
    write(desk, one, quoting(article, "1"))
    assert at_hand(desk, one) == at_hand(desk, other) == []


def test_what_was_taken_out_of_a_text_is_at_hand_again_there(desk: Client) -> None:
    article, other = an_article(), a_draft("ほか")
    desk.post("/desk/quote/", {"article": article.pk, "pid": "p0"})
    post = Post.objects.exclude(pk=other.pk).get()
    assert at_hand(desk, post) == []
    publishing.save(post, replace(working(post), body="引用をやめた。"))
    assert at_hand(desk, post) == [f"a{article.pk} version=1 paragraphs=1"]
    assert at_hand(desk, other) == []


def test_the_newest_comes_first_and_choosing_again_makes_it_the_newest(desk: Client) -> None:
    first, second, post = an_article(), an_article(), a_draft()
    for article in (first, second, first):
        collect(desk, article)
    assert at_hand(desk, post) == [f"a{a.pk} version=1 paragraphs=1" for a in (first, second)]


def test_what_was_let_go_is_gone_and_what_is_at_hand_is_ones_own(desk: Client) -> None:
    article, post = an_article(), a_draft()
    collect(desk, article)
    other = Client()
    other.force_login(an_editor())
    assert at_hand(other, post) == []
    item = Collected.objects.get().pk
    other.post(f"/desk/posts/{post.pk}/let-go/", {"item": item})
    assert len(at_hand(desk, post)) == 1
    desk.post(f"/desk/posts/{post.pk}/let-go/", {"item": item})
    assert at_hand(desk, post) == []


def test_the_bar_remembers_that_paragraphs_go_to_hand(desk: Client) -> None:
    article = an_article()
    collect(desk, article)
    field = lxml.html.fromstring(desk.get("/desk/quote/choices/").content.decode())
    assert field.xpath("//option[@selected]/@value") == ["hand"]
    desk.post("/desk/quote/", {"article": article.pk, "pid": "p0"})
    field = lxml.html.fromstring(desk.get("/desk/quote/choices/").content.decode())
    assert field.xpath("//option[@selected]/@value") == []


def test_what_lies_at_hand_is_asked_for_in_as_many_queries_for_ten_as_for_one(
    desk: Client, django_assert_max_num_queries: object
) -> None:
    post = a_draft()
    for _ in range(10):
        collect(desk, an_article())
    with django_assert_max_num_queries(17):  # type: ignore[operator]
        assert len(at_hand(desk, post)) == 10


def test_a_person_who_leaves_takes_what_they_collected_along(desk: Client) -> None:
    collect(desk, an_article())
    User.objects.filter(pk=the_owner().pk).delete()
    assert not Collected.objects.exists()


def test_a_contributor_has_things_at_hand_and_lets_them_go(desk: Client) -> None:
    person = User.objects.create_user("minato")
    Membership.objects.create(person=person, role=Membership.Role.CONTRIBUTOR)
    writer = Client()
    writer.force_login(person)
    collect(writer, an_article())
    post = publishing.new_post(person)
    assert len(at_hand(writer, post)) == 1
    answer = writer.post(f"/desk/posts/{post.pk}/let-go/", {"item": Collected.objects.get().pk})
    assert answer.status_code == 200
    assert at_hand(writer, post) == []
