"""The glossary's terms are found where they stand, and held to in a rendering where that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate.glossary import Term, apply, occurrences, rendered


def term(source: str, target: str = "", *, pair: str = "en-ja", **more: object) -> Term:
    source_language, target_language = pair.split("-")
    return Term(source_language, target_language, source, target or source, **more)  # type: ignore[arg-type]


def found(text: str, *terms: Term) -> list[str]:
    return [text[start:end] for (start, end), _ in occurrences(text, terms)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two ceasefires, CEASEFIRE or not", ["ceasefires", "CEASEFIRE"]),
        ("the ceasefire's end", ["ceasefire"]),
        ("a ceasefiring line, misceasefire", ["ceasefiring"]),
    ],
)
def test_a_word_in_small_letters_is_found_in_any_case_and_with_english_endings(text: str, expected: list[str]) -> None:
    assert found(text, term("ceasefire", "停戦")) == expected


def test_an_acronym_needs_its_capitals() -> None:
    assert found("US ships saw us off; the US's", term("US", "米国")) == ["US", "US"]


def test_a_name_is_found_in_a_headline_of_capitals_but_not_as_a_common_word() -> None:
    assert found("MAREN, Maren and maren", term("Maren", "マレン")) == ["MAREN", "Maren"]
    assert found("MAREN, Maren and maren", term("Maren", "マレン", match_case=True)) == ["Maren"]


def test_hyphens_spaces_and_small_particles_do_not_hide_a_name() -> None:
    assert found("Al-Tanf, al Tanf, Al‑Tanf", term("Al-Tanf", "アル・タンフ")) == ["Al-Tanf", "al Tanf", "Al‑Tanf"]


def test_a_university_is_no_universe_and_a_term_no_piece_of_a_word() -> None:
    assert found("The universe and the airport", term("university", "大学"), term("port", "港")) == []


def test_of_terms_that_overlap_the_longest_is_found() -> None:
    terms = (
        term("Port Maren", "ポート・マレン"),
        term("Maren Harbour Authority", "マレン港湾局"),
        term("Maren", "マレン"),
    )
    assert found("In Port Maren Harbour Authority staff met; Port Maren waits", *terms) == [
        "Maren Harbour Authority",
        "Port Maren",
    ]


def test_stops_and_signs_inside_a_term_count() -> None:
    terms = (term("U.S. Army", "米陸軍"), term("AT&T", keep=True), term("U.S.", "米国"))
    assert found("The U.S. Army left the U.S. with AT&T, not with AT T.", *terms) == ["U.S. Army", "U.S.", "AT&T"]


def test_russian_case_forms_are_found_by_their_stem() -> None:
    terms = (term("Кельмар", pair="ru-ja"), term("министерство обороны", pair="ru-ja"))
    text = "В Кельмаре сотрудник Министерства обороны говорил с Кельмаром о кельмарском рынке"
    assert found(text, *terms) == ["Кельмаре", "Министерства обороны", "Кельмаром"]


def test_variants_are_the_term_too() -> None:
    isis = term("Islamic State", "「イスラム国」", variants=("ISIS", "IS"))
    assert found("ISIS, or IS, is the Islamic State", isis) == ["ISIS", "IS", "Islamic State"]


@pytest.mark.parametrize("written", ["アル・タンフ", "アルタンフ", "ｱﾙ･ﾀﾝﾌ", "アル＝タンフ"])
def test_a_middle_dot_and_the_width_of_kana_do_not_matter(written: str) -> None:
    assert found(f"米軍の{written}基地", term("アル・タンフ", "Al-Tanf", pair="ja-en")) == [written]


@pytest.mark.parametrize("written", ["ヴァルドニア", "バルドニア", "ｳﾞｧﾙﾄﾞﾆｱ", "ﾊﾞﾙﾄﾞﾆｱ"])
def test_kana_for_v_and_b_are_one(written: str) -> None:
    assert found(f"{written}政府", term("ヴァルドニア", "Vardonia", pair="ja-en")) == [written]


def test_a_katakana_word_is_not_found_inside_another() -> None:
    terms = (term("ライン", "line", pair="ja-en"), term("タン", "Tan", pair="ja-en"))
    assert found("オンラインのタンクとライン", *terms) == ["ライン"]


def test_no_term_is_found_without_a_glossary_or_in_an_empty_text() -> None:
    assert occurrences("Al-Tanf", ()) == []
    assert found("", term("Al-Tanf")) == []
    assert found("… —", term("…")) == []


WORDS = st.text(st.sampled_from("abAB ・ーヴァバｳﾞｧﾊﾞ漢字がİß’-.US é\u3099"), max_size=30)


@given(WORDS, st.lists(WORDS.filter(str.strip), max_size=4), st.sampled_from(["en-ja", "ja-en", "ru-ja"]))
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str, sources: list[str], pair: str) -> None:
    terms = tuple(term(source, "x", pair=pair) for source in sources)
    end = 0
    for (start, stop), hit in occurrences(text, terms):
        assert end <= start < stop <= len(text)
        assert hit in terms
        end = stop


@given(st.text(st.sampled_from("アイタンフヴァバー・ｱﾀﾝﾌﾊﾞ"), min_size=1, max_size=12))
def test_a_term_is_always_found_where_it_stands_alone(name: str) -> None:
    if name.strip("・ー"):
        assert rendered(term("x", name), f"「{name}」")


def test_a_rendering_has_the_term_or_another_accepted_one() -> None:
    statement = term("statement", "声明", accepted=("談話",))
    assert rendered(statement, "首相の談話と声明") == [(3, 5), (6, 8)]
    assert rendered(statement, "首相の宣言") == []


def test_a_term_to_keep_stands_as_it_is() -> None:
    nato = term("NATO", "", keep=True)
    assert rendered(nato, "NATOは") == [(0, 4)]
    assert rendered(nato, "北大西洋条約機構は") == []


TANF = term("Al-Tanf", "アル・タンフ", kind="place")
TORVALD = term("Torvald", "トルヴァルド", kind="person")
MAREN = term("Port Maren", "ポート・マレン", kind="place")


@pytest.mark.parametrize(
    ("engine", "held"),
    [
        ("アルタンフ基地", "アル・タンフ基地"),  # another spelling
        ("Al-Tanf基地", "アル・タンフ基地"),  # left standing
        ("アルタンフュ基地", "アル・タンフ基地"),  # a near miss
        ("その基地", "その基地"),  # a pronoun: nothing to mend
        ("アレッポの基地", "アレッポの基地"),  # another name
        ("アルタンフと、アルダンフの基地", "アル・タンフと、アルダンフの基地"),
    ],
)
def test_an_engines_rendering_is_put_right_where_that_is_certain(engine: str, held: str) -> None:
    assert apply((TANF,), "The Al-Tanf base", engine).text == held


def test_what_sounds_like_two_things_stays() -> None:
    engine = "トルバルとトルバスが会った"
    assert apply((TORVALD,), "Torvald met Torvas", engine).text == engine


def test_what_sounds_like_another_word_of_the_original_stays() -> None:
    austria = term("Austria", "オーストリア", kind="place")
    assert (
        apply((austria,), "Austria and Australia met", "同国はオーストラリアと会談").text
        == "同国はオーストラリアと会談"
    )
    assert apply((austria,), "Austria met", "オーストラリアが会談").text == "オーストリアが会談"


def test_another_terms_rendering_is_not_taken_for_this_ones() -> None:
    both = (TORVALD, term("Torvalds", "トルヴァルズ", kind="person"))
    assert apply(both, "Torvald met Torvalds", "トルヴァルズは彼に会った").text == "トルヴァルズは彼に会った"


def test_it_is_told_what_was_put_right() -> None:
    applied = apply((TORVALD, MAREN), "Torvald left Port Maren", "トルバルドはPort Marenを去った")
    assert applied.text == "トルヴァルドはポート・マレンを去った"
    assert [(change.was, change.now, change.span) for change in applied.changes] == [
        ("トルバルド", "トルヴァルド", (0, 5)),
        ("Port Maren", "ポート・マレン", (6, 16)),
    ]


def test_a_text_without_terms_is_handed_back_as_it_is() -> None:
    assert apply((TANF,), "Nothing of it", "アルタンフ").text == "アルタンフ"


@given(st.text(max_size=40), st.text(max_size=40))
def test_applying_twice_changes_nothing_more(source: str, target: str) -> None:
    terms = (TANF, TORVALD, MAREN)
    once = apply(terms, f"Al-Tanf {source} Torvald", target).text
    assert apply(terms, f"Al-Tanf {source} Torvald", once).text == once
