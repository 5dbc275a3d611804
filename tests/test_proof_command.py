"""`kawaraban proof`: a row a line, in order, with what the checks found."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kawaraban.cli import main
from kawaraban.cli_io import in_chunks
from kawaraban.translate.proof import CHECKS

TWICE = "The mayor of Oste left.\tオステの市長は町をを去った。"
FINE = "The mayor of Oste left.\tオステの市長は町を去った。"


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["proof", "--from", "en", "--to", "ja", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def table(folder: Path, *lines: str) -> str:
    path = folder / "pairs.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def test_rows_stand_in_the_order_of_the_lines(tmp_path: Path) -> None:
    lines = [TWICE if number % 7 == 3 else FINE for number in range(450)]
    code, out, _ = run("--format", "jsonl", "--segments", table(tmp_path, *lines))
    found = rows(out)
    assert code == 0
    assert [row["line"] for row in found] == list(range(1, 451))
    assert [bool(row["issues"]) for row in found] == [line is TWICE for line in lines]


def test_an_issue_has_every_field_of_the_contract(tmp_path: Path) -> None:
    _, out, _ = run("--format", "jsonl", "--segments", table(tmp_path, TWICE))
    (issue,) = rows(out)[0]["issues"]
    assert issue == {
        "kind": "repetition",
        "severity": "warning",
        "message": "“を” stands twice in a row: take one out.",
        "source_span": None,
        "target_span": [8, 10],
        "check": "repetition",
        "label": "A word stands twice",
        "fix": "を",
    }


def test_messages_come_in_japanese_too(tmp_path: Path) -> None:
    _, out, _ = run("--format", "jsonl", "--messages", "ja", "--segments", table(tmp_path, TWICE))
    (issue,) = rows(out)[0]["issues"]
    assert issue["label"] == "語の重なり"
    assert issue["message"].startswith("「を」が続けて")


def test_a_row_of_another_width_says_so_and_the_rest_goes_on(tmp_path: Path) -> None:
    code, out, _ = run("--format", "jsonl", "--segments", table(tmp_path, TWICE, "alone", "", "a\tb\tc", FINE))
    found = rows(out)
    assert code == 1
    assert ["error" in row for row in found] == [False, True, True, True, False]
    assert found[1]["error"].startswith(f"Line 2 of {tmp_path}/pairs.tsv has 1 column:")
    assert found[3]["error"].startswith(f"Line 4 of {tmp_path}/pairs.tsv has 3 columns:")
    assert [row["issues"] for row in found[1:]] == [[], [], [], []]


def test_nothing_but_a_line_feed_ends_a_row(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes("One\u2028two\x0bthree\x85\t一\u2028二\r\nFour\t四".encode())
    code, out, _ = run("--format", "jsonl", "--segments", str(path))
    assert (code, len(rows(out))) == (0, 2)


def test_spaces_at_the_ends_count_in_offsets(tmp_path: Path) -> None:
    source, target = TWICE.split("\t")
    _, out, _ = run("--format", "jsonl", "--segments", table(tmp_path, f"{source}\t　 {target}"))
    assert rows(out)[0]["issues"][0]["target_span"] == [10, 12]


def test_standard_input_and_gzip_are_read() -> None:
    code, out, _ = run("--format", "jsonl", "--segments", "-", given=gzip.compress(f"{TWICE}\n".encode()))
    assert code == 0
    assert len(rows(out)[0]["issues"]) == 1


def test_json_is_one_document_and_text_is_for_people(tmp_path: Path) -> None:
    path = table(tmp_path, TWICE, FINE)
    _, out, _ = run("--format", "json", "--segments", path)
    assert [len(row["issues"]) for row in json.loads(out)] == [1, 0]
    _, out, _ = run("--segments", path)
    assert out.splitlines() == [
        "1: warning: A word stands twice. “を” stands twice in a row: take one out.",
        "2: nothing found",
    ]


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert run("--format", "json", "--segments", table(tmp_path)) == (0, "[]\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--segments", "nowhere.tsv"],
        ["--segments", "-", "--from", "Elvish?"],
        ["--segments", "-", "--published", "Tuesday"],
    ],
)
def test_a_wrong_call_ends_with_two(arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_text_in_another_coding_is_a_wrong_call() -> None:
    code, _, said = run("--segments", "-", given="a\tб\n".encode("cp1251"))
    assert code == 2
    assert "save it as UTF-8" in said


def test_every_check_speaks_both_languages() -> None:
    for check in CHECKS:
        assert set(check.label) == {"en", "ja"}, check.id
        for name, told in check.messages.items():
            assert set(told) == {"en", "ja"}, (check.id, name)
    assert len({check.id for check in CHECKS}) == len(CHECKS)


def _work(name: str, lines: Sequence[str], first: int) -> dict[str, Any]:
    if "deadly" in lines:
        os._exit(9)
    return {"rows": [{"line": number} for number, _ in enumerate(lines, first)]}


def test_a_process_that_dies_costs_its_chunk_alone() -> None:
    lines = ["fine"] * 350
    lines[120] = "deadly"
    found = list(in_chunks(_work, "pairs.tsv", lines))
    assert [row["line"] for row in found] == list(range(1, 351))
    assert [row["line"] for row in found if "error" in row] == list(range(101, 201))


def test_renderings_are_held_to_a_file_of_terms(tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("en,ja\nmayor,市長\nOste,オステ\nleft,去る\n", encoding="utf-8")
    code, out, _ = run("--format", "jsonl", "--segments", table(tmp_path, FINE), "--glossary", str(terms))
    (row,) = rows(out)
    assert [(issue["kind"], issue["source_span"]) for issue in row["issues"]] == [("glossary", [18, 22])]
    assert code == 0
    code, _, told = run("--segments", table(tmp_path, FINE), "--glossary", str(tmp_path / "none.csv"))
    assert (code, "There is no file" in told) == (2, True)
