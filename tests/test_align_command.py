"""`kawaraban align`: a pair of files, or a table of pairs; a row each, in order."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kawaraban.cli import main
from tests.test_align import ENGLISH, JAPANESE


def run(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["align", *arguments, "--from", "en", "--to", "ja"], input=given)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    source, target = tmp_path / "a.en.txt", tmp_path / "a.ja.txt"
    source.write_text("\n".join(ENGLISH) + "\n", encoding="utf-8")
    target.write_text("\n".join(JAPANESE) + "\n", encoding="utf-8")
    return str(source), str(target)


def links(row: dict[str, Any]) -> list[tuple[list[int], list[int]]]:
    return [(link["source"], link["target"]) for link in row["links"]]


WANTED = [([at], [at]) for at in range(6)]


def test_a_pair_of_files_gives_its_links(files: tuple[str, str]) -> None:
    code, out, _ = run("--format", "json", *files)
    assert code == 0
    (row,) = json.loads(out)
    assert list(row) == ["source_path", "target_path", "links"]
    assert (row["source_path"], row["target_path"]) == files
    assert links(row) == WANTED
    assert all(0.5 < link["score"] <= 1 for link in row["links"])


def test_people_get_a_link_a_line(files: tuple[str, str]) -> None:
    code, out, _ = run(*files)
    assert code == 0
    assert [line.split()[:3] for line in out.splitlines()[1:7]] == [[str(n), "=", str(n)] for n in range(1, 7)]


def test_many_pairs_come_in_the_order_of_their_table(files: tuple[str, str], tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    one, other = Path(files[0]), tmp_path / "short.ja.txt"
    other.write_text(JAPANESE[5] + "\n", encoding="utf-8")
    table.write_text(f"{one}\t{other}\n{one}\t{files[1]}\n{one}\t{tmp_path / 'none.txt'}\n", encoding="utf-8")
    code, out, _ = run("--pairs", str(table), "--format", "jsonl")
    assert code == 1
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["target_path"] for row in rows] == [str(other), files[1], str(tmp_path / "none.txt")]
    assert ([5], [0]) in links(rows[0])
    assert links(rows[1]) == WANTED
    assert rows[2]["error"].endswith("check the path.")


def test_standard_input_and_gzip_are_files_too(files: tuple[str, str], tmp_path: Path) -> None:
    packed = tmp_path / "a.ja.txt.gz"
    packed.write_bytes(gzip.compress(Path(files[1]).read_bytes()))
    code, out, _ = run("--format", "json", "-", str(packed), given=Path(files[0]).read_bytes())
    assert code == 0
    assert links(json.loads(out)[0]) == WANTED


def test_windows_line_ends_and_a_byte_order_mark_are_no_text(files: tuple[str, str]) -> None:
    text = "\ufeff" + Path(files[0]).read_text("utf-8").replace("\n", "\r\n")
    Path(files[0]).write_bytes(text.encode())
    _, out, _ = run("--format", "json", *files)
    assert links(json.loads(out)[0]) == WANTED


def test_an_empty_file_has_no_segments(files: tuple[str, str]) -> None:
    Path(files[1]).write_bytes(b"")
    code, out, _ = run("--format", "json", *files)
    assert code == 0
    assert links(json.loads(out)[0]) == [([at], []) for at in range(6)]


def test_a_file_that_is_not_utf_8_says_so(files: tuple[str, str]) -> None:
    Path(files[1]).write_bytes("ポート".encode("cp932"))
    code, _, err = run(*files)
    assert code == 1
    assert f"{files[1]} is not UTF-8: save it as UTF-8." in err


@pytest.mark.parametrize(
    "arguments", [(), ("one.txt",), ("a.txt", "b.txt", "c.txt"), ("a.txt", "b.txt", "--pairs", "c")]
)
def test_a_call_without_two_texts_is_wrong(arguments: tuple[str, ...]) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "Give an original and its translation" in err


def test_a_language_must_be_one() -> None:
    result = CliRunner().invoke(main, ["align", "a", "b", "--from", "English?", "--to", "ja"])
    assert result.exit_code == 2
    assert "is no language" in result.stderr
