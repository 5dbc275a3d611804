"""`kawaraban attribute`: a row a text, in order, with its claims or why there are none."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kawaraban.cli import main
from kawaraban.cli_io import in_order

TEXT = "The mayor said on Monday that the pier would close.\r\n\r\n“It is not safe,” she said.\r\n"
FIELDS = [
    "source", "cue", "content", "source_text", "cue_text", "content_text", "quotation", "stance", "via", "when",
    "speaker", "unnamed", "rule", "act", "coarse",
]  # fmt: skip


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["attribute", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


def rows(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(TEXT.replace("mayor", f"mayor of Port {number}").encode())
        paths.append(str(path))
    return paths


def test_rows_stand_in_the_order_of_the_paths_with_every_field(texts: list[str]) -> None:
    code, out, _ = run("--from", "en", "--format", "jsonl", *reversed(texts))
    assert code == 0
    found = rows(out)
    assert [row["path"] for row in found] == texts[::-1]
    assert [row["claims"][0]["source_text"] for row in found] == [f"The mayor of Port {n}" for n in (2, 1, 0)]
    assert all(list(claim) == FIELDS for row in found for claim in row["claims"])


def test_spans_are_code_points_of_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "🎏\r\n\r\n".encode() + TEXT.encode())
    _, out, _ = run("--from", "en", "--format", "jsonl", str(path))
    text = path.read_bytes().decode()
    (row,) = rows(out)
    for claim in row["claims"]:
        for role in ("source", "cue", "content"):
            assert " ".join(text[start:end] for start, end in claim[role]) == claim[role + "_text"]
    assert [claim["content_text"] for claim in row["claims"]] == ["that the pier would close", "“It is not safe,”"]


def test_standard_input_and_gzip_are_texts_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    code, out, _ = run("--from", "en", "--format", "json", str(path), "-", given=TEXT.encode())
    packed, given = json.loads(out)
    assert code == 0
    assert (packed["path"], given["path"]) == (str(path), "-")
    assert packed["claims"] == given["claims"] != []


def test_what_cannot_be_read_says_why_on_its_row(texts: list[str], tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"caf\xe9 owners said no")
    code, out, _ = run("--from", "en", "--format", "jsonl", str(tmp_path / "latin"), texts[0], str(tmp_path / "none"))
    latin, good, missing = rows(out)
    assert code == 1
    assert "not UTF-8" in latin["error"]
    assert good["claims"]
    assert "There is no file" in missing["error"]


def test_the_days_of_publication_are_asked_for_day_by_day(texts: list[str], tmp_path: Path) -> None:
    table = tmp_path / "days.tsv"
    table.write_text(f"{texts[0]}\t2026-11-22\n")
    assert run("--from", "en", "--dates", str(table), texts[0])[0] == 0
    table.write_text(f"{texts[0]}\tyesterday\n")
    code, _, told = run("--from", "en", "--dates", str(table), texts[0])
    assert code == 2
    assert "yesterday" in told
    assert "write it as in 2026-11-22" in told


@pytest.mark.parametrize("language, words", [("xx", "no rules for claims in xx"), ("tongue", "no language")])
def test_a_language_without_rules_is_a_wrong_call(texts: list[str], language: str, words: str) -> None:
    code, _, told = run("--from", language, texts[0])
    assert code == 2
    assert words in told


def test_text_is_for_people(texts: list[str]) -> None:
    _, out, _ = run("--from", "en", texts[0])
    assert "  The mayor of Port 0 [says: said] that the pier would close" in out


_loaded: list[str] = []


def _told(path: str) -> dict[str, object]:
    return {"path": path, "loaded": len(_loaded)}


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="each process loads for itself here")
def test_what_takes_long_to_load_is_loaded_once_for_all_processes() -> None:
    _loaded.clear()
    rows = in_order(_told, [("one",), ("two",), ("three",)], lambda: _loaded.append("model"))
    assert [row["loaded"] for row in rows] == [1, 1, 1]


def test_dates_are_read_without_what_reads_pages() -> None:
    code = "import sys, kawaraban.attribute.dates; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
