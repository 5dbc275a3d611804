"""Japanese speech without marks: と述べた, を否定した, よう求めた, and who it is said by."""

import pytest

from kawaraban.attribute import attribute, text_of


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Source, cue, content and stance of every claim."""
    return [
        (text_of(text, c.source), text_of(text, c.cue), text_of(text, c.content), c.stance)
        for c in attribute([text], "ja")[0]
    ]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "トルヴァル内相は12日の記者会見で、弁は閉まっていたと述べた。",
            ("トルヴァル内相", "述べた", "弁は閉まっていた", "says"),
        ),
        ("ヴァルドニア外務省は一切の関与を否定した。", ("ヴァルドニア外務省", "否定した", "一切の関与", "denies")),
        (
            "港湾局は、修理を依頼していたことを明らかにした。",
            ("港湾局", "明らかにした", "修理を依頼していたこと", "reveals"),
        ),
        ("運営会社は、点検の漏れがあったことも認めた。", ("運営会社", "認めた", "点検の漏れがあったこと", "reveals")),
        (
            "沿岸警備隊は漁船に対し、沖へ出ないよう求めた。",
            ("沿岸警備隊", "求めた", "沖へ出ないよう", "says"),
        ),
        (
            "燃料は40日分あると、エネルギー省は発表した。",
            ("エネルギー省", "発表した", "燃料は40日分ある", "says"),
        ),
        (
            "ドル総裁は、利下げを急がない考えを示した。",
            ("ドル総裁", "考えを示した", "利下げを急がない", "says"),
        ),
        (
            "会計検査院は財源が足りないとの見方を示した。",
            ("会計検査院", "見方を示した", "財源が足りない", "says"),
        ),
        (
            "外務省は、協定は無効だとする声明を発表した。",
            ("外務省", "声明を発表した", "協定は無効だ", "says"),
        ),
        (
            "首相は、増税は考えていないと繰り返し否定した。",
            ("首相", "否定した", "増税は考えていない", "denies"),
        ),
        (
            "レンコ報道官は、招待は届いていないとしている。",
            ("レンコ報道官", "としている", "招待は届いていない", "says"),
        ),
    ],
)
def test_a_verb_has_its_source_and_its_content(text: str, claim: tuple[str, str, str, str]) -> None:
    assert told(text) == [claim]


def test_the_subject_goes_on_in_the_next_clause() -> None:
    text = "外務省は関与を否定し、非難は根拠がないと強調した。"
    assert told(text) == [
        ("外務省", "否定し", "関与", "denies"),
        ("外務省", "強調した", "非難は根拠がない", "insists"),
    ]


def test_the_subject_goes_on_in_the_next_sentence() -> None:
    text = "科学相は報道を否定した。建物は残ると述べた。"
    assert told(text)[1] == ("科学相", "述べた", "建物は残る", "says")


def test_the_noun_that_a_clause_describes_is_its_source() -> None:
    text = "橋は安全だと主張したオスター局長は、その日のうちに辞めた。"
    assert told(text)[0] == ("オスター局長", "主張した", "橋は安全だ", "alleges")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("同省は関与を否定しなかった。", "says"),
        ("同省は関与を認めなかった。", "denies"),
        ("同省は関与を認めていない。", "denies"),
    ],
)
def test_a_cue_that_is_negated_turns_its_stance(text: str, stance: str) -> None:
    assert [claim[3] for claim in told(text)] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "同省は理由を明らかにしなかった。",
        "ヴァルドニアはコメントを避けた。",
        "政府は来週、支援策を発表する予定だ。",
        "首相は退陣すると述べるべきだ。",
        "トルヴァル氏はロイド氏と話した。",
        "協定は操業を認める内容だ。",
    ],
)
def test_what_nobody_said_is_no_claim(text: str) -> None:
    assert told(text) == []
