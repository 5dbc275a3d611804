"""What compose holds beside the text: tags, summary, comments, the hour, notes, links to show it, roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kawaraban.desk import publishing, scheduling, sharing
from kawaraban.desk.models import Correction, FormerAddress, Membership, Post, Tag
from kawaraban.desk.publishing import working
from tests.blog_cast import TOKYO, a_draft, a_published_post, the_owner, the_preferences
from tests.test_compose import form_of, open_points, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    the_preferences()
    client.force_login(the_owner())
    return client


@pytest.fixture
def writer() -> Client:
    """A contributor's client."""
    the_preferences()
    user = User.objects.create_user("tomo", first_name="灯")
    Membership.objects.create(person=user, role="contributor")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(desk: Client, post: Post, step: str, **changes: str) -> object:
    return desk.post(f"/desk/posts/{post.pk}/{step}/", form_of(post, **changes))


def an_hour(**ahead: float) -> str:
    """As the browser sends an hour, in the blog's zone."""
    return (timezone.now() + timedelta(**ahead)).astimezone(TOKYO).strftime("%Y-%m-%dT%H:%M")


def test_tags_are_made_once_whatever_their_case_and_shown_in_the_field(desk: Client) -> None:
    Tag.objects.create(name="Kelmar", slug="kelmar")
    post = a_draft()
    save(desk, post, tags="港湾、 kelmar, #エネルギー,港湾,,", summary="  短い 要約 ", takes_comments="closed")
    post.refresh_from_db()
    assert sorted(tag.name for tag in post.tags.all()) == ["Kelmar", "エネルギー", "港湾"]
    assert Tag.objects.count() == 3
    assert (post.summary, post.takes_comments) == ("短い 要約", False)
    page = lxml.html.fromstring(desk.get(f"/desk/posts/{post.pk}/").content.decode())
    assert page.xpath("//input[@id='tags']/@value") == ["Kelmar, エネルギー, 港湾"]


def test_tags_of_a_published_post_change_for_readers_with_the_update_alone(desk: Client) -> None:
    post = a_published_post("題")
    save(desk, post, tags="港湾")
    assert working(Post.objects.get()).tags == ("港湾",)
    assert post.tags.count() == 0
    publishing.publish(post)
    assert [tag.name for tag in post.tags.all()] == ["港湾"]


def test_tags_whose_letters_make_no_address_still_get_one_each() -> None:
    post = a_draft()
    publishing.save(post, replace(working(post), tags=("!!", "??")))
    assert len({tag.slug for tag in post.tags.all()}) == 2


def test_a_draft_with_an_hour_waits_and_the_page_says_until_when(desk: Client) -> None:
    post = a_draft("題")
    response = send(desk, post, "publish", when="at", at=an_hour(hours=3))
    assert response["Location"] == f"/desk/posts/{post.pk}/"
    post.refresh_from_db()
    assert post.state == "draft"
    assert abs(post.publish_at - timezone.now() - timedelta(hours=3)) < timedelta(minutes=2)
    page = desk.get(f"/desk/posts/{post.pk}/").content.decode()
    said = f"{post.publish_at.astimezone(TOKYO):%H:%M}に公開"
    assert said in page
    assert "それまでは取り消せます" in page
    assert f"{post.publish_at.astimezone(TOKYO):%H:%M} に公開" in desk.get("/desk/posts/").content.decode()
    send(desk, post, "call-off")
    post.refresh_from_db()
    assert post.publish_at is None


@pytest.mark.parametrize("at", ["", "next week", "2026-99-99T99:99", "2020-01-01T10:00"])
def test_an_hour_that_is_none_or_has_passed_publishes_nothing_and_says_so(desk: Client, at: str) -> None:
    post = a_draft("題")
    response = send(desk, post, "publish", when="at", at=at)
    assert response.status_code == 409
    post.refresh_from_db()
    assert (post.state, post.publish_at) == ("draft", None)


def test_an_autosave_with_an_hour_that_has_passed_opens_a_point(desk: Client) -> None:
    post = a_draft("題")
    page = save(desk, post, when="at", at=an_hour(hours=-1), body="[典拠](https://orlen.example/1)")
    assert "過ぎた時刻" in page.content.decode()
    assert Post.objects.get().publish_at is None


