"""The desk's verbs as a person calls them: real processes, real addresses, plain sentences."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.press import Press, page
from tests.servers import Site


class Command:
    """`kawaraban --data FOLDER ...` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("KAWARABAN_", "DATABASE_"))},
            "KAWARABAN_ALLOW_NETS": "127.0.0.0/8",
            "KAWARABAN_HURRY": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DJANGO_SETTINGS_MODULE": "kawaraban.desk.settings",
        }

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kawaraban", *arguments, "--data", str(self.folder)],
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        done = self(*arguments, "--format", "jsonl")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "kawaraban", "--data", str(self.folder), *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path / "data")


@pytest.fixture
def outlet() -> Iterator[Press]:
    with Site() as site:
        press = Press(site)
        press.publish("/1.html", "Maren opens its harbour", ["The harbour minister cut a ribbon."])
        site.answer(
            "/",
            '<html><head><title>The Maren Herald</title><link rel="alternate" type="application/rss+xml" href="/feed">'
            "</head><body><p>News of Maren</p></body></html>",
            content_type="text/html; charset=utf-8",
        )
        yield press


def test_follow_poll_search(command: Command, outlet: Press) -> None:
    address = outlet.site.at("/")
    assert command.rows("follow", address) == [
        {"address": address, "source": 1, "kind": "feed", "title": "The Maren Herald"}
    ]
    assert command.rows("follow", address)[0]["already"] is True
    (polled,) = command.rows("poll")
    assert (polled["sources"], polled["articles"], polled["failures"]) == (1, 1, [])
    (hit,) = command.rows("search", "harbour minister")
    assert (hit["article"], hit["title"], hit["language"]) == (1, "Maren opens its harbour", "en")
    assert hit.keys() == {"article", "title", "snippet", "source", "published", "language", "score"}
    assert command.rows("poll", "--source", "The Maren Herald")[0]["sources"] == 1


def test_import_follows_the_sources_of_another_reader(command: Command, outlet: Press, tmp_path: Path) -> None:
    outlet.publish("/1.html", "Ferry returns to Maren")
    feed = outlet.site.at("/feed")
    file = tmp_path / "subscriptions"
    file.write_text(f'<opml version="1.0"><body><outline text="Herald" xmlUrl="{feed}"/><outline/></body></opml>')
    told = {"address": feed, "kind": "feed", "title": "Herald", "bundle": ""}
    assert command.rows("import", str(file), "--dry-run") == [told | {"dry_run": True}]
    assert command.rows("import", str(file)) == [told | {"source": 1}]
    assert command("import", str(file)).stdout == "Herald: feed (followed already)\n"
    assert command.rows("poll")[0]["articles"] == 1
    assert "There is no file" in command("import", str(tmp_path / "gone.opml")).stderr


def test_what_cannot_be_followed_or_polled_is_said_on_its_row(command: Command) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        silent = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        done = command("follow", "not an address", silent, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["address"] for row in rows] == ["not an address", silent]
    assert all(row["error"].endswith(".") for row in rows)
    done = command("poll", "--source", "No Such Paper")
    assert (done.returncode, done.stdout) == (1, "")
    assert "follows no source named" in done.stderr


def test_files_that_fail_take_no_other_with_them(command: Command, tmp_path: Path) -> None:
    pages = [tmp_path / f"{number}.html" for number in range(70)]
    for number, path in enumerate(pages):
        path.write_text(page(f"Report {number}"))
    told = [number for number in range(70) if number % 9]
    table = tmp_path / "urls.tsv"  # which writes the paths in another way than the call does
    table.write_text("".join(f"{tmp_path}/./{n}.html\thttp://maren-herald.example/{n}.html\n" for n in told))
    rows = command.rows("keep", *map(str, pages), "--urls", str(table))
    assert [row["path"] for row in rows] == [str(path) for path in pages]
    assert [number for number, row in enumerate(rows) if "article" in row] == told
    assert all("--urls" in row["error"] for row in rows if "article" not in row)


