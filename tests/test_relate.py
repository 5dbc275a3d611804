"""How a sentence stands to a statement, in one language and across two."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare import relate
from kawaraban.compare.model import RelationKind
from kawaraban.compare.relating import Known, Said, Statement, relate_known
from kawaraban.compare.relating.language import language_of
from kawaraban.translate.vectors import embedder

GAS = "Vardonia cut the gas supply to Sorenia."
GAS_JA = "ヴァルドニアはソレニアへのガス供給を止めた。"
LANGUAGES = ("en", "ja", "ru", "zh")


def relation(statement: str, sentence: str) -> RelationKind:
    (found,) = relate([(statement, sentence)])
    return found.relation


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vardonia has cut off gas supplies to Sorenia.", "states"),
        ("Vardonia had cut its gas supply, Sorenia's energy minister said.", "attributes"),
        ("Vardonia reportedly cut the gas supply to Sorenia on Monday.", "attributes"),
        ("Vardonia denied that it had cut the gas supply to Sorenia.", "denies"),
        ("Will Vardonia cut the gas supply to Sorenia?", "related"),
        ("If Vardonia cuts the gas supply to Sorenia, stocks will last 40 days.", "related"),
        ("Vardonia threatened to cut the gas supply to Sorenia.", "related"),
        ("The museum in Ilmar showed maps of the old town.", "unrelated"),
        ("ヴァルドニアがソレニアへのガス供給を停止したと、ソレニアのエネルギー相が発表した。", "attributes"),
        ("ヴァルドニアはソレニアへのガス供給停止を否定した。", "denies"),
        ("Вардония прекратила поставки газа в Сорению.", "states"),
        ("В Вардонии опровергли прекращение поставок газа в Сорению.", "denies"),
        ("瓦尔多尼亚已切断对索雷尼亚的天然气供应。", "states"),
        ("瓦尔多尼亚否认切断对索雷尼亚的天然气供应。", "denies"),
    ],
)
def test_the_same_statement_is_found_in_four_languages_whoever_says_it(sentence: str, expected: str) -> None:
    found = relate([(GAS, sentence), (GAS_JA, sentence)])
    assert [one.relation for one in found] == [expected, expected]


def test_what_happened_elsewhere_or_to_others_is_another_matter() -> None:
    killed = "ポート・マレンの鉄道事故で作業員が死亡した。"
    assert relation(killed, "Two dockers drowned off Casmere.") in {"unrelated", "related"}
    assert relation("The strike in Brenn is over.", "The wine festival in Ilmar opens on Friday.") == "unrelated"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vardonia denied any involvement in the attack on the depot.", "attributes"),
        ("Vardonia took part in the attack on the depot.", "denies"),
        ("Kelmar accused Vardonia of involvement in the attack on the depot.", "denies"),
        ("It is unclear whether Vardonia was involved in the attack on the depot.", "related"),
        ("ヴァルドニア外務省は、補給庫への攻撃への関与を否定した。", "attributes"),
    ],
)
def test_a_negative_statement_turns_denial_and_claim_round(sentence: str, expected: str) -> None:
    assert relation("Vardonia was not involved in the attack on the depot.", sentence) == expected


def test_every_relation_says_why_and_how_sure_it_is() -> None:
    denied, stated = relate([(GAS, "Vardonia denied cutting the gas supply to Sorenia."), (GAS, GAS)])
    assert next((reason.kind, reason.text) for reason in denied.reasons) == ("denial", "denied")
    assert {reason.kind for reason in stated.reasons} == {"name", "vectors"}
    assert 0 < denied.score <= 1
    assert stated.score > 0.85


def test_what_is_known_already_is_neither_parsed_nor_embedded_again() -> None:
    statement = Statement.of(GAS, "en")
    assert statement.vector is not None
    small = np.rint(statement.vector * 127).astype(np.int8)
    text = "Vardonia has cut the gas supply to Sorenia, the pipeline's operator told reporters."
    said = Said("says", "told reporters", "Vardonia has cut the gas supply to Sorenia", "the pipeline's operator")
    claimed, plain, unread = relate_known(
        statement,
        [Known(text, "en", small, (said,)), Known(GAS, "en", small, ()), Known(text, "en", small)],
    )
    assert (claimed.relation, plain.relation) == ("attributes", "states")
    assert claimed.reasons[0].text == "told reporters"
    assert unread.relation == "attributes"  # by its cue words alone


def test_a_statement_takes_its_names_from_what_it_was_said_of() -> None:
    bare, placed = (
        Statement.of("12人が死亡した", "ja"),
        Statement.of("12人が死亡した", "ja", None, "ケルマールの港で爆発"),
    )
    assert (bare.names.sure, placed.names.sure) == ((), ("ケルマール",))
    sentence = "Two dead in Kelmar port blast"
    vector = Statement.of(sentence, "en").vector
    (found,) = relate_known(placed, [Known(sentence, "en", vector, ())])
    assert (found.relation, found.numbers) == ("states", (("12人", "Two dead"),))


def test_words_and_names_alone_answer_for_a_language_without_vectors() -> None:
    (found,) = relate([("Kelmar closed the port.", "Kelmar hat den Hafen geschlossen.")], [("en", "xx")])
    assert found.relation in {"related", "unrelated"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("爆発12人死亡", "ja"),
        ("港口爆炸致12人死亡", "zh"),
        ("ガス停止", "ja"),
        ("Port Maren blast", "en"),
        ("Взрыв в порту", "ru"),
        ("12", ""),
        ("", ""),
    ],
)
def test_a_headline_of_a_few_letters_has_a_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", " ", "。", "war", "爆発", "\ud800", "?" * 50, "a" * 1_000_000, "爆発。" * 300_000]
)
def test_hostile_texts_are_answered_on_either_side(text: str) -> None:
    for one in relate([(text, GAS), (GAS, text), (text, text)]):
        assert 0 <= one.score <= 1


def test_an_empty_statement_is_related_to_nothing() -> None:
    assert [one.relation for one in relate([("", GAS), (GAS, ""), ("", "")])] == ["unrelated"] * 3
    assert relate([]) == []


def test_languages_mixed_in_one_text_are_answered() -> None:
    mixed = "ヴァルドニア denied that it had cut the gas supply to Sorenia, 通信社が伝えた。"
    assert relation(GAS, mixed) in {"denies", "attributes"}


def test_more_languages_than_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        relate([(GAS, GAS)], [("en", "en"), ("en", "en")])


@settings(max_examples=25)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_any_two_texts_have_one_answer(one: str, other: str, first: str, second: str) -> None:
    statement = Statement.of(one, first, np.ones(512, dtype=np.float32))
    (found,) = relate_known(statement, [Known(other, second, np.ones(512, dtype=np.int8))])
    assert 0 <= found.score <= 1
    assert all(mine in one and theirs in other for mine, theirs in found.numbers)


def test_what_has_the_setting_of_a_statement_alone_does_not_say_it() -> None:
    statement = "マレン港の燃料貯蔵施設の爆発は破壊工作だった。"
    sentence = "Blast at Port Maren fuel depot kills two, ministry says"
    (relation,) = relate([(statement, sentence)], [("ja", "en")])
    assert relation.relation == "related"


def test_a_sentence_is_read_with_the_headline_that_it_stands_under() -> None:
    text = "The minister said it was a deliberate act of sabotage."
    (vector,) = embedder().embed([text])
    statement = Statement.of("The explosion in Port Maren was an act of sabotage.", "en")
    alone, under = relate_known(
        statement,
        [Known(text, "en", vector), Known(text, "en", vector, about="Explosion in Port Maren kills two")],
    )
    assert (alone.relation, under.relation) == ("unrelated", "related")