def test_what_could_not_go_out_is_said_in_the_list_and_on_the_page(desk: Client) -> None:
    post = a_draft("題")
    Post.objects.filter(pk=post.pk).update(publish_trouble="理由の文。")
    assert "理由の文。" in desk.get("/desk/posts/").content.decode()
    assert ["公開できず", "公開"] in [row[:2] for row in open_points(desk, post)]


def test_pictures_without_words_links_that_lead_nowhere_and_no_source_are_open(desk: Client) -> None:
    body = "![](/pictures/a.png) ![絵](https://elsewhere.example/b.png)\n\n[壊れた](https://maren) [郵便](mailto:x)"
    assert [row[0] for row in open_points(desk, a_draft("題", body, category="ケルマール"))] == [
        "説明なし",
        "よその画像",
        "アドレスなし",
        "アドレスなし",
        "出典なし",
    ]


def test_what_is_in_order_takes_one_quiet_line(desk: Client) -> None:
    body = "![港](/pictures/a.png)\n\n[典拠](https://orlen.example/1)"
    post = a_draft("題", body, category="ケルマール")
    assert open_points(desk, post) == []
    fine = lxml.html.fromstring(desk.get(f"/desk/posts/{post.pk}/").content.decode()).find_class("fine")[0]
    assert [span.text for span in fine.findall("span")] == ["題とカテゴリあり", "リンク1本", "画像1点に説明あり"]


def test_a_note_for_readers_is_added_changed_and_taken_away(desk: Client) -> None:
    post = a_published_post("題")
    address = f"/desk/posts/{post.pk}/note/"
    desk.post(address, {"text": " 数を直しました。 "})
    note = Correction.objects.get()
    assert (note.text, note.by) == ("数を直しました。", the_owner())
    desk.post(address, {"note": note.pk, "text": "二つの数を直しました。"})
    assert "二つの数を直しました。" in desk.get(f"/desk/posts/{post.pk}/").content.decode()
    desk.post(address, {"note": note.pk, "text": "", "do": "remove"})
    assert not Correction.objects.exists()


def test_a_note_without_words_or_under_a_draft_is_refused(desk: Client) -> None:
    draft, post = a_draft(), a_published_post()
    for number, text in ((draft.pk, "追記"), (post.pk, "  ")):
        assert 'class="error"' in desk.post(f"/desk/posts/{number}/note/", {"text": text}, follow=True).content.decode()
    assert not Correction.objects.exists()


def test_a_changed_address_leads_on_and_is_named_in_compose(desk: Client) -> None:
    post = a_published_post("題", slug="before")
    before = post.get_absolute_url()
    send(desk, post, "publish", slug="after", title="題")
    post.refresh_from_db()
    moved = Client().get(before)
    assert (moved.status_code, moved["Location"]) == (301, post.get_absolute_url())
    assert FormerAddress.objects.get().slug == "before"
    assert "/before/" in desk.get(f"/desk/posts/{post.pk}/").content.decode()


def test_a_link_shows_a_draft_to_who_has_it_until_it_is_ended(desk: Client) -> None:
    post = a_draft("まだ下書き", "まだの文。")
    send(desk, post, "share")
    post.refresh_from_db()
    link = sharing.path_of(post)
    assert f"http://testserver{link}" in desk.get(f"/desk/posts/{post.pk}/").content.decode()
    page = Client().get(link)
    assert "まだの文。" in page.content.decode()
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    desk.post(f"/desk/posts/{post.pk}/share/", {"do": "revoke"})
    assert Client().get(link).status_code == 404


def test_a_link_that_ended_was_replaced_or_was_made_up_shows_nothing() -> None:
    the_preferences()
    post = sharing.share(a_draft())
    link = sharing.path_of(post)
    sharing.share(post)
    assert Client().get(link).status_code == 404, "another link took its place"
    link = sharing.path_of(post)
    assert Client().get(link).status_code == 200
    assert Client().get(link[:-3] + "xx/").status_code == 404
    Post.objects.update(shared_until=timezone.now())
    assert Client().get(link).status_code == 404
    assert Client().get("/desk/shared/nonsense/").status_code == 404


