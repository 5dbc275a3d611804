"""The gate that fails a build when reading gets worse."""

from __future__ import annotations

import pytest

from tools.quality.figure import Figure, figures
from tools.quality.reading import run, score


def test_a_figure_below_its_floor_fell() -> None:
    assert Figure("text", 0.98, 0.99).fell
    assert not Figure("text", 0.99, 0.99).fell


def test_a_figure_without_a_floor_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="text"):
        figures("reading", {"nonsense": 1.0})


def test_the_score_punishes_what_is_left_out_and_what_is_dragged_in() -> None:
    truth = "The pier was closed on Monday. Ferries leave from the old quay. 港は閉鎖された。"
    assert score(truth, truth) == 1.0
    assert score("The pier was closed on Monday.", truth) < 0.8
    assert score(truth + " Sign up for our daily letter now.", truth) < 1.0
    assert score("", truth) == 0.0


def test_the_newsstand_is_read_above_every_floor() -> None:
    assert [figure for figure in run() if figure.fell] == []
