"""Posts of another blog come in whole: their dates, places, words, comments, and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from kawaraban.desk import publishing, search
from kawaraban.desk.models import Category, Comment, Move, Post, Redirect, SearchDocument
from kawaraban.desk.moving.taking.opening import Opened, Part
from kawaraban.desk.moving.taking.undoing import undo
from kawaraban.newsstand import blogger
from tests.blog_cast import the_preferences
from tests.moving_cast import a_file, a_move, entry, take, taken

pytestmark = pytest.mark.django_db


def test_a_post_comes_in_with_its_date_category_tags_and_name(tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry()))
    post = Post.objects.get()
    assert (post.title, post.signature, post.category.name if post.category else "") == (
        "マレン港の入港料",
        "宵待",
        "ケルマール",
    )
    assert post.published_at == datetime(2022, 2, 17, 13, 47, tzinfo=UTC)
    assert sorted(post.tags.values_list("name", flat=True)) == ["Port Maren", "港"]
    assert post.get_absolute_url() == "/2022/02/17/4471/"
    assert post.html == "<p>港湾局は述べた。<br>\n改定は10年ぶり。</p>"
    assert post.body == "港湾局は述べた。\n改定は10年ぶり。"


def test_dates_without_a_zone_are_of_the_chosen_one(tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry()), zone="Europe/Berlin")
    assert Post.objects.get().published_at == datetime(2022, 2, 17, 21, 47, tzinfo=UTC)


def test_a_post_can_be_read_on_the_blog_and_found_and_its_old_address_leads_to_it(
    client: Client, tmp_path: Path
) -> None:
    the_preferences()
    taken(a_file(tmp_path, entry()))
    assert "改定は10年ぶり。" in client.get("/2022/02/17/4471/").content.decode()
    assert client.get("/article/4471.html")["Location"] == "/2022/02/17/4471/"
    assert client.get("/archives/202202-1.html")["Location"] == "/2022/02/"
    assert client.get("/archives/20220217-1.html")["Location"] == "/2022/02/17/"
    assert search.search("港湾局", kinds=("post",)).total == 1


def test_a_draft_stays_a_draft_that_visitors_do_not_find(client: Client, tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry(status="Draft")))
    post = Post.objects.get()
    assert (post.state, post.html, post.day) == ("draft", "", None)
    assert SearchDocument.objects.get().kind == "draft"
    assert client.get("/article/4471.html").status_code == 404


def test_comments_come_with_name_time_and_text_but_no_address_of_their_writers(tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry(comments=(("みなと", "なるほど。<br>勉強になります。"), ("", "名前なし")))))
    first, second = Comment.objects.order_by("pk")
    assert (first.name, first.text, first.state) == ("みなと", "なるほど。\n勉強になります。", "published")
    assert first.written_at == datetime(2022, 2, 17, 14, 10, tzinfo=UTC)
    assert (first.email, first.sender_key, second.name) == ("", "", "")


@pytest.mark.parametrize(("choice", "states"), [("waiting", ["waiting"]), ("out", [])])
def test_a_comment_that_looks_like_an_advert_waits_or_is_left_out(
    tmp_path: Path, choice: str, states: list[str]
) -> None:
    advert = "http://a.example http://b.example http://c.example"
    move = taken(a_file(tmp_path, entry(comments=(("x", advert),))), adverts=choice)
    assert list(Comment.objects.values_list("state", flat=True)) == states
    assert move.report["comments"]["adverts"] == 1


def test_links_to_the_old_blog_lead_to_the_posts_here_wherever_in_the_file_they_stand(tmp_path: Path) -> None:
    first = entry(
        "1", body='<a href="/article/2.html">next</a> <a href="https://yofuke.example/article/2.html#c">c</a>'
    )
    second = entry("2", body='<a href="/article/1.html">before</a> <a href="https://orlen.example/1">out</a>')
    taken(a_file(tmp_path, first, second), home="https://yofuke.example/", hosts=["yofuke.example"])
    one, two = Post.objects.order_by("slug")
    assert one.html == '<p><a href="/2022/02/17/2/">next</a> <a href="/2022/02/17/2/">c</a></p>'
    assert two.html == '<p><a href="/2022/02/17/1/">before</a> <a href="https://orlen.example/1">out</a></p>'


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    opened = a_file(tmp_path, entry("1", comments=(("a", "b"),)), entry("2"))
    taken(opened)
    before = list(Post.objects.order_by("pk").values()), list(Comment.objects.values()), Redirect.objects.count()
    again = taken(opened)
    assert again.report["taken"]["posts"] == 0
    assert again.report["taken"]["already"] == 2
    after = list(Post.objects.order_by("pk").values()), list(Comment.objects.values()), Redirect.objects.count()
    assert after == before


def test_comments_that_a_later_file_has_come_under_the_post_that_is_there(tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry("1")))
    again = taken(a_file(tmp_path, entry("1", comments=(("みなと", "本当だろうか。"),)), name="again.txt"))
    assert again.report["taken"]["comments"] == 1
    assert [(row.post.title, row.name) for row in Comment.objects.all()] == [(Post.objects.get().title, "みなと")]
    undo(again)
    assert (Post.objects.count(), Comment.objects.count()) == (1, 0)


@pytest.mark.parametrize("first, second", [("html", "txt"), ("txt", "html")])
def test_a_saved_page_and_the_text_copied_from_it_bring_their_posts_once(first: str, second: str) -> None:
    one, other = (blogger.PAGES / f"20261120-1.{suffix}" for suffix in (first, second))
    posts = taken(Opened((Part(one, one.name, "page"),))).report["taken"]["posts"]
    again = taken(Opened((Part(other, other.name, "page"),)))
    assert (again.report["taken"]["posts"], again.report["taken"]["already"]) == (0, posts)
    assert Post.objects.count() == posts > 1


def test_what_a_person_wrote_since_stands_against_a_second_run(tmp_path: Path) -> None:
    opened = a_file(tmp_path, entry())
    taken(opened)
    post = Post.objects.get()
    text = publishing.working(post)
    from dataclasses import replace

    publishing.save(post, replace(text, title="改めた題名", body="<p>改めた。</p>"))
    publishing.publish(post)
    taken(opened)
    post = Post.objects.get()
    assert (post.title, post.html) == ("改めた題名", "<p>改めた。</p>")


def test_two_posts_of_one_name_and_day_have_addresses_of_their_own(tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry("fees"), entry("fees", title="Other", date="02/17/2022 23:00:00")))
    assert sorted(Post.objects.values_list("slug", flat=True)) == ["fees", "fees-2"]


def test_a_post_that_is_in_the_file_twice_is_taken_once_and_said(tmp_path: Path) -> None:
    opened = a_file(tmp_path, entry(), entry())
    move = taken(opened)
    assert Post.objects.count() == 1
    assert [(doubt["what"], doubt["count"]) for doubt in move.report["doubts"]] == [("twice", 1)]
    Post.objects.all().delete()
    taken(opened, twice="both")
    assert Post.objects.count() == 2


def test_categories_that_are_one_but_for_a_sign_are_joined_unless_that_is_not_wanted(tmp_path: Path) -> None:
    opened = a_file(tmp_path, entry("1", category="エネルギ"), entry("2", category="エネルギー"))
    move = taken(opened)
    assert move.report["categories"] == {"total": 2, "doubled": [["エネルギ", "エネルギー"]]}
    assert [category.name for category in Category.objects.all()] == ["エネルギー"]
    Post.objects.all().delete()
    taken(opened, doubled="keep")
    assert Category.objects.count() == 2


def test_a_date_that_does_not_exist_is_put_beside_its_neighbour_and_said(tmp_path: Path) -> None:
    move = taken(a_file(tmp_path, entry("1"), entry("2", date="nonsense")))
    assert [post.day.isoformat() for post in Post.objects.all() if post.day] == ["2022-02-17"] * 2
    assert {doubt["what"] for doubt in move.report["doubts"]} >= {"date-missing"}


def test_what_comes_before_the_end_of_a_truncated_file_is_taken_in(tmp_path: Path) -> None:
    opened = a_file(tmp_path, entry("1"), entry("2")[:-40])
    move = taken(opened)
    assert move.state == Move.State.TAKEN
    assert Post.objects.count() == 2
    assert "truncated" in {doubt["what"] for doubt in move.report["doubts"]}


def test_a_post_of_five_megabytes_is_kept(tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry(body="<p>港</p>\n" * 500_000)))
    assert len(Post.objects.get().body) == 4_500_000


def test_scripts_are_kept_away_from_readers_and_the_text_stays_as_it_came(tmp_path: Path) -> None:
    taken(a_file(tmp_path, entry(body="Fees rise.<script>alert(1)</script>")))
    post = Post.objects.get()
    assert post.html.strip() == "<p>Fees rise.</p>"
    assert "<script>" in post.body


def test_a_move_that_was_stopped_goes_on_where_it_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kawaraban.desk.moving.taking import running

    monkeypatch.setattr(running, "BATCH", 1)
    opened = a_file(tmp_path, *(entry(str(n)) for n in range(3)))
    move = a_move(opened)
    move.state = Move.State.TAKING
    move.save()

    def stop(now: Move) -> None:
        Move.objects.filter(pk=now.pk).update(state=Move.State.LOOKED)

    running.take(move, opened, heard=stop)
    assert (Post.objects.count(), Move.objects.get().state) == (1, "looked")
    assert take(move, opened).state == Move.State.TAKEN
    assert Post.objects.count() == 3


def test_a_batch_asks_the_database_the_same_whatever_its_size(tmp_path: Path) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for size in (3, 20):
        opened = a_file(tmp_path, *(entry(f"s{size}-{n}", comments=(("a", "b"),)) for n in range(size)))
        with CaptureQueriesContext(connection) as asked:
            taken(opened)
        counts.append(len(asked))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize("sign", ["\x0c", "&#12;", "&#11;", "\ufffe"])
def test_a_control_character_in_a_post_ends_no_move(tmp_path: Path, sign: str) -> None:
    taken(a_file(tmp_path, entry("1", body=f"<p>港{sign}湾局</p>\n{sign}"), entry("2")))
    assert Post.objects.count() == 2
    assert search.search("湾局", kinds=("post",)).total == 2