def test_publishing_or_deleting_a_draft_ends_its_link() -> None:
    the_preferences()
    for end in (publishing.publish, publishing.delete):
        post = sharing.share(a_draft())
        link = sharing.path_of(post)
        end(post)
        assert Client().get(link).status_code == 404


def test_a_contributor_hands_a_draft_in_and_an_editor_sees_it(writer: Client, desk: Client) -> None:
    writer.post("/desk/posts/new/")
    post = Post.objects.get()
    page = writer.get(f"/desk/posts/{post.pk}/").content.decode()
    assert "編集に公開を頼む" in page
    assert f"/desk/posts/{post.pk}/publish/" not in page
    send(writer, post, "hand-in", title="寄せた題")
    post.refresh_from_db()
    assert post.handed_in_at is not None
    assert f"{post.signature}が入稿" in desk.get("/desk/posts/").content.decode()
    assert writer.post(f"/desk/posts/{post.pk}/publish/", form_of(post)).status_code == 403
    assert Post.objects.get().state == "draft"


def test_a_contributor_neither_sees_nor_changes_the_drafts_of_others(writer: Client) -> None:
    other = a_draft("よその下書き", "よその文。")
    assert "よその下書き" not in writer.get("/desk/posts/").content.decode()
    steps = ("save", "delete", "undelete", "restore", "share", "hand-in", "call-off")
    assert {writer.post(f"/desk/posts/{other.pk}/{step}/", form_of(other)).status_code for step in steps} == {403}
    pages = ("", "history/", "beside/", "preview/page/", "preview/feed/")
    assert {writer.get(f"/desk/posts/{other.pk}/{page}").status_code for page in pages} == {403}
    assert writer.post("/desk/quote/", {"article": 0, "post": other.pk}).status_code == 404
    other.refresh_from_db()
    assert (other.body, other.deleted_at) == ("よその文。", None)


def test_the_previews_show_the_post_as_the_blog_and_as_a_feed_have_it(desk: Client) -> None:
    post = a_draft("題", "**数**は二つ。")
    html = "<strong>数</strong>は二つ。"
    page = desk.get(f"/desk/posts/{post.pk}/preview/page/").content.decode()
    assert html in page and "kawaraban/blog.css" in page
    feed = desk.get(f"/desk/posts/{post.pk}/preview/feed/").content.decode()
    assert html in feed and "stylesheet" not in feed
    assert desk.get(f"/desk/posts/{post.pk}/preview/other/").status_code == 404


def test_a_post_of_html_is_written_and_previewed_as_html(desk: Client) -> None:
    post = a_draft("題", "本文")
    Post.objects.filter(pk=post.pk).update(markup="html", body="<p>前の<b>文</b></p>")
    post.refresh_from_db()
    page = save(
        desk, post, body='<p>新しい<b>文</b><script>alert(1)</script><a href="https://orlen.example/">典拠</a></p>'
    )
    shown = page.content.decode()
    assert "<b>文</b>" in shown
    assert "alert(1)" not in shown
    assert "出典なし" not in shown


def test_the_history_says_what_changed_and_holds_a_version_against_now(desk: Client) -> None:
    post = a_draft("題", "市長は7人が来たと述べた。")
    post = publishing.save(
        post, replace(working(post), body="市長は12人が来たと述べた。\n\n足した文。"), as_version=True
    )
    first = post.versions.order_by("saved_at", "pk").first()
    page = lxml.html.fromstring(desk.get(f"/desk/posts/{post.pk}/history/?version={first.pk}").content.decode())
    changed = page.xpath("//table[contains(@class, 'changes')]//tr[@class='changed']//mark/text()")
    assert changed == ["7人", "12人"]
    assert len(page.xpath("//tr[@class='added']")) == 1
    strip = desk.get(f"/desk/posts/{post.pk}/").content.decode()
    assert "+6字" in strip


def test_a_scheduled_draft_is_still_written(desk: Client) -> None:
    post = scheduling.schedule(a_draft("題"), timezone.now() + timedelta(hours=1))
    assert save(desk, post, body="直した文。").status_code == 200  # type: ignore[attr-defined]
    post.refresh_from_db()
    assert post.body == "直した文。"
    assert post.publish_at is not None
