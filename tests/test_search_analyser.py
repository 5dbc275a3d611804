"""Text is cut so that Japanese is found by any part of it, and other words in any of their forms."""

from __future__ import annotations

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk.search.analyser import (
    MAX_BYTES,
    fold,
    fold_with_offsets,
    tokens,
    tokens_of_folded,
    words_of_folded,
)
from kawaraban.desk.search.query import parse, phrase_of
from kawaraban.desk.search.snippet import mark, snippet

CJK = st.text(st.sampled_from("支持率首相会見は発表がウクライナー々港湾한국사람人民"), min_size=1, max_size=12)
ANY = st.text(
    st.one_of(
        st.sampled_from("支持率がぎ ｶﾞー・、。Aáé'’й ёЯ1,2.0億\u0301\u3099\"-ßﬁ①㍿"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持率", ["支持", "持率", "率"]),
        ("港", ["港"]),
        ("ｶﾞｽ代", ["ガス", "ス代", "代"]),
        ("12,000人", ["12000", "人"]),
        ("１５億", ["15", "億"]),
        ("Minister's ministers", ["minist", "minist"]),
        ("Élysée", tokens("elysee")),
        ("O'Brien", ["o", "brien"]),
        ("Straße", tokens("strasse")),
        ("край", ["кра"]),
        ("ёлка", tokens("елка")),
        ("... — !?", []),
    ],
)
def test_text_becomes_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_dakuten_and_short_i_are_letters_not_accents() -> None:
    assert tokens("かき") != tokens("がぎ")
    assert fold("й") != fold("и")


@given(CJK)
def test_every_part_of_a_cjk_run_finds_it(run: str) -> None:
    stored = list(tokens_of_folded(fold(run)))
    text = fold(run)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            phrase = phrase_of(text[start:end])
            assert phrase is not None
            assert any(phrase.matches_at(stored, place) for place in range(len(stored)))


@given(ANY)
def test_tokens_can_be_written_into_any_query_language(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not set(token) & set(" \"'%_\\")
        assert token == token.strip()


@given(ANY)
def test_folding_again_changes_nothing_and_offsets_lead_back(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert unicodedata.is_normalized("NFKC", fold(text)) or fold(fold(text)) == fold(fold(fold(text)))


@given(ANY)
def test_no_text_is_a_wrong_query(text: str) -> None:
    asked = parse(text)
    assert bool(asked) == bool(asked.phrases)
    mark(text, asked)


@given(st.text(st.sampled_from("支持率が首相のmaren harbour 、。"), min_size=1, max_size=300), CJK)
def test_a_snippet_marks_only_what_was_looked_for(text: str, wanted: str) -> None:
    asked = parse(wanted)
    cut = snippet(f"{text}{wanted}{text}", asked, width=60)
    assert cut.spans
    for start, end in cut.spans:
        assert 0 <= start < end <= len(cut.text)
    assert len(cut.text) <= 62


@given(ANY)
def test_words_without_their_places_are_the_tokens(text: str) -> None:
    folded = fold(text)
    words, written = words_of_folded(folded)
    found = list(tokens_of_folded(folded))
    alone = {c for token in found for c in token.text if tokens(c * 2) == [c * 2, c]}  # characters of CJK runs
    assert words == {token.text for token in found} | alone
    other = {re.sub("['’]s$", "", folded[token.start : token.end]): token.text for token in found}
    assert written == {word: token for word, token in other.items() if word != token}


def test_queries_have_words_phrases_alternatives_and_exceptions() -> None:
    asked = parse('支持率 "Prime Minister" maren OR マレン -"the harbour" -')
    assert [[phrase.tokens for phrase in group] for group in asked.groups] == [
        [("支持", "持率")],
        [("prime", "minist")],
        [("maren",), ("マレ", "レン")],
    ]
    assert [phrase.tokens for phrase in asked.without] == [("the", "harbour")]
    assert parse("支").groups[0][0].prefix


def test_full_width_signs_of_a_japanese_keyboard_are_understood() -> None:
    assert parse("支持率　－港") == parse("支持率 -港")


def test_marks_cover_the_words_as_they_were_written() -> None:
    text = "The Ministers said ｶﾞｽ代 rose"
    assert [text[a:b] for a, b in mark(text, parse("minister ガス"))] == ["Ministers", "ｶﾞｽ"]
    assert mark("支持率", parse("持")) == ((1, 2),)


def test_a_huge_text_is_cut_short_not_refused() -> None:
    kept = tokens("港湾" * 400_000)
    assert 0 < sum(len(token.encode()) + 1 for token in kept) <= MAX_BYTES


def test_threads_stem_alike() -> None:
    words = [f"{stem}{ending}" for stem in ("minist", "govern", "relat", "elect") for ending in ("er", "ing", "ions")]
    expected = [tokens(word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            assert list(threads.map(tokens, words)) == expected
