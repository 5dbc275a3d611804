"""Whatever a text holds, its claims stand inside of it: Japanese, Russian and Chinese rules."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.attribute import Claim, attribute
from kawaraban.attribute.model import AttributionError

_PIECES = (
    *'「」『』“”«»。、 と，据说（）【】😀\x00\u200b"',
    *"\n\n|述べた|否定した|によると|内相は|同氏が|という|との見方を示した|の話として|こう|𠮷野氏は|か\u3099|よう求めた".split(
        "|"
    ),
    *"明らかにした|заявил|, что |по словам |— сказал он|表示|报道|“他|12日|次のように|と報じた".split("|"),
)
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=30).map("".join)


def within(text: str, claim: Claim) -> bool:
    """Whether every span of a claim is in the text, in order, none over another, and holds something."""
    for spans in (claim.source, claim.content):
        ends = [place for span in spans for place in span]
        if ends != sorted(ends) or any(not text[a:b].strip() for a, b in spans):
            return False
    every = [*claim.source, *claim.cue, *claim.content, *(via.span for via in claim.via)]
    return bool(claim.content) and all(0 <= start < end <= len(text) for start, end in every)


@pytest.mark.parametrize("language", ["ja", "ru", "zh"])
@settings(max_examples=150, deadline=None)
@given(text=_TEXTS)
def test_spans_stay_inside_of_the_text(language: str, text: str) -> None:
    for claim in attribute([text], language)[0]:
        assert within(text, claim)


@pytest.mark.parametrize("language", ["ja", "ru", "zh"])
@pytest.mark.parametrize("text", ["", "\n\n", "。", "\x00\x01\x02", "A sentence of another language, he said."])
def test_a_text_that_says_nothing_has_no_claims(language: str, text: str) -> None:
    assert attribute([text], language) == [[]]


@pytest.mark.parametrize("language", ["ja", "ru", "zh"])
@pytest.mark.parametrize(
    "piece", ["「", "」", "«“", '"', "と", "は、", "あ", "によると、", "「あ」と述べ、", "сказал, что ", "说，"]
)
def test_a_long_text_without_a_sentence_is_answered(language: str, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(within(text, claim) for claim in attribute([text], language)[0])


def test_a_japanese_text_beyond_measure_is_refused_in_a_sentence() -> None:
    with pytest.raises(AttributionError, match="too long to find its claims: give at most 100,000"):
        attribute(["あ" * 100_001], "ja")


def test_a_sentence_longer_than_the_analysis_takes_is_read_in_pieces() -> None:
    text = "雨が降り、" * 4_000 + "「晴れる」とトルヴァル内相は述べた。"
    assert [claim.speaker for claim in attribute([text], "ja")[0]] == ["トルヴァル内相"]


def test_several_threads_read_at_once() -> None:
    text = "トルヴァル内相は「備えは足りている」と述べた。"
    found: list[list[Claim]] = []
    threads = [threading.Thread(target=lambda: found.extend(attribute([text] * 5, "ja"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert all(claims == found[0] for claims in found)
