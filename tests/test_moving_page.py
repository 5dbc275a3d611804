"""A file of another blog is looked through, reported on, taken in and taken back, on its page."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kawaraban.desk import memory, publishing
from kawaraban.desk.models import Category, Comment, MemoryEntry, Move, OfferedPair, Post, Redirect, Tag
from kawaraban.desk.moving.taking import keeping, offering, undoing
from kawaraban.translate import MemoryPair
from tests.moving_cast import a_file, a_move, entry, taken


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def until_done(token: str) -> Move:
    deadline = time.monotonic() + 60
    while keeping.at_work(move := Move.objects.get(token=token)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return move


@pytest.mark.django_db(transaction=True)
def test_from_the_file_to_the_blog_and_back(desk: Client) -> None:
    file = SimpleUploadedFile("export.txt", (entry("1") + entry("2", category="港")).encode())
    address = desk.post("/desk/moving/", {"file": file})["Location"]
    token = address.rstrip("/").rpartition("/")[2]
    assert until_done(token).state == Move.State.LOOKED
    page = desk.get(address).content.decode()
    assert "2 posts found" in page
    assert "Nothing has changed yet" in page
    assert not Post.objects.exists()
    assert "/article/2.html" in desk.get(f"{address}?post=2").content.decode()
    desk.post(address, {"do": "take"})
    assert until_done(token).state == Move.State.TAKEN
    assert desk.get("/article/2.html").status_code == 301
    assert "2 posts were taken in" in desk.get(address).content.decode()
    desk.post(address, {"do": "undo"})
    assert not (Post.objects.exists() or Redirect.objects.exists() or Tag.objects.exists() or Category.objects.exists())


@pytest.mark.django_db(transaction=True)
def test_several_files_are_one_report_in_which_one_that_fails_says_why(desk: Client) -> None:
    good = SimpleUploadedFile("export.txt", (entry("1") + entry("2")).encode())
    bad = SimpleUploadedFile("paper.pdf", b"%PDF-1.7")
    address = desk.post("/desk/moving/", {"file": [good, bad]})["Location"]
    token = address.rstrip("/").rpartition("/")[2]
    assert until_done(token).state == Move.State.LOOKED
    page = desk.get(address).content.decode()
    assert "2 posts found" in page
    assert "1 of 2 files could not be read" in page
    assert "<b>paper.pdf</b> <span>This can&#x27;t be read as a blog" in page
    desk.cookies["kawaraban-language"] = "ja"
    assert "<b>paper.pdf</b> <span>ブログとして読めません。" in desk.get(address).content.decode()
    desk.post(address, {"do": "take"})
    assert until_done(token).state == Move.State.TAKEN
    assert Post.objects.count() == 2
    assert keeping.is_here(Move.objects.get())
    keeping.discard(Move.objects.get())
    assert not list(keeping.folder().iterdir())


@pytest.mark.django_db
def test_more_files_than_one_move_takes_are_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kawaraban.desk.pages.moving.MAX_FILES", 1)
    files = [SimpleUploadedFile(f"{n}.txt", entry(str(n)).encode()) for n in range(2)]
    said = desk.post("/desk/moving/", {"file": files}, follow=True).content.decode()
    assert "These are more than 1 files: put them into a .zip" in said
    assert not Move.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.bin", b"\0\1\2", "x.bin can&#x27;t be read as a blog"),
        ("empty.txt", b"", "empty.txt is empty: export it again."),
        ("feeds.opml", b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "a list of feeds"),
        ("old.tmx", b"<?xml version='1.0'?><tmx version='1.4'><body/></tmx>", "a translation memory"),
    ],
)
def test_what_brings_no_posts_is_refused_in_a_sentence(desk: Client, name: str, content: bytes, sentence: str) -> None:
    answer = desk.post("/desk/moving/", {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert sentence in answer.content.decode()
    assert not Move.objects.exists()


@pytest.mark.django_db
def test_what_people_did_with_a_post_since_survives_the_undoing(tmp_path: Path) -> None:
    move = taken(a_file(tmp_path, entry("1"), entry("2"), entry("3")))
    changed, answered, untouched = Post.objects.order_by("slug")
    publishing.withdraw(changed)
    Comment.objects.create(post=answered, text="A reader's word.")
    assert undoing.undo(move) == {"posts": 1, "kept": 2}
    assert set(Post.objects.values_list("pk", flat=True)) == {changed.pk, answered.pk}
    assert Redirect.objects.filter(post=answered).exists()
    assert not Post.objects.filter(pk=untouched.pk).exists()


def a_pair(move: Move, source: str, target: str, doubt: str = "") -> OfferedPair:
    return OfferedPair.objects.create(
        move=move, source=source, target=target, source_language="en", target_language="ja", score=0.9, doubt=doubt
    )


@pytest.mark.django_db
def test_all_pairs_in_no_doubt_enter_the_memory_at_a_word_and_the_others_wait(desk: Client, tmp_path: Path) -> None:
    move = taken(a_file(tmp_path, entry("1")))
    a_pair(move, "The quay is closed.", "埠頭は閉鎖中だ。")
    a_pair(move, "The fees rise.", "料金が上がる。")
    doubtful = a_pair(move, "The minister said so.\nHe left.", "大臣はそう述べた。", "2-1")
    address = f"/desk/moving/{move.token}/pairs/"
    assert "Take 2 pairs into the memory" in desk.get(address).content.decode()
    assert not MemoryEntry.objects.exists()
    desk.post(address, {"do": "take-sure"})
    found = MemoryEntry.objects.order_by("pk").values_list("source_text", "target_text", "origin")
    assert list(found) == [
        ("The quay is closed.", "埠頭は閉鎖中だ。", "export.txt"),
        ("The fees rise.", "料金が上がる。", "export.txt"),
    ]
    assert offering.counted(move) == offering.Offered(sure=0, unsure=1, taken=2)
    assert "Paragraphs 2-1" in desk.get(address).content.decode()
    one = f"{address}{doubtful.pk}/"
    for do, state in (("decline", "declined"), ("offer", "offered"), ("take", "taken")):
        desk.post(one, {"do": do})
        doubtful.refresh_from_db()
        assert doubtful.state == state
    assert MemoryEntry.objects.count() == 3


@pytest.mark.django_db
def test_a_pair_gives_way_to_what_was_approved_on_this_desk(owner: User, tmp_path: Path) -> None:
    move = taken(a_file(tmp_path, entry("1")))
    memory.load([MemoryPair("en", "ja", "The quay is closed.", "岸壁は閉じている。")])
    memory.correct(MemoryEntry.objects.get(), "埠頭は閉まっている。", owner)
    a_pair(move, "The quay is closed.", "埠頭は閉鎖中だ。")
    assert offering.take_sure(move).kept == 1
    assert MemoryEntry.objects.get().target_text == "埠頭は閉まっている。"


@pytest.mark.django_db(transaction=True)
def test_a_decision_changes_what_is_taken_in(desk: Client) -> None:
    file = SimpleUploadedFile("export.txt", (entry("1") + entry("1")).encode())
    address = desk.post("/desk/moving/", {"file": file})["Location"]
    token = address.rstrip("/").rpartition("/")[2]
    until_done(token)
    assert "Keep both" in desk.get(address).content.decode()
    desk.post(address, {"do": "decide", "kind": "twice", "choice": "both"})
    until_done(token)
    desk.post(address, {"do": "take"})
    assert until_done(token).state == Move.State.TAKEN
    assert Post.objects.count() == 2


@pytest.mark.django_db
def test_a_move_whose_process_is_gone_says_so_and_can_begin_again(desk: Client, tmp_path: Path) -> None:
    move = a_move(a_file(tmp_path, entry("1")))
    Move.objects.filter(pk=move.pk).update(state=Move.State.TAKING, beat_at=timezone.now() - timedelta(minutes=5))
    page = desk.get(f"/desk/moving/{move.token}/").content.decode()
    assert "The desk was stopped while it was at this file" in page
    assert "stopped half-way" in desk.get("/desk/moving/").content.decode()
