"""Japanese speech in marks: 「…」と述べた, before and after its speaker, over sentences and paragraphs."""

import pytest

from kawaraban.attribute import Claim, attribute, text_of


def claims(text: str) -> list[Claim]:
    return attribute([text], "ja")[0]


def told(text: str) -> list[tuple[str, str, str, str, str]]:
    """Source, cue, content, stance and kind of quotation of every claim."""
    return [
        (text_of(text, c.source), text_of(text, c.cue), text_of(text, c.content), c.stance, c.quotation)
        for c in claims(text)
    ]


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("述べた", "says"),
        ("語った", "says"),
        ("話している", "says"),
        ("主張した", "alleges"),
        ("訴えた", "alleges"),
        ("強調した", "insists"),
        ("反論した", "denies"),
        ("明かした", "reveals"),
    ],
)
def test_the_verb_after_a_quotation_gives_its_stance(cue: str, stance: str) -> None:
    text = f"トルヴァル内相は12日、記者団に対し「備えは足りている」と{cue}。"
    assert told(text) == [("トルヴァル内相", cue, "「備えは足りている」", stance, "direct")]


def test_who_speaks_may_stand_between_the_quotation_and_its_verb() -> None:
    text = "「風は40ノットだった」と、船へ降りたウインチ係のカラム・レイさんは話す。"
    assert told(text) == [("ウインチ係のカラム・レイさん", "話す", "「風は40ノットだった」", "says", "direct")]


def test_a_name_alone_after_to_ends_the_sentence() -> None:
    text = "「電話は鳴らなかった」とマルタ・クイル氏。"
    assert told(text) == [("マルタ・クイル氏", "と", "「電話は鳴らなかった」", "says", "direct")]


def test_a_quotation_that_is_a_sentence_goes_on_with_who_spoke() -> None:
    text = "「扉は三つとも閉まっていた」とハロラン氏は述べた。「それから歩いて戻った」\n\n「誰も責めない」"
    assert told(text) == [
        (
            "ハロラン氏",
            "述べた",
            "「扉は三つとも閉まっていた」 「それから歩いて戻った」 「誰も責めない」",
            "says",
            "direct",
        )
    ]
    assert len(claims(text)[0].content) == 3


def test_a_verb_that_points_back_takes_the_sentence_before() -> None:
    text = "「これは意図的な破壊工作だ」。イルセ・トルヴァル内相は記者会見でこう主張したが、証拠は示さなかった。"
    assert told(text) == [("イルセ・トルヴァル内相", "主張した", "「これは意図的な破壊工作だ」", "alleges", "direct")]


def test_a_verb_that_points_on_takes_the_sentence_after() -> None:
    text = "レンコ報道官は次のように述べた。\n\n「招待状は届いていない」"
    assert told(text) == [("レンコ報道官", "述べた", "「招待状は届いていない」", "says", "direct")]


def test_interrupted_speech_is_two_claims_of_one_speaker() -> None:
    text = "ドル総裁は「急いではいない」と述べ、「眠ってもいない」と続けた。"
    assert told(text) == [
        ("ドル総裁", "述べ", "「急いではいない」", "says", "direct"),
        ("ドル総裁", "続けた", "「眠ってもいない」", "says", "direct"),
    ]


def test_marks_inside_of_marks_belong_to_the_quotation() -> None:
    text = "モル議員は「大臣は『払えない』と言った」と述べた。"
    assert told(text) == [("モル議員", "述べた", "「大臣は『払えない』と言った」", "says", "direct")]


def test_a_quotation_may_hold_sentences_and_paragraphs() -> None:
    text = "「船は出ない。\n\n今日も、明日も」とローム局長は語った。"
    assert told(text) == [("ローム局長", "語った", "「船は出ない。\n\n今日も、明日も」", "says", "direct")]


def test_a_few_words_in_marks_make_a_clause_mixed() -> None:
    text = "マレンコ報道官は、補佐官は「毎週」会っていると述べた。"
    assert told(text) == [("マレンコ報道官", "述べた", "補佐官は「毎週」会っている", "says", "mixed")]


def test_a_name_in_marks_is_no_speech() -> None:
    assert told("貨物船「アンバー・リネット」は礁に乗り上げた。") == []
