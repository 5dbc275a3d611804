"""`kawaraban compare`: a row an article, in order, with its story, its origin and whom it copies."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kawaraban.cli import main

WIRE = [
    "PORT MAREN, Kelmar (Northwire) — A crane fell onto the ferry terminal on Tuesday and injured 14 people.",
    "The port authority closed two of its five piers and asked passengers to use the railway instead.",
    "“We have never seen such a gust on this coast,” said the harbour master, Anna Velk, in office since 2009.",
]
OTHER = [
    "Casmere's parliament has passed a budget that raises the tax on glass bottles to 11 crowns.",
    "Brewers in the valley had asked for a delay of three years; the finance minister refused to discuss one.",
]
FIELDS = ["path", "story", "origin", "copy_of", "evidence", "standing", "why"]


def article(path: str, paragraphs: list[str], published: str, **more: str) -> dict[str, Any]:
    kinds = [{"id": f"p{at}", "kind": "p", "text": text} for at, text in enumerate(paragraphs)]
    row = {"path": path, "language": "en", "title": paragraphs[0][:40], "published": published, "paragraphs": kinds}
    return row | more


ROWS = [
    article("copy.html", WIRE[:2], "2026-11-17T12:30:00+00:00", outlet="Brenn Daily"),
    article("other.html", OTHER, "2026-11-17T11:00:00+00:00", outlet="Casmere Post"),
    article("wire.html", WIRE, "2026-11-17T09:00:00+00:00", outlet="Northwire"),
]


def run(*arguments: str, given: bytes = b"") -> tuple[int, list[dict[str, Any]], str]:
    result = CliRunner().invoke(main, ["compare", "--format", "jsonl", *arguments], input=given)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_a_copy_names_its_original_and_shares_its_origin() -> None:
    code, found, _ = run("-", given=lines(ROWS))
    assert code == 0
    assert [row["path"] for row in found] == ["copy.html", "other.html", "wire.html"]
    assert all(list(row) == FIELDS for row in found)
    copy, other, wire = found
    assert copy["copy_of"] == "wire.html"
    assert copy["origin"] == wire["origin"] != other["origin"]
    assert copy["story"] == wire["story"] != other["story"]
    assert [one["kind"] for one in copy["evidence"]] == ["credit", "overlap"]
    assert other["copy_of"] is wire["copy_of"] is None
    assert [row["standing"] for row in found] == ["copy", "own", "own"]


def test_files_may_hold_one_article_an_array_or_lines_and_be_packed(tmp_path: Path) -> None:
    one, many, packed = tmp_path / "one.json", tmp_path / "many.json", tmp_path / "lines.jsonl.gz"
    one.write_text(json.dumps(ROWS[0], indent=2), encoding="utf-8")
    many.write_text(json.dumps(ROWS[1:2]), encoding="utf-8")
    packed.write_bytes(gzip.compress(lines(ROWS[2:])))
    code, found, _ = run(str(one), str(many), str(packed))
    assert code == 0
    assert [row["path"] for row in found] == ["copy.html", "other.html", "wire.html"]
    assert found[0]["copy_of"] == "wire.html"


def test_what_is_broken_has_a_row_of_its_own_and_the_rest_is_answered(tmp_path: Path) -> None:
    given = (
        lines(ROWS[:1]) + b'{"path": \n' + b"[1]\n" + lines([{"path": "x.html", "error": "too long"}]) + lines(ROWS[2:])
    )
    missing = str(tmp_path / "none.json")
    code, found, _ = run("-", missing, given=given)
    assert code == 1
    assert ["error" in row for row in found] == [False, True, True, True, False, True]
    assert found[3]["path"] == "x.html"
    assert found[3]["error"] == "Line 4 of - could not be read before: too long"
    assert found[5] == {"path": missing, "error": f"There is no file {missing}: check the path."}
    assert found[0]["copy_of"] == "wire.html"


@pytest.mark.parametrize("given", [b"\xff\xfe{}", b"", b"{}", b"null", b'{"paragraphs": 3}', b"[" * 100_000])
def test_no_input_ends_without_an_answer(given: bytes) -> None:
    code, found, _ = run("-", given=given)
    assert code == (0 if not given else 1)
    assert all(set(row) == {"path", "error"} for row in found)


def test_rows_may_lack_everything_but_paragraphs_and_carry_nonsense() -> None:
    rows = [
        {"paragraphs": []},
        {"paragraphs": ["A text of one sentence."], "published": "31 February", "language": "tlh", "title": 7},
        {
            "paragraphs": [{"text": "\x00\ud800"}, {"kind": "table", "text": "1"}, None, 3],
            "url": "http://[",
            "path": "",
        },
    ]
    code, found, _ = run("-", given=json.dumps(rows).encode())
    assert code == 0
    assert [row["path"] for row in found] == ["-", "-", "-"]
    assert [row["standing"] for row in found] == ["unknown", "own", "own"]
    assert len({row["origin"] for row in found}) == 3


def test_people_read_who_copies_whom_and_why() -> None:
    result = CliRunner().invoke(main, ["compare", "-"], input=lines(ROWS))
    assert result.exit_code == 0
    assert "copy.html: story 1, origin 1, a copy of wire.html" in result.stdout
    assert "  credit 1.00: PORT MAREN, Kelmar (Northwire) —" in result.stdout
