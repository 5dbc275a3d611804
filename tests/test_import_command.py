"""`kawaraban import` of files that bring nothing, in part or at all: a sentence that says what to do, and status 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import translation

from kawaraban import publish
from kawaraban.cli import main
from kawaraban.desk.models import Move
from kawaraban.desk.moving.taking import rows
from kawaraban.desk.moving.words import DONE, DOUBTS, told
from kawaraban.publish import Blog
from kawaraban.publish.formats import ForeignPost, wxr
from kawaraban.publish.formats.kinds import kind_of
from tests.moving_cast import entry
from tests.test_command_memory import kawaraban

EXPORT = "".join(wxr.write([ForeignPost("<p>港</p>", title="Fees")], Blog("Kelmar", "", "", "ja", "")))
FEED = '<?xml version="1.0"?>\n<rss version="2.0"><channel>\n<title>Kelmar</title>\n<item><title>Fees</title>'


def imported(folder: Path, name: str, content: bytes, *, dry_run: bool = False) -> rows.Row:
    (folder / name).write_bytes(content)
    kind = kind_of(name, content)
    (row,) = rows.import_posts([str(folder / name)], kind, dry_run=dry_run, heard=lambda _: lambda _: None)
    return row


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [("export.xml", EXPORT[: EXPORT.index("</item>")]), ("export.xml", EXPORT[:800]), ("feed.xml", FEED)],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_breaks_off_before_it_brings_a_post_says_where(
    tmp_path: Path, name: str, content: str, dry_run: bool
) -> None:
    row = imported(tmp_path, name, content.encode(), dry_run=dry_run)
    lines = content.count("\n") + (not content.endswith("\n"))
    said = f"This file breaks off at line {lines}, before the end of its first post: export the blog again."
    assert (row["error"], row["posts"]) == (said, 0)
    assert not Move.objects.exists()


def test_the_command_says_it_in_one_line_and_with_status_1(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(EXPORT[:800])
    done = kawaraban(tmp_path / "desk", "import", str(tmp_path / "export.xml"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "export.xml: This file breaks off at line" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.django_db
def test_a_file_without_posts_says_so(tmp_path: Path) -> None:
    row = imported(tmp_path, "empty.xml", "".join(wxr.write([], Blog("Kelmar", "", "", "ja", ""))).encode())
    assert row["error"].startswith("No post was found in it")


@pytest.mark.parametrize(("name", "content"), [("paper.pdf", b"%PDF-1.7\n%\xe2\xe3"), ("x.bin", b"\0\1"), ("y", b"")])
def test_what_can_not_be_read_is_told_with_what_can(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    done = CliRunner().invoke(main, ["import", str(tmp_path / name), "--data", str(tmp_path / "desk")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{name} can't be read: give Movable Type's text, WordPress' XML, a feed, saved pages" in done.stderr
    assert not (tmp_path / "desk").exists()


@pytest.mark.django_db
def test_doubts_are_told_in_sentences(tmp_path: Path) -> None:
    content = (entry("1") + entry("2", date="nonsense")).encode()
    said = rows.describe(imported(tmp_path, "export.txt", content, dry_run=True))
    assert "1 × posts without a date. They are put beside the post before them in the file. " in said
    assert "date-missing" not in said


def test_every_doubt_has_its_words_in_both_languages() -> None:
    sources = [*Path(publish.__file__).parent.rglob("formats/**/*.py"), Path(publish.__file__).parents[1] / "desk"]
    files = [path for source in sources for path in (source.rglob("moving/**/*.py") if source.is_dir() else [source])]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = re.findall(r'(?:Doubt|\.doubt)\(\s*"([a-z-]+)", "([a-z-]+)"', text)
    assert len(said) > 15
    for what, done in said:
        assert what in DOUBTS and done in DONE
        assert told(what, done).count(".") >= 1
        with translation.override("ja"):
            assert translation.gettext(DOUBTS[what][0]) != DOUBTS[what][0]
            assert translation.gettext(DONE[done]) != DONE[done]


def test_the_help_names_every_kind() -> None:
    done = CliRunner().invoke(main, ["import", "--help"])
    words = " ".join(done.stdout.split())
    assert "a backup of a desk" in words
    assert "kawaraban import kawaraban-20261122-204000.kawaraban.zip --data NEW-FOLDER" in words
