"""The documents say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import check_docs

ROOT = Path(__file__).resolve().parents[1]


def test_every_link_and_picture_leads_somewhere() -> None:
    assert list(check_docs.dead_links()) == []


def test_every_verb_and_option_is_documented_with_an_example() -> None:
    assert list(check_docs.undocumented()) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_is_pinned_by_hash(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    packages = [line for line in lines if re.match(r"[a-z0-9]", line, re.IGNORECASE)]
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_the_run_lock_and_the_test_lock_agree() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
