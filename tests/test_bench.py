"""The benchmarks measure what they say: their seeded desk can be read page by page, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawaraban.desk.models import Article, Post, Rendering
from kawaraban.desk.search import search
from tools.bench import __main__ as bench
from tools.bench import alignment, memory, moving, reading, seed
from tools.bench.own import own_desk
from tools.bench.row import Row, percentile


@pytest.mark.parametrize("share, expected", [(0.5, 51.0), (0.95, 96.0), (1.0, 100.0), (0.0, 1.0)])
def test_a_percentile_is_one_of_the_values(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == expected


@pytest.mark.django_db
def test_every_page_of_a_seeded_desk_answers_within_its_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed, "ARTICLES", 60)
    monkeypatch.setattr(seed, "POSTS", 12)
    monkeypatch.setattr(reading, "REQUESTS", 2)
    seed.fill()
    assert (Article.objects.count(), Post.objects.count()) == (60, 12)
    assert Rendering.objects.exists()
    assert search("ferry").total
    rows = [row for name, addresses, owner in reading.every_page() for row in reading.rows_of(name, addresses, owner)]
    assert len(rows) == 28
    queries = {row.what: int(row.figure) for row in rows if row.what.endswith("queries")}
    # On the desk one of them counts the comments that are new, for the bar. The first opening of an article also
    # writes down that it was opened, and reads the glossary.
    assert queries.pop("article: queries") <= 19
    assert max(queries.values()) <= 18, queries


def test_the_memory_is_measured_with_what_stands_beside_it() -> None:
    rows = {row.what: row for row in memory.run(3000)}
    assert len(rows) == 8
    found = rows["the pair that was edited, or one as like, is found"]
    assert not found.missed, found.figure
    assert all("RapidFuzz" in row.beside for what, row in rows.items() if "look-up of" in what)


def test_an_alignment_is_measured_in_segments_and_memory() -> None:
    segments, seconds, megabytes = alignment._measured(12, 2, vectors=True)
    assert 24 < segments <= 48
    assert seconds > 0
    assert megabytes > 50


def test_a_move_is_measured_in_seconds_and_memory_at_two_sizes() -> None:
    time, memory = moving.run(50)
    assert time.what == "50 posts taken in"
    assert memory.beside.startswith("10 posts: ")


def test_a_part_that_is_measured_alone_takes_its_sections_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "DOCUMENT", tmp_path / "benchmarks.md")
    bench.DOCUMENT.write_text("# Benchmarks\n")
    names = ["polling", "moving"]
    for name, figure in (("moving", "9 s"), ("polling", "3 s"), ("moving", "7 s")):
        section = bench._section(name, [Row("taken in", figure)], 1.0, busy=figure == "7 s")
        bench.DOCUMENT.write_text(bench._document(names, name, section))
    told = bench.DOCUMENT.read_text()
    assert told.index("| taken in | 3 s |") < told.index("| taken in | 7 s |")
    assert "9 s" not in told
    assert told.count("the machine busy with other things") == 1
    assert told.count("\n## ") == 2


def test_a_bench_works_on_a_desk_of_its_own_whatever_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAWARABAN_DATA", str(tmp_path))
    monkeypatch.setenv("KAWARABAN_CAPTURES", "memory://captures")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1/desk")
    with own_desk() as (folder, environment):
        assert environment["KAWARABAN_DATA"] == str(folder) != str(tmp_path)
        assert not {"DATABASE_URL", "KAWARABAN_CAPTURES"} & environment.keys()
    assert not folder.exists()
