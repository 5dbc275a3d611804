"""`kawaraban relate`: a row a line, in order, with how the sentence stands to the statement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from kawaraban.cli import main

STATED = "The ferry sank off Port Maren.\tThe ferry sank off Port Maren on Monday."
DENIED = "The ferry has sunk.\tフェリー会社は、フェリーが沈没したとの情報を否定した。"
COUNTED = "2 people were killed in Port Maren.\tPolice said 12 people were killed in Port Maren."


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["relate", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def table(folder: Path, *lines: str) -> str:
    path = folder / "pairs.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def test_rows_stand_in_the_order_of_the_lines_with_relation_score_and_why(tmp_path: Path) -> None:
    lines = [DENIED if number % 7 == 3 else STATED for number in range(30)]
    code, out, _ = run("--format", "jsonl", "--segments", table(tmp_path, *lines))
    found = rows(out)
    assert code == 0
    assert [row["relation"] for row in found] == ["denies" if n % 7 == 3 else "states" for n in range(30)]
    assert all(list(row) == ["relation", "score", "why"] for row in found)
    assert all(0 <= row["score"] <= 1 for row in found)
    assert found[3]["why"] == "The sentence says that it is not so (“否定”)."


def test_numbers_that_contradict_stand_on_the_row_and_in_the_sentence_for_people(tmp_path: Path) -> None:
    _, out, _ = run("--format", "json", "--segments", table(tmp_path, COUNTED))
    (row,) = json.loads(out)
    assert (row["relation"], row["numbers"]) == ("attributes", [["2 people", "12 people"]])
    assert row["why"].endswith("the statement has “2 people”, the sentence “12 people”.")


def test_a_line_with_other_columns_has_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    code, out, _ = run("--format", "jsonl", "--segments", table(tmp_path, "alone", STATED, "a\tb\tc", ""))
    alone, stated, three, empty = rows(out)
    assert code == 1
    assert "has 1 column: write the statement, a tab, and the sentence" in alone["error"]
    assert stated["relation"] == "states"
    assert "Line 3" in three["error"]
    assert "Line 4" in empty["error"]


def test_standard_input_is_read_and_the_default_is_for_people() -> None:
    code, out, _ = run("--segments", "-", given=f"{DENIED}\n".encode())
    assert code == 0
    assert out.startswith("denies (0.")
    assert "it is not so" in out


def test_a_missing_file_ends_the_call_with_a_plain_sentence() -> None:
    code, _, err = run("--segments", "/nowhere/pairs.tsv")
    assert code == 2
    assert "There is no file" in err
