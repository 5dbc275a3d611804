"""`kawaraban read`: inputs of every kind, a row for each, in order."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kawaraban.cli import main
from kawaraban.cli_io import in_order

PAGE = (
    "<html lang=en><head><title>Pier closed</title></head><body><article><h1>Pier closed</h1>"
    "<p>The pier at {} was closed on Monday after a storm had damaged its pillars, the harbour master said.</p>"
    "<p>Ferries to the islands leave from the old quay until the repairs are finished, which will take a month.</p>"
    "</article></body></html>"
)


def run(*arguments: str, given: bytes = b"") -> tuple[int, str]:
    result = CliRunner().invoke(main, ["read", *arguments], input=given)
    return result.exit_code, result.stdout


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.html"
        path.write_text(PAGE.format(f"Port {number}"))
        paths.append(str(path))
    return paths


def test_rows_stand_in_the_order_of_the_paths(pages: list[str]) -> None:
    code, out = run("--format", "jsonl", *reversed(pages))
    assert code == 0
    assert [row["path"] for row in rows(out)] == pages[::-1]
    assert all("Port" in row["paragraphs"][0]["text"] for row in rows(out))  # type: ignore[index]


def test_a_row_has_every_field_of_the_contract(pages: list[str], tmp_path: Path) -> None:
    urls = tmp_path / "urls.tsv"
    urls.write_text(f"{pages[0]}\thttps://isles.example/pier\n\n")
    _, out = run("--format", "jsonl", "--urls", str(urls), pages[0])
    (row,) = rows(out)
    assert list(row) == [
        "path", "url", "language", "title", "deck", "authors", "outlet", "published", "modified", "paragraphs",
        "images", "warnings",
    ]  # fmt: skip
    assert (row["url"], row["language"], row["title"]) == ("https://isles.example/pier", "en", "Pier closed")
    assert {"id", "kind", "text"} == set(row["paragraphs"][0])  # type: ignore[index]


def test_json_is_one_document(pages: list[str]) -> None:
    _, out = run("--format", "json", *pages[:3])
    assert [row["path"] for row in json.loads(out)] == pages[:3]


def test_text_is_for_people(pages: list[str]) -> None:
    _, out = run(pages[0])
    assert out.startswith("Pier closed\n")
    assert "The pier at Port 0 was closed" in out


def test_gzip_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE.format("Oste").encode())
    for name in ("a.html.gz", "b.html"):
        (tmp_path / name).write_bytes(packed + gzip.compress(b""))
        code, out = run("--format", "jsonl", str(tmp_path / name))
        assert code == 0
        assert "Oste" in out


def test_a_dash_is_standard_input() -> None:
    code, out = run("--format", "jsonl", "-", given=PAGE.format("Oste").encode())
    assert (code, rows(out)[0]["path"]) == (0, "-")


def test_what_fails_says_why_on_its_own_row_and_the_rest_goes_on(pages: list[str], tmp_path: Path) -> None:
    empty, broken = tmp_path / "empty.html", tmp_path / "broken.gz"
    empty.write_bytes(b"")
    broken.write_bytes(gzip.compress(PAGE.encode())[:60])
    code, out = run("--format", "jsonl", pages[0], str(empty), str(tmp_path), str(broken), "nowhere.html", pages[1])
    assert code == 1
    found = rows(out)
    assert ["error" in row for row in found] == [False, True, True, True, True, False]
    assert all(str(row["error"]).endswith(".") for row in found if "error" in row)


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "xml", "a"], ["--urls", "nowhere.tsv", "a"], ["--nonsense", "a"]]
)
def test_a_wrong_call_ends_with_two(arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_a_table_of_urls_with_another_shape_is_a_wrong_call(tmp_path: Path, pages: list[str]) -> None:
    urls = tmp_path / "urls.tsv"
    for content in (b"one column\n", b"a\tb\tc\n", "a\tб\n".encode("cp1251")):
        urls.write_bytes(content)
        assert run("--urls", str(urls), pages[0])[0] == 2


def test_help_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom kawaraban.cli import main\n"
        "try:\n    main(['read', '--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'trafilatura', 'lxml', 'django', 'numpy', 'warcio'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Example" in done.stdout


def test_rows_are_printed_as_they_are_done(pages: list[str]) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-m", "kawaraban", "read", "--format", "jsonl", pages[0], "-", pages[1]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert isinstance(reader.stdout, io.BufferedReader)
    assert reader.stdin is not None
    assert json.loads(reader.stdout.readline())["path"] == pages[0]
    reader.stdin.write(PAGE.format("Oste").encode())
    reader.stdin.close()
    assert [json.loads(line)["path"] for line in reader.stdout] == ["-", pages[1]]
    assert reader.wait() == 0


def _work(path: str) -> dict[str, object]:
    if path == "deadly":
        os._exit(9)
    return {"path": path}


def test_a_process_that_dies_costs_one_row_alone() -> None:
    paths = [f"p{number}" for number in range(30)]
    paths[10] = "deadly"
    found = list(in_order(_work, [(path,) for path in paths]))
    assert [row["path"] for row in found] == paths
    assert ["error" in row for row in found] == [path == "deadly" for path in paths]
