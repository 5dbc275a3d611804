"""Several files in one move: one report, one undoing; a file that fails keeps nothing of the others."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk.models import Comment, Move, Post
from kawaraban.desk.moving.taking import opening, rows, unpacking
from kawaraban.desk.moving.taking.opening import opened
from kawaraban.desk.moving.taking.undoing import undo
from kawaraban.newsstand import blogger
from kawaraban.publish import Blog
from kawaraban.publish.formats import ForeignPost, wxr
from tests.moving_cast import a_file, entry

DAYS = sorted(blogger.PAGES.glob("202611??-1.html"))
EXPORT = "".join(wxr.write([ForeignPost("<p>港</p>", title="Fees", basename="fees")], Blog("", "", "", "ja", "")))


def imported(*paths: Path, kind: str = "", dry_run: bool = False) -> list[rows.Row]:
    return rows.import_posts([str(path) for path in paths], kind, dry_run=dry_run, heard=lambda _: lambda _: None)


def packed(path: Path, *files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return path


def read(path: Path) -> tuple[list[str], list[tuple[str, str]], tuple[str, ...]]:
    """Names of what is read, of what is not and why, of what is passed over."""
    with opened([(path, path.name)]) as found:
        return [one.name for one in found.parts], [(one.name, one.why) for one in found.unread], found.passed


@pytest.mark.django_db
def test_files_of_any_kinds_are_one_move_that_is_undone_whole(tmp_path: Path) -> None:
    export = tmp_path / "wordpress.xml"
    export.write_text(EXPORT)
    (row,) = imported(*a_paths(tmp_path), export)
    move = Move.objects.get()
    assert (move.kind, row["kind"], row["files"]) == ("several", "several", {"total": 3, "failed": 0, "why": []})
    assert sorted(Post.objects.values_list("slug", flat=True)) == ["1", "2", "fees"]
    assert row["posts"] == row["taken"]["posts"] == 3
    undo(move)
    assert not Post.objects.exists()


def a_paths(folder: Path) -> list[Path]:
    return [part.path for name in ("1", "2") for part in a_file(folder, entry(name), name=f"{name}.txt").parts]


@pytest.mark.django_db
def test_a_file_that_fails_says_why_on_its_own_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text(EXPORT[: EXPORT.index("</item>")])
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    first, second = a_paths(tmp_path)
    lines = broken.read_text().count("\n") + 1
    row, *failed = imported(first, broken, tmp_path / "paper.pdf", second, tmp_path / "gone.txt")
    assert row["taken"]["posts"] == Post.objects.count() == 2
    assert "error" not in row
    assert [(Path(one["path"]).name, one["error"].split(":")[0]) for one in failed] == [
        ("broken.xml", f"This file breaks off at line {lines}, before the end of its first post"),
        ("paper.pdf", "This can't be read as a blog"),
        ("gone.txt", f"There is no file {tmp_path / 'gone.txt'}"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_same_files_again_change_nothing_in_whatever_order(tmp_path: Path) -> None:
    imported(*a_paths(tmp_path))
    (again,) = imported(*reversed(a_paths(tmp_path)))
    assert (again["taken"]["posts"], again["taken"]["already"]) == (0, 2)
    assert Move.objects.count() == 1


@pytest.mark.django_db
def test_doubts_name_the_post_by_its_number_in_the_whole_move(tmp_path: Path) -> None:
    first, _ = a_paths(tmp_path)
    second = a_file(tmp_path, entry("2"), entry("3", date="02/30/2022 10:00:00"), name="second.txt").parts[0].path
    (row,) = imported(first, second, dry_run=True)
    (doubt,) = [doubt for doubt in row["doubts"] if doubt["what"] == "date-impossible"]
    assert [example["post"] for example in doubt["examples"]] == [2]


@pytest.mark.django_db
def test_a_folder_of_saved_day_pages_comes_in_as_one_zip(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "pages.zip",
        *((f"blog/{day.name}", day.read_bytes()) for day in DAYS),
        ("blog/20261118-1_files/ad.html", b"<html>x"),
        ("blog/pier.png", b"\x89PNG"),
        ("__MACOSX/._x", b"x"),
    )
    (row,) = imported(path)
    assert row["files"] == {"total": len(DAYS), "failed": 0, "why": []}
    assert Post.objects.count() == row["taken"]["posts"] >= 2 * len(DAYS) - 1
    assert [doubt["examples"][0]["detail"] for doubt in row["doubts"] if doubt["what"] == "other-file"] == [
        "blog/pier.png"
    ]


@pytest.mark.django_db
def test_a_post_that_two_pages_show_is_taken_once_with_the_comments_of_either(tmp_path: Path) -> None:
    single = blogger.PAGES / "487120311.html"
    (row,) = imported(*DAYS, single)
    with_comments = Comment.objects.count()
    assert {doubt["what"]: doubt["count"] for doubt in row["doubts"]}["twice"] == 1
    Post.objects.all().delete()
    Move.objects.all().delete()
    imported(single)
    assert with_comments == Comment.objects.count() > 0


@pytest.mark.django_db
def test_a_page_and_the_text_copied_from_it_bring_their_posts_once_in_one_move_too() -> None:
    page, text = DAYS[0], DAYS[0].with_suffix(".txt")
    (alone,) = imported(page, dry_run=True)
    (row,) = imported(page, text)
    assert row["taken"]["posts"] == Post.objects.count() == alone["posts"]
    assert {doubt["what"]: doubt["count"] for doubt in row["doubts"]}["twice"] == alone["posts"]


def test_names_of_entries_are_told_and_never_become_paths(tmp_path: Path) -> None:
    outside = tmp_path / "outside.html"
    names = ("../outside.html", "/etc/passwd.html", "C:\\x.html", "a/\x1bb.html", "港.html")
    parts, unread, _ = read(packed(tmp_path / "x.zip", *((name, DAYS[0].read_bytes()) for name in names)))
    assert (len(parts), unread) == (5, [])
    assert not outside.exists()
    with opened([(tmp_path / "x.zip", "x.zip")]) as found:
        assert {part.path.name.isdigit() for part in found.parts} == {True}
        folder = found.parts[0].path.parent
    assert not folder.exists()


def test_a_name_that_windows_wrote_in_its_own_encoding_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", ("XXXX.html", DAYS[0].read_bytes()))
    path.write_bytes(path.read_bytes().replace(b"XXXX", "港日".encode("cp932")))
    assert read(path)[0] == ["港日.html"]


def test_archives_in_archives_locked_and_damaged_ones_are_told(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", ("a.html", b"<html>"))
    path = packed(tmp_path / "x.zip", ("inner.zip", inner.read_bytes()), ("good.html", DAYS[0].read_bytes()))
    assert read(path)[:2] == (["good.html"], [("inner.zip", unpacking._NESTED)])
    locked = bytearray(packed(tmp_path / "y.zip", ("a.html", b"<html>")).read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "y.zip").write_bytes(locked)
    assert read(tmp_path / "y.zip")[1] == [("a.html", unpacking._LOCKED_OUT)]
    (tmp_path / "z.zip").write_bytes(path.read_bytes()[:-30])
    assert read(tmp_path / "z.zip")[1] == [("z.zip", unpacking._DAMAGED)]


def test_what_unpacks_without_measure_is_refused_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_FREE", 1 << 20)
    path = packed(tmp_path / "x.zip", ("a.html", b"<html>" + bytes(8 << 20)), ("b.html", DAYS[0].read_bytes()))
    assert read(path)[:2] == (["b.html"], [("a.html", unpacking._BOMB)])
    (tmp_path / "x.txt.gz").write_bytes(gzip.compress(bytes(8 << 20)))
    assert read(tmp_path / "x.txt.gz")[1] == [("x.txt.gz", unpacking._BOMB)]


def test_more_files_or_bytes_than_may_be_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "x.zip", *((f"{n}.html", DAYS[0].read_bytes()) for n in range(3)))
    monkeypatch.setattr(unpacking, "MAX_FILES", 2)
    parts, unread, _ = read(path)
    assert (parts, [name for name, _ in unread]) == (["0.html", "1.html"], ["2.html"])
    monkeypatch.setattr(unpacking, "MAX_UNPACKED", len(DAYS[0].read_bytes()) + 1)
    assert read(path)[1][0] == ("1.html", unpacking._TOO_MUCH)


def test_a_list_of_files_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", ("a.html", b"<html>"))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\5\6")
    content[at + 10 : at + 12] = b"\xff\xff"
    path.write_bytes(content)
    assert read(path)[1] == [("x.zip", unpacking._TOO_MANY)]


@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_bytes_break_the_unpacking(noise: bytes, at: int) -> None:
    import tempfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.html", b"<html>")
    content = file.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(content[:at] + noise + content[at + len(noise) :])
        with opened([(path, "x.zip")]) as found:
            assert len(found.parts) + len(found.unread) + len(found.passed) <= 10
            assert all(one.why.endswith(".") for one in found.unread)


def test_a_kind_that_a_person_chose_is_that_of_what_holds_posts(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", ("a.txt", "posted by 波止場 at 23:20".encode()), ("b.png", b"\x89PNG"))
    with opened([(path, "x.zip")], "movabletype") as found:
        assert [part.kind for part in found.parts] == ["movabletype"]
    with opened([(DAYS[0], "x")], "movabletype") as found:
        assert found.kind == "movabletype" in opening.KINDS
