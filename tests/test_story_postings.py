"""Rows by term: what came at once, one by one, or is gone again, is found as a dictionary of sets would have it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.compare.stories import postings
from kawaraban.compare.stories.postings import Postings, hashed

TERMS = [f"n:{letter}" for letter in "abcdefgh"]
ROWS = st.dictionaries(st.integers(0, 12), st.sets(st.sampled_from(TERMS), max_size=5), max_size=8)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), ROWS),
        st.tuples(st.just("drop"), st.integers(0, 12)),
        st.tuples(st.just("ask"), st.none()),
    ),
    max_size=12,
)


@given(steps=STEPS, waiting=st.sampled_from([3, 1000]), many=st.sampled_from([1, 6, 1000]))
@settings(max_examples=60)
def test_it_has_what_a_dictionary_has(steps: list[tuple[str, object]], waiting: int, many: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_WAITING", waiting)
        patch.setattr(postings, "_MANY", many)
        found, expected = Postings(), dict[int, set[str]]()
        for step, given_ in steps:
            _do(step, given_, found, expected)
        _same(found, expected)


def _do(step: str, given_: object, found: Postings, expected: dict[int, set[str]]) -> None:
    if isinstance(given_, dict):
        rows = {row: terms for row, terms in given_.items() if row not in expected}
        expected |= rows
        owners = [row for row, terms in rows.items() for _ in terms]
        found.add(np.array(owners, dtype=np.int32), hashed(term for terms in rows.values() for term in terms))
    elif step == "drop":
        found.drop(given_)  # type: ignore[arg-type]
        expected.pop(given_, None)  # type: ignore[call-overload]
    else:
        _same(found, expected)


def _same(found: Postings, expected: dict[int, set[str]]) -> None:
    assert found.counts(hashed([])).tolist() == []
    by_term = {term: sorted(row for row, terms in expected.items() if term in terms) for term in TERMS}
    assert found.counts(hashed(TERMS)).tolist() == [len(by_term[term]) for term in TERMS]
    for term, hash_ in zip(TERMS, hashed(TERMS).tolist(), strict=True):
        assert sorted(found.rows(hash_).tolist()) == by_term[term]


def test_a_term_is_the_same_number_everywhere() -> None:
    assert hashed(["n:marn", "#:12"]).tolist() == [10718334979481434877, 14262620838109675685]
