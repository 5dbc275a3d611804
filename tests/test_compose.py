"""Compose: what is written is saved, previewed by the blog's own code, and published; nothing blocks."""

from __future__ import annotations

import lxml.html
import pytest
from django.test import Client

from kawaraban.desk.models import Category, Post
from kawaraban.desk.publishing import working
from tests.blog_cast import (
    a_draft,
    a_published_post,
    a_rendering,
    a_version,
    an_article,
    quoting,
    the_owner,
    the_preferences,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    the_preferences()
    client.force_login(the_owner())
    return client


def form_of(post: Post, **changes: str) -> dict[str, str]:
    text = working(post)
    fields = {"title": text.title, "body": text.body, "slug": text.slug, "signature": text.signature, "category": ""}
    return {**fields, "seen": post.saved_at.isoformat(), **changes}


def save(desk: Client, post: Post, **changes: str) -> object:
    return desk.post(f"/desk/posts/{post.pk}/save/", form_of(post, **changes), headers={"HX-Request": "true"})


def open_points(desk: Client, post: Post) -> list[list[str]]:
    tree = lxml.html.fromstring(desk.get(f"/desk/posts/{post.pk}/").content.decode())
    rows = tree.xpath('//section[@id="points"]//tbody/tr')
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


@pytest.mark.parametrize("address", ["/desk/posts/", "/desk/posts/1/", "/desk/posts/1/history/"])
def test_only_the_owner_writes(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/desk/sign-in/")


def test_paragraphs_chosen_on_the_desk_open_a_draft_that_quotes_them(desk: Client) -> None:
    article = an_article()
    response = desk.post("/desk/quote/", {"article": article.pk, "pid": ["p1", "p0"]})
    post = Post.objects.get()
    assert response["Location"] == f"/desk/posts/{post.pk}/"
    assert post.body == f":::quote a{article.pk} version=1 paragraphs=1-2\n:::\n\n"
    page = desk.get(f"/desk/posts/{post.pk}/").content.decode()
    assert "船2隻が燃えた。" in page
    assert 'class="quotation"' in page


def test_a_quotation_joins_the_post_that_was_chosen(desk: Client) -> None:
    article, post = an_article(), a_draft(body="書き出し。")
    desk.post("/desk/quote/", {"article": article.pk, "pid": "p1", "post": post.pk})
    post.refresh_from_db()
    assert post.body == f"書き出し。\n\n:::quote a{article.pk} version=1 paragraphs=2\n:::\n\n"
    assert Post.objects.count() == 1


def test_a_quotation_in_a_published_post_is_not_shown_before_the_update(desk: Client) -> None:
    article, post = an_article(), a_published_post(body="公開した文。")
    desk.post("/desk/quote/", {"article": article.pk, "pid": "p0", "post": post.pk})
    post.refresh_from_db()
    assert post.body == "公開した文。"
    assert ":::quote" in working(post).body


def test_the_selection_bar_offers_the_drafts_that_could_take_the_quotation(desk: Client) -> None:
    draft, deleted = a_draft("書きかけの題"), a_draft("捨てた題")
    a_published_post("公開した題")
    desk.post(f"/desk/posts/{deleted.pk}/delete/")
    field = lxml.html.fromstring(desk.get("/desk/quote/choices/").content.decode())
    assert field.xpath("//option/@value") == ["", "hand", str(draft.pk)]


@pytest.mark.parametrize("data", [{"pid": "nothing"}, {"pid": []}, {"pid": "p0' OR 1=1"}])
def test_paragraphs_that_are_not_there_quote_nothing_and_say_so(desk: Client, data: dict[str, str]) -> None:
    response = desk.post("/desk/quote/", {"article": an_article().pk, **data})
    assert response.status_code == 422
    assert "段落を選び直して" in response.content.decode()
    assert Post.objects.count() == 0


@pytest.mark.parametrize("article", ["", "0", "x", "9" * 30])
def test_an_article_that_is_not_there_is_not_found(desk: Client, article: str) -> None:
    assert desk.post("/desk/quote/", {"article": article, "pid": "p0"}).status_code == 404


def test_an_autosave_brings_the_preview_as_the_blog_would_show_it(desk: Client) -> None:
    article, post = an_article(), a_draft()
    response = save(desk, post, body=f"新しい文。\n\n{quoting(article)}")
    page = response.content.decode()
    assert response.status_code == 200
    assert "保存済み" in page
    assert "新しい文。" in page
    desk.post(f"/desk/posts/{post.pk}/publish/", form_of(Post.objects.get()))
    html = Post.objects.get().html
    assert html.split("<!--")[0].strip() in page


def test_an_autosave_from_an_old_page_is_refused_with_the_reason(desk: Client) -> None:
    post = a_draft(body="初め")
    save(desk, post, body="二番め")
    response = save(desk, post, body="三番め")
    assert response.status_code == 409
    assert "ほかの画面でこの投稿が保存されました" in response.content.decode()
    assert Post.objects.get().body == "二番め"


def test_a_body_without_measure_is_refused_with_the_reason(desk: Client) -> None:
    post = a_draft(body="初め")
    assert save(desk, post, body="あ" * 200_001).status_code == 409
    assert Post.objects.get().body == "初め"


def test_without_scripts_the_form_saves_and_comes_back(desk: Client) -> None:
    post = a_draft()
    response = desk.post(f"/desk/posts/{post.pk}/save/", form_of(post, body="素の文。"))
    assert response["Location"] == f"/desk/posts/{post.pk}/"
    assert Post.objects.get().body == "素の文。"


def test_publishing_leads_to_the_post_on_the_blog(desk: Client) -> None:
    post = a_draft()
    response = desk.post(f"/desk/posts/{post.pk}/publish/", form_of(post, title="題", category="ケルマール", slug="x"))
    post.refresh_from_db()
    assert response["Location"] == post.get_absolute_url()
    assert Category.objects.get().name == "ケルマール"
    assert "題" in Client().get(post.get_absolute_url()).content.decode()


def test_a_post_without_a_word_is_not_published(desk: Client) -> None:
    post = a_draft(title="", body="")
    response = desk.post(f"/desk/posts/{post.pk}/publish/", form_of(post, title=" ", body="\n"))
    assert response.status_code == 409
    assert "まだ公開するものがありません" in response.content.decode()
    post.refresh_from_db()
    assert post.published_at is None


def test_a_new_post_begins_empty_and_signed(desk: Client) -> None:
    response = desk.post("/desk/posts/new/")
    post = Post.objects.get()
    assert response["Location"] == f"/desk/posts/{post.pk}/"
    assert (post.title, post.body, post.signature) == ("", "", "宵待")


def test_back_to_draft_delete_and_undo(desk: Client) -> None:
    post = a_published_post("題")
    desk.post(f"/desk/posts/{post.pk}/withdraw/")
    assert Post.objects.get().state == "draft"
    desk.post(f"/desk/posts/{post.pk}/delete/")
    assert "元に戻す" in desk.get("/desk/posts/").content.decode()
    desk.post(f"/desk/posts/{post.pk}/undelete/")
    assert Post.objects.get().deleted_at is None


def test_the_history_gives_a_version_back(desk: Client) -> None:
    post = a_draft(body="初めの文")
    version = post.versions.get()
    assert "初めの文" in desk.get(f"/desk/posts/{post.pk}/history/?version={version.pk}").content.decode()
    desk.post(f"/desk/posts/{post.pk}/restore/", {"version": version.pk})
    assert Post.objects.get().body == "初めの文"


def test_what_is_open_is_said_and_nothing_blocks(desk: Client) -> None:
    article = an_article([("One.", "一。"), ("Two.", ""), ("Three.", ""), ("Four.", "")])
    a_rendering(article, "p2", "Three.", "三。", maker="engine", state="machine", person=None)
    a_rendering(article, "p3", "Fourth, before.", "四。")
    a_version(article, ["Uno.", "Two.", "Three.", "Four."])
    post = a_draft("", f"{quoting(article, '1-4')}\n\n:::quote a999 version=1 paragraphs=1\n:::")
    assert [(row[0], row[1]) for row in open_points(desk, post)] == [
        ("題名なし", "題"),
        ("選ばれていません", "カテゴリ"),
        ("訳なし", "Orlen Harbour Post ¶2"),
        ("機械訳", "Orlen Harbour Post ¶3"),
        ("要確認", "Orlen Harbour Post ¶4"),
        ("原文変更", "Orlen Harbour Post"),
        ("見つからない", "引用"),
    ]
    assert desk.post(f"/desk/posts/{post.pk}/publish/", form_of(post)).status_code == 302


def test_a_post_in_order_has_nothing_open(desk: Client) -> None:
    post = a_draft("題", quoting(an_article([("One.", "一。")]), "1"), category="ケルマール")
    assert open_points(desk, post) == []


def test_compose_runs_nothing_that_was_typed_into_it(desk: Client) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    post = a_draft(hostile, hostile, category="</datalist><script>x</script>")
    tree = lxml.html.fromstring(desk.get(f"/desk/posts/{post.pk}/").content.decode())
    assert all(script.get("src") for script in tree.xpath("//script"))
    assert tree.xpath("//textarea")[0].text.strip() == hostile


def test_the_lists_stay_small_in_queries(desk: Client, django_assert_max_num_queries: object) -> None:
    article = an_article()
    posts = [a_published_post(f"題{n}", quoting(article), category=f"分類{n}") for n in range(8)]
    for n in range(8):
        a_draft(f"下書き{n}")
    for address in ("/desk/posts/", f"/desk/posts/{posts[0].pk}/", f"/desk/posts/{posts[0].pk}/history/"):
        with django_assert_max_num_queries(21):  # type: ignore[operator]
            assert desk.get(address).status_code == 200


def test_what_the_proof_holds_open_is_said_until_it_is_mended_or_let_stand(desk: Client) -> None:
    article = an_article([("The mayor said 12 people came.", "市長は7人が来たと述べた。")])
    post = a_draft("題", quoting(article, "1"), category="ケルマール")
    assert [(row[0], row[1]) for row in open_points(desk, post)] == [("要確認", "Orlen Harbour Post ¶1")]
    row = lxml.html.fromstring(desk.get(f"/desk/posts/{post.pk}/").content.decode()).xpath("//*[@data-fingerprint]")[0]
    fix = row.find("a[@data-settle='mend']")
    assert fix is not None and fix.get("href") == row.get("data-article"), "a way to the paragraph without scripts, too"
    form = {"do": "dismiss", "fingerprint": row.get("data-fingerprint"), "reason": "正誤表のとおり"}
    desk.post(row.get("data-unit"), form)
    assert open_points(desk, post) == []
