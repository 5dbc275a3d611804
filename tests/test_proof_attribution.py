"""The proof's stance: claimed is still claimed, reportedly is no bare fact, and the mayor still speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.proof import Finding, Segment
from kawaraban.translate.proof.checks import attribution
from kawaraban.translate.proof.cues import cues, languages, renamed


def found(source: str, target: str, languages: str = "en-ja") -> list[Finding]:
    one, other = languages.split("-")
    return list(attribution.find(Segment(source, target, one, other)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Kelmar claimed that the bridge was closed.", "ケルマールは、橋は閉鎖されていると主張した。"),
        ("Kelmar insists that the bridge is open.", "ケルマールは、橋は通れると主張している。"),
        ("Kelmar said that the bridge was closed.", "ケルマールは橋が閉鎖されたとしている。"),
        ("The bridge was reportedly closed.", "橋は閉鎖されたという。"),
        ("Venn told reporters that she was tired.", "ヴェン外相は記者団に疲れたと語った。"),
        ("The palace denied the report.", "大統領府は報道を否定した。"),
        ("The palace did not deny the report.", "大統領府は報道を否定しなかった。"),
        ("The palace would not confirm the visit.", "大統領府は訪問を確認していない。"),
        ("The ferry left at noon.", "フェリーは正午に出た。"),
        ("Bridge closed, council says", "橋は閉鎖、と評議会"),
        ("The council recognises fishing in the bay.", "評議会は湾内の操業を認める決定をした。"),
    ],
)
def test_a_stance_that_is_kept_is_no_finding(source: str, target: str) -> None:
    assert found(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "was", "became", "fix"),
    [
        ("Kelmar claimed it was closed.", "ケルマールは閉鎖を明らかにした。", "claimed", "明らかにした", "主張した"),
        ("Kelmar claimed it was closed.", "ケルマールは閉鎖を認めている。", "claimed", "認めて", "主張して"),
        ("Venn said it was closed.", "ヴェン氏は閉鎖を主張した。", "said", "主張した", "述べた"),
        ("The palace denied the visit.", "大統領府は訪問を認めた。", "denied", "認めた", "否定した"),
        ("Weir insisted it was his.", "ウェア氏は自分のものではないと否定した。", "insisted", "否定した", "強調した"),
    ],
)
def test_a_shifted_stance_names_both_words_and_what_would_mend_it(
    source: str, target: str, was: str, became: str, fix: str
) -> None:
    (finding,) = found(source, target)
    assert finding.values == {"was": was, "became": became}
    assert finding.source_span is not None and source[slice(*finding.source_span)] == was
    assert finding.target_span is not None and target[slice(*finding.target_span)] == became
    assert finding.fix == fix


def test_the_fix_mends_it() -> None:
    source, target = "Kelmar claimed that the bridge was closed.", "ケルマールは橋の閉鎖を明らかにした。"
    (finding,) = found(source, target)
    assert finding.target_span is not None
    start, end = finding.target_span
    mended = target[:start] + (finding.fix or "") + target[end:]
    assert mended == "ケルマールは橋の閉鎖を主張した。"
    assert found(source, mended) == []


def test_what_turns_the_meaning_round_is_an_error_and_the_rest_a_warning() -> None:
    (turned,) = found("The palace denied the visit.", "大統領府は訪問を認めた。")
    (shaded,) = found("The palace said it was closed.", "大統領府は閉鎖を主張した。")
    assert turned.severity == "error"
    assert shaded.severity is None
    assert attribution.CHECK.severity == "warning"


def test_not_denying_is_not_denying() -> None:
    (finding,) = found("The palace did not deny the visit.", "大統領府は訪問を否定した。")
    assert finding.message == "negated"
    assert finding.fix is None


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("The bridge was reportedly closed.", "橋は閉鎖された。", "dropped"),
        ("According to the council, the bridge is closed.", "橋は閉鎖されている。", "dropped"),
        ("The bridge was closed.", "橋は閉鎖されたとされる。", "added"),
        ("The mayor said it was dark.", "船長は暗かったと述べた。", "speaker"),
    ],
)
def test_what_was_lost_added_or_put_in_another_mouth_is_found(source: str, target: str, message: str) -> None:
    assert [finding.message for finding in found(source, target)] == [message]


def test_it_works_from_japanese_too() -> None:
    (finding,) = found("評議会は橋は安全だと主張した。", "The council confirmed that the bridge was safe.", "ja-en")
    assert finding.values == {"was": "主張", "became": "confirmed"}
    assert found("評議会は橋は安全だと述べた。", "The council said that the bridge was safe.", "ja-en") == []


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("ru", "Министр отрицает, что мост закрыт.", "大臣は橋が閉鎖されたことを認めた。"),
        ("ru", "Кельмар утверждает, что мост закрыт.", "ケルマールは橋の閉鎖を認めた。"),
        ("zh", "部长否认桥梁已经关闭。", "大臣は橋が閉鎖されたことを認めた。"),
        ("zh", "凯尔马声称桥梁已经关闭。", "ケルマールは橋の閉鎖を認めた。"),
    ],
)
def test_russian_and_chinese_are_looked_at_coarsely(language: str, source: str, target: str) -> None:
    assert [finding.message for finding in found(source, target, f"{language}-ja")] == ["shifted"]


def test_a_language_without_cues_has_no_findings() -> None:
    assert languages() == {"en", "ja", "ru", "zh"}
    assert found("Le maire affirme.", "市長は認めた。", "fr-ja") == []


def test_a_cue_that_stands_for_nothing_known_has_no_fix() -> None:
    (cue,) = cues("As was said.", "en")
    assert renamed(cue, "reported", "en") is None
    assert renamed(cue, "alleges", "en") == "claimed"


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en-ja", "ja-en", "ru-ja", "zh-ja"]))
def test_whatever_the_texts_spans_stay_inside_them(source: str, target: str, pair: str) -> None:
    for finding in found(source, target, pair):
        for span, text in ((finding.source_span, source), (finding.target_span, target)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


@given(
    st.lists(st.sampled_from(["claimed ", "did not deny ", "said ", "the mayor ", "reportedly ", ", ", "“", "” "])),
    st.lists(
        st.sampled_from(["主張した", "否定しなかった", "と述べ、", "とされる。", "市長は", "明らかに", "「", "」と"])
    ),
)
def test_any_heap_of_cues_is_held_against_any_other(ours: list[str], theirs: list[str]) -> None:
    source, target = "".join(ours), "".join(theirs)
    for finding in found(source, target):
        assert set(finding.values) >= {"cue"} or set(finding.values) >= {"was", "became"}


def test_what_is_held_against_itself_is_kept() -> None:
    for text, language in (
        ("He denied it, she claimed, and they reportedly said so.", "en"),
        ("認めたと述べた。", "ja"),
    ):
        assert found(text, text, f"{language}-{language}") == []
