"""The registry of checks: each can be named, counted, dismissed and read in both languages."""

from __future__ import annotations

import ast
import string
from importlib import resources
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.proof import CHECKS, Check, Segment, checks, proof

GOLD_OF_FAULTS = [
    ("Kelmar claimed that it was closed.", "ケルマールは閉鎖を明らかにした。"),
    ("The mayor said it was dark.", "船長は暗かったと述べた。"),
    ("“The dam was not inspected,” he said.", "ダムは検査された。。"),
    ("The bill was passed.", "法案は 可決されなかった."),
    ("A very long sentence about the harbour, the ferry, the mayor and the town.", "を見た。"),
    ("It ended.", "それは終わった。そして誰もが、これから何が起こるのかを恐れながら、暗い港の方を見ていた。" * 3),
]


def modules() -> list[ModuleType]:
    names = [file.name[:-3] for file in resources.files(checks).iterdir() if file.name.endswith(".py")]
    return [getattr(checks, name) for name in names if name != "__init__"]


def test_every_file_of_a_check_stands_in_the_registry() -> None:
    assert {check.id for check in CHECKS} == {module.CHECK.id for module in modules()}


def test_ids_are_unique_and_named_as_their_files() -> None:
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))
    assert all(module.__name__.endswith(f".{module.CHECK.id}") for module in modules())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_speaks_both_languages_with_the_same_fields(check: Check) -> None:
    assert set(check.label) == {"en", "ja"}
    for told in check.messages.values():
        assert set(told) == {"en", "ja"}
        assert all(sentence.strip() for sentence in told.values())


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.CHECK.id)
def test_every_message_that_a_check_gives_is_one_that_it_has(module: ModuleType) -> None:
    source = resources.files(checks).joinpath(f"{module.CHECK.id}.py").read_text(encoding="utf-8")
    given = {
        call.args[0].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Finding"
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert given <= set(module.CHECK.messages)


@pytest.mark.parametrize(("source", "target"), GOLD_OF_FAULTS)
def test_messages_have_all_their_fields_in_both_languages(source: str, target: str) -> None:
    issues = proof(Segment(source, target, "en", "ja"))
    assert issues
    for issue in issues:
        assert issue.label("en") != issue.label("ja")
        for language in ("en", "ja"):
            assert "{" not in issue.message(language)
            fields = {
                name
                for _, name, _, _ in string.Formatter().parse(issue.check.messages[issue.finding.message][language])
            }
            assert fields - {None} <= set(issue.finding.values)


@given(
    st.text(max_size=120),
    st.text(max_size=120),
    st.sampled_from(["en-ja", "ja-en", "ru-ja", "zh-ja", "fr-ja", "en-de"]),
)
def test_whatever_the_texts_every_issue_can_be_read_and_points_inside_them(source: str, target: str, pair: str) -> None:
    one, other = pair.split("-")
    for issue in proof(Segment(source, target, one, other)):
        assert issue.message("en") and issue.message("ja") and len(issue.fingerprint) == 32
        for span, text in ((issue.source_span, source), (issue.target_span, target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)
