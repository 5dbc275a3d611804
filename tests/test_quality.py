"""The gate that fails a build when a part gets worse."""

from __future__ import annotations

from types import ModuleType

import pytest

from tools.quality.__main__ import PARTS
from tools.quality.alignment import documents, f1
from tools.quality.figure import Figure, figures
from tools.quality.reading import score


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


def test_a_link_counts_only_if_both_sides_are_exact() -> None:
    meant = frozenset({((0,), (0,)), ((1, 2), (1,))})
    assert f1([(meant, meant)]) == 1.0
    assert f1([(meant, frozenset({((0,), (0,)), ((1,), (1,))}))]) == 0.5
    assert f1([(meant, frozenset())]) == 0.0


def test_the_gold_of_alignment_names_segments_that_are_there_each_once() -> None:
    found = list(documents())
    assert len(found) >= 8
    assert any(document.out_of_step for document in found)
    for document in found:
        links = document.links | document.out_of_step
        for side, texts in enumerate((document.source, document.target)):
            used = [at for link in links for at in link[side]]
            assert len(used) == len(set(used))
            assert set(used) <= set(range(len(texts)))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__.rpartition(".")[2])
def test_every_figure_of_a_part_stands_above_its_floor(part: ModuleType) -> None:
    assert [figure for figure in part.run() if figure.fell] == []
