"""The box of a check in a post: what it says, that it is frozen when it is published, and what came in since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kawaraban import publish
from kawaraban.desk import publishing
from kawaraban.desk.checks import deciding, judging
from kawaraban.desk.checks.boxes import boxes_of
from kawaraban.desk.models import CheckRecord, Finding, Post, Preferences
from kawaraban.publish import (
    CheckBox,
    CheckSource,
    check_blocks,
    freeze_check,
    normalise,
    render,
    show_check,
    thaw_check,
)
from tests.check_cast import STATEMENT, the_blast

TOKYO = timezone(timedelta(hours=9))
BOX = CheckBox(
    key="c58",
    statement="爆発は破壊工作だった",
    language="ja",
    readers="ja",
    states=0,
    attributes=2,
    denies=1,
    repeats=4,
    undecided=2,
    sources=(
        CheckSource(
            "attributes", "ノースワイヤ", "https://northwire.example/1", "“This was sabotage,” she said.", "en"
        ),
        CheckSource(
            "denies", "ヴァルドニア通信", "javascript:alert(1)", "Вардония отвергла <b>всё</b>.", "ru", "退けた。"
        ),
    ),
    at=datetime(2026, 11, 21, 23, 14, tzinfo=TOKYO),
    is_open=True,
    words="自分の言葉で書いた起点はない。",
    signature="宵待",
    signed_at=datetime(2026, 11, 21, 23, 14, tzinfo=TOKYO),
)


def text_of(html: str) -> str:
    """What a reader reads, line by line."""
    return " ".join(publish.plain_paragraphs(html))


def test_the_box_counts_origins_and_leaves_copies_uncounted() -> None:
    text = text_of(show_check(BOX))
    assert "「爆発は破壊工作だった」" in text
    assert "2 起点が伝える ●●" in text
    assert "1 起点が否定 ● ヴァルドニア通信" in text
    assert "4 転載 ○○○○ 起点には数えない" in text
    assert "起点が述べる" not in text
    assert "宵待 2026年11月21日 23:14 未決2 続報待ち" in text


def test_a_zero_is_said_aloud() -> None:
    text = text_of(show_check(replace(BOX, attributes=0, denies=0, repeats=0, sources=())))
    assert "0 起点が伝える 0 起点が否定 0 転載" in text


def test_a_box_without_a_judgement_says_so() -> None:
    text = text_of(show_check(replace(BOX, words="", signature="", signed_at=None, is_open=False)))
    assert "判断なし 2026年11月21日 23:14" in text
    assert "照合終わり" in text


def test_nothing_that_an_outlet_wrote_is_html_and_links_lead_to_pages_only() -> None:
    html = show_check(BOX)
    assert "<b>всё</b>" not in html
    assert "javascript:" not in html
    assert html.count("<a ") == 1


def test_a_frozen_box_is_the_same_again() -> None:
    assert thaw_check(freeze_check(BOX)) == BOX


@given(st.text(max_size=80))
def test_any_text_after_the_colons_is_read_or_is_text(text: str) -> None:
    html = render(f":::check {text}", {})
    lxml.html.fragment_fromstring(html or "<p></p>", create_parent="div")
    assert len(check_blocks(f":::check {text}")) <= 1


def test_the_japanese_line_is_stored_in_english() -> None:
    assert normalise("：：：照合　ｃ５８\n：：：") == ":::check c58\n:::"
    assert [block.key for block in check_blocks(":::照合 58\n:::\n\n:::check c58\n:::")] == ["c58"]


def test_a_line_in_code_is_text() -> None:
    assert check_blocks("    :::check c58\n") == []


def test_what_is_written_after_a_box_is_not_swallowed() -> None:
    html = render(":::check c58\nあとがき", {}, checks={"c58": BOX})
    assert "あとがき" in html
    assert html.count("check-box") == 1


def test_a_check_that_is_not_on_the_desk_says_so() -> None:
    assert "この照合は机にありません： c9" in text_of(render(":::check c9\n:::", {}))


def test_a_list_opens_with_the_writers_own_words() -> None:
    assert publish.opening(render(":::check c58\n:::\n\nあとがき", {}, checks={"c58": BOX}), 80) == "あとがき"


@pytest.fixture
def post(owner: User) -> Post:
    """A published post with the box of a check that was judged."""
    Preferences.objects.update(language="ja", signature="宵待")
    check = the_blast(owner)
    judging.sign(check, "起点はどれも内相の会見。", "", "open", owner)
    post = publishing.new_post(owner, body=f"まえがき\n\n:::check {check.key}\n:::\n\nあとがき\n")
    post = publishing.save(post, replace(publishing.working(post), title="マレン港"))
    return publishing.publish(post)


def test_a_published_box_has_the_result_the_words_and_the_way_to_each_source(post: Post, client: Client) -> None:
    text = text_of(client.get(post.get_absolute_url()).content.decode())
    assert f"「{STATEMENT}」" in text
    assert "1 起点が伝える ● Northwire" in text
    assert "1 起点が否定 ● Vardonia Telegraph" in text
    assert "1 転載 ○" in text
    assert "起点はどれも内相の会見。 宵待" in text
    assert "未決1" in text
    assert "← Northwire" in text


def test_a_published_box_stays_as_it_was_and_says_what_came_in_since(post: Post, client: Client, owner: User) -> None:
    check = CheckRecord.objects.get(post=post).of
    assert check is not None
    undecided = Finding.objects.get(of=check, relation="")
    deciding.decide(check, undecided.pk, "denies", owner)
    judging.sign(check, "否定する起点が増えた。", "", "closed", owner)
    text = text_of(client.get(post.get_absolute_url()).content.decode())
    assert "1 起点が否定 ● Vardonia Telegraph" in text
    assert "公開のあと：起点が増えました（否定1）。" in text
    assert "宵待の判断：否定する起点が増えた。" in text


def test_a_published_box_says_that_what_it_counts_is_held_otherwise_now(
    post: Post, client: Client, owner: User
) -> None:
    check = CheckRecord.objects.get(post=post).of
    assert check is not None
    denial = Finding.objects.get(of=check, relation="denies")
    deciding.decide(check, denial.pk, "related", owner)
    text = text_of(client.get(post.get_absolute_url()).content.decode())
    assert "1 起点が否定 ● Vardonia Telegraph" in text
    assert "公開のあと：ここで数えたものの一部は、その後の見直しで数え方が変わりました。" in text


def test_numbers_that_were_not_signed_say_of_when_they_are(owner: User) -> None:
    check, preferences = the_blast(owner), Preferences.load()
    judging.sign(check, "Nobody has shown it.", "", "open", owner)
    assert not boxes_of(f":::check {check.key}\n:::", preferences)[check.key].recounted
    deciding.decide(check, Finding.objects.get(of=check, relation="").pk, "denies", owner)
    box = boxes_of(f":::check {check.key}\n:::", preferences)[check.key]
    assert box.recounted and thaw_check(freeze_check(box)) == box
    later = replace(BOX, recounted=True, at=datetime(2026, 11, 24, 9, 30, tzinfo=TOKYO))
    assert "宵待" in text_of(show_check(later)) and "24日" in text_of(show_check(later))
    assert "24日" not in text_of(show_check(replace(later, recounted=False)))


def test_a_box_stays_when_its_check_is_gone(post: Post, client: Client) -> None:
    check = CheckRecord.objects.get(post=post).of
    assert check is not None
    check.delete()
    publishing.publish(Post.objects.get(pk=post.pk))
    assert "1 起点が伝える" in text_of(client.get(post.get_absolute_url()).content.decode())


def test_feeds_carry_the_box(post: Post, client: Client) -> None:
    assert "起点が伝える" in client.get("/atom.xml").content.decode()


def test_many_boxes_are_loaded_with_few_queries(owner: User, django_assert_max_num_queries: object) -> None:
    keys = [the_blast(owner).key for _ in range(5)]
    body = "\n\n".join(f":::check {key}\n:::" for key in keys)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(boxes_of(body, Preferences.load())) == 5
