"""Alignment: every segment once, in order, whatever the texts; and the right links where the texts are plain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.translate.align import MAX_SEGMENTS, AlignError, Link, align, out_of_step
from kawaraban.translate.vectors import MAX_LENGTH, Vectors, embedder, embedder_for

ENGLISH = (
    "The ferry to Port Maren was cancelled on Tuesday because of a storm.",
    "About 300 passengers spent the night in the terminal.",
    "The harbour master said the pier had lost four of its pillars.",
    "Vardonia's transport ministry promised 12 million crowns for repairs.",
    "Fishermen doubt that the money will come before the winter.",
    "A new timetable will be published on Friday.",
)
JAPANESE = (
    "ポート・マレン行きのフェリーは火曜日、嵐のため欠航となった。",
    "約300人の乗客がターミナルで一夜を明かした。",
    "港長によれば、桟橋は柱4本を失った。",
    "ヴァルドニア運輸省は修理に1200万クラウンを約束した。",
    "漁師たちは、冬までに金が届くとは思っていない。",
    "新しい時刻表は金曜日に発表される。",
)


class Coarse:
    """A real embedder, if a poor one: letters counted. It knows every language that the tests name."""

    languages = frozenset({"en", "ja", "pt"})

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.ones((len(texts), 33), dtype=np.float32)
        for row, text in enumerate(texts):
            for character in text[:MAX_LENGTH]:
                rows[row, ord(character) % 32] += 1
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def pairs(links: Sequence[Link]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(link.source, link.target) for link in links]


def covers(links: Sequence[Link], source: int, target: int) -> None:
    """Every segment in exactly one link, in order on both sides."""
    assert [at for link in links for at in link.source] == list(range(source))
    assert [at for link in links for at in link.target] == list(range(target))
    assert all(link.source or link.target for link in links)


TEXTS = st.lists(st.text(max_size=30), max_size=12)


@settings(max_examples=150)
@given(TEXTS, TEXTS, st.booleans())
def test_every_segment_is_in_exactly_one_link_in_order(source: list[str], target: list[str], vectors: bool) -> None:
    links = align(source, target, "en", "ja", Coarse() if vectors else None)
    covers(links, len(source), len(target))
    assert all(0.0 <= link.score <= 1.0 for link in links)
    assert all(link.score == 0.0 for link in links if not (link.source and link.target))


@settings(max_examples=5)
@given(st.integers(500, 700), st.integers(500, 700), st.integers(0, 9))
def test_texts_too_long_to_look_at_every_way_are_covered_too(source: int, target: int, start: int) -> None:
    texts = [f"Line {number * 37 % 101} of {number}." for number in range(start, start + max(source, target))]
    covers(align(texts[:source], texts[:target], "en", "pt"), source, target)


def test_a_faithful_translation_is_linked_segment_by_segment() -> None:
    links = align(ENGLISH, JAPANESE, "en", "ja", embedder())
    assert pairs(links) == [((at,), (at,)) for at in range(6)]
    assert min(link.score for link in links) > 0.7


def test_two_sentences_made_one_are_linked_together() -> None:
    target = [JAPANESE[0], JAPANESE[1] + JAPANESE[2], *JAPANESE[3:]]
    assert pairs(align(ENGLISH, target, "en", "ja", embedder())) == [
        ((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)), ((4,), (3,)), ((5,), (4,)),
    ]  # fmt: skip


def test_one_sentence_made_two_is_linked_to_both() -> None:
    source = [ENGLISH[0], f"{ENGLISH[1]} {ENGLISH[2]}", *ENGLISH[3:]]
    assert ((1,), (1, 2)) in pairs(align(source, JAPANESE, "en", "ja", embedder()))


def test_what_was_left_out_is_left_alone() -> None:
    links = pairs(align(ENGLISH, JAPANESE[:1] + JAPANESE[4:], "en", "ja", embedder()))
    assert links == [
        ((0,), (0,)), ((1,), ()), ((2,), ()), ((3,), ()), ((4,), (1,)), ((5,), (2,)),
    ]  # fmt: skip


def test_what_was_added_is_left_alone() -> None:
    target = [*JAPANESE[:3], "以下は訳者の感想です。", "この話は前にも書きました。", *JAPANESE[3:]]
    links = pairs(align(ENGLISH, target, "en", "ja", embedder()))
    assert ((), (3,)) in links
    assert ((), (4,)) in links
    assert ((3,), (5,)) in links


def test_names_and_numbers_align_languages_that_have_no_vectors() -> None:
    ukrainian = ["У Варні 14 осіб.", "Марен чекав 300 годин на судно.", "Казмер отримав 12 вагонів зерна від Вардонії."]
    english = [
        "In Varna 14 people.",
        "Maren waited 300 hours for a ship.",
        "Casmere got 12 carloads of grain from Vardonia.",
    ]
    assert embedder_for("uk", "en") is None
    links = align(ukrainian[:1] + ukrainian[2:], english, "uk", "en")
    assert pairs(links) == [((0,), (0,)), ((), (1,)), ((1,), (2,))]


def test_an_embedder_is_not_asked_about_a_language_that_it_does_not_know() -> None:
    assert align(["a"], ["a"], "uk", "en", embedder()) == align(["a"], ["a"], "uk", "en")


@pytest.mark.parametrize(
    ("source", "target"), [([], []), ([], ["行。"]), (["Line."], []), ([""], [""]), ([" "], ["行。"])]
)
def test_empty_texts_are_no_trouble(source: list[str], target: list[str]) -> None:
    links = align(source, target, "en", "ja", embedder())
    covers(links, len(source), len(target))
    assert not any(link.source and link.target for link in links)


def test_no_link_reaches_across_a_blank_segment() -> None:
    source = [*ENGLISH[:2], "", *ENGLISH[2:]]
    links = pairs(align(source, JAPANESE, "en", "ja", embedder()))
    assert ((2,), ()) in links
    assert ((3,), (2,)) in links


def test_a_line_of_a_megabyte_is_one_segment_like_any_other() -> None:
    links = align([*ENGLISH[:2], "storm " * 170_000, ENGLISH[2]], [*JAPANESE[:2], JAPANESE[2]], "en", "ja", embedder())
    covers(links, 4, 3)
    assert ((0,), (0,)) in pairs(links)


def test_broken_characters_are_no_trouble() -> None:
    covers(align(["\ud800 storm", "\x00"], ["嵐\udfff", "\u200b"], "en", "ja", embedder()), 2, 2)


def test_more_segments_than_a_book_has_are_refused_in_a_sentence() -> None:
    with pytest.raises(AlignError, match="50,000 segments"):
        align(["a"] * (MAX_SEGMENTS + 1), ["b"], "en", "ja")


def test_vectors_are_of_unit_length_and_close_for_the_same_thing() -> None:
    vectors = embedder().embed([*ENGLISH, *JAPANESE])
    assert vectors.shape == (12, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert (vectors[:6] @ vectors[6:].T).argmax(axis=1).tolist() == list(range(6))


def test_no_texts_have_no_vectors() -> None:
    assert embedder().embed([]).shape == (0, 512)


def test_blocks_that_were_pasted_out_of_step_are_found_and_said() -> None:
    target = [*JAPANESE[3:5], *JAPANESE[:3], JAPANESE[5]]
    links = align(ENGLISH, target, "en", "ja", embedder())
    blocks = out_of_step(ENGLISH, target, "en", "ja", links, embedder())
    assert [pairs(block) for block in blocks] == [[((3,), (0,)), ((4,), (1,))]]
    together = sorted([pair for pair in pairs(links) if all(pair)] + [p for block in blocks for p in pairs(block)])
    assert together == [((0,), (2,)), ((1,), (3,)), ((2,), (4,)), ((3,), (0,)), ((4,), (1,)), ((5,), (5,))]


def test_nothing_is_out_of_step_in_a_faithful_translation() -> None:
    links = align(ENGLISH, JAPANESE, "en", "ja", embedder())
    assert out_of_step(ENGLISH, JAPANESE, "en", "ja", links, embedder()) == []


def test_what_is_missing_on_both_sides_is_not_taken_for_a_moved_block() -> None:
    target = [*JAPANESE[:2], "以下は訳者の感想です。", *JAPANESE[4:]]
    links = align(ENGLISH, target, "en", "ja", embedder())
    assert out_of_step(ENGLISH, target, "en", "ja", links, embedder()) == []


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_no_segment_is_both_in_step_and_out_of_it(source: list[str], target: list[str]) -> None:
    links = align(source, target, "en", "ja", Coarse())
    blocks = out_of_step(source, target, "en", "ja", links, Coarse())
    both = [link for link in links if link.source and link.target] + [link for block in blocks for link in block]
    for side in ("source", "target"):
        used = [at for link in both for at in getattr(link, side)]
        assert len(used) == len(set(used))
