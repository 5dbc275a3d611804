"""A paragraph's id depends on its text alone, so that a page that changes around it leaves it be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kawaraban.read.model import ParagraphKind
from kawaraban.read.paragraphs import number_paragraphs

_TEXTS = st.lists(st.sampled_from(["One.", "Two.", "Three.", "四。"]) | st.text(max_size=20), max_size=12)


def ids(*texts: str, kind: ParagraphKind = "p") -> list[str]:
    return [p.id for p in number_paragraphs((kind, text) for text in texts)]


def test_an_id_outlives_what_stands_before_it() -> None:
    assert ids("New lead.", "One.", "Two.")[1:] == ids("One.", "Two.")


def test_kind_case_width_and_white_space_have_no_part_in_it() -> None:
    assert ids("Ａ  One.\n") == ids("a one.") == ids("A One.", kind="h")


def test_equal_texts_are_counted() -> None:
    first, second, third = ids("One.", "One.", "One.")
    assert (second, third) == (f"{first}-2", f"{first}-3")


@given(_TEXTS)
def test_ids_are_unique_and_the_same_every_time(texts: list[str]) -> None:
    assert len(set(ids(*texts))) == len(texts)
    assert ids(*texts) == ids(*texts)
    assert all(len(pid) <= 40 for pid in ids(*texts))


@given(_TEXTS, st.text(min_size=1, max_size=20))
def test_a_paragraph_put_in_changes_no_other_id(texts: list[str], more: str) -> None:
    assert set(ids(*texts)) <= set(ids(more, *texts))
