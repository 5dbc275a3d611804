"""The proof's quotation marks: paired, and around what the original quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.proof import Finding, Segment
from kawaraban.translate.proof.anchors import quotations
from kawaraban.translate.proof.checks import quotation


def found(source: str, target: str) -> list[Finding]:
    return list(quotation.find(Segment(source, target, "en", "ja")))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("“The road is open,” he said.", "「道路は通れる」と彼は述べた。"),
        ("“The text is ready,” he said. “Who will say so?”", "「文書はできている。誰がそう言うのか」と彼は語った。"),
        ("She read “The Amber Linnet” aloud.", "彼女は『琥珀の紅雀』を朗読した。"),
        ("He said “‘no’ means no”.", "彼は「『いいえ』はいいえだ」と述べた。"),
        ("The so-called draft has 14 points.", "「草案」と呼ばれる文書は14項目からなる。"),
        ("Minister: the road is open", "大臣「道路は通れるようになった」"),
        ("“The road is open. It will stay so.", "「道路は通れる。これからもそうだ。"),
        ("The road is open.", "道路は通れる。"),
    ],
)
def test_what_is_quoted_still_is_no_finding(source: str, target: str) -> None:
    assert found(source, target) == []


@pytest.mark.parametrize(
    ("target", "mark"),
    [
        ("「道路は通れると彼は述べた。", "「"),
        ("道路は」通れると述べた。", "」"),
        ("『道路は「通れる』と述べた。", "』"),
    ],
)
def test_a_mark_without_a_partner_is_shown(target: str, mark: str) -> None:
    (finding,) = found("“The road is open,” he said.", target)
    assert (finding.message, finding.values) == ("unpaired", {"mark": mark})
    assert finding.target_span is not None
    assert target[slice(*finding.target_span)] == mark


def test_a_quotation_that_became_indirect_is_shown_in_the_original() -> None:
    source = "“There is no such document,” Marenko told reporters."
    (finding,) = found(source, "そのような文書はないとマレンコ報道官は記者団に語った。")
    assert finding.message == "indirect"
    assert finding.source_span is not None
    assert source[slice(*finding.source_span)] == "“There is no such document,”"


def test_a_quotation_of_two_that_became_indirect_is_found() -> None:
    source = "“We stand by the report,” he said, and “we shall print the second part tomorrow”."
    (finding,) = found(source, "「記事に誤りはない」と述べ、続編を明日掲載するとした。")
    assert finding.message == "indirect"


def test_indirect_speech_that_became_a_quotation_is_shown_in_the_rendering() -> None:
    target = "「クレーンは修理される」と港長は述べた。"
    (finding,) = found("The harbour master said the crane would be repaired.", target)
    assert finding.message == "direct"
    assert finding.target_span is not None
    assert target[slice(*finding.target_span)] == "「クレーンは修理される」"


def test_a_long_quotation_is_named_by_its_beginning() -> None:
    (finding,) = found("“" + "a very long quotation " * 9 + "” he said.", "彼はとても長い話をしたという。")
    assert finding.values["words"] == "a very long quotation a…"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('“one” and "two"', ["one", "two"]),
        ("「一」と「二『三』」", ["一", "二『三』"]),
        ("«один» и „два“", ["один", "два"]),
        ("don't, they're", []),
        ("「開いたまま", []),
    ],
)
def test_the_outer_quotations_are_found(text: str, quoted: list[str]) -> None:
    assert [one.text for one in quotations(text)] == quoted


@given(st.text(alphabet='「」『』“”"«»aあ。 ', max_size=60), st.text(alphabet='「」『』“”"«»aあ。 ', max_size=60))
def test_any_heap_of_marks_is_looked_at_and_spans_stay_inside(source: str, target: str) -> None:
    for finding in found(source, target):
        for span, text in ((finding.source_span, source), (finding.target_span, target)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_a_text_of_opening_marks_takes_no_longer_than_its_length() -> None:
    marks = "「" * 20_000
    (finding,) = found("“a”", marks)
    assert finding.message == "unpaired"
