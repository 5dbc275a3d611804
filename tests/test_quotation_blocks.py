"""The lines of a post that stand for a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import MAX_BODY, PublishError, QuoteBlock, block_of, format_block, normalise, quote_blocks
from kawaraban.publish.blocks import MAX_PARAGRAPHS, parse_line

numbers = st.lists(st.integers(1, 99_999), min_size=1, max_size=MAX_PARAGRAPHS)
blocks = st.builds(block_of, st.integers(0, 10**18 - 1), st.integers(1, 99_999), numbers)


@given(blocks)
def test_a_block_comes_back_from_its_own_lines(block: QuoteBlock) -> None:
    assert parse_line(format_block(block).split("\n")[0]) == block
    assert quote_blocks(format_block(block)) == [block]
    assert len(block.key) <= 300


@given(st.text())
def test_any_line_is_a_block_or_text_and_never_an_error(line: str) -> None:
    block = parse_line(line)
    assert block is None or parse_line(f":::quote {block.key}") == block


@given(st.text(alphabet=st.sampled_from(":：quote引用 a1234567890版段落=,-\n　`>#*")))
def test_writing_a_text_in_english_changes_its_blocks_in_no_way_and_is_done_once(body: str) -> None:
    once = normalise(body)
    assert normalise(once) == once
    assert quote_blocks(once) == quote_blocks(body)


@pytest.mark.parametrize(
    "line",
    [
        ":::引用 a3141 版=2 段落=1-2",
        "：：：引用　ａ３１４１　版＝２　段落＝１－２",
        ":::引用 ノースワイヤ/a3141 段落=1,2 版=2",
        "::: quote a3141 version=2 paragraphs=2,1",
        ":::quote a3141 version=2 paragraphs=1-2 colour=blue",
    ],
)
def test_other_ways_to_write_a_block_are_stored_in_one(line: str) -> None:
    assert normalise(f"前\n\n{line}\n\n：：：\n後\r\n") == "前\n\n:::quote a3141 version=2 paragraphs=1-2\n\n:::\n後\n"


@pytest.mark.parametrize(
    "line",
    [
        ":::quote",
        ":::quote a1",
        ":::quote a1 version=0 paragraphs=1",
        ":::quote a1 version=1 paragraphs=0",
        ":::quote a1 version=1 paragraphs=3-1",
        ":::quote a1 version=1 paragraphs=1-99999",
        ":::check c58",
        "quote a1 version=1 paragraphs=1",
        f":::quote a{'1' * 600} version=1 paragraphs=1",
    ],
)
def test_a_line_that_names_no_paragraphs_stays_text(line: str) -> None:
    assert parse_line(line) is None
    assert normalise(line) == line


def test_a_block_without_its_end_swallows_none_of_the_text_behind_it() -> None:
    body = ":::quote a1 version=1 paragraphs=1\nA sentence of my own.\n"
    assert [block.article for block in quote_blocks(body)] == [1]
    from kawaraban.publish import render

    assert "A sentence of my own." in render(body, {})


def test_a_block_in_code_is_text() -> None:
    assert quote_blocks("```\n:::quote a1 version=1 paragraphs=1\n:::\n```\n") == []


def test_a_block_named_twice_counts_once() -> None:
    block = format_block(block_of(7, 1, [3]))
    assert len(quote_blocks(f"{block}\n\nBetween.\n\n{block}\n")) == 1


def test_a_body_without_measure_is_refused() -> None:
    with pytest.raises(PublishError, match="divide it"):
        normalise("あ" * (MAX_BODY + 1))


@pytest.mark.parametrize("paragraphs", [[], [0], range(1, MAX_PARAGRAPHS + 2), [100_000]])
def test_a_block_of_no_or_too_many_paragraphs_cannot_be_made(paragraphs: list[int]) -> None:
    with pytest.raises(ValueError, match="paragraphs"):
        block_of(1, 1, paragraphs)
