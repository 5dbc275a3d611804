"""Japanese hearsay and chains: によると, とされる, 関係者の話として, and the names that 同氏 and 同省 stand for."""

import pytest

from kawaraban.attribute import Claim, attribute, text_of


def claims(text: str) -> list[Claim]:
    return attribute([text], "ja")[0]


def only(text: str) -> Claim:
    (claim,) = claims(text)
    return claim


def test_niyoruto_names_who_is_behind_the_sentence() -> None:
    text = "港湾局によると、東埠頭は4日間閉鎖される。"
    claim = only(text)
    assert (text_of(text, claim.source), text_of(text, claim.cue)) == ("港湾局", "によると")
    assert text_of(text, claim.content) == "東埠頭は4日間閉鎖される"
    assert (claim.stance, claim.unnamed) == ("says", False)


def test_niyoruto_and_the_hearsay_at_the_end_are_one_cue() -> None:
    text = "目撃者の話では、船に灯はなかったという。"
    claim = only(text)
    assert [text[a:b] for a, b in claim.cue] == ["の話では", "という"]
    assert text_of(text, claim.content) == "船に灯はなかった"
    assert claim.unnamed


@pytest.mark.parametrize("cue", ["とされる", "とみられる", "と伝えられている", "といわれる", "という"])
def test_hearsay_has_no_source_and_is_reported(cue: str) -> None:
    text = f"弁は2日前から漏れていた{cue}。"
    claim = only(text)
    assert claim.source == ()
    assert text_of(text, claim.cue) == cue
    assert text_of(text, claim.content) == "弁は2日前から漏れていた"
    assert claim.stance == "reported"
    assert claim.act == ("appearance" if cue == "とみられる" else "speech")


def test_a_paper_that_cites_others_stands_between() -> None:
    text = "ケルマル通信は匿名の関係者の話として、同省が草案を受け取ったと伝えた。"
    claim = only(text)
    assert text_of(text, claim.source) == "匿名の関係者"
    assert [via.text for via in claim.via] == ["ケルマル通信"]
    assert text_of(text, claim.content) == "同省が草案を受け取った"
    assert (claim.stance, claim.unnamed) == ("reported", True)
    assert [text[slice(*via.span)] for via in claim.via] == ["ケルマル通信"]


def test_a_paper_by_niyoruto_stands_between_too() -> None:
    text = "夕刊イルマールによると、エゲルト科学相は「何も決まっていない」と述べた。"
    claim = only(text)
    assert text_of(text, claim.source) == "エゲルト科学相"
    assert [via.text for via in claim.via] == ["夕刊イルマール"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ポール・ウィア長官は辞任を否定した。同氏は「残る」と述べた。", "ポール・ウィア長官"),
        ("エネルギー省は不足を否定した。同省は備蓄があると説明した。", "エネルギー省"),
        ("イルセ・トルヴァル内相が会見した。内相は点検は済んでいたと述べた。", "内相"),
        ("「安全だ」とイルセ・トルヴァル内相は述べた。内相は点検は済んでいたと述べた。", "イルセ・トルヴァル内相"),
        ("リディア・マレンコ報道官は噂を否定した。マレンコ氏は「会議はない」と語った。", "リディア・マレンコ報道官"),
    ],
)
def test_a_short_form_is_resolved_within_the_article(text: str, speaker: str) -> None:
    assert claims(text)[-1].speaker == speaker


def test_what_somebody_made_known_has_that_one_as_its_source() -> None:
    text = "トルヴァル内相が12日明らかにしたところによると、船は北へ向かった。"
    claim = only(text)
    assert (text_of(text, claim.source), text_of(text, claim.content)) == ("トルヴァル内相", "船は北へ向かった")


def test_a_charge_comes_from_those_before_kara() -> None:
    text = "専門家からは「遅すぎる」との批判が出ている。"
    claim = only(text)
    assert (text_of(text, claim.source), text_of(text, claim.content)) == ("専門家", "「遅すぎる」")


def test_a_claim_by_its_noun_is_one_without_a_verb() -> None:
    text = "草案が存在するとの報道が出ている。"
    claim = only(text)
    assert text_of(text, claim.content) == "草案が存在する"
    assert claim.stance == "reported"
