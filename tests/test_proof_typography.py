"""The proof's typography: each slip is found, and its fix sets it right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.proof import Finding, Segment
from kawaraban.translate.proof.checks import repetition, typography


def found(target: str, language: str = "ja") -> list[Finding]:
    return list(typography.find(Segment("The mayor left.", target, "en", language)))


def mended(target: str) -> str:
    for finding in reversed(found(target)):
        assert finding.target_span is not None and finding.fix is not None
        start, end = finding.target_span
        target = target[:start] + finding.fix + target[end:]
    return target


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("「行く。」と市長は述べた。", "「行く」と市長は述べた。", "stop"),
        ("市長は,町を去った。", "市長は、町を去った。", "comma"),
        ("市長は，町を去った。", "市長は、町を去った。", "comma"),
        ("市長は町を去った.", "市長は町を去った。", "period"),
        ("なぜ去ったのか?", "なぜ去ったのか？", "mark"),
        ("去った!", "去った！", "mark"),
        ("市長は町を去った。 船は出た。", "市長は町を去った。船は出た。", "space"),
        ("市長は 町を去った。", "市長は町を去った。", "space"),
        ("Port Maren  港", "Port Maren 港", "space"),
        ("フェリ-は出た。", "フェリーは出た。", "dash"),
        ("去った。。", "去った。", "twice"),
        ("市長は、、去った。", "市長は、去った。", "twice"),
        ("ﾌｪﾘｰは出た。", "フェリーは出た。", "kana"),
        ("１４隻のうち3隻、２隻は沈んだ。", "１４隻のうち３隻、２隻は沈んだ。", "width"),
        ("14隻のうち3隻、２隻は沈んだ。", "14隻のうち3隻、2隻は沈んだ。", "width"),
        ("ＡＢ社とCD社とEF社", "AB社とCD社とEF社", "width"),
    ],
)
def test_a_slip_is_found_and_its_fix_sets_it_right(wrong: str, right: str, message: str) -> None:
    assert {finding.message for finding in found(wrong)} == {message}
    assert mended(wrong) == right


@pytest.mark.parametrize(
    "target",
    [
        "「行く」と市長は述べた。",
        "小麦は4.8%高の1,262クローネとなった。",
        "Port Maren 港で、www.example.com を見た。",
        "３隻とAB社。",
        "U.S. の船（14隻）が出た。",
        "見出し　続きの見出し",
        "ポート・マレン、ABC-3型。",
        "…と述べた。",
    ],
)
def test_what_is_set_well_is_no_finding(target: str) -> None:
    assert found(target) == []


def test_only_japanese_is_looked_at() -> None:
    assert found("The mayor , left.", "en") == []


@given(st.text(alphabet="あア漢ｱaＡ1１。、,.!? 　」-ー", max_size=80))
def test_whatever_the_text_spans_are_in_order_and_inside_it(target: str) -> None:
    spans = [finding.target_span or (-1, -1) for finding in found(target)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(target) for start, end in spans)


@pytest.mark.parametrize(
    "target", ["町をを去った。", "船は港に、町がが見えた。", "「船」とと言う", "he left the the town"]
)
def test_a_word_or_particle_that_stands_twice_is_found(target: str) -> None:
    assert [finding.message for finding in repetition.find(Segment("", target, "en", "ja"))] == ["twice"]


@pytest.mark.parametrize(
    "target", ["ははは町に住む。", "母とともに去る。", "町ははるか遠い。", "ひととき", "去ることとは", "国にに"]
)
def test_kana_that_only_look_doubled_are_left_alone(target: str) -> None:
    assert list(repetition.find(Segment("", target, "en", "ja"))) == []


def test_a_long_text_without_spaces_takes_no_longer_than_its_length() -> None:
    assert list(repetition.find(Segment("", "漢字" * 50_000, "en", "ja"))) == []


def test_spaces_without_end_take_no_longer_than_their_length() -> None:
    assert list(typography.find(Segment("", f"町{' ' * 100_000}", "en", "ja"))) == []
