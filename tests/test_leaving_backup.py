"""The whole desk in one file, and back: to the same pages, on either database, all of it or nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from kawaraban.desk.filestore import FileStore
from kawaraban.desk.models import Article, Capture, Category, Comment, Outlet, Post, Preferences, Redirect, Tag
from kawaraban.desk.moving.leaving.backup.layout import MANIFEST
from kawaraban.desk.moving.leaving.backup.restoring import restore
from kawaraban.desk.moving.leaving.backup.writing import write_backup
from kawaraban.desk.moving.leaving.static.exporting import export
from kawaraban.desk.sentences import DeskTrouble
from kawaraban.publish.formats.kinds import kind_of
from tests.blog_cast import MORNING, a_draft, a_published_post, an_article, quoting, the_preferences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stores(settings: Settings, tmp_path: Path) -> None:
    settings.CAPTURES, settings.PICTURES = str(tmp_path / "captures"), str(tmp_path / "pictures")


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[str]:
    from tests.databases import a_postgresql

    server = a_postgresql(tmp_path / "pg")
    yield server.get_uri()
    server.cleanup()


def furnish() -> Post:
    """A desk with something of everything that readers see."""
    the_preferences(
        blog_tagline="沖の新聞を訳で読む", public_address="https://yofuke.example", about="**本紙**について"
    )
    article = an_article()
    capture = Capture.objects.get(article=article)
    FileStore(os.fspath(_captures())).write(capture.file, b"\x1f\x8b not read, kept")
    post = a_published_post("桟橋の火事 “二隻”", quoting(article), category="港", slug="fire", at=MORNING)
    post.tags.add(Tag.objects.create(name="消防", slug="fire-brigade"))
    first = Comment.objects.create(post=post, name="舟守", text="見ました。", state="published", written_at=MORNING)
    Comment.objects.create(post=post, text="どこで？", state="published", parent=first, written_at=MORNING)
    Redirect.objects.create(path="/article/4471.html", post=post)
    a_draft("書きかけ")
    return post


def _captures() -> str:
    from django.conf import settings

    return str(settings.CAPTURES)


def pages_of(site: Path) -> dict[str, str]:
    """Each file of an exported blog with its digest."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def kawaraban(data: Path, database: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KAWARABAN_DATA": str(data), "DATABASE_URL": database}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if not database:
        del environment["DATABASE_URL"]
    command = [sys.executable, "-m", "kawaraban", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_desk_comes_back_to_the_same_pages_on_either_database(tmp_path: Path, postgresql: str) -> None:
    furnish()
    backup = write_backup(tmp_path / "out")["path"]
    export(tmp_path / "before", workers=0)
    before = pages_of(tmp_path / "before")
    assert len(before) > 15
    for number, database in enumerate([postgresql, ""]):
        data = tmp_path / f"desk-{number}"
        taken = kawaraban(data, database, "import", backup, "--format", "json")
        assert taken.returncode == 0, taken.stdout + taken.stderr
        assert json.loads(taken.stdout)[0]["captures"] == 1
        written = kawaraban(data, database, "export", str(tmp_path / f"site-{number}"), "--kind", "static")
        assert written.returncode == 0, written.stdout + written.stderr
        assert pages_of(tmp_path / f"site-{number}") == before
        # The next one is taken on from what came back here: from PostgreSQL to SQLite.
        again = kawaraban(data, database, "export", str(tmp_path / f"out-{number}"), "--kind", "backup")
        assert again.returncode == 0, again.stdout + again.stderr
        backup = str(next((tmp_path / f"out-{number}").glob("*.zip")))


def test_only_its_owner_may_read_the_file_and_it_says_what_it_is(tmp_path: Path) -> None:
    furnish()
    path = Path(write_backup(tmp_path)["path"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kind_of("x.bin", path.read_bytes()[:4096]) == "backup"
    with zipfile.ZipFile(path) as archive:
        assert "keys of" in archive.read("kawaraban-backup.txt").decode()


def test_a_desk_that_has_something_is_left_alone(tmp_path: Path) -> None:
    furnish()
    path = write_backup(tmp_path)["path"]
    with pytest.raises(DeskTrouble, match="new folder"):
        restore(path)
    assert Post.objects.count() == 2


def emptied() -> None:
    """As a desk that was just opened."""
    Article.objects.update(version=None, capture=None)
    for model in (Comment, Redirect, Post, Tag, Category, Article, Outlet, User, Preferences):
        model.objects.all().delete()  # type: ignore[attr-defined]


def spoilt(path: Path, change: object) -> str:
    """A copy of a backup whose files went through `change` (name, content) -> (name, content) or None."""
    copy = path.with_name("spoilt.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            changed = change(info.filename, old.read(info))  # type: ignore[operator]
            if changed:
                new.writestr(*changed)
    return str(copy)


def _manifest(change: object) -> object:
    def changed(name: str, content: bytes) -> tuple[str, bytes]:
        if name != MANIFEST:
            return name, content
        told = json.loads(content)
        change(told)  # type: ignore[operator]
        return name, json.dumps(told).encode()

    return changed


def _climbs(name: str, content: bytes) -> tuple[str, bytes]:
    return name.replace("captures/", "captures/../../"), content.replace(b"captures/", b"captures/../../")


def _unfit_row(name: str, content: bytes) -> tuple[str, bytes]:
    bad = b'{"id":1,"nobody":2}\n'
    if name == "tables/desk_tag.jsonl":
        return name, bad
    if name == MANIFEST:
        told = json.loads(content)
        told["files"]["tables/desk_tag.jsonl"] = {"size": len(bad), "sha256": hashlib.sha256(bad).hexdigest()}
        return name, json.dumps(told).encode()
    return name, content


def _without_a_file(name: str, content: bytes) -> tuple[str, bytes] | None:
    return None if name.startswith("captures/") else (name, content)


def _other_text(name: str, content: bytes) -> tuple[str, bytes]:
    return name, content.replace("桟橋".encode(), "波止".encode()) if name.startswith("tables/") else content


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_manifest(lambda told: told.update(version=99)), "newer Kawaraban"),
        (_manifest(lambda told: told.pop("files")), "no backup"),
        (_climbs, "damaged"),
        (_without_a_file, "damaged"),
        (_other_text, "damaged"),
        (_unfit_row, "damaged"),
    ],
    ids=["newer", "no-manifest", "climbs-out", "file-missing", "text-changed", "row-unfit"],
)
def test_a_file_that_is_not_what_it_was_is_refused_and_nothing_is_changed(
    tmp_path: Path, settings: Settings, change: object, said: str
) -> None:
    furnish()
    path = spoilt(Path(write_backup(tmp_path / "out")["path"]), change)
    emptied()
    settings.CAPTURES = str(tmp_path / "new-captures")
    with pytest.raises(DeskTrouble, match=said):
        restore(path)
    assert Post.objects.count() == 0
    assert not [file for file in tmp_path.glob("new-captures/**/*") if file.is_file()]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(DeskTrouble):
        restore(str(tmp_path / "x.zip"))


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    furnish()
    path = Path(write_backup(tmp_path)["path"])
    content = path.read_bytes()
    emptied()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DeskTrouble, match="damaged"):
        restore(str(path))


def test_a_file_that_lies_about_its_length_is_refused(tmp_path: Path) -> None:
    furnish()
    path = Path(write_backup(tmp_path / "out")["path"])
    bomb = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, b"0" * 50_000_000 if info.filename == "tables/desk_tag.jsonl" else content)
    emptied()
    path.write_bytes(bomb.getvalue())
    with pytest.raises(DeskTrouble, match="damaged"):
        restore(str(path))