def test_keep_takes_in_addresses_pages_and_warc_files_once(command: Command, outlet: Press, tmp_path: Path) -> None:
    saved, packed, silent = tmp_path / "a.html", tmp_path / "b.html.gz", tmp_path / "c.html"
    saved.write_text(page("Ferry accident", ["Two people were hurt."]))
    own = '<link rel="canonical" href="http://maren-herald.example/b.html"></head>'
    packed.write_bytes(gzip.compress(page("Bridge closed").replace("</head>", own).encode()))
    silent.write_text(page("From nowhere"))
    table = tmp_path / "urls.tsv"
    table.write_text(f"{saved}\thttp://maren-herald.example/a.html\n")
    inputs = [str(saved), outlet.site.at("/1.html"), str(packed), str(silent), str(tmp_path / "none.html")]
    for _ in range(2):
        rows = command.rows("keep", *inputs, "--urls", str(table))
        assert [row.get("title") for row in rows] == [
            "Ferry accident",
            "Maren opens its harbour",
            "Bridge closed",
            None,
            None,
        ]
        assert [name for row in rows for name in row if name in ("path", "address")] == [
            "path", "address", "path", "path", "path",
        ]  # fmt: skip
        assert "--urls" in rows[3]["error"]
        assert "There is no file" in rows[4]["error"]
    archive = tmp_path / "all.warc.gz"
    stored = sorted((command.folder / "captures").rglob("*.warc.gz"))
    assert len(stored) == 3
    archive.write_bytes(b"".join(path.read_bytes() for path in stored))
    other = Command(tmp_path / "other")
    for _ in range(2):
        (row,) = other.rows("keep", str(archive))
        assert (row["articles"], row["skipped"]) == (3, [])
    assert {row["title"] for row in other.rows("search", "Maren")} == {
        "Ferry accident",
        "Maren opens its harbour",
        "Bridge closed",
    }
    assert len(list((other.folder / "captures").rglob("*.warc.gz"))) == 3


class Served:
    """`kawaraban up` or `demo` in the background: what it prints, and its end."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._ready = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        assert self._ready.wait(90), self.lines
        self.sign_in = next(re.findall(r"http://\S+", line)[0] for line in self.lines if "sign in" in line)
        self.base = "/".join(self.sign_in.split("/")[:3])

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line)
            if "To stop" in line:
                self._ready.set()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def test_up_serves_signs_in_and_ends_with_its_pipeline(command: Command) -> None:
    served = Served(command.start("up", "--port", "0"))
    try:
        with urllib.request.urlopen(f"{served.base}/", timeout=30) as answer:
            assert answer.status == 200
        http = urllib3.PoolManager()
        first = http.request("GET", served.sign_in, redirect=False)
        assert (first.status, first.headers["location"]) == (302, "/desk/welcome/")
        assert http.request("GET", served.sign_in, redirect=False).status == 403
        port = served.base.rsplit(":", 1)[1]
        second = command("up", "--port", port)
        assert second.returncode == 2
        assert second.stderr.startswith(f"Port {port} is in use:")
        assert second.stderr.count("\n") == 1
    finally:
        code = served.end()
    assert code == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(served.process.pid, 0)


def test_the_demo_follows_the_newsstand_on_the_next_free_port_and_leaves_no_folder(command: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        served = Served(command.start("demo", "--port", str(port)))
        try:
            assert any(f"Port {port} is in use" in line for line in served.lines)
            assert served.base != f"http://127.0.0.1:{port}"
        finally:
            assert served.end() == 0
    assert not command.folder.exists()


@pytest.mark.parametrize("verb", ["up", "search"])
def test_a_data_folder_that_cannot_be_is_said_in_a_sentence(tmp_path: Path, verb: str) -> None:
    (tmp_path / "file").write_text("in the way")
    done = Command(tmp_path / "file" / "data")(verb, *(["word"] if verb == "search" else []))
    assert done.returncode == 2
    assert done.stderr.startswith("The data folder ")
    assert "Traceback" not in done.stderr


def test_a_database_that_is_none_is_said_in_a_sentence(command: Command) -> None:
    command.folder.mkdir()
    (command.folder / "kawaraban.sqlite3").write_bytes(b"not a database at all" * 100)
    done = command("search", "word")
    assert done.returncode == 2
    assert done.stderr == "The database file is damaged: put it back from a backup.\n"


def test_sign_in_prints_a_link_for_the_same_owner(command: Command) -> None:
    links = {command("sign-in", "--at", "https://desk.example").stdout for _ in range(2)}
    assert len(links) == 2
    assert all(link.startswith("https://desk.example/desk/sign-in/?sesame=") for link in links)
