"""A disk that is full while an old blog moves in: one sentence, no post in part, and the same file again goes on."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from PIL import Image
from pytest_django import Settings

from kawaraban.desk.models import Comment, Move, Picture, Post, Redirect, SearchDocument
from kawaraban.desk.moving.taking import rows
from kawaraban.desk.moving.taking.running import BATCH
from kawaraban.desk.sentences import of_database
from tests.moving_cast import a_file, a_move, entry, take
from tests.servers import LOOPBACK, Site
from tests.test_captures import files_at_most
from tests.test_pipeline_faults import leave_no_room_in_the_file, told_on_every_connection

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's disk is not the desk's")


def whole_posts() -> int:
    """How many posts there are, each of which has all that belongs to it."""
    posts = Post.objects.count()
    assert posts == Comment.objects.count() == SearchDocument.objects.filter(post__isnull=False).count()
    assert posts * 3 == Redirect.objects.filter(post__isnull=False).count()
    return posts


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_database_without_room_takes_no_post_in_part(tmp_path: Path) -> None:
    entries = (
        entry(str(number), title=f"港 {number}", body=f"{number} 番目。" * 100, comments=(("潮風", "なるほど。"),))
        for number in range(3 * BATCH)
    )
    move = a_move(opened := a_file(tmp_path, *entries))
    move.state = Move.State.TAKING
    move.save()
    leave_no_room_in_the_file()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
    room = pages + 250  # 1 MB: less than all of them take
    said = ""
    with told_on_every_connection(f"PRAGMA max_page_count = {room}"):
        try:
            said = take(move, opened).trouble
        except DatabaseError as error:  # no room for the sentence either
            said = of_database(error)
    assert "is full or failing: make room" in said
    assert whole_posts() % BATCH == 0
    assert whole_posts() < 3 * BATCH
    assert take(move, opened).state == Move.State.TAKEN
    assert whole_posts() == 3 * BATCH


@pytest.mark.django_db
def test_no_room_for_a_picture_is_said_and_the_next_time_brings_it(
    site: Site, settings: Settings, tmp_path: Path
) -> None:
    settings.PICTURES, settings.FETCH_GAP, settings.ALLOW_NETS = str(tmp_path / "pictures"), 0.0, LOOPBACK
    file = io.BytesIO()
    Image.frombytes("RGB", (1400, 1000), os.urandom(1400 * 1000 * 3)).save(file, "PNG")  # noise packs to nothing less
    site.answer("/pier.png", file.getvalue(), content_type="image/png")
    move = a_move(opened := a_file(tmp_path, entry(body=f'<img src="{site.at("/pier.png")}" alt="pier">')))
    with files_at_most(4_000_000):  # the database's own files are far smaller
        assert take(move, opened).state == Move.State.FAILED
    assert "空きを作る" in move.trouble
    assert not Picture.objects.exists()
    assert not [path for path in (tmp_path / "pictures").rglob("*") if path.is_file()]
    assert take(move, opened).state == Move.State.TAKEN
    picture, post = Picture.objects.get(), Post.objects.get()
    assert f'src="/pictures/{picture.digest}.png"' in post.html
    assert 'width="1400" height="1000"' in post.html


@pytest.mark.django_db
def test_no_room_to_unpack_a_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "export.txt.gz"
    path.write_bytes(gzip.compress(entry(body="港。" * 1_000_000).encode()))
    with files_at_most(4_000_000):
        (row,) = rows.import_posts([str(path)], "movabletype", dry_run=False, heard=lambda _: lambda _: None)
    assert row == {
        "path": str(path),
        "error": "The disk is full: make room, then begin again; it goes on where it stood.",
    }
    assert not Move.objects.exists()
