"""The verb check: rows with findings, counts and what is missing; plain sentences for what can't be checked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from kawaraban.cli import main
from kawaraban.desk.models import Check
from tests.check_cast import SAID, STATEMENT, a_report, printed

pytestmark = pytest.mark.django_db


@pytest.fixture
def blast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kawaraban.desk.house.open_house", lambda: None)  # the test's own database is open already
    wire = a_report("Northwire", SAID)
    copy = a_report("Radio Sorenia", "The blast at the Port Maren depot was sabotage.", hours=1, copy_of=wire)
    printed([wire, copy])


def rows(*args: str) -> list[Any]:
    done = CliRunner().invoke(main, ["check", *args, "--format", "jsonl"])
    assert done.exit_code in (0, 1), done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_statement_is_held_against_the_desk_and_nothing_is_stored(blast: None) -> None:
    (row,) = rows(STATEMENT, "--since", "2026-11-01")
    assert (row["statement"], row["language"], row["since"], row["articles"]) == (STATEMENT, "en", "2026-11-01", 2)
    first, second = sorted(row["findings"], key=lambda one: one["published"])
    assert (first["relation"], first["outlet"], first["sentence"]) == ("attributes", "Northwire", SAID)
    assert (second["relation"], second["copy_of"], second["origin"]) == ("repeats", first["article"], first["article"])
    assert (row["counts"]["attributes"], row["counts"]["repeats"]) == (1, 1)
    assert "one-origin" in [one["code"] for one in row["missing"]]
    assert not Check.objects.exists()


def test_for_people_it_is_told_in_lines(blast: None) -> None:
    done = CliRunner().invoke(main, ["check", STATEMENT, "--since", "2026-11-01"])
    assert done.exit_code == 0
    assert "0 state it, 1 convey it, 0 deny it; 1 copies, not counted" in done.stdout
    assert "Northwire, 2026-11-21" in done.stdout


@pytest.mark.parametrize("text", ["", " ", "Sabotage", "「」"])
def test_nothing_and_one_word_are_answered_in_one_sentence(blast: None, text: str) -> None:
    (row,) = rows(text)
    assert row["error"].count(".") == 1


def test_a_post_that_cannot_be_read_is_said(blast: None) -> None:
    (row,) = rows("http://127.0.0.1:9/@a/1")
    assert row["address"] == "http://127.0.0.1:9/@a/1"
    assert row["error"].endswith(".")
