"""A file of another blog is looked through, reported on, taken in and taken back, on its page."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from kawaraban.desk import publishing
from kawaraban.desk.models import Category, Comment, Move, Post, Redirect, Tag
from kawaraban.desk.moving.taking import keeping, undoing
from tests.moving_cast import a_file, entry, taken


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
