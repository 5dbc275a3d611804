"""`kawaraban import --kind page --dry-run`: pure, one JSON object, one plain sentence where there is nothing."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kawaraban.cli import main

DAY = """港だより

2022年05月17日
マレン港で爆発、2人死亡

An explosion at a fuel depot killed two people in the early hours, the Kelmari interior ministry said on Tuesday.

ケルマール内務省は火曜日、未明に燃料貯蔵施設で爆発があり、2人が死亡したと述べた。
posted by 波止場 at 23:20| Comment(0) | TrackBack(0) | ケルマール
消えた動画
posted by 波止場 at 21:05| Comment(2) | 映像
"""


def run(*arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["import", *arguments, "--kind", "page", "--dry-run"], input=given)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "day.txt"
    path.write_text(DAY, encoding="utf-8")
    return path


def test_a_page_is_one_json_object_of_posts_and_a_report(page: Path) -> None:
    code, out, err = run(str(page), "--format", "json")
    assert (code, err) == (0, "")
    row = json.loads(out)
    assert list(row) == ["posts", "report"]
    first, second = row["posts"]
    assert list(first) == ["title", "author", "published", "category", "comments", "empty", "paragraphs", "pairs"]
    assert first["title"] == "マレン港で爆発、2人死亡"
    assert first["published"] == "2022-05-17T23:20:00+09:00"
    assert [paragraph["language"] for paragraph in first["paragraphs"]] == ["en", "ja"]
    assert [(pair["source"], pair["target"]) for pair in first["pairs"]] == [([0], [1])]
    assert (second["title"], second["empty"], second["comments"]) == ("消えた動画", True, 2)
    assert row["report"] == {
        "posts": 2,
        "comments": 2,
        "images": 0,
        "empty": 1,
        "doubts": [{"post": 1, "what": "body-missing", "done": "kept-empty"}],
    }


def test_people_get_a_line_a_post_and_what_was_counted(page: Path) -> None:
    code, out, _ = run(str(page))
    assert code == 0
    assert "マレン港で爆発、2人死亡" in out
    assert "2 posts (1 empty), 2 comments, 0 images" in out


def test_the_zone_is_that_of_the_pages_clock(page: Path) -> None:
    _, out, _ = run(str(page), "--format", "json", "--zone", "Europe/Berlin")
    assert json.loads(out)["posts"][0]["published"] == "2022-05-17T23:20:00+02:00"


def test_standard_input_and_gzip_are_pages_too(page: Path, tmp_path: Path) -> None:
    packed = tmp_path / "day.txt.gz"
    packed.write_bytes(gzip.compress(page.read_bytes()))
    for code, out, _ in (run(str(packed), "--format", "json"), run("-", "--format", "json", given=page.read_bytes())):
        assert code == 0
        assert len(json.loads(out)["posts"]) == 2


def test_it_runs_without_a_desk_and_its_settings(page: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "KAWARABAN"))}
    words = [sys.executable, "-m", "kawaraban", "import", str(page), "--kind", "page", "--dry-run", "--format", "json"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["posts"]


def test_it_makes_no_data_folder(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "never"
    code, _, _ = run(str(page), "--data", str(folder))
    assert code == 0
    assert not folder.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This page is empty: save it again, from the browser."),
        ("ただの文章です。\n投稿はありません。\n".encode(), "No posts were found on"),
        (b"<html><body><p>Hello</p></body></html>", "No posts were found on"),
    ],
)
def test_a_page_without_posts_is_said_in_a_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes(content)
    code, out, err = run(str(path))
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    code, _, err = run(str(tmp_path / "none.html"))
    assert code == 1
    assert err.endswith("check the path.\n")


@pytest.mark.parametrize("wrong", [("--date", "May 17"), ("--zone", "Mars/Olympus"), ("--zone", "../etc/passwd")])
def test_a_wrong_date_or_zone_is_a_wrong_call(wrong: tuple[str, str], page: Path) -> None:
    code, _, _ = run(str(page), *wrong)
    assert code == 2
