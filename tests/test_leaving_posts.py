"""The desk's posts in the forms that other blogs take in: what a format holds is all there, and nothing private."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from kawaraban.desk import exchange
from kawaraban.desk.models import Comment, Outlet, Post, Source, Tag
from kawaraban.desk.moving.leaving.files import write_movabletype, write_sources, write_wxr
from kawaraban.publish.formats import ForeignPost, movabletype, wxr
from tests.blog_cast import (
    MORNING,
    TOKYO,
    a_draft,
    a_published_post,
    an_article,
    quoting,
    the_owner,
    the_preferences,
)
from tests.moving_cast import a_file, entry, taken

pytestmark = pytest.mark.django_db


def written(write: object) -> bytes:
    file = io.BytesIO()
    write(file)  # type: ignore[operator]
    return file.getvalue()


def posts_in(module: object, content: bytes) -> list[ForeignPost]:
    return [item for item in module.read(io.BytesIO(content)) if isinstance(item, ForeignPost)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("module", "write"), [(movabletype, write_movabletype), (wxr, write_wxr)])
def test_a_post_is_read_back_with_all_that_belongs_to_it(module: object, write: object) -> None:
    the_preferences(public_address="https://yofuke.example")
    post = a_published_post(
        "桟橋の火事", f"**二隻**。\n\n{quoting(an_article())}", category="港", slug="fire", at=MORNING
    )
    post.tags.add(Tag.objects.create(name="消防", slug="fire-brigade"))
    Comment.objects.create(
        post=post,
        name="舟守",
        email="secret@boat.example",
        text="見ました。\n二行目",
        state="published",
        written_at=MORNING,
    )
    words = "見ました。\n二行目"
    (found,) = posts_in(module, written(write))
    assert (found.title, found.author, found.category, found.tags) == ("桟橋の火事", "宵待", "港", ("消防",))
    assert found.published_at is not None
    assert found.published_at.replace(tzinfo=TOKYO) == MORNING
    assert (found.status, found.basename) == ("published", "fire")
    assert "<strong>二隻</strong>" in found.body
    assert "Two boats burned." in found.body
    assert "船2隻が燃えた。" in found.body
    assert "<!--since" not in found.body
    assert found.addresses[0] == f"https://yofuke.example{post.get_absolute_url()}"
    assert [(comment.author, comment.text, comment.email) for comment in found.comments] == [("舟守", words, "")]


def test_html_that_came_from_another_blog_leaves_as_it_came() -> None:
    brought = {"line_breaks": "richtext", "basename": "kaji_01", "keywords": "火事 港", "takes_pings": True}
    brought["pings"] = [["題", "https://far.example/1", "遠い日記", "2022-05-17T23:20:00", "本文"]]
    brought["addresses"] = ["https://old.example/article/4471.html"]
    body = '<p onclick="x()">前</p>\n<img src="http://old.example/a.jpg">\n<!--more-->\n<p>後</p>'
    post = a_published_post(slug="kaji", at=MORNING)
    Post.objects.filter(pk=post.pk).update(markup="html", body=body, brought=brought)
    (found,) = posts_in(movabletype, written(write_movabletype))
    assert found.body == '<p onclick="x()">前</p>\n<img src="http://old.example/a.jpg">'
    assert found.more == "<p>後</p>"
    assert (found.line_breaks, found.basename, found.keywords) == ("richtext", "kaji_01", "火事 港")
    assert found.takes_pings is True
    assert [(ping.title, ping.address, ping.blog, ping.text) for ping in found.pings] == [
        ("題", "https://far.example/1", "遠い日記", "本文")
    ]
    assert found.addresses == ("https://old.example/article/4471.html",)


def test_wordpress_gets_threads_and_states() -> None:
    post = a_published_post(at=MORNING)
    first = Comment.objects.create(post=post, name="甲", text="一", state="published", written_at=MORNING)
    later = MORNING + timedelta(hours=1)
    Comment.objects.create(post=post, name="乙", text="二", state="published", parent=first, written_at=later)
    for number, state in enumerate(("waiting", "declined", "spam")):
        Comment.objects.create(post=post, text=state, state=state, written_at=later + timedelta(minutes=number + 1))
    (found,) = posts_in(wxr, written(write_wxr))
    assert [comment.state for comment in found.comments] == ["published", "published", "waiting", "declined", "spam"]
    assert [comment.parent for comment in found.comments] == ["", found.comments[0].key, "", "", ""]


def test_drafts_leave_as_drafts_and_what_was_put_away_stays() -> None:
    a_published_post("出た記事", at=MORNING)
    a_draft("書きかけ", "まだ *途中*。")
    scheduled = a_draft("明日の記事")
    Post.objects.filter(pk=scheduled.pk).update(publish_at=MORNING + timedelta(days=400))
    thrown = a_draft("捨てた記事")
    Post.objects.filter(pk=thrown.pk).update(deleted_at=MORNING)
    found = {post.title: post for post in posts_in(wxr, written(write_wxr))}
    assert {title: post.status for title, post in found.items()} == {
        "出た記事": "published",
        "書きかけ": "draft",
        "明日の記事": "scheduled",
    }
    assert "<em>途中</em>" in found["書きかけ"].body


def test_sources_leave_under_their_bundles() -> None:
    from defusedxml.ElementTree import fromstring

    outlet = Outlet.objects.create(name="Orlen Harbour Post", host="orlen.example")
    for name, bundle in (("Orlen & Sons", "ケルマル"), ("Vardonia Times", "")):
        address = f"https://orlen.example/{len(name)}.xml?a=1&b=2"
        Source.objects.create(outlet=outlet, name=name, kind="feed", address=address, bundle=bundle, language="en")
    body = fromstring(written(write_sources)).find("body")
    loose, bundle = body
    assert (loose.get("text"), loose.get("type")) == ("Vardonia Times", "rss")
    assert bundle.get("text") == "ケルマル"
    assert bundle[0].get("xmlUrl") == "https://orlen.example/12.xml?a=1&b=2"


def test_each_kind_is_a_file_with_its_count(tmp_path: object) -> None:
    the_owner()
    a_published_post(at=MORNING)
    rows = [row for kind in ("movabletype", "wxr", "opml", "warc") for row in exchange.export(tmp_path, kind)]  # type: ignore[arg-type]
    assert [(row["kind"], row["count"]) for row in rows] == [
        ("movabletype", 1),
        ("wxr", 1),
        ("opml", 0),
        ("warc", 0),
    ]


def test_what_movable_type_has_no_word_for_is_counted(tmp_path: Path) -> None:
    post = a_published_post(at=MORNING)
    for state in Comment.State.values:
        Comment.objects.create(post=post, text=f"これは{state}", state=state, written_at=MORNING)
    (row,) = exchange.export(tmp_path, "movabletype")
    left_out = len(Comment.State.values) - 1
    assert row["comments_left_out"] == left_out
    assert f"{left_out} comments left out" in exchange.describe_exported(row)
    assert (tmp_path / "movabletype.txt").read_text().count("これは") == 1


def test_the_other_categories_come_in_as_tags_and_leave_as_categories(tmp_path: Path) -> None:
    text = entry("4471", category="ケルマール").replace("DATE:", "CATEGORY: 選挙\nDATE:")
    taken(a_file(tmp_path, text))
    (brought,), (left,) = posts_in(movabletype, text.encode()), posts_in(movabletype, written(write_movabletype))
    assert set(Post.objects.get().tags.values_list("name", flat=True)) == {"港", "Port Maren", "選挙"}
    assert (brought.category, brought.categories) == ("ケルマール", ("選挙",))
    for name in "title body more author published_at status basename category categories line_breaks".split():
        assert getattr(left, name) == getattr(brought, name), name
    Post.objects.get().tags.remove(Tag.objects.get(name="選挙"))
    (left,) = posts_in(movabletype, written(write_movabletype))
    assert left.categories == ()
