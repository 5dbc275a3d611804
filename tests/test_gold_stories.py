"""The gold of copies and stories: whole, in the languages it claims, and derived as its README says."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tools.quality import gold_stories, stories
from tools.quality.gold_stories import COPIES, DERIVED, GOLD, WRITTEN, Labelled, articles, dateline, gold
from tools.quality.grouping import adjusted_rand, b_cubed, pairs_of, scored

FILES = sorted(GOLD.glob("*.toml"))
SCRIPTS = {
    "en": re.compile(r"[a-z]", re.IGNORECASE),
    "ja": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"),
    "ru": re.compile(r"[а-яё]", re.IGNORECASE),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
KANA = re.compile(r"[\u3040-\u30fa\u30fd-\u30ff]")


def parts(path: Path) -> dict[str, Labelled]:
    return {row.report.key.partition("/")[2]: row for row in articles(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_story_has_all_its_parts_each_in_the_language_it_claims(path: Path) -> None:
    found = parts(path)
    assert set(found) >= {*WRITTEN, *DERIVED}
    for row in found.values():
        report = row.report
        text = "".join(report.paragraphs)
        letters = [letter for letter in text if letter.isalpha()]
        own = sum(bool(SCRIPTS[report.language].match(letter)) for letter in letters)
        assert own / len(letters) > 0.85, report.key
        if report.language in ("ja", "zh"):
            assert (len(KANA.findall(text)) > 0.2 * len(text)) == (report.language == "ja"), report.key
        assert report.title
        assert report.outlet
        assert all(report.paragraphs)
        assert "{" not in text + report.title


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_times_have_an_offset_and_copies_come_after_the_wire(path: Path) -> None:
    found = parts(path)
    wire = published(found["wire"])
    for part, row in found.items():
        assert published(row).utcoffset() is not None
        if part in COPIES - {"wire"}:
            assert wire < published(row) < wire + timedelta(days=2), part


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_wire_is_an_agency_report_of_usual_length(path: Path) -> None:
    wire = parts(path)["wire"].report
    begun = dateline(wire.paragraphs[0])
    assert begun is not None
    assert begun["agency"] == wire.outlet
    assert 5 <= len(wire.paragraphs) <= 8
    assert 110 <= len(" ".join(wire.paragraphs).split()) <= 190
    assert any("“" in paragraph for paragraph in wire.paragraphs)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_derived_from_the_wire_is_what_it_says(path: Path) -> None:
    found = {part: row.report for part, row in parts(path).items()}
    wire, whole = found["wire"], found["wire"].paragraphs
    assert found["verbatim"].paragraphs[:-1] == whole
    assert wire.outlet in found["verbatim"].paragraphs[-1]
    trimmed = found["trimmed"].paragraphs
    assert trimmed[:2] == whole[:2]
    assert 3 <= len(trimmed) <= 4
    assert len(trimmed) < len(whole)
    assert [part for part in whole if part in trimmed] == list(trimmed)
    assert found["headline changed"].paragraphs == whole
    assert found["headline changed"].title != wire.title
    assert found["credit dropped"].paragraphs[1:] == whole[1:]
    assert dateline(found["credit dropped"].paragraphs[0]) is None
    assert whole[0].endswith(found["credit dropped"].paragraphs[0])
    assert wire.outlet not in " ".join(found["light"].paragraphs)
    assert len({found[part].outlet for part in ("wire", *DERIVED)}) == 5


def test_half_of_the_stories_are_unseen_and_languages_vary() -> None:
    rows = gold()
    wires = [row for row in rows if row.part == "wire"]
    assert len(wires) == len(FILES)
    assert sum(row.unseen for row in wires) == len(wires) // 2
    for part in ("independent", "denial"):
        assert {row.report.language for row in rows if row.part == part} == set(SCRIPTS)
    assert len({row.report.key for row in rows}) == len(rows)


def test_copies_share_the_wires_origin_and_a_near_miss_shares_nothing() -> None:
    for row in gold():
        name = row.report.key.partition("/")[0]
        assert (row.origin == f"{name}/wire") == (row.part in COPIES)
        assert (row.story == name) == (row.part not in ("near_miss", "press review"))


def test_what_is_derived_at_random_is_the_same_at_every_run() -> None:
    assert gold_stories.gold() == gold_stories.gold()


def published(row: Labelled) -> datetime:
    assert row.report.published is not None
    return row.report.published


def test_the_same_grouping_under_other_names_scores_one_and_a_worse_one_less() -> None:
    truth = {"a": 1, "b": 1, "c": 2, "d": 2}
    same = {"a": "x", "b": "x", "c": "y", "d": "y"}
    crossed = {"a": "x", "b": "y", "c": "x", "d": "y"}
    assert adjusted_rand(truth, same) == 1.0
    assert adjusted_rand(truth, crossed) == pytest.approx(-0.5)
    assert b_cubed(truth, same) == (1.0, 1.0, 1.0)
    assert b_cubed(truth, crossed) == (0.5, 0.5, 0.5)
    assert b_cubed(truth, dict.fromkeys(truth, 0)) == (0.5, 1.0, pytest.approx(2 / 3))
    assert scored(pairs_of(truth), pairs_of({"a": 0, "b": 0, "c": 0, "d": 1})) == (1 / 3, 1 / 2, 2 / 5)


def test_a_near_miss_is_told_apart_only_where_it_stands_with_no_other_event() -> None:
    rows = [row for row in gold() if row.part in ("wire", "near_miss")][:4]
    apart = {row.report.key: number for number, row in enumerate(rows)}
    assert set(stories.kept_apart(rows, apart, rows).values()) == {1.0}
    assert set(stories.kept_apart(rows, dict.fromkeys(apart, 0), rows).values()) == {0.0}
    strangers = {row.report.key: at % 3 for at, row in enumerate(rows)}  # the second near miss with the first wire
    assert [row.part for row in rows] == ["wire", "near_miss"] * 2
    assert stories.kept_apart(rows, strangers, rows) == {
        "near misses kept from their twins": 1.0,
        "near misses alone": 0.5,
    }
