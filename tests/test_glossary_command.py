"""`kawaraban import` and `export` carry a glossary from desk to desk, and say what a file lacks."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from kawaraban.cli import main
from tests.test_command_memory import kawaraban

TABLE = (
    "source,target,from,to,kind,keep\nAl-Tanf,アル・タンフ,en,ja,place,\nNATO,,en,ja,organisation,yes\n,声明,en,ja,,\n"
)


def test_a_glossary_goes_from_desk_to_desk(tmp_path: Path) -> None:
    table = tmp_path / "terms.csv"
    table.write_text(TABLE, encoding="cp932")
    first = tmp_path / "first"
    tried = json.loads(kawaraban(first, "import", str(table), "--dry-run", "--format", "json").stdout)[0]
    assert (tried["terms"], tried["added"], tried["passed_over"], tried["dry_run"]) == (2, 2, 1, True)
    assert tried["doubts"] == [{"line": 4, "text": "声明", "why": "no-source"}]
    taken = kawaraban(first, "import", str(table))
    assert "2 terms: 2 added" in taken.stdout
    assert "line 4: 声明 (no original)" in taken.stdout
    out = tmp_path / "out"
    written = kawaraban(first, "export", str(out), "--kind", "glossary", "--format", "jsonl")
    assert [json.loads(line)["count"] for line in written.stdout.splitlines()] == [2, 2]
    for name in ("glossary.csv", "glossary.tbx"):
        second = tmp_path / name.removeprefix("glossary.")
        row = json.loads(kawaraban(second, "import", str(out / name), "--format", "jsonl").stdout)
        assert (row["added"], row["passed_over"]) == (2, 0)
    again = json.loads(kawaraban(first, "import", str(out / "glossary.tbx"), "--format", "jsonl").stdout)
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 2)


def test_a_file_that_is_no_glossary_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    junk = tmp_path / "terms.tbx"
    junk.write_text("<html/>")
    done = kawaraban(tmp_path / "desk", "import", str(junk))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no TBX file, or it is damaged" in done.stderr


def test_what_standard_input_is_is_asked_for() -> None:
    done = CliRunner().invoke(main, ["import", "-"])
    assert done.exit_code == 2
    assert "glossary|backup" in done.output
