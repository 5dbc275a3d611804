"""English texts that are none: long, broken, in other languages. An answer or a clear error, offsets inside."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.attribute import AttributionError, Claim, attribute
from kawaraban.attribute.quoted import quoted
from kawaraban.attribute.spacy_parser import MAX_TEXT, MAX_WORDS

_PIECES = st.sampled_from(
    [
        "said", "the mayor", "“", "”", '"', "'", "‘", "’", "«", "»", ",", ".", ":", ";", "\n\n", "\r\n", " ", "that",
        "he", "she", "denied", "it", "according to", "officials", "reportedly", "claim", "was quoted as saying",
        "citing", "\x00", "\x1b[2J", "\u202e", "\ufeff", "😀", "👨‍👩‍👧",
        "e\u0301", "по словам",
        "東京は「駄目」と述べた。", "\ud800",
        "who", "did not", "— ", "Ilse Torvald", "TORVALD:", "a\u2028b", "\x85", "\t",
    ]
)  # fmt: skip
_TEXTS = (
    st.lists(_PIECES, max_size=40).map(" ".join) | st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=200)
)


def _claims(text: str) -> list[Claim]:
    (claims,) = attribute([text], "en")
    return claims


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    for claim in _claims(text):
        for spans in (claim.source, claim.cue, claim.content, tuple(via.span for via in claim.via)):
            assert all(0 <= start < end <= len(text) for start, end in spans)
        for spans in (claim.source, claim.cue, claim.content):
            assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        assert claim.content != ()
        assert claim.cue != ()
        for start, end in claim.content:
            assert not any(start < b and a < end for a, b in claim.cue + claim.source)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_quotations_are_inside_the_text_and_none_in_another(text: str) -> None:
    at = 0
    for quotation in quoted(text):
        assert at <= quotation.span[0] < quotation.span[1] <= len(text)
        at = quotation.span[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t ",
        "....",
        "“““““",
        "市長は「駅は残る」と述べた。",
        "Министр заявил, что «дорога открыта».",
        "\x00\x01\x02",
        "a" * 100_000,
        "“" * 9_000,
        "said " * 2_000,
    ],
    ids=["empty", "blank", "stops", "opened", "japanese", "russian", "controls", "one word", "marks", "verbs"],
)
def test_what_is_no_english_prose_has_no_claims_or_few(text: str) -> None:
    assert len(_claims(text)) <= 1


@pytest.mark.parametrize(
    "text",
    ["The mayor said that the pier would close. " * 25_000, "a" * 1_000_000, ", " * 500_000],
    ids=["prose", "one word", "marks"],
)
def test_a_megabyte_is_refused_in_one_sentence_before_it_is_parsed(text: str) -> None:
    with pytest.raises(AttributionError) as error:
        _claims(text)
    assert str(error.value).count(".") == 1
    assert f"{MAX_WORDS:,}" in str(error.value)
    assert len(text) > MAX_TEXT


def test_sentences_in_each_other_without_end_are_read() -> None:
    assert len(_claims("he said that " * 300)) <= 300


def test_claims_do_not_depend_on_what_else_is_read_with_a_text() -> None:
    text = "The mayor said that the pier would close. “It is old,” she said."
    alone = attribute([text], "en")
    assert attribute(["Vardonia denied it.", text, ""], "en")[1:2] == alone


@pytest.mark.parametrize("marks", ["“ab " * 20_000, "‘ab " * 20_000, "«a “b " * 10_000, '"ab ' * 20_000])
def test_marks_that_nothing_closes_are_gone_through_once(marks: str) -> None:
    assert len(quoted(marks)) <= 10_000
