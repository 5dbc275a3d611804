"""Headings fitted into the page they stand on."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import fit_headings


def levels(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h(\d)", html)]


def test_a_text_that_begins_below_is_raised_and_one_that_begins_above_lowered() -> None:
    assert fit_headings('<h4>甲</h4><p>文</p><h4 id="b">乙</h4>', 2) == '<h2>甲</h2><p>文</p><h2 id="b">乙</h2>'
    assert fit_headings("<h1>甲</h1><H2>乙</H2>", 3) == "<h3>甲</h3><h4>乙</h4>"


def test_a_missing_level_is_closed() -> None:
    assert levels(fit_headings("<h3>a</h3><h6>b</h6><h5>c</h5><h3>d</h3>", 2)) == [2, 3, 3, 2]


def test_words_that_look_like_headings_are_words() -> None:
    assert fit_headings("<p>&lt;h3&gt; <hr><header></header></p>", 2) == "<p>&lt;h3&gt; <hr><header></header></p>"


@given(st.lists(st.integers(1, 6)), st.integers(2, 3))
def test_no_level_is_ever_skipped_and_the_order_of_rank_stays(written: list[int], first: int) -> None:
    html = "".join(f"<h{level}>x</h{level}>" for level in written)
    shown = levels(fit_headings(html, first))
    assert len(shown) == len(written)
    assert all(after <= before + 1 for before, after in zip([first - 1, *shown], shown, strict=False))
    assert all(level >= first for level in shown)
    for place, (level, below) in enumerate(itertools.pairwise(written)):
        assert (below > level) == (shown[place + 1] > shown[place]) or shown[place] == 6
