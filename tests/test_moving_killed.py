"""A move that is killed half-way is begun again: nothing is doubled, nothing half."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.moving_cast import entry

POSTS = 1500


def run(data: Path, file: Path) -> list[str]:
    return [sys.executable, "-m", "kawaraban", "import", str(file), "--data", str(data), "--format", "json"]


def count(data: Path, table: str) -> int:
    try:
        with closing(sqlite3.connect(f"file:{data}/kawaraban.sqlite3?mode=ro", uri=True, timeout=20)) as database:
            return int(database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


@pytest.mark.slow
def test_a_killed_move_is_begun_again_and_doubles_nothing(tmp_path: Path) -> None:
    file, data = tmp_path / "export.txt", tmp_path / "data"
    comments = (("みなと", "なるほど。"), ("北の読者", "勉強になります。"))
    file.write_text("".join(entry(str(n), comments=comments) for n in range(POSTS)), encoding="utf-8")
    environment = {**os.environ, "DATABASE_URL": "", "PYTHONPATH": os.pathsep.join(sys.path)}
    environment["DJANGO_SETTINGS_MODULE"] = "kawaraban.desk.settings"  # the tests' own names another database
    with subprocess.Popen(run(data, file), env=environment, stdout=subprocess.DEVNULL) as killed:
        deadline = time.monotonic() + 120
        while not count(data, "desk_post") and killed.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        killed.send_signal(signal.SIGKILL)
    half = count(data, "desk_post")
    assert 0 < half < POSTS
    assert count(data, "desk_comment") == 2 * half
    assert count(data, "desk_searchdocument") == half
    again = subprocess.run(run(data, file), env=environment, capture_output=True, check=True)
    (row,) = json.loads(again.stdout)
    assert row["taken"]["posts"] + row["taken"]["already"] == POSTS
    assert count(data, "desk_post") == count(data, "desk_searchdocument") == POSTS
    assert count(data, "desk_comment") == 2 * POSTS
    assert count(data, "desk_move") == 1
