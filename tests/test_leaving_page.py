"""Each kind of file is made in the background, told of truly, and handed to the owner alone."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.http import FileResponse
from django.test import Client
from pytest_django import Settings

from kawaraban.desk.models import Capture
from kawaraban.desk.moving.leaving import making
from kawaraban.publish.formats import ForeignPost, movabletype
from tests.blog_cast import MORNING, a_published_post, the_preferences


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    settings.CAPTURES, settings.PICTURES = str(tmp_path / "data" / "captures"), str(tmp_path / "data" / "pictures")
    return tmp_path / "data"


def made(desk: Client, kind: str) -> making.Run:
    """Presses, and waits until the run has ended."""
    answer = desk.post("/desk/moving/out/", {"kind": kind})
    assert answer["Location"] == f"/desk/moving/#leaving-{kind}"
    deadline = time.monotonic() + 120
    while (run := making.runs()[kind]).at_work and time.monotonic() < deadline:
        time.sleep(0.1)
    return run


def download(desk: Client, run: making.Run) -> bytes:
    page = desk.get("/desk/moving/").content.decode()
    address = f"/desk/moving/out/{run.token}/"
    assert f'href="{address}"' in page
    answer = desk.get(address)
    assert isinstance(answer, FileResponse)
    assert run.file in answer["Content-Disposition"]
    return answer.getvalue()


@contextmanager
def a_disk_with(size: int) -> Iterator[None]:
    """No file of this process grows over `size` bytes meanwhile, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.django_db(transaction=True)
def test_the_blog_as_files_is_one_zip_that_opens(desk: Client) -> None:
    the_preferences()
    post = a_published_post("桟橋の火事", category="港", slug="fire", at=MORNING)
    run = made(desk, "static")
    assert run.state == "made"
    with zipfile.ZipFile(io.BytesIO(download(desk, run))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {"index.html", "atom.xml", "404.html"} <= set(names)
        assert not [name for name in names if name.startswith(".")]
        page = archive.read(f"{post.get_absolute_url().strip('/')}/index.html").decode()
    assert "桟橋の火事" in page
    assert [path.name for path in run.path.parent.iterdir()] == [run.file]


@pytest.mark.django_db(transaction=True)
def test_posts_leave_as_a_file_that_is_read_back(desk: Client) -> None:
    a_published_post("桟橋の火事", at=MORNING)
    run = made(desk, "movabletype")
    posts = [item for item in movabletype.read(io.BytesIO(download(desk, run))) if isinstance(item, ForeignPost)]
    assert [post.title for post in posts] == ["桟橋の火事"]


@pytest.mark.django_db(transaction=True)
def test_the_backup_is_the_owner_s_to_read_and_the_page_warns_of_the_keys(desk: Client) -> None:
    assert "keys of translation engines are in it" in desk.get("/desk/moving/").content.decode()
    run = made(desk, "backup")
    assert run.file.endswith(".kawaraban.zip")
    assert run.path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(io.BytesIO(download(desk, run))) as archive:
        assert "manifest.json" in archive.namelist()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["wxr", "opml", "tmx", "glossary", "warc"])
def test_the_other_kinds_are_made_too(desk: Client, kind: str) -> None:
    run = made(desk, kind)
    assert (run.state, run.size) == ("made", len(download(desk, run)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["movabletype", "static", "backup"])
def test_a_full_disk_is_said_in_a_sentence_and_leaves_no_half_file(desk: Client, kind: str) -> None:
    a_published_post("長い記事", os.urandom(60_000).hex(), at=MORNING)
    desk.get("/desk/moving/")
    with a_disk_with(48_000):
        run = making.begin(kind)
        while making.runs()[kind].at_work:
            time.sleep(0.1)
    run = making.runs()[kind]
    assert (run.state, run.problem) == ("failed", "full")
    assert "The disk is full" in desk.get("/desk/moving/").content.decode()
    assert [path.name for path in making.room().iterdir()] == [f"{run.token}.json"]
    assert desk.get(f"/desk/moving/out/{run.token}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_capture_that_is_lost_is_said_in_a_sentence(desk: Client) -> None:
    from tests.blog_cast import an_article

    an_article()
    assert Capture.objects.exists()
    run = made(desk, "warc")
    assert (run.state, run.problem) == ("failed", "capture")
    assert "A captured page can&#x27;t be read" in desk.get("/desk/moving/").content.decode()


def left(data: Path, **change: object) -> making.Run:
    """A run's note as a process left it."""
    run = replace(making.Run("0" * 32, "tmx", began=time.time(), at=time.time()), **change)  # type: ignore[arg-type]
    (data / "exports" / run.token).mkdir(parents=True)
    (data / "exports" / f"{run.token}.json").write_text(json.dumps(asdict(run)))
    return run


@pytest.mark.django_db
def test_how_far_it_is_is_told_and_without_a_script_by_the_page(desk: Client, data: Path) -> None:
    left(data, kind="static", done=30, known=120)
    for address in ("/desk/moving/", "/desk/moving/out/?kind=static"):
        page = desk.get(address).content.decode()
        assert "30 of 120 files known so far" in page
        assert 'value="25"' in page
    assert "Look how far it is" in page


@pytest.mark.django_db
def test_a_desk_that_was_stopped_meanwhile_says_so(desk: Client, data: Path) -> None:
    left(data, at=time.time() - 90)
    assert "The desk was stopped while it made this" in desk.get("/desk/moving/").content.decode()


@pytest.mark.django_db
def test_a_file_is_thrown_away_after_a_day(desk: Client, data: Path) -> None:
    run = left(data, state="made", file="memory.tmx", at=time.time() - 25 * 3600)
    run.path.write_text("old")
    assert run.token not in desk.get("/desk/moving/").content.decode()
    assert list((data / "exports").iterdir()) == []


@pytest.mark.django_db
def test_none_but_an_owner_makes_or_takes_a_file(client: Client, data: Path) -> None:
    from django.contrib.auth.models import Group

    run = left(data, state="made", file="memory.tmx")
    run.path.write_text("the memory")
    editor = User.objects.create_user("editor")
    editor.groups.add(Group.objects.get_or_create(name="editor")[0])
    assert client.get(f"/desk/moving/out/{run.token}/").status_code == 302
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/desk/moving/out/{run.token}/").status_code == 403
    assert client.post("/desk/moving/out/", {"kind": "backup"}).status_code == 403
    assert set(making.runs()) == {"tmx"}


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["0" * 32, "..%2F..%2Fkawaraban", "x"])
def test_what_is_not_there_is_not_found(desk: Client, token: str) -> None:
    assert desk.get(f"/desk/moving/out/{token}/").status_code == 404
    assert desk.post("/desk/moving/out/", {"kind": token}).status_code == 404
