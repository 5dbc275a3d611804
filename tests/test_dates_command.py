"""`kawaraban dates`: a row a text, in order, with what names a time in it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from kawaraban.cli import main


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["dates", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


def test_a_row_has_the_path_and_each_date_with_its_place_type_and_value(tmp_path: Path) -> None:
    path, table = tmp_path / "a.txt", tmp_path / "days.tsv"
    path.write_bytes("🎏 The pier closed on Tuesday.\r\n\r\nIt stayed closed for three days.\r\n".encode())
    table.write_text(f"{path}\t2026-11-19\n", encoding="utf-8")
    code, out, _ = run(str(path), "--from", "en", "--dates", str(table), "--format", "jsonl")
    assert code == 0
    assert json.loads(out) == {
        "path": str(path),
        "dates": [
            {"span": [21, 28], "text": "Tuesday", "type": "DATE", "value": "2026-11-17"},
            {"span": [54, 64], "text": "three days", "type": "DURATION", "value": "P3D"},
        ],
    }


def test_without_a_day_of_publication_what_depends_on_it_is_left_open() -> None:
    code, out, _ = run("-", "--from", "ja", "--format", "json", given="昨年11月3日に閉鎖された。".encode())
    assert code == 0
    (row,) = json.loads(out)
    assert [one["value"] for one in row["dates"]] == ["XXXX-11-03"]


def test_people_read_a_value_and_its_words_a_line() -> None:
    assert run("-", "--from", "en", given=b"It was founded in March 2013.")[1].split() == [
        "-:", "1", "dates", "2013-03", "March", "2013",
    ]  # fmt: skip


def test_a_text_that_is_not_utf8_says_so_on_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("先月11日".encode("euc-jp"))
    code, out, _ = run(str(path), "--from", "ja", "--format", "jsonl")
    assert code == 1
    assert json.loads(out) == {"path": str(path), "error": f"{path} is not UTF-8: save it as UTF-8."}


def test_a_language_without_rules_is_a_wrong_call() -> None:
    code, _, errors = run("-", "--from", "ru", given=b"x")
    assert code == 2
    assert "en, ja" in errors
